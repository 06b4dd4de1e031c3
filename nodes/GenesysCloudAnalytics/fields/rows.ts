import type { INodeProperties } from 'n8n-workflow';

import { isRaw, type Sheet } from '../columns/sheet';
import { UserFacingError } from '../messages/userFacingError';
import { hiddenIf, shownIf, withForm, type Field } from './field';
import type { Form } from './form';
import { choice, severalNames, type Option } from './kinds';

/** Which columns rows have, and whether they become items or a file. */
export interface RowsSetting {
	columns: ColumnChoice;
	returnAs: 'rows' | 'csv' | 'jsonl';
}

/** `simplified`: those that people read first; or all of them; or these, in this order. */
export type ColumnChoice = 'simplified' | 'standard' | 'all' | readonly string[];

const MOST_WITHOUT_CHOICE = 10;

/** Rows as items or a file. An AI agent gets items: it can't read files. */
const returnAs = hiddenIf(
	choice({
		displayName: 'Return As',
		byDefault: 'rows',
		description: 'Whether to return rows as items or in one file. A file can hold any number of rows.',
		options: [
			['rows', 'Rows', 'One item per row'],
			['csv', 'CSV File', 'One item with a file for Excel, Google Sheets and databases'],
			['jsonl', 'JSON Lines File', 'One item with a file that has one JSON object per line'],
		],
	}),
	{ '@tool': [true] },
);

const SIMPLIFIED = [
	'simplified',
	'Simplified',
	'Up to ten columns that most people need, with names instead of IDs',
] as const satisfies Option<string>;
const STANDARD = [
	'standard',
	'Standard',
	'The 25 columns that most tables have, with IDs',
] as const satisfies Option<string>;
const ALL = [
	'all',
	'All',
	'Every column of this output, always in the same order',
] as const satisfies Option<string>;
const SELECTED = [
	'selected',
	'Selected',
	'The columns you choose, in the order you choose them',
] as const satisfies Option<string>;

const columnsOf = (isStandard: boolean) =>
	choice({
		displayName: 'Columns',
		byDefault: 'simplified',
		description: 'Which columns to return',
		options: [SIMPLIFIED, ...(isStandard ? [STANDARD] : []), ALL, SELECTED],
	});

/** n8n asks the node for the list: 71 kB of columns need not be in every editor from the start. */
const selectedColumns = withForm(
	severalNames({
		displayName: 'Selected Columns',
		byDefault: [],
		description:
			'The columns to return, in this order. An expression can return a list, or names separated by commas.',
		options: [],
	}),
	(property) => ({
		...property,
		options: undefined,
		typeOptions: {
			loadOptionsMethod: 'getColumns',
			loadOptionsDependsOn: ['resource', 'operation', 'output', 'event', 'type', 'subject'],
		},
	}),
);

/** What has columns to choose from. */
function isWide({ columns, simplified }: Sheet): boolean {
	return simplified !== undefined && columns.length > MOST_WITHOUT_CHOICE;
}

/**
 * Columns, Selected Columns and Return As of an operation.
 *
 * @param sheets by the value of a field, or the only one
 * @param hasFile false for a trigger, which starts with rows; `by`: the field that chooses among the sheets
 */
export function rows(
	sheets: Readonly<Record<string, Sheet>> | Sheet,
	{ hasFile = true, by = 'output' }: { hasFile?: boolean; by?: string } = {},
): Field<RowsSetting> {
	const byOutput = isSheet(sheets) ? undefined : sheets;
	const all = byOutput ? Object.entries(byOutput) : [['', sheets as Sheet] as const];
	const wide = all.filter(([, sheet]) => isWide(sheet)).map(([output]) => output);
	const ofOutput = byOutput ? { [by]: wide } : {};
	const properties = (): INodeProperties[] => {
		if (wide.length === 0) return [];
		const standard = all.filter(([, sheet]) => sheet.standard !== undefined).map(([output]) => output);
		const others = wide.filter((output) => !standard.includes(output));
		return [
			...(standard.length > 0
				? shownIf(columnsOf(true), byOutput ? { [by]: standard } : {}).properties('columns')
				: []),
			...(others.length > 0
				? shownIf(columnsOf(false), byOutput ? { [by]: others } : {}).properties('columns')
				: []),
			...shownIf(selectedColumns, { ...ofOutput, columns: ['selected'] }).properties('selectedColumns'),
		];
	};
	return {
		properties: () => [...properties(), ...(hasFile ? returnAs.properties('returnAs') : [])],
		read: async (form) => ({
			columns: wide.length > 0 ? await columnChoice(form) : 'all',
			returnAs: await returnAs.read(form, 'returnAs'),
		}),
	};
}

function isSheet(sheets: Readonly<Record<string, Sheet>> | Sheet): sheets is Sheet {
	return Array.isArray((sheets as Sheet).columns);
}

async function columnChoice(form: Form): Promise<ColumnChoice> {
	const chosen = await columnsOf(true).read(form, 'columns');
	if (chosen !== 'selected') return chosen;
	const names = await selectedColumns.read(form, 'selectedColumns');
	if (names.length > 0) return names;
	throw new UserFacingError('No column is selected', 'Choose at least one in the field Selected Columns.');
}

/** The names of the columns that rows of a sheet have; undefined for all of them. */
export function columnNames(sheet: Sheet, chosen: ColumnChoice): readonly string[] | undefined {
	if (isRaw(sheet) || chosen === 'all') return undefined;
	if (chosen === 'simplified') return sheet.simplified;
	if (chosen === 'standard') {
		if (sheet.standard) return sheet.standard;
		throw new UserFacingError(
			'Columns can\'t be "standard" for this output',
			'Use one of simplified, all, selected.',
		);
	}
	return [...chosen, ...(sheet.always ?? [])];
}
