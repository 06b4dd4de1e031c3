import { DAY_MS, HOUR_MS } from '../time/durations';
import { utcDay } from '../time/utcDays';
import { STATE_KEY_LENGTH } from './changes';
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
	/** By hour of the end, counted from the epoch: keys of states. */
	known: ReadonlyMap<number, ReadonlySet<string>>;
}

/** The checks as n8n keeps them in the node's static data. */
export interface StoredChecks extends Omit<Checks, 'known'> {
	version: number;
	/** What is watched: a different choice starts over. */
	watchKey: string;
	/** `<hour, base 36>:<keys, concatenated>`, separated by commas: one text, since n8n observes every object. */
	known: string;
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

const VERSION = 1;
/** How many states are remembered: 200 kB. */
export const MAX_KNOWN = 25_000;

export function beginChecks(now: number, { watchMs }: Watch): Checks {
	const watchedFrom = now - watchMs;
	return { watchedFrom, begunAt: now, readUpTo: watchedFrom, isFirst: true, known: new Map() };
}

/**
 * The checks with the one to make now: the current one, or the next one if it is due. That starts where the previous one
 * stopped watching, so that a pause leaves nothing out.
 */
export function startCheck(checks: Checks, now: number, { watchMs, everyMs, settleMs }: Watch): Checks {
	const { begunAt, readUpTo, watchedFrom } = checks;
	if (readUpTo < begunAt - settleMs || now - begunAt < everyMs) return checks;
	const from = Math.max(watchedFrom, Math.min(begunAt, now) - watchMs, now - CAUGHT_UP_MS - watchMs);
	return watchFrom({ ...checks, begunAt: now, readUpTo: from, isFirst: false }, from);
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
export function isKnown({ known }: Checks, key: string): boolean {
	for (const keys of known.values()) if (keys.has(key)) return true;
	return false;
}

/** The checks after a range has been read. Where there are too many states, those that ended earliest aren't watched any more. */
export function finishRange(
	checks: Checks,
	{ endMs }: { endMs: number },
	found: ReadonlyArray<{ endMs: number; keys: readonly string[] }>,
): Checks {
	const known = new Map(checks.known);
	for (const { endMs: ms, keys } of found) {
		const hour = hourOf(ms);
		known.set(hour, new Set([...(known.get(hour) ?? []), ...keys]));
	}
	let left = [...known.values()].reduce((count, { size }) => count + size, 0);
	let { watchedFrom } = checks;
	for (const hour of [...known.keys()].sort((a, b) => a - b)) {
		if (left <= MAX_KNOWN) break;
		left -= known.get(hour)!.size;
		watchedFrom = (hour + 1) * HOUR_MS;
	}
	return watchFrom({ ...checks, readUpTo: Math.max(endMs, watchedFrom), known }, watchedFrom);
}

function watchFrom(checks: Checks, watchedFrom: number): Checks {
	const known = new Map([...checks.known].filter(([hour]) => hour >= hourOf(watchedFrom)));
	return { ...checks, watchedFrom, known };
}

function hourOf(ms: number): number {
	return Math.floor(ms / HOUR_MS);
}

export function storeChecks({ known, ...checks }: Checks, watchKey: string): StoredChecks {
	const hours = [...known].map(([hour, keys]) => `${hour.toString(36)}:${[...keys].join('')}`);
	return { version: VERSION, watchKey, ...checks, known: hours.join(',') };
}

/** Undefined where there is nothing to go on from: of another choice, or unreadable. */
export function restoreChecks(stored: unknown, watchKey: string): Checks | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const fields: Partial<Record<keyof StoredChecks, unknown>> = stored;
	const { watchedFrom, begunAt, readUpTo, isFirst, known } = fields;
	if (fields.version !== VERSION || fields.watchKey !== watchKey) return undefined;
	if (![watchedFrom, begunAt, readUpTo].every(Number.isFinite)) return undefined;
	if (typeof known !== 'string' || typeof isFirst !== 'boolean') return undefined;
	return {
		watchedFrom: watchedFrom as number,
		begunAt: begunAt as number,
		readUpTo: readUpTo as number,
		isFirst,
		known: new Map(known.split(',').filter(Boolean).map(parseHour)),
	};
}

function parseHour(text: string): [number, Set<string>] {
	const [hour = '', keys = ''] = text.split(':');
	return [parseInt(hour, 36), new Set(keys.match(KEYS) ?? [])];
}

const KEYS = new RegExp(`.{${STATE_KEY_LENGTH}}`, 'g');
