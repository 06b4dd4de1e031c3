import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations';
import { utcDay } from '../time/utcDays';
import { STATE_KEY_LENGTH, WRAP_UP_KEY_LENGTH, type PartState } from './changes';
import { CAUGHT_UP_MS } from './progress';

/**
 * How far the check for changes has come, and which states of conversations are known. A check reads all that ended in
 * the watched time, oldest first; it may take several polls. Moments are milliseconds since the epoch.
 */
export interface Checks {
	/** Nothing that ended earlier is watched. */
	watchedFrom: number;
	/** When the current check, or else the last one, began. */
	begunAt: number;
	/** Everything that ended before this has been read in that check. */
	readUpTo: number;
	/** What the first check finds is the baseline, not a change. */
	isFirst: boolean;
	/** By hour of the end, counted from the epoch: keys of the states of evaluations and surveys. */
	known: Keys;
	/** By the minute in which they ended: keys of the states of wrap-ups. */
	wrapUps: Keys;
	/** Wrap-ups that ended earlier have all been told, or were there from the beginning. */
	wrapUpsFrom: number;
}

type Keys = ReadonlyMap<number, ReadonlySet<string>>;

/** The checks as n8n keeps them in the node's static data. */
export interface StoredChecks extends Omit<Checks, 'known' | 'wrapUps'> {
	version: number;
	/** What is watched: a different choice starts over. */
	watchKey: string;
	/** `<hour, base 36>:<keys, concatenated>`, separated by commas: one text, since n8n observes every object. */
	known: string;
	/** The same by minute. */
	wrapUps: string;
}

/** Milliseconds. */
export interface Watch {
	/** How long after its end a conversation is watched. */
	watchMs: number;
	/** From the start of one check to the start of the next. */
	everyMs: number;
	/** How long a conversation must have been over. */
	settleMs: number;
}

const VERSION = 2;
/** How many states are remembered: 200 kB. */
export const MAX_KNOWN = 25_000;
/**
 * How late after its end a wrap-up may appear in a record. There are many, and which of the older ones are new, their own time
 * tells: only those since the last check.
 */
const WRAP_UPS_LATE_MS = 2 * HOUR_MS;

export function beginChecks(now: number, { watchMs }: Watch): Checks {
	const watchedFrom = now - watchMs;
	const wrapUpsFrom = now - WRAP_UPS_LATE_MS;
	const nothing = { known: new Map(), wrapUps: new Map() };
	return { watchedFrom, begunAt: now, readUpTo: watchedFrom, isFirst: true, wrapUpsFrom, ...nothing };
}

/**
 * The checks with the one to make now: the current one, or the next one if it is due. That starts where the previous one
 * stopped watching, so that a pause leaves nothing out.
 */
export function startCheck(checks: Checks, now: number, { watchMs, everyMs, settleMs }: Watch): Checks {
	const { begunAt, readUpTo, watchedFrom } = checks;
	if (readUpTo < begunAt - settleMs || now - begunAt < everyMs) return checks;
	const from = Math.max(watchedFrom, Math.min(begunAt, now) - watchMs, now - CAUGHT_UP_MS - watchMs);
	const wrapUpsFrom = Math.min(begunAt, now) - WRAP_UPS_LATE_MS;
	const wrapUps = since(checks.wrapUps, minuteOf(wrapUpsFrom));
	return watchFrom({ ...checks, begunAt: now, readUpTo: from, isFirst: false, wrapUps, wrapUpsFrom }, from);
}

/** What the check reads next: everything that ended in it. Undefined when there is nothing left to read. */
export function nextRange(
	{ begunAt, readUpTo }: Checks,
	{ settleMs }: Watch,
	stepMs: number,
): { startMs: number; endMs: number } | undefined {
	const endMs = Math.min(utcDay(readUpTo) + DAY_MS, readUpTo + stepMs, begunAt - settleMs);
	return endMs > readUpTo ? { startMs: readUpTo, endMs } : undefined;
}

