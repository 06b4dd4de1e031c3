import { entries, fields, number, text } from './conversation';
import { waitMs } from './queueStatus';

/** What conversations of a queue can be told apart by, now; the API's names. */
export type ActivityDimension = 'requestedRoutingSkillId' | 'requestedLanguageId' | 'mediaType';

export const ACTIVITY_METRICS = [
	'oWaiting',
	'oLongestWaiting',
	'oInteracting',
	'oLongestInteracting',
	'oAlerting',
] as const;

/** What goes on in a queue with one skill, language or media type. */
export interface QueueActivity {
	queueId: string;
	/** Null for what has none. */
	value: string | null;
	waiting: number;
	longestWaitingMs: number | null;
	interacting: number;
	longestInteractingMs: number | null;
	alerting: number;
}

/**
 * The groups of activity queries that are of a queue. A count that the answer leaves out is 0, since all were asked for.
 *
 * @param nowMs when the answer came
 */
export function queueActivities(
	results: readonly unknown[],
	dimension: ActivityDimension,
	nowMs: number,
): QueueActivity[] {
	const seen = new Set<string>();
	return results.flatMap((result) => {
		const { group, data } = fields<{ group: unknown; data: unknown }>(result);
		const by = fields<Record<string, unknown>>(group);
		const queueId = text(by.queueId);
		const value = text(by[dimension]);
		const key = `${queueId} ${value}`;
		// While conversations come and go, a group may stand on two pages.
		if (queueId === null || seen.has(key)) return [];
		seen.add(key);
		const figures = entries<Readonly<Record<string, unknown>>>(data);
		const figureOf = (metric: (typeof ACTIVITY_METRICS)[number]) =>
			fields<Record<string, unknown>>(figures.find((each) => each.metric === metric));
		const count = (metric: (typeof ACTIVITY_METRICS)[number]) => number(figureOf(metric).count) ?? 0;
		const longest = (metric: (typeof ACTIVITY_METRICS)[number]) =>
			waitMs(number(figureOf(metric).calculatedMetricValue), nowMs);
		return [
			{
				...{ queueId, value },
				waiting: count('oWaiting'),
				longestWaitingMs: longest('oLongestWaiting'),
				interacting: count('oInteracting'),
				longestInteractingMs: longest('oLongestInteracting'),
				alerting: count('oAlerting'),
			},
		];
	});
}
