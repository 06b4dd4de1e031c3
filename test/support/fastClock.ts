import { setImmediate } from 'node:timers/promises';

import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';

/** A clock on which waiting takes no time: it jumps to when the wait would be over. Share it with the simulator. */
export interface FastClock {
	now(): number;
	/** Lets time pass. */
	advance(ms: number): void;
	/** Sets the time of day forward or back, while no time passes. */
	set(byMs: number): void;
	/** From now on, what has a limit reaches it after so many real milliseconds, as if its time were over. */
	endSoon(realMs: number): void;
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
	let setBy = 0;
	let waitedMs = 0;
	const fast: FastClock = {
		now: () => Date.now() + base + skipped + setBy,
		advance(ms) {
			skipped += ms;
		},
		set(byMs) {
			setBy += byMs;
		},
		endSoon(realMs) {
			clock.after = (ms, call) => {
				const timer = setTimeout(() => {
					skipped += ms;
					call();
				}, realMs);
				return () => clearTimeout(timer);
			};
		},
		get waitedMs() {
			return waitedMs;
		},
	};
	clock.now = fast.now;
	clock.elapsed = () => Date.now() + base + skipped;
	clock.wait = async (ms, signal) => {
		if (signal?.aborted) return;
		const end = clock.elapsed() + ms;
		await setImmediate();
		const left = Math.max(0, end - clock.elapsed());
		skipped += left;
		waitedMs += left;
	};
	return fast;
}

export function restoreClock(): void {
	Object.assign(clock, real);
}
