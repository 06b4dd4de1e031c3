import { DateTime } from 'luxon';

import { MINUTE_MS } from './durations';
import { momentIn } from './zone';
import { UserFacingError } from '../messages/userFacingError';
import { clockEdges, startOf } from './clockEdges';
import { instant, isBlank } from './instant';

/** Half-open: `startMs` ≤ t < `endMs`, both in milliseconds since the epoch. */
export interface TimeRange {
	startMs: number;
	endMs: number;
}

/** The time range fields as the user set them; which ones count depends on `timeRange`. */
export interface TimeRangeFields {
	timeRange: string;
	relativeAmount?: unknown;
	relativeUnit?: unknown;
	intervalMinutes?: unknown;
	intervalCount?: unknown;
	weekStart?: unknown;
	startTime?: unknown;
	endTime?: unknown;
}

const UNIT_MS: Record<string, number> = {
	minutes: MINUTE_MS,
	hours: 60 * MINUTE_MS,
	days: 24 * 60 * MINUTE_MS,
	weeks: 7 * 24 * 60 * MINUTE_MS,
};

/**
 * The range that the fields mean at `nowMs`. Calendar ranges are cut in `timeZone` (IANA), weeks begin on Monday unless
 * `weekStart` is `sunday`; a relative day is 24 hours, one of the last 7 days is one of the calendar. An end in the future means now.
 *
 * @throws UserFacingError when the range is unreadable, reversed, empty or begins in the future
 */
export function resolveTimeRange(fields: TimeRangeFields, timeZone: string, nowMs: number): TimeRange {
	const now = momentIn(timeZone, nowMs);
	const [start, end] = bounds(fields, now);
	const range = { startMs: start.toMillis(), endMs: Math.min(end.toMillis(), nowMs) };
	if (start >= now && end >= now && (start > now || end > now)) {
		throw new UserFacingError(
			`The time range starts in the future (${start.toISO()})`,
			'Choose an earlier start.',
		);
	}
	if (range.startMs >= range.endMs) {
		throw new UserFacingError(
			`The time range is empty: it starts at ${start.toISO()} and ends at ${end.toISO()}`,
			'Choose a start that is before the end.',
		);
	}
	return range;
}

/**
 * The range that the fields mean where the future counts as well, as for schedules: whole days and weeks, also those that
 * have not begun.
 *
 * @throws UserFacingError when the range is unreadable, reversed or empty
 */
export function resolvePlannedRange(fields: TimeRangeFields, timeZone: string, nowMs: number): TimeRange {
	const [start, end] = plannedBounds(fields, momentIn(timeZone, nowMs));
	if (start < end) return { startMs: start.toMillis(), endMs: end.toMillis() };
	throw new UserFacingError(
		`The time range is empty: it starts at ${start.toISO()} and ends at ${end.toISO()}`,
		'Choose a start that is before the end.',
	);
}

function plannedBounds(fields: TimeRangeFields, now: DateTime): [DateTime, DateTime] {
	const day = (ahead: number) => startOf(now.set({ hour: 12 }).plus({ days: ahead }), 'day');
	const week = (ahead: number) => startOfWeek(now.set({ hour: 12 }).plus({ weeks: ahead }), fields.weekStart);
	switch (fields.timeRange) {
		case 'today':
			return [day(0), day(1)];
		case 'tomorrow':
			return [day(1), day(2)];
		case 'next7Days':
			return [day(1), day(8)];
		case 'thisWeek':
			return [week(0), week(1)];
		case 'nextWeek':
			return [week(1), week(2)];
		case 'custom':
			return [instant('Start Time', fields.startTime, now), instant('End Time', fields.endTime, now)];
		default:
			return bounds(fields, now);
	}
}

