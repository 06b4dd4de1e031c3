import { setImmediate } from 'node:timers/promises';

import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';

/** A clock on which waiting takes no time: it jumps to when the wait would be over. Share it with the simulator. */
export interface FastClock {
	now(): number;
	/** Lets time pass. */
	advance(ms: number): void;
	/** How long was waited in all, in milliseconds. */
	readonly waitedMs: number;
}

const real = { ...clock };

/**
 * Puts a fast clock in the place of the node's until `restoreClock`.
 *
 * @param startMs what it shows at first; the real time by default
 */
export function useFastClock(startMs = Date.now()): FastClock {
	const base = startMs - Date.now();
	let skipped = 0;
	let waitedMs = 0;
	const fast: FastClock = {
		now: () => Date.now() + base + skipped,
		advance(ms) {
			skipped += ms;
		},
		get waitedMs() {
			return waitedMs;
		},
	};
	clock.now = fast.now;
	clock.wait = async (ms, signal) => {
		if (signal?.aborted) return;
		const end = fast.now() + ms;
		await setImmediate();
		const left = Math.max(0, end - fast.now());
		skipped += left;
		waitedMs += left;
	};
	return fast;
}

export function restoreClock(): void {
	Object.assign(clock, real);
}
