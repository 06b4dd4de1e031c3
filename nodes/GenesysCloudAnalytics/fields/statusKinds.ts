import type { INodeProperties } from 'n8n-workflow';

import { STATUS_KINDS } from '../records/statusHistory';

/** Presence, routing status or both; `someOrAll` reads it. */
export function statusKindsField(description: string, did: 'did' | 'do'): INodeProperties {
	return {
		displayName: 'Kinds',
		name: 'statusKinds',
		type: 'multiOptions',
		default: [...STATUS_KINDS],
		description,
		options: [
			{
				name: 'Presence',
				value: 'presence',
				description:
					'What agents set, or Genesys Cloud sets for them: available, on queue, break, offline, …',
			},
			{
				name: 'Routing Status',
				value: 'routingStatus',
				description: `What they ${did} on queue: idle, interacting, not responding, …`,
			},
		],
	};
}
