import type { INodeProperties } from 'n8n-workflow';

export const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'summary',
	description: 'What one row stands for, and how much it tells',
	options: [
		{ name: 'Detailed', value: 'detailed', description: 'One row per conversation, about 90 columns' },
		{
			name: 'Interactions',
			value: 'interactions',
			description: 'One row per agent session; the limit counts conversations',
		},
		{ name: 'Raw', value: 'raw', description: 'The record as the API returns it, nested' },
		{
			name: 'Segments',
			value: 'segments',
			description: 'One row per segment of a session; the limit counts conversations',
		},
		{ name: 'Summary', value: 'summary', description: 'One row per conversation, 25 columns' },
	],
};

export const allowPartialOption: INodeProperties = {
	displayName: 'Allow Partial Results',
	name: 'allowPartial',
	type: 'boolean',
	default: false,
	description:
		'Whether to return what there is when not everything can be had. Otherwise that is an error, never a short list.',
};

export const dateFormatOption: INodeProperties = {
	displayName: 'Date Format',
	name: 'dateFormat',
	type: 'options',
	default: 'iso',
	description: 'How points in time are written',
	options: [
		{ name: 'ISO 8601 (UTC)', value: 'iso', description: 'Such as 2026-11-20T09:30:00Z' },
		{
			name: 'Spreadsheet',
			value: 'spreadsheet',
			description: 'Such as 2026-11-20 10:30:00 in the time zone',
		},
	],
};

export const resolveNamesOption: INodeProperties = {
	displayName: 'Resolve Names',
	name: 'resolveNames',
	type: 'boolean',
	default: true,
	description: 'Whether to look up the names of queues, agents, wrap-up codes and so on',
};

export const timeZoneOption: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description: "Where days begin and what spreadsheet dates are in. The workflow's own time zone if empty.",
};

export const maskOption: INodeProperties = {
	displayName: 'Mask Personal Data',
	name: 'maskPersonalData',
	type: 'boolean',
	default: false,
	description:
		'Whether to replace phone numbers, addresses, names of customers, notes and participant attributes by tokens: the same value always gives the same token, which tells nothing of it',
};

export const includeAttributesOption: INodeProperties = {
	displayName: 'Include Participant Attributes',
	name: 'includeAttributes',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a column per participant attribute. Only details jobs carry them, so data of the last hours has none.',
};

export const rangeColumnsOption: INodeProperties = {
	displayName: 'Range Columns',
	name: 'rangeColumns',
	type: 'boolean',
	default: false,
	description: 'Whether to add the columns rangeStart and rangeEnd: the time range that was really used',
};

export const sourceOption: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	default: 'auto',
	description: 'Which part of the API to read from',
	options: [
		{ name: 'Auto', value: 'auto', description: 'A job for what is large and old, the query for the rest' },
		{
			name: 'Details Job',
			value: 'job',
			description: 'Large exports; data of the last hours is not there yet',
		},
		{ name: 'Details Query', value: 'query', description: 'Fresh data, 100 conversations per request' },
	],
};

export const fileOptions: INodeProperties[] = [
	{
		displayName: 'File',
		name: 'file',
		type: 'options',
		default: 'none',
		description: 'One file instead of one item per row: for exports that are too large to be items',
		options: [
			{ name: 'CSV', value: 'csv' },
			{ name: 'JSON Lines', value: 'jsonl' },
			{ name: 'None', value: 'none', description: 'One item per row' },
		],
	},
	{
		displayName: 'File Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		description: 'The name of the binary field that holds the file',
	},
];

/** An Options collection of these; n8n wants them in alphabetical order. */
export function optionCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.toSorted((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
