import { entries, fields, number, text } from './conversation';

/** What to ask a queue observation query for. */
export const QUEUE_METRICS = [
	'oActiveUsers',
	'oAlerting',
	'oInteracting',
	'oLongestInteracting',
	'oLongestWaiting',
	'oMemberUsers',
	'oOffQueueUsers',
	'oOnQueueUsers',
	'oUserRoutingStatuses',
	'oWaiting',
] as const;
type QueueMetric = (typeof QUEUE_METRICS)[number];

/** What goes on in a queue, or in one of its media types; a figure is null where the answer doesn't have it. */
export interface QueueNow {
	queueId: string;
	mediaType: string | null;
	waiting: number | null;
	longestWaitingMs: number | null;
	interacting: number | null;
	longestInteractingMs: number | null;
	alerting: number | null;
	onQueueAgents: number | null;
	offQueueAgents: number | null;
	activeAgents: number | null;
	memberAgents: number | null;
	idleAgents: number | null;
	interactingAgents: number | null;
	notRespondingAgents: number | null;
}

/** One group of the answer: of a queue, or of one of its media types. */
interface ObservedGroup {
	mediaType: string | null;
	data: ReadonlyArray<{ metric?: unknown; qualifier?: unknown; stats?: unknown }>;
}

/**
 * One entry per queue, or per queue and media type. An empty queue comes with zeros; what the answer doesn't have is null,
 * and so is every figure of a queue that is unknown, or not to be seen: no zero is made up.
 *
 * @param results of queue observation queries: interactions come by queue and media type, agents by queue
 * @param mediaTypes empty for one entry per queue
 * @param nowMs when the answer came
 */
export function queuesNow(
	results: readonly unknown[],
	queueIds: readonly string[],
	mediaTypes: readonly string[],
	nowMs: number,
): QueueNow[] {
	const groupsOf = new Map<string, ObservedGroup[]>();
	for (const result of results) {
		const { group, data } = fields<{ group: unknown; data: unknown }>(result);
		const { queueId, mediaType } = fields<{ queueId: unknown; mediaType: unknown }>(group);
		const observed = { mediaType: text(mediaType), data: entries<ObservedGroup['data'][number]>(data) };
		groupsOf.set(String(queueId), [...(groupsOf.get(String(queueId)) ?? []), observed]);
	}
	const kinds = mediaTypes.length > 0 ? mediaTypes : [null];
	return queueIds.flatMap((queueId) =>
		kinds.map((mediaType) => ({
			queueId,
			mediaType,
			...figuresOf(groupsOf.get(queueId) ?? [], mediaType, nowMs),
		})),
	);
}

type Figures = Omit<QueueNow, 'queueId' | 'mediaType'>;

function figuresOf(groups: readonly ObservedGroup[], mediaType: string | null, nowMs: number): Figures {
	const whole = groups.filter((each) => each.mediaType === null);
	const parts = groups.filter(
		(each) => each.mediaType !== null && (mediaType ?? each.mediaType) === each.mediaType,
	);

	/** Interactions add up over media types. */
	const count = (metric: QueueMetric) =>
		(mediaType === null ? countIn(whole, metric) : undefined) ?? countIn(parts, metric) ?? null;
	/** Agents don't: the same ones serve several media types. */
	const agents = (metric: QueueMetric, qualifier?: string) => {
		const byMediaType = parts.map((each) => countIn([each], metric, qualifier) ?? null);
		return countIn(whole, metric, qualifier) ?? highest(byMediaType);
	};
	const longest = (metric: QueueMetric) => {
		const waits = [...(mediaType === null ? whole : []), ...parts].flatMap((each) =>
			waitsIn(each, metric, nowMs),
		);
		return waits.length > 0 ? Math.round(Math.max(...waits)) : null;
	};

	return {
		waiting: count('oWaiting'),
		longestWaitingMs: longest('oLongestWaiting'),
		interacting: count('oInteracting'),
		longestInteractingMs: longest('oLongestInteracting'),
		alerting: count('oAlerting'),
		onQueueAgents: agents('oOnQueueUsers'),
		offQueueAgents: agents('oOffQueueUsers'),
		activeAgents: agents('oActiveUsers'),
		memberAgents: agents('oMemberUsers'),
		idleAgents: agents('oUserRoutingStatuses', 'IDLE'),
		interactingAgents: agents('oUserRoutingStatuses', 'INTERACTING'),
		notRespondingAgents: agents('oUserRoutingStatuses', 'NOT_RESPONDING'),
	};
}

/** Whether the answer has any figure of the queue. */
export function hasFigures(queue: QueueNow): boolean {
	return Object.values(queue).some((value) => typeof value === 'number');
}

function highest(values: ReadonlyArray<number | null>): number | null {
	const present = values.filter((value) => value !== null);
	return present.length > 0 ? Math.max(...present) : null;
}

/** A metric may come by status: then its counts add up. Undefined where it doesn't come at all. */
function countIn(
	groups: readonly ObservedGroup[],
	metric: QueueMetric,
	qualifier?: string,
): number | undefined {
	const observed = groups.flatMap(({ data }) => data.filter((each) => each.metric === metric));
	if (observed.length === 0) return undefined;
	return observed
		.filter((each) => qualifier === undefined || each.qualifier === qualifier)
		.reduce((sum, { stats }) => sum + (number(fields<{ count: unknown }>(stats).count) ?? 0), 0);
}

/** No wait is 31 years long, and no conversation of Genesys Cloud began before 2001. */
const EPOCH_FROM_MS = 1e12;

/**
 * The unit of oLongest… is not documented: taken as milliseconds. Organizations were seen that tell the moment it began
 * instead, in milliseconds since 1970.
 */
function waitsIn({ data }: ObservedGroup, metric: QueueMetric, nowMs: number): number[] {
	return data
		.filter((each) => each.metric === metric)
		.flatMap(({ stats }) => {
			const { calculatedMetricValue, max } = fields<{ calculatedMetricValue: unknown; max: unknown }>(stats);
			return waitMs(number(calculatedMetricValue) ?? number(max), nowMs) ?? [];
		});
}

/** How long it has lasted, milliseconds; null where nothing does. */
export function waitMs(value: number | null, nowMs: number): number | null {
	if (value === null || value <= 0) return null;
	return value >= EPOCH_FROM_MS ? Math.max(0, nowMs - value) : value;
}
