import type { INodeExecutionData } from 'n8n-workflow';

import { toResult } from '../actions/operation';
import type { Row } from '../analytics/rows';
import { DAY_MS } from '../analytics/utcDays';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { RowWriter } from '../output/rowWriter';
import { LOOK_BACK_DAYS } from '../retrieval/search';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { CancelledError, sentenceOf } from '../transport/errors';
import { UserFacingError } from '../userFacingError';
import { ConversationReader } from './conversationReader';
import { readConversationSettings, type ConversationEvent } from './conversationSettings';
import { restoreCursor, storeCursor } from './cursor';
import type { Poll } from './pollTime';
import { advance, aim, type Sighting } from './progress';

/** No further step is begun with so many: what one poll hands over must fit into n8n's memory. */
const ENOUGH = 100_000;
/** What happened longer ago isn't caught up with: that is no pause any more. */
const CAUGHT_UP_MS = LOOK_BACK_DAYS * DAY_MS;
const SMALLEST_STEP_MS = 5 * 60_000;
/** A job is created, queued and waited for: that needs minutes. */
const BUDGET_FOR_JOBS_MS = 2 * 60_000;

/** By node: how much of a day one step reads, where a whole one took longer than a poll may. */
const stepMsOf = new Map<string, number>();

/**
 * The conversations whose event has happened since the last poll, as rows. The node's static data moves on with what is
 * returned and stays as it was when anything fails.
 */
export async function pollConversations(
	{ context, node, time, memory }: Poll,
	event: ConversationEvent,
): Promise<INodeExecutionData[]> {
	const { connection } = time;
	const settings = await readConversationSettings(context, connection, memory, event);
	const writer = new RowWriter(settings.sheet, settings.format, memory.directory);
	const reader = new ConversationReader<Row[]>({
		connection,
		settings,
		caps: memory.caps,
		source: time.budgetMs >= BUDGET_FOR_JOBS_MS ? 'auto' : 'query',
		make: (record) => (settings.accepts(record) ? writer.make(record) : undefined),
	});
	const rows = async (found: Array<Sighting<Row[]>>) =>
		toResult(await writer.complete(found.flatMap(({ value }) => value ?? [])));
	const now = await nowAtServer(connection);
	if (context.getMode() === 'manual') return await rows([await newestOf(reader, now)]);

	const staticData = context.getWorkflowStaticData('node');
	// What another event has stored would be caught up with, should the node ever go back to it.
	delete staticData.queues;
	const { lateMs } = settings.timing;
	const restored = restoreCursor(staticData.conversations, event, {
		now,
		lateMs,
		earliest: now - CAUGHT_UP_MS,
	});
	if (restored.note) connection.logger.warn(`Genesys Cloud: ${restored.note}`);

	const found: Array<Sighting<Row[]>> = [];
	let { cursor } = restored;
	for (;;) {
		const begunAt = clock.now();
		const goal = aim(cursor, now, settings.timing, stepMsOf.get(node));
		const sightings = await reader.read(goal, cursor.known).catch((error: unknown) => {
			if (cursor === restored.cursor) {
				if (error instanceof CancelledError && goal.isBehind) {
					stepMsOf.set(node, Math.max(SMALLEST_STEP_MS, (goal.upTo - cursor.readUpTo) / 2));
				}
				throw error;
			}
			// What the steps before have brought is handed over all the same.
			connection.logger.warn(
				`Genesys Cloud: the next poll catches up further (${sentenceOf(error as Error)})`,
			);
			return undefined;
		});
		if (!sightings) break;
		const next = advance(cursor, { now, again: settings.again }, goal, sightings, settings.timing);
		cursor = next.cursor;
		for (const sighting of next.emitted) found.push(sighting);
		if (!goal.isBehind) stepMsOf.delete(node);
		const isUpToDate = cursor.readUpTo >= now - settings.timing.settleMs;
		const isTimeForMore = time.leftMs > clock.now() - begunAt;
		if (isUpToDate || found.length >= ENOUGH || !isTimeForMore) break;
	}
	const result = await rows(found);
	staticData.conversations = storeCursor(cursor, event);
	return result;
}

/** Genesys's clock decides what is over: this machine's may be ahead of it. */
async function nowAtServer(connection: Connection): Promise<number> {
	if (connection.serverNow() === undefined) await ask(connection, API.token, {});
	return connection.serverNow() ?? clock.now();
}

async function newestOf(reader: ConversationReader<Row[]>, now: number): Promise<Sighting<Row[]>> {
	const newest = await reader.newest(now);
	if (newest) return newest;
	throw new UserFacingError(
		'There is no conversation to show',
		'Remove filters, or try again after there has been such a conversation.',
	);
}
