/** When a queue is in alarm: its value of `metric` has reached `threshold`. */
export interface Threshold {
	metric: string;
	comparison: 'gte' | 'lte';
	threshold: number;
}

/** What is known of the queues since the previous poll. Stored in this form. */
export interface AlarmState {
	version: number;
	/** The threshold it belongs to: another one starts over. */
	thresholdKey: string;
	/** Milliseconds since the epoch. */
	polledAt: number;
	/** Milliseconds since the previous poll; null after the first one. */
	intervalMs: number | null;
	/** Ids of the queues in alarm. */
	raised: string[];
}

const VERSION = 2;
/** What version 1 called the fields. */
const NAMES_OF_VERSION_1 = { thresholdKey: 'of', polledAt: 'at', intervalMs: 'every' } as const;
/** How long, and for how many polls, a state that n8n has loaded is trusted: after that, it may be long out of date. */
const TRUSTED_MS = 15 * 60_000;
const TRUSTED_POLLS = 3;

export function isReached({ comparison, threshold }: Threshold, value: number): boolean {
	return comparison === 'gte' ? value >= threshold : value <= threshold;
}

/**
 * Which queues raise an alarm now, and the state after it. An alarm is raised once, and again when it has been cleared in
 * between; one that is already on when the trigger starts is raised then.
 *
 * n8n doesn't keep the state of a poll that emits nothing, so after a restart a stored alarm may long have been cleared:
 * it counts for as long as a few polls take, and after that is raised once more. Better twice than not at all.
 *
 * A queue without a value is as it was: an answer that leaves it out says nothing.
 *
 * @param isOwn whether the state was made since the workflow was activated, and so is up to date
 * @param values by queue id
 */
export function raise(
	{ stored, isOwn }: { stored: unknown; isOwn: boolean },
	threshold: Threshold,
	values: ReadonlyMap<string, number>,
	now: number,
): { raised: string[]; state: AlarmState } {
	const thresholdKey = JSON.stringify([threshold.metric, threshold.comparison, threshold.threshold]);
	const before = restore(stored, thresholdKey);
	const isTrusted = before && (isOwn || now - before.polledAt <= trustedMs(before));
	const standing = [...values.keys()].filter((id) => isReached(threshold, values.get(id)!));
	const earlier = isTrusted ? before.raised : [];
	return {
		raised: standing.filter((id) => !earlier.includes(id)),
		state: {
			version: VERSION,
			thresholdKey,
			polledAt: now,
			intervalMs: isTrusted ? now - before.polledAt : null,
			raised: [...standing, ...earlier.filter((id) => !values.has(id))],
		},
	};
}

function trustedMs({ intervalMs }: AlarmState): number {
	return Math.max(TRUSTED_MS, TRUSTED_POLLS * (intervalMs ?? 0));
}

function restore(stored: unknown, thresholdKey: string): AlarmState | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const state: Partial<Record<string, unknown>> = stored;
	const isVersion1 = state.version === 1;
	const read = (name: keyof typeof NAMES_OF_VERSION_1) => state[isVersion1 ? NAMES_OF_VERSION_1[name] : name];
	const [polledAt, intervalMs, raised] = [read('polledAt'), read('intervalMs'), state.raised];
	if ((state.version !== VERSION && !isVersion1) || read('thresholdKey') !== thresholdKey) return undefined;
	if (typeof polledAt !== 'number' || !Array.isArray(raised)) return undefined;
	return {
		version: VERSION,
		thresholdKey,
		polledAt,
		intervalMs: typeof intervalMs === 'number' ? intervalMs : null,
		raised: raised.map(String),
	};
}
