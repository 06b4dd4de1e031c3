/** What no client can undercut, in milliseconds. */

export const PAGE = 100;

/** How many requests read everything: a full page may have a successor, and the page after the last has no conversations. */
export function requestsFor(count: number): number {
	return Math.floor(count / PAGE) + 1;
}

/**
 * Requests under a fixed window of the rate limit: the first opens a window, and all that don't fit wait for the next
 * ones; the last answer takes its latency.
 */
export function minimumUnderLimit(
	requests: number,
	limit: { allowed: number; windowSeconds: number },
	latencyMs: number,
): number {
	return (Math.ceil(requests / limit.allowed) - 1) * limit.windowSeconds * 1_000 + latencyMs;
}

/** As many requests as the node has under way at the same time, none of which waits for another one's answer. */
const SIDE_BY_SIDE = 8;

/** Requests with no rate limit in the way, side by side. */
export function minimumByLatency(requests: number, latencyMs: number): number {
	return Math.ceil(requests / SIDE_BY_SIDE) * latencyMs;
}
