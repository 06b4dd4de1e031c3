import type { INodeProperties } from 'n8n-workflow';

import { detailFilters, recordFilter } from '../../analytics/query';
import { rangeSentence, type TimeRange } from '../../analytics/timeRange';
import { conversationFilters } from '../../descriptions/filters';
import { limitFields } from '../../descriptions/limit';
import {
	allowPartialOption,
	dateFormatOption,
	fileOptions,
	includeAttributesOption,
	maskOption,
	optionCollection,
	outputField,
	rangeColumnsOption,
	resolveNamesOption,
	sourceOption,
	timeZoneOption,
} from '../../descriptions/output';
import { timeRangeFields } from '../../descriptions/timeRange';
import { FileWriter, type FileFormat } from '../../output/fileWriter';
import { readOutputFormat, type OutputFormat } from '../../output/format';
import { RowWriter } from '../../output/rowWriter';
import { retrieve, type Retrieved } from '../../retrieval/retrieve';
import { LOOK_BACK_DAYS, type MatchBy, type Search } from '../../retrieval/search';
import { UserFacingError } from '../../userFacingError';
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { flag, oneOf, text } from '../../choices';
import { readCollection, readLimit, readTimeRange, readTimeZone } from '../parameters';
import { readFilters } from './filters';
import { maskSecret } from './maskSecret';

const fields: INodeProperties[] = [
	...timeRangeFields,
	{
		displayName: 'Match By',
		name: 'matchBy',
		type: 'options',
		default: 'started',
		description: 'What of a conversation has to be in the time range',
		options: [
			{ name: 'Active', value: 'active', description: 'It went on at some time of the range' },
			{ name: 'Ended', value: 'ended', description: 'It ended in the range' },
			{ name: 'Started', value: 'started', description: 'It began in the range' },
		],
	},
	...limitFields,
	{
		displayName: 'Sort Order',
		name: 'sortOrder',
		type: 'options',
		default: 'desc',
		description: 'By the start of the conversation, or by its end when it is matched by that',
		options: [
			{ name: 'Newest First', value: 'desc' },
			{ name: 'Oldest First', value: 'asc' },
		],
	},
	outputField,
	conversationFilters,
	optionCollection([
		allowPartialOption,
		dateFormatOption,
		...fileOptions,
		includeAttributesOption,
		maskOption,
		rangeColumnsOption,
		resolveNamesOption,
		sourceOption,
		timeZoneOption,
	]),
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description:
		'Get the conversations of a time range with channel, queue, agent, wrap-up code and handle time, one row each',
	fields,
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const format = readOutputFormat(read('output', 'summary'), options, timeZone, await maskSecret(context));
	const file = readFileFormat(options, format);
	const range = readTimeRange(read, timeZone, session.now);
	const search = await readSearch(session, read, options, range);
	const bounds = {
		rangeStart: new Date(range.startMs).toISOString(),
		rangeEnd: new Date(range.endMs).toISOString(),
	};
	const extra = flag('Range Columns', options.rangeColumns) ? bounds : {};
	const rows = new RowWriter(format, session.directory, extra);

	if (file === 'none') {
		const found = await retrieve(connection, search, (record) => rows.make(record));
		const result = toResult(await rows.complete(found.values.flat()));
		report(session, range, found);
		return result;
	}

	const writer = new FileWriter(file, format, rows, Object.keys(extra));
	const found = await retrieve(connection, search, (record) => writer.make(record), {
		afterPage: async () => await writer.flush(),
	});
	const { bytes, rows: count } = await writer.finish(found.values);
	report(session, range, found);
	const name = `conversations-${bounds.rangeStart.slice(0, 10)}.${file}`;
	const binary = await context.helpers.prepareBinaryData(
		bytes,
		name,
		file === 'csv' ? 'text/csv' : 'application/x-ndjson',
	);
	return [
		{
			json: { rows: count, ...bounds, complete: found.missing.length === 0 },
			binary: { [text(options.binaryPropertyName) || 'data']: binary },
		},
	];
}

async function readSearch(
	{ connection }: Session,
	read: ReadParameter,
	options: Record<string, unknown>,
	range: TimeRange,
): Promise<Search> {
	const filters = await readFilters(connection, read);
	return {
		range,
		matchBy: oneOf<MatchBy>('Match By', read('matchBy', 'started'), ['started', 'ended', 'active']),
		order: oneOf('Sort Order', read('sortOrder', 'desc'), ['desc', 'asc']),
		limit: readLimit(read),
		filters: detailFilters(filters),
		accepts: recordFilter(filters),
		source: oneOf('Source', options.source ?? 'auto', ['auto', 'query', 'job']),
		includeAttributes: flag('Include Participant Attributes', options.includeAttributes),
		allowPartial: flag('Allow Partial Results', options.allowPartial),
		lookBackDays: LOOK_BACK_DAYS,
	};
}

function readFileFormat(options: Record<string, unknown>, format: OutputFormat): FileFormat | 'none' {
	const file = oneOf('File', options.file ?? 'none', ['none', 'csv', 'jsonl']);
	if (file === 'csv' && format.output === 'raw') {
		throw new UserFacingError(
			"Raw records can't be written as CSV: they are nested",
			'Set the option File to JSON Lines, or choose another output.',
		);
	}
	return file;
}

function report(session: Session, range: TimeRange, { notes, missing }: Retrieved<unknown>): void {
	session.hint([rangeSentence(range), ...notes].join(' '));
	for (const sentence of missing) session.hint(`Conversations may be missing. ${sentence}`, 'warning');
}
