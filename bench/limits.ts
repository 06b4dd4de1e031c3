/** What no client can undercut, in milliseconds. */

export const PAGE = 100;

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

/**
 * A details job: it is ready so long after its submission arrived; a look at its state, its pages one after the other
 * (each needs the cursor of the one before) and its deletion take a latency each.
 */
export function minimumByJob(pages: number, readyMs: number, latencyMs: number): number {
	return readyMs + (1 + pages + 1) * latencyMs;
}
