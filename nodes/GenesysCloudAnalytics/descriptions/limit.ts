import type { INodeProperties } from 'n8n-workflow';

/** Return All and Limit. As an AI agent's tool the node returns fewer by default: what it returns fills the agent's context. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	limit(50, { hide: { '@tool': [true] } }),
	limit(10, { show: { '@tool': [true] } }),
];

function limit(byDefault: number, { show, hide }: NonNullable<INodeProperties['displayOptions']>): INodeProperties {
	return {
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: byDefault,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false], ...show }, hide },
	};
}
