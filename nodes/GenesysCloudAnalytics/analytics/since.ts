import { DateTime } from 'luxon';

import { UserFacingError } from '../userFacingError';
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

/** One run of a sync; all in milliseconds, matched by the end of conversations. */
export interface SyncRun {
	/** Reading begins here: the mark less the overlap, or the start of a first load. */
	startMs: number;
	/** What ended from here on is new to the destination, and moves its mark. */
	freshMs: number;
	/** Reading ends here at the latest. */
	settledMs: number;
	/** How much that is new one slice has at most. */
	sliceMs: number;
	isFirstLoad: boolean;
}

/** As much as one run brings. */
export interface Slice {
	range: TimeRange;
	/** Its part that no slice before it had, and that is new to the destination. */
	fresh: TimeRange;
	/** It stops before what has settled: a later run goes on there. */
	moreLeft: boolean;
}

/** How long a conversation must be over: the API shows it a little after its end. */
const SETTLE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Destinations that keep whole seconds hand back a mark that is earlier than the end it was made of. */
const MARK_PRECISION_MS = 1_000;

/**
 * What a run has to read. The days of a slice count from the mark, not from the start of the overlap: however long the
 * overlap is, a run gets beyond the mark.
 *
 * @throws UserFacingError for a mark that can't be read or lies in the future, a first load without a start, and amounts that are none
 */
export function resolveSince(fields: SinceFields, timeZone: string, nowMs: number): SyncRun {
	const now = DateTime.fromMillis(nowMs, { zone: timeZone });
	if (!now.isValid) {
		throw new UserFacingError(
			`The time zone "${timeZone}" is not known`,
			'Use an IANA name such as Europe/Berlin in the option Time Zone.',
		);
	}
	const overlapMs = amount('Overlap (Hours)', fields.overlapHours, 'from 0 on') * HOUR_MS;
	const sliceMs = amount('Days per Run', fields.maxDays, 'above 0') * DAY_MS;
	const isFirstLoad = isBlank(fields.since);
	if (isFirstLoad && isBlank(fields.firstLoadStart)) {
		throw new UserFacingError(
			'Since is empty, and the first load has no start',
			'Enter First Load Starts At: where to begin while the destination holds nothing.',
		);
	}
	const earliest = isBlank(fields.firstLoadStart)
		? -Infinity
		: past('First Load Starts At', fields.firstLoadStart, now);
	const mark = isFirstLoad ? earliest : Math.max(past('Since', fields.since, now), earliest);
	const settledMs = nowMs - SETTLE_MS;
	// A run right after another one has a range, too, and a short one does no harm.
	const latestStartMs = settledMs - SETTLE_MS;
	const startMs = isFirstLoad ? mark : Math.max(mark - overlapMs, earliest);
	return {
		startMs: Math.min(startMs, latestStartMs),
		freshMs: isFirstLoad ? mark : mark + MARK_PRECISION_MS,
		settledMs,
		sliceMs,
		isFirstLoad,
	};
}

/** The slice whose new part begins at `freshFromMs`: oldest first, the last one ends with what has settled. */
export function sliceFrom({ startMs, settledMs, sliceMs }: SyncRun, freshFromMs: number): Slice {
	const endMs = Math.min(freshFromMs + sliceMs, settledMs);
	return {
		range: { startMs, endMs },
		fresh: { startMs: freshFromMs, endMs },
		moreLeft: endMs < settledMs,
	};
}

function past(field: string, value: unknown, now: DateTime): number {
	const at = instant(field, value, now);
	if (at > now) {
		throw new UserFacingError(
			`${field} is in the future (${at.toISO()})`,
			'Use the latest end of a conversation that the destination holds, as a time with its time zone.',
		);
	}
	return at.toMillis();
}

function amount(field: string, value: unknown, allowed: 'from 0 on' | 'above 0'): number {
	const number = isBlank(value) ? NaN : Number(value);
	if (Number.isFinite(number) && (number > 0 || (number === 0 && allowed === 'from 0 on'))) return number;
	throw new UserFacingError(
		`${field} can't be "${String(value ?? '')}"`,
		allowed === 'above 0' ? 'Enter a number above 0.' : 'Enter 0 or a number above it.',
	);
}
