import type { INodeExecutionData } from 'n8n-workflow';

import type { Row } from '../columns/column';
import { RowWriter } from '../output/rowWriter';
import { UserFacingError } from '../messages/userFacingError';
import { toItems } from '../output/sink';
import type { TimeRange } from '../time/timeRange';
import { rangeInWords, zonedInWords } from '../time/words';
import { readGoal, readNewest, type Reader } from './conversationReader';
import {
	conversationSettings,
	type ConversationEvent,
	type ConversationSettings,
} from './conversationSettings';
import { restoreCursor, storeCursor, type Cursor } from './cursor';
import { fallsBehind, tell } from './failures';
import { nowAtServer, type Poll } from './pollTime';
import {
	advance,
	CAUGHT_UP_MS,
	giveUpSweep,
	isSweepDue,
	nextGoal,
	nextPiece,
	type Goal,
	type Sighting,
} from './progress';
import { inSteps, type Step } from './steps';

/** Of the time of a poll: the rest is for other uses of the rate limit. */
const SHARE_FOR_SWEEPS = 0.3;
/** The poll budget that jobs need: creating one and waiting for it takes minutes. */
const BUDGET_FOR_JOBS_MS = 2 * 60_000;

/**
 * The conversations whose event has happened since the last poll, as rows. The node's static data moves on with what is
 * returned and stays as it was when anything fails.
 */
export async function pollConversations(poll: Poll, event: ConversationEvent): Promise<INodeExecutionData[]> {
	const { context, time, memory } = poll;
	const settings = await conversationSettings(poll, event);
	const writer = new RowWriter(settings.sheet, settings.format, memory.directory, { report: poll });
	const { timeZone } = settings.format;
	const reader = readerOf(poll, settings, writer);
	const rows = async (found: Array<Sighting<Row[]>>) =>
		toItems(await writer.complete(found.flatMap(({ value }) => value ?? [])));
	const now = await nowAtServer(time.connection);
	if (context.getMode() === 'manual') return await rows([await readNewest(reader, now)]);

	const staticData = context.getWorkflowStaticData('node');
	const late = { now, lateMs: settings.timing.lateMs, earliest: now - CAUGHT_UP_MS, timeZone };
	const restored = restoreCursor(staticData.conversations, event, late);
	if (restored.note) tell(poll, restored.note);

	const found: Array<Sighting<Row[]>> = [];
	let { cursor } = restored;
	const take = async (goal: Goal) => {
		const sightings = await readGoal(reader, goal);
		const how = { now, emitReopened: settings.emitReopened };
		const next = advance(cursor, how, goal, sightings, settings.timing);
		cursor = next.cursor;
		for (const sighting of next.emitted) found.push(sighting);
		return next.emitted.length;
	};
	const stepOf = (goal: Goal): Step => ({
		lengthMs: goal.upTo - goal.downTo,
		take: async () => await take(goal),
	});
	let isUpToDate = false;
	let sweep: { to: number; stopsAt: number } | undefined;
	await inSteps(poll, (stepMs) => {
		if (!isUpToDate) {
			const goal = nextGoal(cursor, now, settings.timing, stepMs);
			isUpToDate = goal.upTo >= now - settings.timing.settleMs;
			return stepOf(goal);
		}
		if (!sweep && !isSweepDue(cursor, now, settings.timing)) return undefined;
		sweep ??= { to: 0, stopsAt: time.leftMs - time.budgetMs * SHARE_FOR_SWEEPS };
		const piece = time.leftMs > sweep.stopsAt ? nextPiece(cursor, sweep.to) : undefined;
		sweep.to = piece?.upTo ?? Infinity;
		return piece && stepOf(piece);
	});
	cursor = keptUp(poll, settings, cursor, now);
	found.sort((a, b) => a.ms - b.ms);
	const result = await rows(found);
	staticData.conversations = storeCursor(cursor, event);
	return result;
}

/** The cursor, without what can't be kept up with, which is told. */
function keptUp(
	poll: Poll,
	{ timing, format: { timeZone } }: ConversationSettings,
	cursor: Cursor,
	now: number,
): Cursor {
	const without = giveUpSweep(cursor, now, timing);
	if (without) {
		tell(poll, swamped({ startMs: cursor.doneBefore, endMs: without.doneBefore }, timeZone));
	}
	if (fallsBehind(poll.node, now - cursor.readUpTo)) tell(poll, behind(cursor.readUpTo, timeZone));
	return without ?? cursor;
}

function readerOf({ time, memory }: Poll, settings: ConversationSettings, writer: RowWriter): Reader<Row[]> {
	return {
		connection: time.connection,
		settings,
		caps: memory.caps,
		mayUseJobs: time.budgetMs >= BUDGET_FOR_JOBS_MS,
		make: (record) => (settings.accepts(record) ? writer.make(record) : undefined),
	};
}

const LIGHTER = 'add filters, or use an OAuth client with a higher rate limit for this workflow.';

function swamped(lost: TimeRange, timeZone: string): UserFacingError {
	return new UserFacingError(
		'There are more conversations than the trigger can look through for late ones',
		`New conversations are emitted in time; those of ${rangeInWords(lost, timeZone)} that appeared late are not. Lower the option Late Minutes, ${LIGHTER}`,
	);
}

function behind(readUpTo: number, timeZone: string): UserFacingError {
	return new UserFacingError(
		'There are more conversations than the trigger can read',
		`It has only come to ${zonedInWords(readUpTo, timeZone)}, and falls further behind. Poll more often, ${LIGHTER}`,
	);
}
