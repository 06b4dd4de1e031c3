import type { INodeExecutionData } from 'n8n-workflow';

import type { Row } from '../columns';
import { RowWriter } from '../output/rowWriter';
import { toItems } from '../output/sink';
import { readGoal, readNewest, type Reader } from './conversationReader';
import { conversationSettings, type ConversationEvent } from './conversationSettings';
import { restoreCursor, storeCursor } from './cursor';
import { tell } from './failures';
import { nowAtServer, type Poll } from './pollTime';
import { advance, CAUGHT_UP_MS, nextGoal, type Sighting } from './progress';
import { inSteps } from './steps';

/** The poll budget that jobs need: creating one and waiting for it takes minutes. */
const BUDGET_FOR_JOBS_MS = 2 * 60_000;

/**
 * The conversations whose event has happened since the last poll, as rows. The node's static data moves on with what is
 * returned and stays as it was when anything fails.
 */
export async function pollConversations(poll: Poll, event: ConversationEvent): Promise<INodeExecutionData[]> {
	const { context, time, memory } = poll;
	const { connection } = time;
	const settings = await conversationSettings(poll, event);
	const writer = new RowWriter(settings.sheet, settings.format, memory.directory);
	const reader: Reader<Row[]> = {
		connection,
		settings,
		caps: memory.caps,
		mayUseJobs: time.budgetMs >= BUDGET_FOR_JOBS_MS,
		make: (record) => (settings.accepts(record) ? writer.make(record) : undefined),
	};
	const rows = async (found: Array<Sighting<Row[]>>) =>
		toItems(await writer.complete(found.flatMap(({ value }) => value ?? [])));
	const now = await nowAtServer(connection);
	if (context.getMode() === 'manual') return await rows([await readNewest(reader, now)]);

	const staticData = context.getWorkflowStaticData('node');
	const late = { now, lateMs: settings.timing.lateMs, earliest: now - CAUGHT_UP_MS };
	const restored = restoreCursor(staticData.conversations, event, late);
	if (restored.note) tell(poll, restored.note);

	const found: Array<Sighting<Row[]>> = [];
	let { cursor } = restored;
	let isUpToDate = false;
	await inSteps(poll, (stepMs) => {
		if (isUpToDate) return undefined;
		const goal = nextGoal(cursor, now, settings.timing, stepMs);
		const take = async () => {
			const sightings = await readGoal(reader, goal);
			const next = advance(
				cursor,
				{ now, emitReopened: settings.emitReopened },
				goal,
				sightings,
				settings.timing,
			);
			cursor = next.cursor;
			for (const sighting of next.emitted) found.push(sighting);
			isUpToDate = cursor.readUpTo >= now - settings.timing.settleMs;
			return next.emitted.length;
		};
		return { lengthMs: goal.upTo - cursor.readUpTo, take };
	});
	const result = await rows(found);
	staticData.conversations = storeCursor(cursor, event);
	return result;
}
