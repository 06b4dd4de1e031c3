import { DateTime } from 'luxon';

import { isObject } from '../isObject';
import { UserFacingError } from '../userFacingError';

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
	startTime?: unknown;
	endTime?: unknown;
}

/** The range in words, for the hint above a result. */
export function rangeSentence({ startMs, endMs }: TimeRange): string {
	return `Time range: ${new Date(startMs).toISOString()} to ${new Date(endMs).toISOString()} (UTC).`;
}

const MINUTE_MS = 60_000;
const UNIT_MS: Record<string, number> = {
	minutes: MINUTE_MS,
	hours: 60 * MINUTE_MS,
	days: 24 * 60 * MINUTE_MS,
	weeks: 7 * 24 * 60 * MINUTE_MS,
};

/**
 * The range that the fields mean at `nowMs`. Calendar ranges are cut in `timeZone` (IANA), weeks begin on Monday; a relative
 * day is 24 hours. An end in the future means now.
 *
 * @throws UserFacingError when the range is unreadable, reversed, empty or begins in the future
 */
export function resolveTimeRange(fields: TimeRangeFields, timeZone: string, nowMs: number): TimeRange {
	const now = DateTime.fromMillis(nowMs, { zone: timeZone });
	if (!now.isValid) {
		throw new UserFacingError(
			`The time zone "${timeZone}" is not known`,
			'Use an IANA name such as Europe/Berlin in the option Time Zone.',
		);
	}
	const [start, end] = bounds(fields, now);
	const range = { startMs: start.toMillis(), endMs: Math.min(end.toMillis(), nowMs) };
	if (start >= now && end >= now && (start > now || end > now)) {
		throw new UserFacingError(
			`The time range begins in the future (${start.toISO()})`,
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

function bounds(fields: TimeRangeFields, now: DateTime): [DateTime, DateTime] {
	switch (fields.timeRange) {
		case 'relative':
			return [now.minus(relativeMs(fields)), now];
		case 'today':
			return [now.startOf('day'), now];
		case 'yesterday':
			return previous(now, 'day');
		case 'thisWeek':
			return [now.startOf('week'), now];
		case 'lastWeek':
			return previous(now, 'week');
		case 'thisMonth':
			return [now.startOf('month'), now];
		case 'lastMonth':
			return previous(now, 'month');
		case 'lastFullInterval':
			return lastFullInterval(now, Number(fields.intervalMinutes));
		case 'custom':
			return [
				instant('Start Time', fields.startTime, now),
				isBlank(fields.endTime) ? now : instant('End Time', fields.endTime, now),
			];
		default:
			throw new UserFacingError(
				`The time range "${fields.timeRange}" is not known`,
				'Choose one of the list in the field Time Range.',
			);
	}
}

function previous(now: DateTime, unit: 'day' | 'week' | 'month'): [DateTime, DateTime] {
	const end = now.startOf(unit);
	// Through noon of the day before, since subtracting a whole unit could land on an hour that the clock change removed.
	return [end.minus({ hours: 12 }).startOf(unit), end];
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

/** The last interval that is over, on the clock of the zone: 15, 30 or 60 minutes, counted from the full hour. */
function lastFullInterval(now: DateTime, minutes: number): [DateTime, DateTime] {
	if (![15, 30, 60].includes(minutes)) {
		throw new UserFacingError(
			`An interval of ${minutes} minutes is not possible`,
			'Choose 15, 30 or 60 minutes.',
		);
	}
	const intoHour = now.minute % minutes;
	const end = now.startOf('minute').minus({ minutes: intoHour });
	return [end.minus({ minutes }), end];
}

function instant(field: string, value: unknown, now: DateTime): DateTime {
	const parsed = parseInstant(value, now.zoneName ?? 'UTC');
	if (!parsed?.isValid) {
		throw new UserFacingError(
			isBlank(value) ? `${field} is missing` : `${field} can't be read: "${String(value)}"`,
			'Use a date and time such as 2026-11-20T09:00:00, with or without a time zone.',
		);
	}
	return parsed.setZone(now.zone);
}

function parseInstant(value: unknown, zone: string): DateTime | undefined {
	if (typeof value === 'number') return DateTime.fromMillis(value, { zone });
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	// An expression such as {{ $now }} hands on a DateTime of n8n's own luxon, which prints as ISO.
	const text = typeof value === 'string' ? value.trim() : isObject(value) ? String(value) : '';
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
