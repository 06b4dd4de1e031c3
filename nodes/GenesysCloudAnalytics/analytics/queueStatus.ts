import { seconds } from './aggregates';
import { entries, fields, number, text } from './conversation';
import type { Row } from './rows';

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

/** A queue to have a row for; without a name yet, its column is null. */
export interface QueueToShow {
	id: string;
	name: string | null;
}

/** What one group of the answer tells: of a queue, or of one media type of it. */
interface Told {
	mediaType: string | null;
	data: ReadonlyArray<{ metric?: unknown; qualifier?: unknown; stats?: unknown }>;
}

/**
 * One row per queue, or per queue and media type. An empty queue is told with zeros; what the answer doesn't tell is null,
 * and so is every figure of a queue that is unknown, or not to be seen: no zero is made up.
 *
 * @param results of queue observation queries: interactions come by queue and media type, agents by queue
 * @param mediaTypes empty for one row per queue
 * @param nowMs when the answer came
 */
export function queueStatusRows(
	results: readonly unknown[],
	queues: readonly QueueToShow[],
	mediaTypes: readonly string[],
	nowMs: number,
): Row[] {
	const toldOf = new Map<string, Told[]>();
	for (const result of results) {
		const { group, data } = fields<{ group: unknown; data: unknown }>(result);
		const { queueId, mediaType } = fields<{ queueId: unknown; mediaType: unknown }>(group);
		const told = { mediaType: text(mediaType), data: entries<Told['data'][number]>(data) };
		toldOf.set(String(queueId), [...(toldOf.get(String(queueId)) ?? []), told]);
	}
	const rowKinds = mediaTypes.length > 0 ? mediaTypes : [null];
	return queues.flatMap(({ id, name }) =>
		rowKinds.map((mediaType) => ({
			queueId: id,
			queueName: name,
			mediaType,
			...figuresOf(toldOf.get(id) ?? [], mediaType, nowMs),
		})),
	);
}

function figuresOf(told: readonly Told[], mediaType: string | null, nowMs: number): Row {
	const whole = told.filter((each) => each.mediaType === null);
	const parts = told.filter(
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
		return waits.length > 0 ? seconds(Math.max(...waits)) : null;
	};

	return {
		waiting: count('oWaiting'),
		longestWaitingSeconds: longest('oLongestWaiting'),
		interacting: count('oInteracting'),
		longestInteractingSeconds: longest('oLongestInteracting'),
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

/** Whether the answer told anything of the queue of a row. */
export function isTold(row: Row): boolean {
	return Object.entries(row).some(([name, value]) => value !== null && !OF_THE_QUEUE.has(name));
}
const OF_THE_QUEUE = new Set(['queueId', 'queueName', 'mediaType']);

function highest(values: ReadonlyArray<number | null>): number | null {
	const told = values.filter((value) => value !== null);
	return told.length > 0 ? Math.max(...told) : null;
}

/** A metric may be told by status: then its counts add up. Undefined where it isn't told at all. */
function countIn(told: readonly Told[], metric: QueueMetric, qualifier?: string): number | undefined {
	const observed = told.flatMap(({ data }) => data.filter((each) => each.metric === metric));
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
function waitsIn({ data }: Told, metric: QueueMetric, nowMs: number): number[] {
	return data
		.filter((each) => each.metric === metric)
		.flatMap(({ stats }) => {
			const { calculatedMetricValue, max } = fields<{ calculatedMetricValue: unknown; max: unknown }>(stats);
			const value = number(calculatedMetricValue) ?? number(max);
			if (value === null || value <= 0) return [];
			return [value >= EPOCH_FROM_MS ? Math.max(0, nowMs - value) : value];
		});
}
