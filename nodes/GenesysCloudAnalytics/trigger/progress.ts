import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations';
import { utcDay } from '../time/utcDays';
import type { Cursor } from './cursor';

/** A conversation as a reading showed it. */
export interface Sighting<T> {
	key: string;
	/** When the conversation began, and the moment of the event; milliseconds since the epoch. */
	beganMs: number;
	ms: number;
	/** What to emit for it; undefined where it isn't wanted in its present state. */
	value: T | undefined;
	/** Whether it may be reopened after its end, as an email that is answered again. */
	mayReopen: boolean;
}

/** Milliseconds. */
export interface Timing {
	/** How late after its event a record may appear. */
	lateMs: number;
	/** How long ago an event must be. */
	settleMs: number;
}

/** What to read: everything of `downTo` ≤ t < `upTo`. */
export interface Goal {
	downTo: number;
	upTo: number;
	/** Whether so much may have happened since the last reading that it is read as a range, not from the newest down. */
	isBehind: boolean;
}

/** How far back a pause is caught up on: further than any two polls are apart that n8n's poll times can set, Every Month included. */
export const CAUGHT_UP_MS = 35 * DAY_MS;
/** How much of what was already read is read again, so that records that are a little late are found without a sweep. */
const RECENT_MS = 2 * MINUTE_MS;
/** The late window is swept as a whole each time that half of its length has passed: that costs little per poll … */
const SWEEPS_PER_LATE_WINDOW = 2;
/** … and not more often than this. */
const MIN_SWEEP_MS = 5 * MINUTE_MS;
const PIECE_MS = HOUR_MS;
const BEHIND_MS = 30 * MINUTE_MS;

/**
 * What is new since the last poll. After a pause, it is the rest of the oldest unread UTC day, since Genesys selects by days;
 * where nothing late can appear any more, it begins with what isn't done with yet.
 *
 * @param stepMs how much is read at once after a pause, if a day has proved too much for one poll
 */
export function nextGoal(cursor: Cursor, now: number, { lateMs, settleMs }: Timing, stepMs = DAY_MS): Goal {
	const { doneBefore, readUpTo } = cursor;
	const upTo = Math.max(now - settleMs, doneBefore);
	const recent = Math.max(doneBefore, readUpTo - RECENT_MS);
	if (upTo - readUpTo <= BEHIND_MS) return { isBehind: false, downTo: recent, upTo };
	// Not where sweeps are far behind: what is new comes first.
	const isClosing = readUpTo <= now - lateMs && readUpTo - doneBefore <= 3 * lateMs + HOUR_MS;
	const from = isClosing ? doneBefore : readUpTo;
	const stepEnd = Math.min(utcDay(from) + DAY_MS, from + stepMs);
	return { isBehind: true, downTo: isClosing ? doneBefore : recent, upTo: Math.min(upTo, stepEnd) };
}

/** Whether everything since `doneBefore`, where late records can still appear, is to be read again, piece by piece. */
export function isSweepDue({ doneBefore }: Cursor, now: number, { lateMs }: Timing): boolean {
	return now - doneBefore >= lateMs + Math.max(lateMs / SWEEPS_PER_LATE_WINDOW, MIN_SWEEP_MS);
}

/**
 * Where sweeps lag so far behind that they won't catch up: the cursor without what they won't come to, so that it doesn't
 * grow without end. What is new is read up to now by then.
 */
export function giveUpSweep(cursor: Cursor, now: number, { lateMs }: Timing): Cursor | undefined {
	if (now - cursor.doneBefore <= 2 * lateMs + DAY_MS || now - cursor.readUpTo > BEHIND_MS) return undefined;
	const doneBefore = Math.min(now - lateMs, cursor.readUpTo);
	return { ...cursor, doneBefore, known: new Map([...cursor.known].filter(([, ms]) => ms >= doneBefore)) };
}

/** The next piece of a sweep, oldest first: each one that is past the late window moves `doneBefore`. Undefined at its end. */
export function nextPiece({ doneBefore, readUpTo }: Cursor, sweptTo: number): Goal | undefined {
	const downTo = Math.max(doneBefore, sweptTo);
	const upTo = Math.min(downTo + PIECE_MS, readUpTo - RECENT_MS);
	return upTo > downTo ? { isBehind: false, downTo, upTo } : undefined;
}

/**
 * What to emit of a reading, each conversation once, by the moment of its event, and the cursor after it.
 *
 * @param sightings all that was there of the goal, and perhaps more. What isn't wanted now may be later, while it is in the
 *   late window
 * @param emitReopened whether one that has been emitted, has gone on and has ended again is emitted again
 */
export function advance<T>(
	cursor: Cursor,
	{ now, emitReopened }: { now: number; emitReopened: boolean },
	{ downTo, upTo }: Goal,
	sightings: ReadonlyArray<Sighting<T>>,
	{ lateMs }: Timing,
): { emitted: Array<Sighting<T>>; cursor: Cursor } {
	const fresh = new Map<string, Sighting<T>>();
	const known = new Map(cursor.known);
	for (const sighting of sightings) {
		const { key, beganMs, ms, value } = sighting;
		const emittedAt = known.get(key) ?? -Infinity;
		// What had ended before this one began is another conversation, though it has the same key.
		const isDone = emittedAt >= beganMs && !(emitReopened && ms > emittedAt);
		// Remembered until its later end is past as well.
		if (isDone) known.set(key, Math.max(ms, emittedAt));
		else if (!emitReopened && beganMs < cursor.doneBefore && cursor.past.has(key)) continue;
		else if (ms >= cursor.doneBefore && ms < upTo && value !== undefined) fresh.set(key, sighting);
	}
	const emitted = [...fresh.values()].sort((a, b) => a.ms - b.ms || (a.key < b.key ? -1 : 1));
	for (const { key, ms } of emitted) known.set(key, ms);
	const reopenable = emitReopened ? [] : emitted.filter(({ mayReopen }) => mayReopen).map(({ key }) => key);

	const isWhole = downTo <= cursor.doneBefore;
	const doneBefore = isWhole ? Math.max(cursor.doneBefore, Math.min(upTo, now - lateMs)) : cursor.doneBefore;
	for (const [key, ms] of known) if (ms < doneBefore) known.delete(key);
	return {
		emitted,
		cursor: {
			doneBefore,
			readUpTo: Math.max(cursor.readUpTo, upTo),
			known,
			past: reopenable.length > 0 ? new Set([...cursor.past, ...reopenable]) : cursor.past,
		},
	};
}
