import { isObject } from './isObject';

/** The value as an object to read fields from; anything else has none. */
export function fields<T>(value: unknown): T {
	return (isObject(value) ? value : NOTHING) as T;
}
const NOTHING = Object.freeze({});

/** The objects of a list; whatever isn't one is left out. */
export function entries<T>(value: unknown): readonly T[] {
	if (!Array.isArray(value)) return [];
	return (value.every(isObject) ? value : value.filter(isObject)) as T[];
}

/** Text that says something: a string that isn't empty. */
export function text(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

export function number(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

// The API's own form, and what else is ISO 8601. Date.parse alone would take more, each engine in its way, such as
// the day of one digit in "2021-04-2T15:30:51.418Z", which an official sample has.
const API_TIME =
	/^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Whether it is a time as the API writes them: YYYY-MM-DDTHH:mm:ss.SSSZ. */
export function isApiTime(value: string): boolean {
	return API_TIME.test(value);
}

/** Milliseconds since the epoch of an ISO 8601 time (UTC where it names no offset), null where it isn't one. */
export function timeMs(value: unknown): number | null {
	if (typeof value !== 'string') return null;
	if (isApiTime(value)) return apiTimeMs(value);
	const parts = ISO_TIME.exec(value);
	if (!parts) return null;
	const ms = Date.parse(parts[1] ? value : `${value}Z`);
	return Number.isNaN(ms) ? null : ms;
}

/** The moment that was written last: where one period ends, the next one starts. */
let written = { ms: 0, time: new Date(0).toISOString() };

/** The moment in milliseconds since the epoch as the API writes times; null where there is none. */
export function isoTime(ms: number | null | undefined): string | null {
	if (typeof ms !== 'number' || !Number.isFinite(ms)) return null;
	if (ms !== written.ms) written = { ms, time: new Date(ms).toISOString() };
	return written.time;
}

// Twice as fast as Date.parse, which would be most of the time that a row takes.
function apiTimeMs(time: string): number {
	const year = twoDigits(time, 0) * 100 + twoDigits(time, 2);
	const milliseconds = twoDigits(time, 20) * 10 + digit(time, 22);
	return Date.UTC(
		year,
		twoDigits(time, 5) - 1,
		twoDigits(time, 8),
		twoDigits(time, 11),
		twoDigits(time, 14),
		twoDigits(time, 17),
		milliseconds,
	);
}

function twoDigits(time: string, at: number): number {
	return digit(time, at) * 10 + digit(time, at + 1);
}

function digit(time: string, at: number): number {
	return time.charCodeAt(at) - 48;
}
