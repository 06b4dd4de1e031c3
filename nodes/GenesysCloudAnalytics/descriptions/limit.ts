import type { INodeProperties } from 'n8n-workflow';

import { unlessFile } from './output';

/** Which form it is for comes first: the conditions after an expression in Return All don't count any more. */
const limitOf = ({ tool, default: value }: { tool: boolean; default: number }): INodeProperties => ({
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: value,
	description: 'Max number of results to return',
	displayOptions: { show: { '@tool': [tool], returnAll: [false] }, ...unlessFile },
});

/** Return All and Limit. As an AI agent's tool the node returns fewer by default: what it returns fills the agent's context. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: unlessFile,
	},
	limitOf({ tool: false, default: 50 }),
	limitOf({ tool: true, default: 10 }),
];
