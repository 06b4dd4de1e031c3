import type { INodeProperties } from 'n8n-workflow';

import { conversationSheets, type Sheet } from '../columns';

/** What differs from version 1, whose workflows keep their rows and their fields. */
const SINCE_2 = { '@version': [{ _cnd: { gte: 2 } }] };
const IN_1 = { '@version': [1] };
const AS_FILE = ['csv', 'jsonl'];

// A constant, because n8n's lint wants inline options in alphabetical order, and people want them from simple to raw.
const outputs = [
	{
		name: 'Summary',
		value: 'summary',
		description: 'One row per conversation: when, who, how long and with what outcome',
	},
	{
		name: 'Detailed',
		value: 'detailed',
		description:
			'One row per conversation with about 90 columns: queues, agents, transfers, flows, evaluations and more',
	},
	{
		name: 'Interactions',
		value: 'interactions',
		description: 'One row per agent session in a conversation; the limit counts conversations',
	},
	{
		name: 'Segments',
		value: 'segments',
		description: 'One row per segment, such as alert, talk, hold or wrap-up; the limit counts conversations',
	},
	{ name: 'Raw', value: 'raw', description: "The API's own record, unchanged and nested" },
];

const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'summary',
	description: 'What each row represents, and how much detail it has',
	options: outputs,
};

const detailedNotice: INodeProperties = {
	displayName: 'Simplified shows the same ten columns as Summary. Choose All or Selected to see the others.',
	name: 'detailedNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { ...SINCE_2, output: ['detailed'], columns: ['simplified'] } },
};

/** Output, Columns and Selected Columns of conversations. */
export const conversationColumnFields: INodeProperties[] = [
	outputField,
	...columnFieldsOf(conversationSheets),
	detailedNotice,
];

/** Columns and Selected Columns of an operation that has a field Output (or Type), by its choices. */
export function columnFieldsOf(
	sheets: Readonly<Record<string, Sheet>>,
	field: 'output' | 'type' = 'output',
): INodeProperties[] {
	const tabular = Object.entries(sheets).filter(([, sheet]) => sheet.simplified);
	return [
		columnsField({ show: { ...SINCE_2, [field]: tabular.map(([value]) => value) } }),
		...tabular.map(([value, sheet]) =>
			selectedColumnsField(sheet, { show: { ...SINCE_2, [field]: [value], columns: ['selected'] } }),
		),
	];
}

/** What the form of a sheet's operation has: Columns, if the sheet can be simplified, and Return As. */
export function outputFields(sheet: Sheet): INodeProperties[] {
	return [...columnFields(sheet), ...returnAsFields];
}

/** Columns and Selected Columns, if the sheet can be simplified. */
export function columnFields(sheet: Sheet): INodeProperties[] {
	if (!sheet.simplified) return [];
	return [
		columnsField({ show: SINCE_2 }),
		selectedColumnsField(sheet, { show: { ...SINCE_2, columns: ['selected'] } }),
	];
}

/** Rows or a file. An AI agent gets rows: it can't read files. */
export const returnAsFields: INodeProperties[] = [
	{
		displayName: 'Return As',
		name: 'returnAs',
		type: 'options',
		default: 'rows',
		description: 'Whether to return rows as items or in one file. A file can hold any number of rows.',
		displayOptions: { show: SINCE_2, hide: { '@tool': [true] } },
		options: [
			{ name: 'Rows', value: 'rows', description: 'One item per row' },
			{
				name: 'CSV File',
				value: 'csv',
				description: 'One item with a file for Excel, Google Sheets and databases',
			},
			{
				name: 'JSON Lines File',
				value: 'jsonl',
				description: 'One item with a file that has one JSON object per line',
			},
		],
	},
];

/** For forms with Limit, which a file does without. */
export const fileNotice: INodeProperties = {
	displayName: 'A file contains all results; there is no limit.',
	name: 'fileNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { ...SINCE_2, returnAs: AS_FILE } },
};

/** For fields that count rows: a file has all of them. */
export const unlessFile: INodeProperties['displayOptions'] = { hide: { returnAs: AS_FILE } };

