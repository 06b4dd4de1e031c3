import { DAY_MS, utcDay } from '../analytics/utcDays';
import type { Cursor } from './cursor';

/** A record as a page showed it. */
export interface Sighting {
	key: string;
	/** The moment of the event, milliseconds since the epoch. */
	ms: number;
	record: unknown;
}

/** Milliseconds. */
export interface Timing {
	/** How late after its event a record may appear. */
	lateMs: number;
	/** How long ago an event must be. */
	settleMs: number;
}

/** What to read, newest first: everything from `downTo` until before `upTo`. */
export interface Aim {
	/** `follow`: from the newest one down. `catchUp`: a bounded step at the oldest end, since too much has happened. */
	kind: 'follow' | 'catchUp';
	downTo: number;
	upTo: number;
	/** The moment of the poll. */
	now: number;
}

/** What was read: all that was there of `from` ≤ t < `to`, and perhaps more. */
export interface Reading {
	from: number;
	to: number;
	sightings: readonly Sighting[];
}

const MINUTE_MS = 60_000;
/** Records that are a little late are found without a sweep: so much of what was read already is read again. */
const RECENT_MS = 2 * MINUTE_MS;
/** The late window is swept as a whole each time that half of its length has passed: that costs little per poll … */
const SWEEPS_PER_LATE_WINDOW = 2;
/** … and not more often than this. */
const MIN_SWEEP_MS = 5 * MINUTE_MS;
/** After so long, what happened may be too much for one poll. */
const LONG_MS = 30 * MINUTE_MS;
/** About so many conversations are emitted by one poll at most. */
const MAX_NEW = 2_000;

/**
 * What a poll has to read. Usually that is what is new since the last one; now and then everything since `doneBefore`, where
 * late records can still appear: the page numbers shift with every new conversation, so there is no cheaper place to look.
 */
export function aim(cursor: Cursor, now: number, timing: Timing): Aim {
	const { lateMs, settleMs } = timing;
	const upTo = Math.max(now - settleMs, cursor.doneBefore);
	if (upTo - cursor.readUpTo > DAY_MS) return catchUp(cursor, { upTo, now }, timing);
	const sweepMs = Math.max(lateMs / SWEEPS_PER_LATE_WINDOW, MIN_SWEEP_MS);
	const isSweepDue = now - cursor.doneBefore >= lateMs + sweepMs;
	const downTo = isSweepDue ? cursor.doneBefore : Math.max(cursor.doneBefore, cursor.readUpTo - RECENT_MS);
	return { kind: 'follow', downTo, upTo, now };
}

/**
 * A step at the oldest end: from `doneBefore` while that can move on; what is still in the late window is left to the next
 * sweep. It stays within a UTC day: what ended on a day had begun before the day was over, so the interval of the query can
 * end there and the step's pages aren't buried under all that has happened since.
 */
export function catchUp(
	{ doneBefore, readUpTo }: Cursor,
	{ upTo, now }: Pick<Aim, 'upTo' | 'now'>,
	{ lateMs }: Timing,
): Aim {
	const downTo = readUpTo > now - lateMs ? readUpTo : doneBefore;
	return { kind: 'catchUp', downTo, upTo: Math.min(upTo, utcDay(downTo) + DAY_MS), now };
}

/**
 * Whether following from the newest one down, of which `sightings` is the beginning, would bring more than one poll should
 * emit: then the oldest come first, in steps.
 */
export function isTooMuch(cursor: Cursor, { upTo }: Aim, sightings: readonly Sighting[]): boolean {
	const oldest = sightings.at(-1)?.ms ?? upTo;
	if (upTo - cursor.readUpTo <= LONG_MS || oldest >= upTo) return false;
	const fresh = sightings.filter(({ key, ms }) => ms < upTo && !cursor.known.has(key)).length;
	return fresh * Math.max(1, (upTo - cursor.readUpTo) / (upTo - oldest)) > MAX_NEW;
}

/**
 * What to emit of a reading, each conversation once, by the moment of its event, and the cursor after it.
 *
 * @param accepts what only the record can tell; one that isn't accepted now may be later, while it is in the late window
 */
export function advance(
	cursor: Cursor,
	{ now }: Aim,
	{ from, to, sightings }: Reading,
	{ lateMs }: Timing,
	accepts: (record: unknown) => boolean,
): { emitted: Sighting[]; cursor: Cursor } {
	const fresh = new Map<string, Sighting>();
	const known = new Map(cursor.known);
	for (const sighting of sightings) {
		const { key, ms, record } = sighting;
		// A conversation that went on after it was emitted has a later end now: remembered until that is past as well.
		if (known.has(key)) known.set(key, Math.max(ms, known.get(key) ?? ms));
		else if (ms >= cursor.doneBefore && ms < to && accepts(record)) fresh.set(key, sighting);
	}
	const emitted = [...fresh.values()].sort((a, b) => a.ms - b.ms || (a.key < b.key ? -1 : 1));
	for (const { key, ms } of emitted) known.set(key, ms);

	const isWhole = from <= cursor.doneBefore;
	const doneBefore = isWhole ? Math.max(cursor.doneBefore, Math.min(to, now - lateMs)) : cursor.doneBefore;
	for (const [key, ms] of known) if (ms < doneBefore) known.delete(key);
	return { emitted, cursor: { doneBefore, readUpTo: Math.max(cursor.readUpTo, to), known } };
}
