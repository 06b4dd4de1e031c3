import { DAY_MS } from './durations';
import type { TimeRange } from './timeRange';

/** The beginning of the UTC day that holds the instant: Genesys counts days in UTC. */
export function utcDay(ms: number): number {
	return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** Windows of at most `days` days, each beginning where the one before ends. */
export function split({ startMs, endMs }: TimeRange, days: number): TimeRange[] {
	const windows: TimeRange[] = [];
	for (let start = startMs; start < endMs;) {
		// A window from mid-day to mid-day touches one UTC day more than it is long: from the second on, they begin with the day.
		const end = Math.min(endMs, Math.max(utcDay(start + days * DAY_MS), start + 1));
		windows.push({ startMs: start, endMs: end });
		start = end;
	}
	return windows;
}
