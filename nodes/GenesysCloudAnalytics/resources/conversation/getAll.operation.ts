import type { INodeProperties } from 'n8n-workflow';

import { conversationSheets, isRaw, withSentiment, type Sheet } from '../../columns';
import { readSentiments } from '../../reading/sentiment';
import { rangeSentence } from '../../time/timeRange';
import { conversationFilters } from '../../fields/filters';
import { limitFields } from '../../fields/limit';
import {
	allowPartialOption,
	conversationColumnFields,
	fileNotice,
	jobNotices,
	liveAttributesOption,
	optionCollection,
	rangeColumnsOption,
	returnAsFields,
	rowOptions,
	sentimentOption,
	sourceOption,
} from '../../fields/output';
import { timeRangeOrSinceFields, unlessSince } from '../../fields/timeRange';
import { withLiveAttributes } from '../../reading/conversations/liveAttributes';
import { retrieve, type Retrieved } from '../../reading/conversations/retrieve';
import type { Search } from '../../reading/conversations/search';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { checkOutput, openOutput, writeRows, type OutputDetails } from '../../output/writeRows';
import { permissionNotice } from '../../fields/permissionNotice';
import { UserFacingError } from '../../messages/userFacingError';
import { readSheet } from '../../fields/outputFormat';
import { flag } from '../../fields/choices';
import { readCollection } from '../../fields/parameters';
import { readTask, type Task } from './task';
import { API } from '../../api/endpoints';
import { askingConversations } from '../asks';

const sheets = Object.values(conversationSheets);

const fields: INodeProperties[] = [
	...timeRangeOrSinceFields({
		notice:
			'Returns all conversations that have ended, oldest first. Conversations can change after their end, so insert or update rows by their key, and include endTime in the columns.',
		mark: 'The latest end of a conversation in the destination, MAX("endTime") or, for interactions, MAX("conversationEndTime")',
		late: 'wrap-up codes, evaluations and records that appear late',
	}),
	unlessSince({
		displayName: 'Match By',
		name: 'matchBy',
		type: 'options',
		default: 'started',
		description: 'Which part of a conversation has to be in the time range',
		options: [
			{ name: 'Started', value: 'started', description: 'Its start' },
			{ name: 'Ended', value: 'ended', description: 'Its end' },
			{ name: 'Active', value: 'active', description: 'Any moment between its start and its end' },
		],
	}),
	...conversationColumnFields,
	...returnAsFields,
	fileNotice,
	...limitFields.map(unlessSince),
	unlessSince({
		displayName: 'Sort Order',
		name: 'sortOrder',
		type: 'options',
		default: 'desc',
		description: 'By the start of the conversation, or by its end if Match By is Ended',
		options: [
			{ name: 'Newest First', value: 'desc' },
			{ name: 'Oldest First', value: 'asc' },
		],
	}),
	conversationFilters,
	optionCollection([
		...rowOptions(...sheets),
		sentimentOption,
		liveAttributesOption,
		rangeColumnsOption,
		sourceOption,
		allowPartialOption,
	]),
	...jobNotices,
	permissionNotice(API.transcriptAggregates, {
		name: 'sentimentNotice',
		show: { '/options.includeSentiment': [true] },
	}),
	permissionNotice(API.liveConversation, {
		name: 'liveAttributesNotice',
		show: { '/options.liveAttributes': [true] },
	}),
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description:
		'Get the conversations in a time range with channel, queue, agent, wrap-up code and handle time, one row per conversation',
	fields,
	sheets,
	asks: [
		...askingConversations,
		{ endpoint: API.transcriptAggregates, for: 'Include Sentiment' },
		{ endpoint: API.liveConversation, for: 'Live Attributes' },
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const sheet = readSheet(read);
	const task = await readTask(session, read, sheet);
	const details = {
		fileName: `conversations-${task.about.rangeStart.slice(0, 10)}`,
		extra: task.isInRows ? { ...task.about } : {},
	};
	const additions = readAdditions(readCollection(read, 'options'), task.search);
	if (additions) return await withAdditions(session, read, { task, additions, sheet, details });

	const output = await openOutput(session, read, sheet, details);
	const found = await retrieve(session.connection, task.search, (record) => output.make(record), {
		afterPage: async () => await output.flush(),
	});
	const complete = found.missing.length === 0;
	const result = await output.finish(found.values, { ...task.about, complete });
	report(session, task, found);
	return result;
}

/** What is read beside the records, once they are known. */
interface Additions {
	sentiment: boolean;
	liveAttributes: boolean;
}

function readAdditions(options: Record<string, unknown>, search: Search): Additions | undefined {
	const sentiment = flag('Include Sentiment', options.includeSentiment);
	const liveAttributes = flag('Live Attributes', options.liveAttributes) && search.includeAttributes;
	return sentiment || liveAttributes ? { sentiment, liveAttributes } : undefined;
}

/** Holds all records until what is added to them is known. */
async function withAdditions(
	session: Session,
	read: ReadParameter,
	{ task, additions, sheet, details }: AdditionsPlan,
): Promise<Result> {
	const { connection } = session;
	if (additions.sentiment && isRaw(sheet)) {
		throw new UserFacingError(
			"Sentiment can't be added to raw records",
			'Choose another output, or turn off the option Include Sentiment.',
		);
	}
	await checkOutput(session, read, additions.sentiment ? withSentiment(sheet, new Map()) : sheet);
	const found = await retrieve<unknown>(connection, task.search, (record) => record);
	const live = additions.liveAttributes
		? await withLiveAttributes(connection, found.values)
		: { records: found.values, notes: [] };
	const sentiments = additions.sentiment ? await readSentiments(connection, live.records) : undefined;
	const extended = sentiments ? withSentiment(sheet, sentiments) : sheet;
	const complete = found.missing.length === 0;
	const about = { ...task.about, complete };
	const result = await writeRows(session, read, extended, live.records, { ...details, about });
	report(session, task, { ...found, notes: [...found.notes, ...live.notes] });
	return result;
}

interface AdditionsPlan {
	task: Task;
	additions: Additions;
	sheet: Sheet;
	details: OutputDetails;
}

function report(
	session: Session,
	{ search, notes: ofTask }: Task,
	{ notes, missing }: Retrieved<unknown>,
): void {
	session.hint([rangeSentence(search.range), ...ofTask, ...notes].join(' '));
	for (const sentence of missing) session.hint(`Conversations may be missing. ${sentence}`, 'warning');
}
