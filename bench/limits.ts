/** What no client can undercut, in milliseconds. */

export const PAGE = 100;

/** How many requests read everything: a full page may have a successor, and the page after the last has no conversations. */
export function requestsFor(count: number): number {
	return Math.floor(count / PAGE) + 1;
}

/** As many requests as the node has under way at the same time. */
export const SIDE_BY_SIDE = 8;

/**
 * Requests under a fixed window of the rate limit: the first opens a window, and all that don't fit wait for the next
 * ones; those of the last window go side by side.
 */
export function minimumUnderLimit(
	requests: number,
	limit: { allowed: number; windowSeconds: number },
	latencyMs: number,
): number {
	const full = Math.ceil(requests / limit.allowed) - 1;
	const last = requests - full * limit.allowed;
	return full * limit.windowSeconds * 1_000 + Math.ceil(last / SIDE_BY_SIDE) * latencyMs;
}