/** By whichever end: a conversation that was reopened has another one since. */
export function isKnown({ known, wrapUps, wrapUpsFrom }: Checks, { key, wrappedUpMs }: PartState): boolean {
	if (wrappedUpMs !== undefined) {
		return wrappedUpMs < wrapUpsFrom || (wrapUps.get(minuteOf(wrappedUpMs))?.has(key) ?? false);
	}
	for (const keys of known.values()) if (keys.has(key)) return true;
	return false;
}

/** The checks after a range has been read. Where there are too many states, those that ended earliest aren't watched any more. */
export function finishRange(
	checks: Checks,
	{ endMs }: { endMs: number },
	found: ReadonlyArray<{ endMs: number; states: readonly PartState[] }>,
): Checks {
	const known = new Map(checks.known);
	const wrapUps = new Map(checks.wrapUps);
	for (const { endMs: ms, states } of found) {
		for (const { key, wrappedUpMs } of states) {
			if (wrappedUpMs === undefined) remember(known, hourOf(ms), key);
			// The next check goes by the time of earlier ones.
			else if (wrappedUpMs >= checks.begunAt - WRAP_UPS_LATE_MS) {
				remember(wrapUps, minuteOf(wrappedUpMs), key);
			}
		}
	}
	let left = [...known.values()].reduce((count, { size }) => count + size, 0);
	let { watchedFrom } = checks;
	for (const hour of [...known.keys()].sort((a, b) => a - b)) {
		if (left <= MAX_KNOWN) break;
		left -= known.get(hour)!.size;
		watchedFrom = (hour + 1) * HOUR_MS;
	}
	return watchFrom({ ...checks, readUpTo: Math.max(endMs, watchedFrom), known, wrapUps }, watchedFrom);
}

function watchFrom(checks: Checks, watchedFrom: number): Checks {
	return { ...checks, watchedFrom, known: since(checks.known, hourOf(watchedFrom)) };
}

function since(keys: Keys, from: number): Keys {
	return new Map([...keys].filter(([time]) => time >= from));
}

function remember(keys: Map<number, ReadonlySet<string>>, time: number, key: string): void {
	const others = keys.get(time);
	if (!others?.has(key)) keys.set(time, new Set([...(others ?? []), key]));
}

function hourOf(ms: number): number {
	return Math.floor(ms / HOUR_MS);
}

function minuteOf(ms: number): number {
	return Math.floor(ms / MINUTE_MS);
}

export function storeChecks({ known, wrapUps, ...checks }: Checks, watchKey: string): StoredChecks {
	return { version: VERSION, watchKey, ...checks, known: textOf(known), wrapUps: textOf(wrapUps) };
}

function textOf(keys: Keys): string {
	return [...keys].map(([time, some]) => `${time.toString(36)}:${[...some].join('')}`).join(',');
}

/** Undefined where there is nothing to go on from: of another choice, or unreadable. */
export function restoreChecks(stored: unknown, watchKey: string): Checks | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const fields: Partial<Record<keyof StoredChecks, unknown>> = stored;
	const { watchedFrom, begunAt, readUpTo, isFirst, known, wrapUps, wrapUpsFrom } = fields;
	if (fields.version !== VERSION || fields.watchKey !== watchKey) return undefined;
	if (![watchedFrom, begunAt, readUpTo, wrapUpsFrom].every(Number.isFinite)) return undefined;
	if (typeof known !== 'string' || typeof wrapUps !== 'string' || typeof isFirst !== 'boolean')
		return undefined;
	return {
		watchedFrom: watchedFrom as number,
		begunAt: begunAt as number,
		readUpTo: readUpTo as number,
		isFirst,
		known: parseKeys(known, STATE_KEY_LENGTH),
		wrapUps: parseKeys(wrapUps, WRAP_UP_KEY_LENGTH),
		wrapUpsFrom: wrapUpsFrom as number,
	};
}

function parseKeys(text: string, keyLength: number): Keys {
	const pattern = new RegExp(`.{${keyLength}}`, 'g');
	const parse = (entry: string): [number, Set<string>] => {
		const [time = '', keys = ''] = entry.split(':');
		return [parseInt(time, 36), new Set(keys.match(pattern) ?? [])];
	};
	return new Map(text.split(',').filter(Boolean).map(parse));
}
