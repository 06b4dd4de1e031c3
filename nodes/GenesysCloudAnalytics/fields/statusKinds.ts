import { STATUS_KINDS, type StatusKind } from '../records/statusHistory';
import type { Field } from './field';
import { severalOfOrDefault } from './kinds';

/** Presence, routing status or both: both where nothing is chosen. */
export function statusKinds(description: string, did: 'did' | 'do'): Field<readonly StatusKind[]> {
	const field = severalOfOrDefault<StatusKind>({
		displayName: 'Kinds',
		byDefault: STATUS_KINDS,
		description,
		options: [
			[
				'presence',
				'Presence',
				'What agents set, or Genesys Cloud sets for them: available, on queue, break, offline, …',
			],
			['routingStatus', 'Routing Status', `What they ${did} on queue: idle, interacting, not responding, …`],
		],
	});
	return {
		...field,
		read: async (form, name) => {
			const chosen = await field.read(form, name);
			return STATUS_KINDS.filter((kind) => chosen.length === 0 || chosen.includes(kind));
		},
	};
}
