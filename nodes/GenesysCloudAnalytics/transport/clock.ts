import { sleep } from 'n8n-workflow';

import { aborted } from './abort';

/** The one source of time: everything that waits or asks for now goes through it, so tests can hold or speed it. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after `ms` milliseconds, or at once when `signal` aborts; the caller looks at the signal afterwards. */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
}

// A timer that n8n-workflow's sleep has started can't be taken back: sleeping in slices leaves at most one behind.
const SLICE_MS = 1_000;

export const clock: Clock = {
	now: () => Date.now(),

	async wait(ms, signal) {
		const end = clock.now() + ms;
		for (let left = ms; left > 0 && !signal?.aborted; left = end - clock.now()) {
			const slice = sleep(Math.min(left, SLICE_MS));
			await (signal ? Promise.race([slice, aborted(signal)]) : slice);
		}
	},
};
