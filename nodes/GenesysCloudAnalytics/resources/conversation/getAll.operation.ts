import { API } from '../../api/endpoints';
import { conversationSheets } from '../../columns/conversationSheets';
import { isRaw, type Sheet } from '../../columns/sheet';
import { withRepeats } from '../../columns/withRepeats';
import { withSentiment } from '../../columns/withSentiment';
import type { Settings } from '../../fields/field';
import { UserFacingError } from '../../messages/userFacingError';
import { retrieveByAttributes } from '../../reading/conversations/byAttributes';
import { withLiveAttributes } from '../../reading/conversations/liveAttributes';
import { retrieve, type Retrieved } from '../../reading/conversations/retrieve';
import { readRepeats } from '../../reading/repeats';
import { readSentiments } from '../../reading/sentiment';
import { usesForConversations } from '../uses';
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
	rowPer: 'conversation in a time range, queue visit, agent session or segment; newest first',
	fields,
	sheets: Object.values(conversationSheets),
	uses: [
		...usesForConversations,
		{ endpoint: API.transcriptAggregates, for: 'Include Sentiment' },
		{ endpoint: API.liveConversation, for: 'Live Attributes' },
		{ endpoint: API.liveConversation, for: 'Filter: Participant Attributes' },
	],
	sheetOf,
	find,
});

function sheetOf({ output, options }: Said): Sheet {
	const sheet = conversationSheets[output];
	const { includeSentiment, repeatWithinHours } = options;
	if (isRaw(sheet) && includeSentiment) throw notOfRaw('Sentiment', 'Include Sentiment');
	if (isRaw(sheet) && repeatWithinHours !== undefined) {
		throw notOfRaw('Repeat contacts', 'Repeat Within (Hours)');
	}
	const withRepeat = repeatWithinHours === undefined ? sheet : withRepeats(sheet, new Map());
	return includeSentiment ? withSentiment(withRepeat, new Map()) : withRepeat;
}

function notOfRaw(what: string, option: string): UserFacingError {
	return new UserFacingError(
		`${what} can't be added to raw records`,
		`Choose another output, or turn off the option ${option}.`,
	);
}

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, report } = work;
	const sheet = conversationSheets[said.output];
	if (said.period.isSync && said.filters.attributes.length > 0) throw refusedInSync();
	const task = await taskOf(said, work, sheet);
	const details = { fileName: datedName('conversations', task.search.range), extra: task.extra };
	if (hasAdditions(said)) {
		return { ...details, ...(await withAdditions(said, work, task)) };
	}
	const sink = work.open(sheet, details);
	const found = await retrieve(connection, task.search, (record) => sink.make(record), {
		afterPage: async () => await sink.flush(),
	});
	tell(report, task, found, 'Get KPIs');
	return { sink, entries: found.values };
}

/** What needs all records at once. */
function hasAdditions({ options, filters }: Said): boolean {
	const { includeSentiment, includeAttributes, liveAttributes, repeatWithinHours } = options;
	return (
		includeSentiment ||
		(liveAttributes && includeAttributes) ||
		repeatWithinHours !== undefined ||
		filters.attributes.length > 0
	);
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
	// KPIs don't know attributes.
	tell(report, task, found, attributes.length > 0 ? undefined : 'Get KPIs');
	const hasLive = options.liveAttributes && options.includeAttributes && attributes.length === 0;
	const { records, notes } = hasLive
		? await withLiveAttributes(connection, found.values)
		: { records: found.values, notes: [] };
	for (const note of notes) report.note(note);
	const sheet = await repeatsAdded(conversationSheets[output], records, options, task, {
		connection,
		report,
	});
	if (!options.includeSentiment) return { records, sheet };
	return { records, sheet: withSentiment(sheet, await readSentiments(connection, records)) };
}

async function repeatsAdded(
	sheet: Sheet,
	records: readonly unknown[],
	{ repeatWithinHours }: Said['options'],
	{ search }: Task,
	{ connection, report }: Pick<Work, 'connection' | 'report'>,
): Promise<Sheet> {
	if (repeatWithinHours === undefined) return sheet;
	const { repeats, note, missing } = await readRepeats(connection, records, repeatWithinHours, search);
	report.note(note);
	for (const sentence of missing) report.misses(`Repeat contacts are not known. ${sentence}`);
	return withRepeats(sheet, repeats);
}

function tell(report: Work['report'], { search }: Task, found: Retrieved<unknown>, toCount?: string): void {
	for (const note of found.notes) report.note(note);
	for (const sentence of found.missing) report.misses(`Conversations may be missing. ${sentence}`);
	if (found.cut) {
		report.cutAt(search.limit, 'conversations', { total: found.cut.total, toCount });
	}
	report.cameFrom(...found.sources);
	report.hasDataUntil(found.dataUntil);
}
