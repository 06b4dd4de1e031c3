import { edgesOf } from './buckets';
import { DAY_MS } from './durations';
import type { TimeRange } from './timeRange';

/**
 * The range in stretches of whole days of the zone, as many as fit into `days` times 24 hours: a day of 25 hours counts as
 * more than one.
 */
export function inWholeDays(range: TimeRange, days: number, timeZone: string): TimeRange[] {
	const parts: TimeRange[] = [];
	let [startMs] = edgesOf(range, 'P1D', timeZone) as [number];
	let before = startMs;
	for (const edge of edgesOf(range, 'P1D', timeZone).slice(1)) {
		if (edge - startMs > days * DAY_MS && before > startMs) {
			parts.push({ startMs, endMs: before });
			startMs = before;
		}
		before = edge;
	}
	return [...parts, { startMs, endMs: range.endMs }];
}
