const calls = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `call` when the signal aborts, at once where it has. All calls for a signal share one listener: Node warns of a leak from
 * the eleventh on.
 *
 * @returns takes it back, so that a signal which outlasts the call does not hold on to it
 */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
	if (!signal) return () => {};
	if (signal.aborted) {
		call();
		return () => {};
	}
	const known = calls.get(signal) ?? listenTo(signal);
	known.add(call);
	return () => known.delete(call);
}

function listenTo(signal: AbortSignal): Set<() => void> {
	const listening = new Set<() => void>();
	calls.set(signal, listening);
	signal.addEventListener('abort', () => [...listening].forEach((call) => call()), { once: true });
	return listening;
}
