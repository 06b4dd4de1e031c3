/** When a queue is in alarm: its value of `metric` has reached `threshold`. */
export interface Threshold {
	metric: string;
	comparison: 'gte' | 'lte';
	threshold: number;
}

/** What is known of the queues since the poll before. Stored as it is. */
export interface AlarmState {
	version: number;
	/** The threshold it belongs to: another one starts anew. */
	of: string;
	/** Moment of the poll, milliseconds since the epoch. */
	at: number;
	/** Milliseconds since the poll before; null after the first one. */
	every: number | null;
	/** Ids of the queues in alarm. */
	raised: string[];
}

const VERSION = 1;
/** A state that is so old, and older than several polls, has not been kept up to date. */
const TRUSTED_MS = 15 * 60_000;
const TRUSTED_POLLS = 3;

export function isReached({ comparison, threshold }: Threshold, value: number): boolean {
	return comparison === 'gte' ? value >= threshold : value <= threshold;
}

/**
 * Which queues raise an alarm now, and the state after it. An alarm is raised once, and again when it has been cleared in
 * between; one that stands already when the trigger starts is raised then.
 *
 * n8n doesn't keep the state of a poll that emits nothing, so after a restart a stored alarm may long have been cleared:
 * it counts for as long as a few polls take, and is raised once more after that. Better twice than not at all.
 *
 * @param values by queue id
 */
export function raise(
	stored: unknown,
	threshold: Threshold,
	values: ReadonlyMap<string, number>,
	now: number,
): { raised: string[]; state: AlarmState } {
	const of = JSON.stringify([threshold.metric, threshold.comparison, threshold.threshold]);
	const before = restore(stored, of, now);
	const standing = [...values.keys()].filter((id) => isReached(threshold, values.get(id) ?? 0));
	return {
		raised: standing.filter((id) => !before?.raised.includes(id)),
		state: { version: VERSION, of, at: now, every: before ? now - before.at : null, raised: standing },
	};
}

function restore(stored: unknown, of: string, now: number): AlarmState | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const state: Partial<Record<keyof AlarmState, unknown>> = stored;
	const { version, at, every, raised } = state;
	if (version !== VERSION || state.of !== of || typeof at !== 'number' || !Array.isArray(raised))
		return undefined;
	const age = now - at;
	const isTrusted = typeof every !== 'number' || age <= Math.max(TRUSTED_MS, TRUSTED_POLLS * every);
	if (!isTrusted) return undefined;
	return { version, of, at, every: typeof every === 'number' ? every : null, raised: raised.map(String) };
}
