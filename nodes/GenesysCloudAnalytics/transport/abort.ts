const promises = new WeakMap<AbortSignal, Promise<void>>();

/**
 * Resolves when the signal aborts. All who wait for a signal share one listener: Node warns of a leak from the eleventh on.
 */
export function aborted(signal: AbortSignal): Promise<void> {
	let promise = promises.get(signal);
	if (!promise) {
		promise = signal.aborted
			? Promise.resolve()
			: new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
		promises.set(signal, promise);
	}
	return promise;
}
