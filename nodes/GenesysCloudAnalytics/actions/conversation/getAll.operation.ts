import type { INodeProperties } from 'n8n-workflow';

import { detailFilters, recordFilter } from '../../analytics/query';
import { conversationSheets, isRaw, withSentiment, type Sheet } from '../../analytics/rows';
import { readSentiments } from '../../api/sentiment';
import { rangeSentence, type TimeRange } from '../../analytics/timeRange';
import { conversationFilters } from '../../descriptions/filters';
import { limitFields } from '../../descriptions/limit';
import {
	allowPartialOption,
	conversationColumnFields,
	fileNotice,
	liveAttributesOption,
	optionCollection,
	rangeColumnsOption,
	returnAsFields,
	rowOptions,
	sentimentOption,
	sourceOption,
} from '../../descriptions/output';
import { timeRangeFields } from '../../descriptions/timeRange';
import { withLiveAttributes } from '../../retrieval/liveAttributes';
import { retrieve, type Retrieved } from '../../retrieval/retrieve';
import { LOOK_BACK_DAYS, type MatchBy, type Search } from '../../retrieval/search';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { openOutput, writeRows, type OutputDetails } from '../output';
import { UserFacingError } from '../../userFacingError';
import { readSheet } from '../outputFormat';
import { flag, oneOf } from '../../choices';
import { readCollection, readLimit, readTimeRange, readTimeZone } from '../parameters';
import { readFilters } from './filters';

const sheets = Object.values(conversationSheets);

const fields: INodeProperties[] = [
	...timeRangeFields,
	{
		displayName: 'Match By',
		name: 'matchBy',
		type: 'options',
		default: 'started',
		description: 'What has to be in the time range for a conversation to count',
		options: [
			{ name: 'Started', value: 'started', description: 'Its start' },
			{ name: 'Ended', value: 'ended', description: 'Its end' },
			{ name: 'Active', value: 'active', description: 'Any moment between its start and its end' },
		],
	},
	...conversationColumnFields,
	...returnAsFields,
	fileNotice,
	...limitFields,
	{
		displayName: 'Sort Order',
		name: 'sortOrder',
		type: 'options',
		default: 'desc',
		description: 'By the start of the conversation, or by its end if Match By is Ended',
		options: [
			{ name: 'Newest First', value: 'desc' },
			{ name: 'Oldest First', value: 'asc' },
		],
	},
	conversationFilters,
	optionCollection([
		...rowOptions(...sheets),
		sentimentOption,
		liveAttributesOption,
		rangeColumnsOption,
		sourceOption,
		allowPartialOption,
	]),
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description:
		'Get the conversations of a time range with channel, queue, agent, wrap-up code and handle time, one row per conversation',
	fields,
	sheets,
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context } = session;
	const options = readCollection(read, 'options');
	const range = readTimeRange(read, readTimeZone(options, context.getTimezone()), session.now);
	const bounds = {
		rangeStart: new Date(range.startMs).toISOString(),
		rangeEnd: new Date(range.endMs).toISOString(),
	};
	const details = {
		fileName: `conversations-${bounds.rangeStart.slice(0, 10)}`,
		extra: flag('Range Columns', options.rangeColumns) ? bounds : {},
	};
	const search = await readSearch(session, read, options, range);
	const additions = readAdditions(options, search);
	const sheet = readSheet(read);
	if (additions) return await withAdditions(session, read, { search, additions, sheet, details, bounds });

	const output = await openOutput(session, read, sheet, details);
	const found = await retrieve(connection, search, (record) => output.make(record), {
		afterPage: async () => await output.flush(),
	});
	const complete = found.missing.length === 0;
	const result = await output.finish(found.values, { ...bounds, complete });
	report(session, range, found);
	return result;
}

/** What is read beside the records, once they are known. */
interface Additions {
	sentiment: boolean;
	liveAttributes: boolean;
}

function readAdditions(options: Record<string, unknown>, search: Search): Additions | undefined {
	const sentiment = flag('Include Sentiment', options.includeSentiment);
	const liveAttributes = search.includeAttributes && flag('Live Attributes', options.liveAttributes);
	return sentiment || liveAttributes ? { sentiment, liveAttributes } : undefined;
}

/** Holds all records until what is added to them is known. */
async function withAdditions(
	session: Session,
	read: ReadParameter,
	{ search, additions, sheet, details, bounds }: AdditionsPlan,
): Promise<Result> {
	const { connection } = session;
	if (additions.sentiment && isRaw(sheet)) {
		throw new UserFacingError(
			"Sentiment can't be added to raw records",
			'Choose another output, or turn off the option Include Sentiment.',
		);
	}
	const found = await retrieve<unknown>(connection, search, (record) => record);
	const live = additions.liveAttributes
		? await withLiveAttributes(connection, found.values)
		: { records: found.values, notes: [] };
	const sentiments = additions.sentiment ? await readSentiments(connection, live.records) : undefined;
	const extended = sentiments ? withSentiment(sheet, sentiments) : sheet;
	const complete = found.missing.length === 0;
	const about = { ...bounds, complete };
	const result = await writeRows(session, read, extended, live.records, { ...details, about });
	report(session, search.range, { ...found, notes: [...found.notes, ...live.notes] });
	return result;
}

interface AdditionsPlan {
	search: Search;
	additions: Additions;
	sheet: Sheet;
	details: OutputDetails;
	bounds: { rangeStart: string; rangeEnd: string };
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

function report(session: Session, range: TimeRange, { notes, missing }: Retrieved<unknown>): void {
	session.hint([rangeSentence(range), ...notes].join(' '));
	for (const sentence of missing) session.hint(`Conversations may be missing. ${sentence}`, 'warning');
}
