import { SECONDS_FORMATS, type Sheet } from '../columns/sheet';
import type { CsvFormat } from '../output/csv';
import { momentIn } from '../time/zone';
import {
	collection,
	hiddenIf,
	onlyIf,
	shownIf,
	withForm,
	type Field,
	type Fields,
	type Settings,
} from './field';
import { choice, text, toggle } from './kinds';

const dateFormat = choice({
	displayName: 'Date Format',
	byDefault: 'iso',
	description: 'How dates and times are written',
	options: [
		['iso', 'ISO 8601 (UTC)', 'For example 2026-11-20T09:30:00Z'],
		[
			'spreadsheet',
			'Spreadsheet',
			'For example 2026-11-20 10:30:00, in your time zone. Excel and Google Sheets read it as a date.',
		],
	],
});

const secondsLabels: Record<(typeof SECONDS_FORMATS)[number], [name: string, description: string]> = {
	exact: ['Exact', 'With milliseconds, such as 83.417'],
	whole: ['Whole', 'Rounded, such as 83'],
	hms: ['H:mm:ss', 'As text, such as 0:01:23'],
};
const seconds = choice({
	displayName: 'Seconds',
	byDefault: 'exact',
	description: 'How durations are written',
	options: SECONDS_FORMATS.map((value) => [value, ...secondsLabels[value]] as const),
});

/** The time zone of the option, else the workflow's. */
const timeZone: Field<string> = (() => {
	const field = text({
		displayName: 'Time Zone',
		placeholder: 'e.g. Europe/Berlin',
		description:
			"The time zone of calendar days and spreadsheet dates. If empty, the workflow's time zone is used.",
	});
	return {
		...field,
		read: async (form, name) => {
			const zone = (await field.read(form, name)) || form.timeZone;
			momentIn(zone, 0);
			return zone;
		},
	};
})();

const resolveNames = toggle({
	displayName: 'Resolve Names',
	byDefault: true,
	description: 'Whether to look up the names of queues, agents, wrap-up codes and so on',
});

const maskPersonalData = toggle({
	displayName: 'Mask Personal Data',
	byDefault: false,
	// What protects is on where its expression fails.
	nothing: true,
	description:
		"Whether to replace customers' personal data (phone numbers, addresses, names, what they said, notes, comments, participant attributes) with tokens. The same value always gets the same token, which can't be reversed.",
});

const includeAttributes = toggle({
	displayName: 'Include Participant Attributes',
	byDefault: false,
	description:
		'Whether to add a column for each participant attribute. Attributes come from details jobs, whose data is hours old, sometimes a day: newer conversations have none yet.',
});

const ofCsv = { '/returnAs': ['csv'] };
const csvDelimiter = shownIf(
	choice({
		displayName: 'CSV Delimiter',
		byDefault: 'comma',
		description: 'The character between columns',
		options: [
			['comma', 'Comma'],
			['semicolon', 'Semicolon', 'What Excel expects in countries that use a decimal comma'],
			['tab', 'Tab'],
		],
	}),
	ofCsv,
);
const csvBom = shownIf(
	toggle({
		displayName: 'CSV for Excel',
		byDefault: false,
		description:
			'Whether to start the file with a byte order mark, so that Excel shows accents and other scripts correctly',
	}),
	ofCsv,
);
const csvDefuse = shownIf(
	toggle({
		displayName: 'Defuse Formulas',
		byDefault: true,
		nothing: true,
		description:
			'Whether to put an apostrophe before text that a spreadsheet would take for a formula. Phone numbers such as +13175550100 stay as they are.',
	}),
	ofCsv,
);

/** The name of the binary field of files. */
export const binaryPropertyName = text({
	displayName: 'File Field',
	byDefault: 'data',
	description: 'The name of the binary field that holds the file',
});

export const report = hiddenIf(
	withForm(
		toggle({
			displayName: 'Report',
			byDefault: false,
			description:
				'Whether to add a second output with one item per run: how many rows there are, whether they are complete, which time range they cover and what is missing',
		}),
		// The outputs of the node follow from it, before any item is known.
		(property) => ({ ...property, noDataExpression: true }),
	),
	{ '@tool': [true] },
);

/** Read with the form itself: it decides what every filter means. */
export const emptyFilters = choice({
	displayName: 'Empty Filters',
	byDefault: 'error',
	description: 'What to do when the expression of a filter gives nothing',
	options: [
		['error', 'Stop With an Error', 'So that a missing value never returns everything'],
		['ignore', 'Ignore', 'As if the filter had not been added'],
	],
});

export const allowPartial = toggle({
	displayName: 'Allow Partial Results',
	byDefault: false,
	description:
		'Whether to return what was found even if some results could not be retrieved. Otherwise, the node fails instead of returning an incomplete list.',
});

export const source = choice({
	displayName: 'Source',
	byDefault: 'auto',
	description: 'Which part of the API to read from',
	options: [
		['auto', 'Auto', 'A job for large ranges in the past, the query for everything else'],
		['query', 'Details Query', 'Up-to-date data, 100 records per request'],
		[
			'job',
			'Details Job',
			'For large exports; data from the last hours, sometimes the last day, is not available yet',
		],
	],
});

/** The options that concern how rows of these sheets look. */
export function formatOptions(...sheets: Sheet[]) {
	const columns = sheets.flatMap((sheet) => sheet.columns);
	const has = (test: (column: (typeof columns)[number]) => unknown) => columns.some(test);
	const hasTimes = has(({ unit }) => unit === 'time');
	return {
		dateFormat: onlyIf(hasTimes, dateFormat),
		seconds: onlyIf(
			has(({ unit }) => unit === 'seconds'),
			seconds,
		),
		timeZone: onlyIf(hasTimes, timeZone),
		includeAttributes: onlyIf(
			sheets.some(({ attributes }) => attributes),
			includeAttributes,
		),
		maskPersonalData: onlyIf(
			has(({ personal }) => personal),
			maskPersonalData,
		),
		resolveNames: onlyIf(
			has(({ unit }) => unit === 'name'),
			resolveNames,
		),
	};
}

/** The options of operations that write rows of these sheets. */
function rowOptions(...sheets: Sheet[]) {
	return {
		...formatOptions(...sheets),
		csvDelimiter,
		csvBom,
		csvDefuse,
		binaryPropertyName: hiddenIf(binaryPropertyName, { '/returnAs': ['rows'], '@tool': [true] }),
		report,
	};
}

export type RowSettings = Settings<ReturnType<typeof rowOptions>>;

const TEXTS = { displayName: 'Options', placeholder: 'Add Option' };

/** An Options collection of any fields. */
export function optionsOf<F extends Fields>(fields: F) {
	return collection(TEXTS, fields);
}

/**
 * The Options of an operation that writes rows.
 *
 * @param more options of its own
 */
export function options<F extends Fields>(
	sheets: readonly Sheet[],
	more: F,
	{ hasFilters = true }: { hasFilters?: boolean } = {},
) {
	return collection(TEXTS, {
		...rowOptions(...sheets),
		...more,
		emptyFilters: onlyIf(hasFilters, emptyFilters),
	});
}

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** How CSV is to be written. */
export function csvFormat(said: Pick<RowSettings, 'csvDelimiter' | 'csvBom' | 'csvDefuse'>): CsvFormat {
	return { delimiter: DELIMITERS[said.csvDelimiter], bom: said.csvBom, defuse: said.csvDefuse };
}
