import { API } from '../../api/endpoints';
import { conversationSheets, isRaw, withSentiment, type Sheet } from '../../columns';
import type { Settings } from '../../fields/field';
import { UserFacingError } from '../../messages/userFacingError';
import { withLiveAttributes } from '../../reading/conversations/liveAttributes';
import { retrieve, type Retrieved } from '../../reading/conversations/retrieve';
import { readSentiments } from '../../reading/sentiment';
import { askingConversations } from '../asks';
import { datedName, operation, type Found, type Work } from '../operation';
import { fields } from './getAll.fields';
import { taskOf, type Task } from './search';

type Said = Settings<typeof fields>;

export const getMany = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description:
		'Get the conversations in a time range with media type, queue, agent, wrap-up code and handle time, one row per conversation',
	fields,
	sheets: Object.values(conversationSheets),
	asks: [
		...askingConversations,
		{ endpoint: API.transcriptAggregates, for: 'Include Sentiment' },
		{ endpoint: API.liveConversation, for: 'Live Attributes' },
	],
	sheetOf,
	find,
});

function sheetOf({ output, options }: Said): Sheet {
	const sheet = conversationSheets[output];
	if (!options.includeSentiment) return sheet;
	if (!isRaw(sheet)) return withSentiment(sheet, new Map());
	throw new UserFacingError(
		"Sentiment can't be added to raw records",
		'Choose another output, or turn off the option Include Sentiment.',
	);
}

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, report } = work;
	const sheet = conversationSheets[said.output];
	const task = await taskOf(said, work, sheet);
	const details = { fileName: datedName('conversations', task.search.range), extra: task.extra };
	const { includeSentiment, includeAttributes, liveAttributes } = said.options;
	if (includeSentiment || (liveAttributes && includeAttributes)) {
		return { ...details, ...(await withAdditions(said, work, task)) };
	}
	const sink = work.open(sheet, details);
	const found = await retrieve(connection, task.search, (record) => sink.make(record), {
		afterPage: async () => await sink.flush(),
	});
	tell(report, task, found);
	return { sink, entries: found.values };
}

/** Holds all records until what is added to them is known. */
async function withAdditions(
	{ output, options }: Said,
	{ connection, report }: Work,
	task: Task,
): Promise<{ records: readonly unknown[]; sheet: Sheet }> {
	const found = await retrieve<unknown>(connection, task.search, (record) => record);
	tell(report, task, found);
	const hasLive = options.liveAttributes && options.includeAttributes;
	const { records, notes } = hasLive
		? await withLiveAttributes(connection, found.values)
		: { records: found.values, notes: [] };
	for (const note of notes) report.note(note);
	const sheet = conversationSheets[output];
	if (!options.includeSentiment) return { records, sheet };
	return { records, sheet: withSentiment(sheet, await readSentiments(connection, records)) };
}

function tell(report: Work['report'], { search }: Task, found: Retrieved<unknown>): void {
	for (const note of found.notes) report.note(note);
	for (const sentence of found.missing) report.misses(`Conversations may be missing. ${sentence}`);
	if (found.cut) report.cutAt(search.limit, 'conversations', found.cut.total);
	report.cameFrom(...found.sources);
	report.dataUntil = found.dataUntil;
}
