const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;
const GROWTH = 1.5;

/**
 * How long to wait before asking once more whether something is done, in milliseconds: short at first, then longer.
 *
 * @param previousMs the wait before this one; the first one if absent
 */
export function pollInterval(previousMs?: number): number {
	return previousMs === undefined ? FIRST_MS : Math.min(LONGEST_MS, previousMs * GROWTH);
}
