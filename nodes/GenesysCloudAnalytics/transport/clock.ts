import { sleep } from 'n8n-workflow';

import { onAbort } from './abort';

/** The one source of time: everything that waits or asks for now goes through it, so tests can hold or speed it. */
export interface Clock {
	/** Milliseconds since the epoch, as this machine believes: it may be set forward or back at any moment. */
	now(): number;
	/** Milliseconds that have passed since some moment: what is waited for and what limits anything is measured with it. */
	elapsed(): number;
	/** Resolves after `ms` milliseconds, or at once when `signal` aborts; the caller looks at the signal afterwards. */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
	/** Calls `call` once `ms` milliseconds have passed, up to a second late, unless it is taken back before. */
	after(ms: number, call: () => void): () => void;
}

// A timer that n8n-workflow's sleep has started can't be taken back: sleeping in slices leaves at most one behind.
const SLICE_MS = 1_000;

/** The end of the queue of those who wait for their turn. */
let lastTurn: Promise<void> = Promise.resolve();

/**
 * Resolves once everything else that n8n has to do had its turn. Those who wait get theirs one at a time: many pieces of work
 * don't add up to one long stretch in which nobody else is served.
 */
export async function turn(): Promise<void> {
	lastTurn = lastTurn.then(async () => await sleep(0));
	await lastTurn;
}

/** Nobody notices work of this many milliseconds. A turn itself takes one or more, and so must not come too often. */
const UNNOTICED_MS = 10;

/** The values, so many at a time, with a turn for everything else in between wherever they have taken a while. */
export async function* inTurns<T>(values: readonly T[], size: number): AsyncGenerator<readonly T[]> {
	let since = performance.now();
	for (let at = 0; at < values.length; at += size) {
		if (performance.now() - since > UNNOTICED_MS) {
			await turn();
			since = performance.now();
		}
		yield values.slice(at, at + size);
	}
}

/** What `after` has promised; one timer serves all, and none runs while there is nothing. */
const promised = new Set<{ at: number; call: () => void }>();
let isTicking = false;

export const clock: Clock = {
	now: () => Date.now(),

	elapsed: () => performance.now(),

	async wait(ms, signal) {
		const end = clock.elapsed() + ms;
		for (let left = ms; left > 0 && !signal?.aborted; left = end - clock.elapsed()) {
			const slice = Math.min(left, SLICE_MS);
			await new Promise<void>((resolve) => {
				const takeBack = onAbort(signal, resolve);
				void sleep(slice).then(() => {
					takeBack();
					resolve();
				});
			});
		}
	},

	after(ms, call) {
		const promise = { at: clock.elapsed() + ms, call };
		promised.add(promise);
		if (!isTicking) void tick();
		return () => promised.delete(promise);
	},
};

async function tick(): Promise<void> {
	isTicking = true;
	while (promised.size > 0) {
		await sleep(SLICE_MS);
		const now = clock.elapsed();
		for (const promise of [...promised]) {
			if (promise.at > now || !promised.delete(promise)) continue;
			promise.call();
		}
	}
	isTicking = false;
}
