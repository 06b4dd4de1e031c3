import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { toResult } from '../actions/operation';
import { RowWriter } from '../output/rowWriter';
import { DAY_MS } from '../analytics/utcDays';
import { LOOK_BACK_DAYS } from '../retrieval/search';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { UserFacingError } from '../userFacingError';
import { advance, aim, type Sighting } from './course';
import { restoreCursor, storeCursor } from './cursor';
import type { Memory } from './memory';
import { ConversationSource } from './source';
import { readWatch, type ConversationEvent } from './watch';

/** So many conversations are enough for one poll that catches up. */
const ENOUGH = 1_000;
/** What happened longer ago isn't caught up with: that is no pause any more. */
const CAUGHT_UP_MS = LOOK_BACK_DAYS * DAY_MS;
/** Of the time that n8n gives a poll, so much may be spent on catching up; the rest is for the step that runs, and names. */
const SHARE_OF_BUDGET = 0.4;
const DEFAULT_BUDGET_MS = 5 * 60_000;

/**
 * The conversations whose event has happened since the last poll, as rows. The node's static data moves on with what is
 * returned and stays as it was when anything fails.
 */
export async function pollConversations(
	context: IPollFunctions,
	connection: Connection,
	memory: Memory,
	event: ConversationEvent,
): Promise<INodeExecutionData[]> {
	const now = clock.now();
	const watch = await readWatch(context, connection, memory, event);
	const source = new ConversationSource(connection, watch, memory.caps);
	const rows = async (found: Sighting[]) => {
		const writer = new RowWriter(watch.sheet, watch.format, memory.directory);
		return toResult(await writer.complete(found.flatMap(({ record }) => writer.make(record))));
	};
	if (context.getMode() === 'manual') return await rows([await newestOf(source, now)]);

	const staticData = context.getWorkflowStaticData('node');
	const stored: unknown = staticData.conversations;
	const { lateMs } = watch.timing;
	const restored = restoreCursor(stored, event, { now, lateMs, earliest: now - CAUGHT_UP_MS });
	if (restored.note) connection.logger.warn(`Genesys Cloud: ${restored.note}`);

	// Versions of n8n before 2.40 don't tell the budget.
	const budgetMs = (context as Partial<IPollFunctions>).getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	const found: Sighting[] = [];
	let { cursor } = restored;
	for (;;) {
		const step = await source.read(cursor, aim(cursor, now, watch.timing));
		const next = advance(cursor, step.aim, step.reading, watch.timing, watch.accepts);
		cursor = next.cursor;
		found.push(...next.emitted);
		const isOutOfTime = clock.now() - now > budgetMs * SHARE_OF_BUDGET;
		if (step.aim.kind === 'follow' || found.length >= ENOUGH || isOutOfTime) break;
	}
	const result = await rows(found);

	// Another poll of the same node was faster, since this one took longer than their interval: it has emitted these.
	if (staticData.conversations !== stored) return [];
	staticData.conversations = storeCursor(cursor, event);
	return result;
}

async function newestOf(source: ConversationSource, now: number): Promise<Sighting> {
	const newest = await source.newest(now);
	if (newest) return newest;
	throw new UserFacingError(
		'There is no conversation to show',
		'Remove filters, or try again after there has been such a conversation.',
	);
}
