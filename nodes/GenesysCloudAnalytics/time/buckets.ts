import { DateTime } from 'luxon';

import { MINUTE_MS } from './durations';
import { clockEdges, startOf } from './clockEdges';
import type { Borders } from './since';
import type { TimeRange } from './timeRange';

/** How finely figures are cut: not at all, by minutes on the clock, by days, weeks (from Monday) or months of a time zone. */
export type Granularity = 'none' | 'PT15M' | 'PT30M' | 'PT1H' | 'P1D' | 'P1W' | 'P1M';

const MINUTES: Partial<Record<Granularity, number>> = { PT15M: 15, PT30M: 30, PT1H: 60 };
const UNITS = { P1D: 'day', P1W: 'week', P1M: 'month' } as const;

/**
 * Where the range is cut, in milliseconds: its start, every edge of the granularity inside of it, its end. Edges are those
 * of the zone's clock and calendar, whatever the start: only the first and the last interval can be shorter than the others.
 */
export function edgesOf({ startMs, endMs }: TimeRange, granularity: Granularity, timeZone: string): number[] {
	const edges = [startMs];
	for (const edge of edgesFrom(startMs, granularity, timeZone)) {
		if (edge >= endMs) break;
		if (edge > startMs) edges.push(edge);
	}
	return [...edges, endMs];
}

/** Where intervals begin and end, whatever the range; not of `none`, which has no intervals. */
export function bordersOf(granularity: Granularity, timeZone: string): Borders {
	const around = (ms: number) => {
		const [before, after] = edgesFrom(ms, granularity, timeZone);
		return { before: before as number, after: after as number };
	};
	return { before: (ms) => around(ms).before, after: (ms) => around(ms).after };
}

/** The interval that a moment falls in, by number; one before the range counts as in the first. */
export function bucketAt(edges: readonly number[], ms: number): number {
	let low = 0;
	let high = edges.length - 1;
	while (high - low > 1) {
		const middle = (low + high) >>> 1;
		if ((edges[middle] as number) <= ms) low = middle;
		else high = middle;
	}
	return low;
}

/**
 * The stretches to ask for one by one. Whether the API counts its intervals from the start of the range or from the clock
 * is not documented: asked for from an edge on, both are the same. An interval that a clock change makes longer or shorter
 * than the others is asked for apart, so that the ones after it begin on the clock again.
 */
export function alignedParts(range: TimeRange, granularity: Granularity, timeZone: string): TimeRange[] {
	const edges = edgesOf(range, granularity, timeZone);
	const cuts = [range.startMs];
	const minutes = MINUTES[granularity];
	const [, isEdge] = edgesOf({ startMs: range.startMs - 1, endMs: range.startMs + 1 }, granularity, timeZone);
	if (edges.length > 2 && isEdge !== range.startMs) cuts.push(edges[1] as number);
	for (let index = 1; minutes !== undefined && index < edges.length - 2; index++) {
		const [start, end] = edges.slice(index, index + 2) as [number, number];
		if (end - start !== minutes * MINUTE_MS) cuts.push(start, end);
	}
	const starts = [...new Set(cuts)];
	return starts.map((startMs, index) => ({ startMs, endMs: starts[index + 1] ?? range.endMs }));
}

/** A range in two, cut at the edge in its middle, else at a midnight or a full hour; undefined where there is none. */
export function halves(
	range: TimeRange,
	granularity: Granularity,
	timeZone: string,
): [TimeRange, TimeRange] | undefined {
	for (const step of [granularity, 'P1D', 'PT1H'] as const) {
		const inner = edgesOf(range, step, timeZone).slice(1, -1);
		const middle = inner[inner.length >>> 1];
		if (middle !== undefined) {
			return [
				{ startMs: range.startMs, endMs: middle },
				{ startMs: middle, endMs: range.endMs },
			];
		}
	}
	return undefined;
}

/** Endless, ascending, from the last edge at or before the moment on. */
function* edgesFrom(ms: number, granularity: Granularity, timeZone: string): Generator<number> {
	if (granularity === 'none') return;
	const at = DateTime.fromMillis(ms, { zone: timeZone });
	const minutes = MINUTES[granularity];
	if (minutes !== undefined) {
		yield clockEdges(ms, -1, minutes, at.zone).next().value;
		yield* clockEdges(ms, 1, minutes, at.zone);
	}
	const unit = UNITS[granularity as keyof typeof UNITS];
	const first = at.startOf(unit);
	// Counted from the first one: where midnight is skipped by the clock change, a day begins later, the next one doesn't.
	for (let n = 0; ; n++) yield startOf(first.plus({ [unit]: n }), unit).toMillis();
}