function columnsField(displayOptions: INodeProperties['displayOptions']): INodeProperties {
	return {
		displayName: 'Columns',
		name: 'columns',
		type: 'options',
		default: 'simplified',
		description: 'Which columns to return',
		displayOptions,
		options: [
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The ten most useful columns, with names instead of IDs',
			},
			{
				name: 'Selected',
				value: 'selected',
				description: 'The columns you choose, in the order you choose them',
			},
			{ name: 'All', value: 'all', description: 'Every column of this output, always in the same order' },
		],
	};
}

function selectedColumnsField(
	{ columns, simplified = [] }: Sheet,
	displayOptions: INodeProperties['displayOptions'],
): INodeProperties {
	return {
		displayName: 'Selected Columns',
		name: 'selectedColumns',
		type: 'multiOptions',
		default: [...simplified],
		description:
			'The columns to return, in this order. An expression can return a list, or names separated by commas.',
		allowArbitraryValues: true,
		displayOptions,
		options: columns.map(({ name, meaning }) => ({
			name,
			value: name,
			description: meaning.replaceAll('`', ''),
		})),
	} as INodeProperties;
}

const dateFormatOption: INodeProperties = {
	displayName: 'Date Format',
	name: 'dateFormat',
	type: 'options',
	default: 'iso',
	description: 'How dates and times are written',
	options: [
		{ name: 'ISO 8601 (UTC)', value: 'iso', description: 'For example 2026-11-20T09:30:00Z' },
		{
			name: 'Spreadsheet',
			value: 'spreadsheet',
			description:
				'For example 2026-11-20 10:30:00, in your time zone. Excel and Google Sheets read it as a date.',
		},
	],
};

const secondsOption: INodeProperties = {
	displayName: 'Seconds',
	name: 'seconds',
	type: 'options',
	default: 'exact',
	description: 'How durations are written',
	options: [
		{ name: 'Exact', value: 'exact', description: 'With milliseconds, such as 83.417' },
		{ name: 'Whole', value: 'whole', description: 'Rounded, such as 83' },
		{ name: 'H:mm:ss', value: 'hms', description: 'As text, such as 0:01:23' },
	],
};

const timeZoneOption: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description:
		"The time zone of calendar days and spreadsheet dates. If empty, the workflow's time zone is used.",
};

const resolveNamesOption: INodeProperties = {
	displayName: 'Resolve Names',
	name: 'resolveNames',
	type: 'boolean',
	default: true,
	description: 'Whether to look up the names of queues, agents, wrap-up codes and so on',
};

const maskOption: INodeProperties = {
	displayName: 'Mask Personal Data',
	name: 'maskPersonalData',
	type: 'boolean',
	default: false,
	description:
		"Whether to replace customers' personal data (phone numbers, addresses, names, what they said, notes, comments, participant attributes) with tokens. The same value always gets the same token, which can't be reversed.",
};

const includeAttributesOption: INodeProperties = {
	displayName: 'Include Participant Attributes',
	name: 'includeAttributes',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a column for each participant attribute. Attributes come from details jobs, whose data is hours old, sometimes a day: newer conversations have none yet.',
};

const asCsv = { show: { ...SINCE_2, '/returnAs': ['csv'] } };

const fileOptions: INodeProperties[] = [
	{
		displayName: 'CSV Delimiter',
		name: 'csvDelimiter',
		type: 'options',
		default: 'comma',
		description: 'The character between columns',
		displayOptions: asCsv,
		options: [
			{ name: 'Comma', value: 'comma' },
			{
				name: 'Semicolon',
				value: 'semicolon',
				description: 'What Excel expects in countries that use a decimal comma',
			},
			{ name: 'Tab', value: 'tab' },
		],
	},
	{
		displayName: 'CSV for Excel',
		name: 'csvBom',
		type: 'boolean',
		default: false,
		description:
			'Whether to start the file with a byte order mark, so that Excel shows accents and other scripts correctly',
		displayOptions: asCsv,
	},
	{
		displayName: 'Defuse Formulas',
		name: 'csvDefuse',
		type: 'boolean',
		default: true,
		description:
			'Whether to put an apostrophe before text that a spreadsheet would run as a formula. Phone numbers such as +13175550100 stay as they are.',
		displayOptions: asCsv,
	},
	{
		displayName: 'File',
		name: 'file',
		type: 'options',
		default: 'none',
		description: 'One file instead of one item per row, for exports that are too large for items',
		displayOptions: { show: IN_1 },
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
		// Version 1 has no Return As.
		displayOptions: { hide: { '/returnAs': ['rows'], '@tool': [true] } },
	},
];

