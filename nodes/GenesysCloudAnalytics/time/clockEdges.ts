import { type DateTime, type DateTimeUnit, type Zone } from 'luxon';

import { MINUTE_MS } from './durations';

/** Clocks differ from UTC, and are changed, by quarters of an hour at the finest. */
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * The edges of intervals on the clock of the zone, at or before the moment (`-1`) or after it (`1`), nearest first and
 * endless. An interval begins where the clock shows a multiple of its length, and where a clock change skips that; where
 * half an hour comes twice, as on Lord Howe, an interval of an hour takes an hour and a half.
 */
export function* clockEdges(
	ms: number,
	direction: -1 | 1,
	minutes: number,
	zone: Zone,
): Generator<number, never> {
	const first = Math.floor(ms / QUARTER_MS) * QUARTER_MS + (direction === 1 ? QUARTER_MS : 0);
	for (let at = first; ; at += direction * QUARTER_MS) if (isEdge(at, minutes, zone)) yield at;
}

function isEdge(ms: number, minutes: number, zone: Zone): boolean {
	const local = localMinutes(ms, zone);
	return (
		local % minutes === 0 ||
		Math.floor(local / minutes) > Math.floor(localMinutes(ms - MINUTE_MS, zone) / minutes)
	);
}

function localMinutes(ms: number, zone: Zone): number {
	return Math.floor(ms / MINUTE_MS) + zone.offset(ms);
}

/** The first moment of a day, week, month …, also where the clock shows its midnight twice. */
export function startOf(at: DateTime, unit: DateTimeUnit): DateTime {
	const start = at.startOf(unit);
	const hourBefore = start.minus({ hours: 1 });
	return hourBefore.ordinal === start.ordinal ? hourBefore : start;
}
