import { DateTime } from 'luxon';

import { momentInWords } from './words';
import { momentIn } from './zone';
import { UserFacingError } from '../messages/userFacingError';
import { DAY_MS, HOUR_MS } from './durations';
import { instant, isBlank } from './instant';
import type { TimeRange } from './timeRange';

/** The fields of the time range Since, as the user set them. */
export interface SinceFields {
	/** The mark: the latest end that the destination holds; blank for a first load. */
	since?: unknown;
	firstLoadStart?: unknown;
	overlapHours?: unknown;
	maxDays?: unknown;
}

/** Where the ranges of a sync may begin and end; milliseconds since the epoch. */
export interface Borders {
	/** The last one at or before the moment. */
	before(ms: number): number;
	/** The first one after the moment. */
	after(ms: number): number;
}

/** For what has an end of its own: no range cuts it. */
const ANYWHERE: Borders = { before: (ms) => ms, after: (ms) => ms };

/** One run of a sync; all in milliseconds, matched by the end of conversations, or of whatever is read. */
export interface SyncRun {
	/** Reading begins here: the mark less the overlap, or the start of a first load. */
	startMs: number;
	/** What ended from here on is new to the destination, and moves its mark. */
	freshMs: number;
	/** Reading ends here at the latest. */
	settledMs: number;
	/** The longest stretch of new time that one slice covers. */
	sliceMs: number;
	isFirstLoad: boolean;
	borders: Borders;
}

/** As much as one run brings. */
export interface Slice {
	range: TimeRange;
	/** The part that no earlier slice had, and that is new to the destination. */
	fresh: TimeRange;
	/** It ends before what has settled: a later run continues there. */
	moreLeft: boolean;
}

/** How long a conversation must be over: the API shows it a little after its end. */
const SETTLE_MS = 60_000;
/** Destinations that store whole seconds return a mark that is earlier than the end it came from. */
const MARK_PRECISION_MS = 1_000;

/**
 * What a run has to read. The days of a slice count from the mark, not from the start of the overlap: however long the
 * overlap is, a run gets beyond the mark.
 *
 * @param borders those of intervals, which must not be cut: only whole ones that are over are read
 * @throws UserFacingError for a mark that can't be read or lies in the future, a first load without a start, and amounts that aren't numbers
 */
export function resolveSince(
	fields: SinceFields,
	timeZone: string,
	nowMs: number,
	borders = ANYWHERE,
): SyncRun {
	const now = momentIn(timeZone, nowMs);
	const overlapMs = amount('Overlap (Hours)', fields.overlapHours, 'from 0 on') * HOUR_MS;
	const sliceMs = amount('Days per Run', fields.maxDays, 'above 0') * DAY_MS;
	if (fields.since === undefined) {
		throw new UserFacingError(
			"Since has no value: its expression names a field that the input doesn't have",
			'Check the name of the field. If it can be absent, let the expression return null for a first load: {{ $json.since ?? null }}.',
		);
	}
	const isFirstLoad = isBlank(fields.since);
	if (isFirstLoad && isBlank(fields.firstLoadStart)) {
		throw new UserFacingError(
			'Since is empty, and the first load has no start',
			'Enter First Load Starts At: where to start while the destination is empty.',
		);
	}
	const earliest = isBlank(fields.firstLoadStart)
		? -Infinity
		: past('First Load Starts At', fields.firstLoadStart, now);
	const mark = isFirstLoad ? earliest : Math.max(past('Since', fields.since, now), earliest);
	const settledMs = borders.before(nowMs - SETTLE_MS);
	// A run right after another one needs a range as well; a short one does no harm.
	const latestStartMs = settledMs - SETTLE_MS;
	const startMs = isFirstLoad ? mark : Math.max(mark - overlapMs, earliest);
	return {
		startMs: borders.before(Math.min(startMs, latestStartMs)),
		freshMs: borders.before(isFirstLoad ? mark : mark + MARK_PRECISION_MS),
		settledMs,
		sliceMs,
		isFirstLoad,
		borders,
	};
}

/** The slice whose new part begins at `freshFromMs`: oldest first, the last one ends with what has settled. */
export function sliceFrom({ startMs, settledMs, sliceMs, borders }: SyncRun, freshFromMs: number): Slice {
	// At least two intervals: if the mark is the start of an interval, the destination already has the first one.
	const shortest = borders.after(borders.after(freshFromMs));
	const endMs = Math.min(Math.max(borders.before(freshFromMs + sliceMs), shortest), settledMs);
	return {
		range: { startMs, endMs },
		fresh: { startMs: freshFromMs, endMs },
		moreLeft: endMs < settledMs,
	};
}

/** What a user should know of a slice, one sentence each. */
export function sliceNotes(run: SyncRun, { fresh, moreLeft }: Slice, timeZone: string): string[] {
	return [
		...(run.isFirstLoad ? ['Since is empty: this is a first load.'] : []),
		...(fresh.startMs > run.freshMs
			? [
					`There is nothing new before ${momentInWords(fresh.startMs, timeZone)}, so the run continued from there.`,
				]
			: []),
		...(moreLeft ? ['There is more to read: the next run continues where this one ends.'] : []),
	];
}

function past(field: string, value: unknown, now: DateTime): number {
	const at = instant(field, value, now);
	if (at > now) {
		throw new UserFacingError(
			`${field} is in the future (${at.toISO()})`,
			'Use the latest time in the destination, with its time zone.',
		);
	}
	return at.toMillis();
}

function amount(field: string, value: unknown, allowed: 'from 0 on' | 'above 0'): number {
	const number = isBlank(value) ? NaN : Number(value);
	if (Number.isFinite(number) && (number > 0 || (number === 0 && allowed === 'from 0 on'))) return number;
	throw new UserFacingError(
		`${field} can't be "${String(value ?? '')}"`,
		allowed === 'above 0' ? 'Enter a number above 0.' : 'Enter 0 or a higher number.',
	);
}