/** The options that concern the rows of these sheets, and the file that they may go into. */
export function rowOptions(...sheets: Sheet[]): INodeProperties[] {
	return [...formatOptions(...sheets), ...fileOptions];
}

/** The options that concern the rows of these sheets. */
export function formatOptions(...sheets: Sheet[]): INodeProperties[] {
	const columns = sheets.flatMap((sheet) => sheet.columns);
	const has = (test: (column: (typeof columns)[number]) => unknown) => columns.some(test);
	return [
		...(has(({ unit }) => unit === 'time') ? [dateFormatOption] : []),
		...(has(({ unit }) => unit === 'seconds') ? [secondsOption] : []),
		...(has(({ unit }) => unit === 'time') ? [timeZoneOption] : []),
		...(sheets.some(({ attributes }) => attributes) ? [includeAttributesOption] : []),
		...(has(({ personal }) => personal) ? [maskOption] : []),
		...(has(({ unit }) => unit === 'name') ? [resolveNamesOption] : []),
	];
}

export const allowPartialOption: INodeProperties = {
	displayName: 'Allow Partial Results',
	name: 'allowPartial',
	type: 'boolean',
	default: false,
	description:
		'Whether to return what was found even if some results could not be retrieved. Otherwise, the node fails instead of returning an incomplete list.',
};

export const sentimentOption: INodeProperties = {
	displayName: 'Include Sentiment',
	name: 'includeSentiment',
	type: 'boolean',
	default: false,
	description:
		"Whether to add the customer's sentiment and how long agent and customer spoke, from speech and text analytics",
};

export const liveAttributesOption: INodeProperties = {
	displayName: 'Live Attributes',
	name: 'liveAttributes',
	type: 'boolean',
	default: false,
	description:
		'Whether Include Participant Attributes also reads, from the conversations themselves, attributes that details jobs do not have yet: one request each, for up to 200 conversations',
};

export const rangeColumnsOption: INodeProperties = {
	displayName: 'Range Columns',
	name: 'rangeColumns',
	type: 'boolean',
	default: false,
	description: 'Whether to add the columns rangeStart and rangeEnd, which show the time range that was used',
};

export const sourceOption: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	default: 'auto',
	description: 'Which part of the API to read from',
	options: [
		{
			name: 'Auto',
			value: 'auto',
			description: 'A job for large ranges in the past, the query for everything else',
		},
		{ name: 'Details Query', value: 'query', description: 'Up-to-date data, 100 records per request' },
		{
			name: 'Details Job',
			value: 'job',
			description:
				'For large exports; data from the last hours, sometimes the last day, is not available yet',
		},
	],
};

/** What users of these options should know before the first run: Genesys Cloud's jobs lag behind. */
export const jobNotices: INodeProperties[] = [
	jobNotice(
		'jobNotice',
		'The data of details jobs is hours old, sometimes a day. Newer conversations are missing from the result, which is an error with Return All. Choose Auto to read them with the details query.',
		{ source: ['job'] },
	),
	jobNotice(
		'attributesNotice',
		'Participant attributes come from details jobs, whose data is hours old, sometimes a day. Newer conversations have none yet, unless you turn on Live Attributes.',
		{ includeAttributes: [true] },
	),
];

function jobNotice(
	name: string,
	displayName: string,
	options: Record<string, Array<string | boolean>>,
): INodeProperties {
	const show = Object.fromEntries(
		Object.entries(options).map(([option, values]) => [`/options.${option}`, values]),
	);
	return { displayName, name, type: 'notice', default: '', displayOptions: { show } };
}

/** An Options collection of these, in this order. */
export function optionCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
}
