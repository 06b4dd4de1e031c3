import { DateTime } from 'luxon';

import { isObject } from '../records/isObject';
import { UserFacingError } from '../messages/userFacingError';

/**
 * The moment that a field means, in the zone of `now`: ISO 8601 or SQL text, a date of any kind, a Unix time.
 *
 * @throws UserFacingError naming the field where it is empty or unreadable
 */
export function instant(field: string, value: unknown, now: DateTime): DateTime {
	const parsed = parseInstant(value, now.zoneName ?? 'UTC');
	if (!parsed?.isValid) {
		throw new UserFacingError(
			isBlank(value) ? `${field} is missing` : `${field} can't be read: "${String(value)}"`,
			'Use a date and time such as 2026-11-20T09:00:00, with or without a time zone, or a Unix time in seconds or milliseconds.',
		);
	}
	return parsed.setZone(now.zone);
}

function parseInstant(value: unknown, zone: string): DateTime | undefined {
	if (typeof value === 'number') return fromUnixTime(value, zone);
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	// An expression such as {{ $now }} hands on a DateTime of n8n's own luxon, which prints as ISO.
	const text = typeof value === 'string' ? value.trim() : isObject(value) ? String(value) : '';
	if (/^\d{10,}$/.test(text)) return fromUnixTime(Number(text), zone);
	// Without a date, "12" would be noon and "09:00" a time of today, whatever day today is.
	if (!STARTS_WITH_DATE.test(text)) return undefined;
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

const STARTS_WITH_DATE = /^\d{4}(?:-|\d{4}(?:T|$)|W\d\d)/;

/** No conversation of Genesys Cloud began before 2001: below that, in milliseconds, a number counts seconds. */
const YEAR_2001_MS = 1e12;

function fromUnixTime(value: number, zone: string): DateTime | undefined {
	const ms = value < YEAR_2001_MS ? value * 1_000 : value;
	return ms < YEAR_2001_MS ? undefined : DateTime.fromMillis(ms, { zone });
}

/** Nothing was entered, or an expression gave nothing. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
