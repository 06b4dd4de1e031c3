import { API } from '../../api/endpoints';
import { conversationSheets, isRaw, withSentiment, type Sheet } from '../../columns';
import type { Settings } from '../../fields/field';
import { UserFacingError } from '../../messages/userFacingError';
import { retrieveByAttributes } from '../../reading/conversations/byAttributes';
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
		{ endpoint: API.liveConversation, for: 'Filter: Participant Attributes' },
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
	if (said.period.isSync && said.filters.attributes.length > 0) throw refusedInSync();
	const task = await taskOf(said, work, sheet);
	const details = { fileName: datedName('conversations', task.search.range), extra: task.extra };
	const { includeSentiment, includeAttributes, liveAttributes } = said.options;
	if (includeSentiment || (liveAttributes && includeAttributes) || said.filters.attributes.length > 0) {
		return { ...details, ...(await withAdditions(said, work, task)) };
	}
	const sink = work.open(sheet, details);
	const found = await retrieve(connection, task.search, (record) => sink.make(record), {
		afterPage: async () => await sink.flush(),
	});
	tell(report, task, found);
	return { sink, entries: found.values };
}

/** What has no match yet would never be read again, since the destination's mark moves on. */
function refusedInSync(): UserFacingError {
	return new UserFacingError(
		"The filter Participant Attributes can't be used with the time range Since",
		'Attributes come hours later than their conversation. Sync all conversations with the option Include Participant Attributes, and filter the destination.',
	);
}

/** Holds all records until what is added to them is known. */
async function withAdditions(
	{ output, options, filters }: Said,
	{ connection, report }: Work,
	task: Task,
): Promise<{ records: readonly unknown[]; sheet: Sheet }> {
	const { attributes } = filters;
	const found =
		attributes.length > 0
			? await retrieveByAttributes(connection, task.search, attributes)
			: await retrieve<unknown>(connection, task.search, (record) => record);
	tell(report, task, found);
	const hasLive = options.liveAttributes && options.includeAttributes && attributes.length === 0;
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
	if (found.cut) {
		report.cutAt(search.limit, 'conversations', { total: found.cut.total, toCount: 'Get KPIs' });
	}
	report.cameFrom(...found.sources);
	report.dataUntil = found.dataUntil;
}
