import { onAbort } from './abort';
import { clock } from './clock';
import { CancelledError } from './errors';

/** It took longer than it may. */
export class LateError extends Error {
	constructor() {
		super('It took too long');
	}
}

/**
 * What `work` makes, within `ms` milliseconds in all. n8n's own limit counts silence only, so a body of one byte a second would
 * never end; and a sign-in heeds no signal at all: what it still brings is dropped.
 *
 * @param ends ends it at once when it aborts
 * @param work gets a signal that aborts when its result is no longer waited for
 * @param mayEnd whether `ends` counts at that moment
 * @throws LateError, CancelledError, or what `work` throws
 */
export async function limited<T>(
	ms: number,
	ends: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
	mayEnd: () => boolean = () => true,
): Promise<T> {
	if (ends?.aborted) throw new CancelledError();
	const stop = new AbortController();
	return await new Promise<T>((resolve, reject) => {
		const giveUp = (error: Error) => {
			settled();
			reject(error);
			stop.abort();
		};
		const takeBacks = [
			clock.after(ms, () => giveUp(new LateError())),
			onAbort(ends, () => {
				if (mayEnd()) giveUp(new CancelledError());
			}),
		];
		const settled = () => takeBacks.forEach((takeBack) => takeBack());
		work(stop.signal).finally(settled).then(resolve, reject);
	});
}
