import type { INodeProperties } from 'n8n-workflow';

import { unlessFile } from './output';

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** Which form it is for comes first: the conditions after an expression in Return All don't count any more. */
const shownFor = ({ tool }: { tool: boolean }): INodeProperties['displayOptions'] => ({
	show: { '@tool': [tool], returnAll: [false] },
	...unlessFile,
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
	{ ...limit, displayOptions: shownFor({ tool: false }) },
	{ ...limit, default: 10, displayOptions: shownFor({ tool: true }) },
];
