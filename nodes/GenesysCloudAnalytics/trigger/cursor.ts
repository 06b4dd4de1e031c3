import { createHash } from 'crypto';

import { UserFacingError } from '../messages/userFacingError';
import { MINUTE_MS } from '../time/durations';
import { zonedInWords } from '../time/words';

/**
 * How far the conversations of a trigger have been read, by the moment of the event (end or start, milliseconds since the
 * epoch). Resuming from whatever was stored last is always right: it changes only together with what is emitted.
 */
export interface Cursor {
	/** Everything before this moment is done with: nothing more of it can appear. */
	doneBefore: number;
	/** Everything before this moment that was there at the last reading has been emitted; late records may be missing. */
	readUpTo: number;
	/** What was emitted of the time since `doneBefore`: key of the conversation → moment of its event, or the end of that minute. */
	known: ReadonlyMap<string, number>;
	/** Keys of what was emitted at any time and may yet be reopened, oldest first. */
	past: ReadonlySet<string>;
}

/** The cursor as n8n keeps it in the node's static data. */
export interface StoredCursor {
	version: number;
	/** The event it belongs to: another event of the same node starts over. */
	event: string;
	doneBefore: number;
	readUpTo: number;
	/** `<minutes after that of doneBefore, base 36>:<keys>`, separated by commas: one text, since n8n observes every object. */
	known: string;
	/** Keys, one after the other. */
	past: string;
}

export interface Restored {
	cursor: Cursor;
	/** What is to be told of it; undefined where it is as it was stored. */
	note?: UserFacingError;
}

const VERSION = 2;
/**
 * 42 bits. A conversation is only compared with those that ended during its life: of 3,000 an hour, one in some centuries is
 * taken for another one.
 */
const KEY_LENGTH = 7;
const KEYS = new RegExp(`.{${KEY_LENGTH}}`, 'g');
/** How many reopenable conversations are remembered: 70 kB. */
const MAX_PAST = 10_000;

/** A conversation's id in little space. */
export function keyOfId(id: string): string {
	return createHash('sha256').update(id).digest('base64url').slice(0, KEY_LENGTH);
}

export function storeCursor({ doneBefore, readUpTo, known, past }: Cursor, event: string): StoredCursor {
	const minutes = new Map<number, string>();
	for (const [key, ms] of known) {
		const minute = minuteOf(ms) - minuteOf(doneBefore);
		minutes.set(minute, `${minutes.get(minute) ?? ''}${key}`);
	}
	return {
		version: VERSION,
		event,
		doneBefore,
		readUpTo,
		known: [...minutes].map(([minute, keys]) => `${minute.toString(36)}:${keys}`).join(','),
		past: [...past].slice(-MAX_PAST).join(''),
	};
}

/**
 * The cursor to continue from. The first time, and for a different event than before, it starts now: nothing from the past is
 * emitted. Of a damaged one, whatever can be read counts; if nothing can, the late window before now is read again, since a
 * conversation that is emitted twice does less harm than one that never is.
 *
 * @param earliest what happened before it is not caught up with; `timeZone`: of moments that are told to the user, IANA
 */
export function restoreCursor(
	stored: unknown,
	event: string,
	{ now, lateMs, earliest, timeZone }: { now: number; lateMs: number; earliest: number; timeZone: string },
): Restored {
	if (stored === undefined || stored === null) return { cursor: beginning(now) };
	const fields: Partial<Record<keyof StoredCursor, unknown>> = typeof stored === 'object' ? stored : {};
	if (typeof fields.event === 'string' && fields.event !== event) return { cursor: beginning(now) };

	const { doneBefore: done, readUpTo: read } = fields;
	const storedDone = isMoment(done) ? done : (isMoment(read) ? read : now) - lateMs;
	// A clock that ran ahead for a while must not silence the trigger until its time has come.
	const doneBefore = Math.min(Math.max(storedDone, earliest), now);
	const readUpTo = Math.min(Math.max(doneBefore, isMoment(read) ? read : 0), now);
	const known =
		isMoment(done) && typeof fields.known === 'string' ? parseKnown(fields.known, done) : undefined;
	const isWhole = fields.version === VERSION && isMoment(read) && known !== undefined;
	return {
		cursor: { doneBefore, readUpTo, known: known ?? new Map(), past: new Set(parseKeys(fields.past)) },
		...(isWhole && storedDone >= earliest
			? {}
			: { note: noteOn(isWhole, zonedInWords(doneBefore, timeZone)) }),
	};
}

function noteOn(isWhole: boolean, since: string): UserFacingError {
	return isWhole
		? new UserFacingError(
				'The trigger was off for longer than it can catch up on',
				`It continues from ${since}. For what happened before, run Conversation > Get Many for that time.`,
			)
		: new UserFacingError(
				"The trigger's stored state could not be fully read",
				`It continues from ${since}. Some conversations may be emitted twice.`,
			);
}

function beginning(now: number): Cursor {
	return { doneBefore: now, readUpTo: now, known: new Map(), past: new Set() };
}

/** Undefined where an entry can't be read; the others can't be trusted then. */
function parseKnown(text: string, doneBefore: number): Map<string, number> | undefined {
	const known = new Map<string, number>();
	for (const entry of text.split(',').filter(Boolean)) {
		const [offset = '', keys = ''] = entry.split(':');
		const minute = minuteOf(doneBefore) + parseInt(offset, 36);
		if (!Number.isFinite(minute) || keys === '' || keys.length % KEY_LENGTH > 0) return undefined;
		for (const key of parseKeys(keys)) known.set(key, (minute + 1) * MINUTE_MS - 1);
	}
	return known;
}

function parseKeys(text: unknown): string[] {
	return typeof text === 'string' ? (text.match(KEYS) ?? []) : [];
}

function minuteOf(ms: number): number {
	return Math.floor(ms / MINUTE_MS);
}

function isMoment(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