function bounds(fields: TimeRangeFields, now: DateTime): [DateTime, DateTime] {
	switch (fields.timeRange) {
		case 'relative':
			return [now.minus(relativeMs(fields)), now];
		case 'last15Minutes':
			return [now.minus({ minutes: 15 }), now];
		case 'lastHour':
			return [now.minus({ hours: 1 }), now];
		case 'last24Hours':
			return [now.minus({ hours: 24 }), now];
		case 'today':
			return [startOf(now, 'day'), now];
		case 'yesterday':
			return previous(now, 'day');
		case 'last7Days':
			return lastDays(now, 7);
		case 'last14Days':
			return lastDays(now, 14);
		case 'last30Days':
			return lastDays(now, 30);
		case 'last90Days':
			return lastDays(now, 90);
		case 'thisWeek':
			return [startOfWeek(now, fields.weekStart), now];
		case 'lastWeek': {
			const end = startOfWeek(now, fields.weekStart);
			return [startOfWeek(end.minus({ hours: 12 }), fields.weekStart), end];
		}
		case 'thisMonth':
			return [startOf(now, 'month'), now];
		case 'lastMonth':
			return previous(now, 'month');
		case 'thisQuarter':
			return [startOf(now, 'quarter'), now];
		case 'lastQuarter':
			return previous(now, 'quarter');
		case 'thisYear':
			return [startOf(now, 'year'), now];
		case 'lastFullInterval':
			return lastFullIntervals(now, Number(fields.intervalMinutes), Number(fields.intervalCount ?? 1));
		case 'custom':
			return [
				instant('Start Time', fields.startTime, now),
				isBlank(fields.endTime) ? now : instant('End Time', fields.endTime, now),
			];
		default:
			throw new UserFacingError(
				`The time range "${fields.timeRange}" is unknown`,
				'Choose one from the list in the field Time Range.',
			);
	}
}

function previous(now: DateTime, unit: 'day' | 'month' | 'quarter'): [DateTime, DateTime] {
	const end = startOf(now, unit);
	// Through noon of the day before, since subtracting a whole unit could land on an hour that the clock change removed.
	return [startOf(end.minus({ hours: 12 }), unit), end];
}

/** Whole days of the calendar, up to the midnight that has just been. */
function lastDays(now: DateTime, days: number): [DateTime, DateTime] {
	const noon = now.set({ hour: 12 });
	return [startOf(noon.minus({ days }), 'day'), startOf(now, 'day')];
}

function startOfWeek(at: DateTime, weekStart: unknown): DateTime {
	if (weekStart === undefined || weekStart === 'monday') return startOf(at, 'week');
	if (weekStart !== 'sunday') {
		throw new UserFacingError(
			`A week can't start on "${String(weekStart)}"`,
			'Use monday or sunday in the field Week Starts On.',
		);
	}
	return startOf(at.set({ hour: 12 }).minus({ days: at.weekday % 7 }), 'day');
}

function relativeMs({ relativeAmount, relativeUnit }: TimeRangeFields): number {
	const unitMs = UNIT_MS[String(relativeUnit)];
	const amount = Number(relativeAmount);
	if (unitMs === undefined || !Number.isFinite(amount) || amount <= 0) {
		throw new UserFacingError(
			`"The last ${String(relativeAmount)} ${String(relativeUnit)}" is not a time range`,
			'Enter a number above 0 and choose minutes, hours, days or weeks.',
		);
	}
	return amount * unitMs;
}

/** The last intervals that are over, on the clock of the zone: 15, 30 or 60 minutes, counted from the full hour. */
function lastFullIntervals(now: DateTime, minutes: number, count: number): [DateTime, DateTime] {
	if (![15, 30, 60].includes(minutes)) {
		throw new UserFacingError(
			`An interval of ${minutes} minutes is not possible`,
			'Choose 15, 30 or 60 minutes.',
		);
	}
	if (!Number.isInteger(count) || count < 1) {
		throw new UserFacingError(
			`The number of intervals can't be "${count}"`,
			'Enter a whole number above 0 in the field Number of Intervals.',
		);
	}
	const edges = clockEdges(now.toMillis(), -1, minutes, now.zone);
	const end = edges.next().value;
	let start = end;
	for (let n = 0; n < count; n++) start = edges.next().value;
	return [DateTime.fromMillis(start, { zone: now.zone }), DateTime.fromMillis(end, { zone: now.zone })];
}
