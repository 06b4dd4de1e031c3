import { badRequest } from '../apiError';
import { AGGREGATE_METRICS } from '../contract/enums';
import { DAY, parseInterval } from '../interval';
import { compileFilter, type Filter } from '../predicates';
import type { World } from '../world';
import { bucketsOf } from './buckets';
import { dimensionValues, eventsIn, type MetricEvent } from './events';
import { queuesOf, MetricTotals } from './stats';
import type { CountedEvent, Subject } from './subject';

export interface AggregationQuery {
	interval: string;
	metrics: string[];
	groupBy?: string[];
	granularity?: string;
	timeZone?: string;
	filter?: Filter;
	flattenMultivaluedDimensions?: boolean;
	views?: View[];
	queryType?: string;
	sortMetric?: { name: string; function: string };
	limit?: number;
	alternateTimeDimension?: string;
}

interface View {
	target: string;
	name: string;
	range?: { gte?: number; lt?: number };
}

interface Group {
	values: Record<string, string>;
	byBucket: Map<number, MetricTotals>;
}

/** Conversations: counted from the records that details queries give. */
export const conversations: Subject<MetricEvent> = {
	metrics: AGGREGATE_METRICS,
	events: (range, world, now) => eventsIn(range, world.visible, now),
	values: dimensionValues,
	queueOf: (event, queues) => queues.get(String(dimensionValues(event, 'queueId')[0])),
};

/** The answer to an aggregates query. */
export function aggregate<Event extends CountedEvent>(
	query: AggregationQuery,
	world: World,
	now: number,
	subject: Subject<Event>,
): object {
	const limits = world.options.limits ?? {};
	const range = parseInterval(query.interval);
	const mostDays = limits.maxAggregateDays ?? Infinity;
	if (range.end - range.start > mostDays * DAY) {
		throw badRequest(`The interval may not be longer than ${mostDays} days`, 'invalid.interval');
	}
	checkViews(query.views ?? [], subject.metrics);
	const buckets = bucketsOf(range, query.granularity, query.timeZone, limits.maxAggregateIntervals ?? 20_000);
	const keeps = query.filter
		? compileFilter<Event>(query.filter, (event, { dimension = '' }) => subject.values(event, dimension))
		: () => true;
	const queues = queuesOf(world.organization);
	const groups = new Map<string, Group>();
	for (const event of subject.events(range, world, now, query)) {
		if (!keeps(event)) continue;
		const queue = subject.queueOf?.(event, queues);
		for (const names of groupsOf(query, (dimension) => subject.values(event, dimension))) {
			const totals = totalsOf(groups, names, buckets.indexOf(event.at));
			totals.add(event, queue);
			for (const view of query.views ?? []) {
				const { gte = -Infinity, lt = Infinity } = view.range ?? {};
				if (view.target === event.name && event.value >= gte && event.value < lt) totals.countView(view.name);
			}
		}
	}
	const results = [...groups.values()].map((group) => ({
		group: group.values,
		data: [...group.byBucket]
			.sort(([a], [b]) => a - b)
			.map(([bucket, totals]) => ({
				interval: buckets.text(bucket),
				...figures(withoutLeftOut(query, group.values), totals),
			}))
			.filter(({ metrics, views }) => metrics.length > 0 || (views?.length ?? 0) > 0),
	}));
	return {
		results: ranked(
			query,
			results.filter(({ data }) => data.length > 0),
		),
	};
}

/** Others have seen that messages by agent come without a number of conversations. */
function withoutLeftOut(query: AggregationQuery, { userId, mediaType }: Group['values']): AggregationQuery {
	if (userId === undefined || mediaType !== 'message') return query;
	return { ...query, metrics: query.metrics.filter((metric) => metric !== 'nConversations') };
}

/** Alternating dimensions and values of a group: one is made for each event, so it should be small. */
type Names = string[];

function totalsOf(groups: Map<string, Group>, names: Names, bucket: number): MetricTotals {
	const key = names.join('\n');
	let group = groups.get(key);
	if (!group) groups.set(key, (group = { values: valuesIn(names), byBucket: new Map() }));
	let totals = group.byBucket.get(bucket);
	if (!totals) group.byBucket.set(bucket, (totals = new MetricTotals()));
	return totals;
}

function valuesIn(names: Names): Record<string, string> {
	const values: Record<string, string> = {};
	for (let i = 0; i < names.length; i += 2) values[names[i]!] = names[i + 1]!;
	return values;
}

/** The groups of an event: one for each value of a multi-valued dimension; a missing value is a missing key. */
function groupsOf(
	{ groupBy = [], flattenMultivaluedDimensions }: AggregationQuery,
	valuesOf: (dimension: string) => readonly unknown[],
): Names[] {
	let groups: Names[] = [[]];
	for (const dimension of groupBy) {
		const values = valuesOf(dimension);
		if (values.length === 0) continue;
		const parts = flattenMultivaluedDimensions ? [values.map(String).join(',')] : values.map(String);
		if (parts.length === 1) for (const names of groups) names.push(dimension, parts[0]!);
		else groups = groups.flatMap((names) => parts.map((value) => [...names, dimension, value]));
	}
	return groups;
}

interface Figure {
	stats: Record<string, number>;
}

function figures(query: AggregationQuery, totals: MetricTotals) {
	const metrics: (Figure & { metric: string })[] = [];
	for (const metric of new Set(query.metrics)) {
		const stats = totals.stats(metric);
		if (stats) metrics.push({ metric, stats });
	}
	if (!query.views?.length) return { metrics };
	const views: (Figure & { name: string })[] = [];
	for (const { name } of query.views) {
		const stats = totals.viewStats(name);
		if (stats) views.push({ name, stats });
	}
	return { metrics, views };
}

/** At most ten views per call, of timers only, with distinct names. */
function checkViews(views: View[], metrics: readonly string[]): void {
	if (views.length > 10) throw badRequest('No more than 10 views may be given', 'constraint.validation');
	const names = new Set<string>();
	for (const { name, target } of views) {
		if (names.has(name) || metrics.includes(name)) {
			throw badRequest(`The view name [${name}] is not unique`, 'constraint.validation');
		}
		if (!target.startsWith('t')) {
			throw badRequest(`Views are only for timer metrics, not [${target}]`, 'constraint.validation');
		}
		names.add(name);
	}
}

type Result = { group: Record<string, string>; data: { metrics: (Figure & { metric: string })[] }[] };

function ranked<T extends Result>(query: AggregationQuery, results: T[]): T[] {
	if (query.queryType !== 'topN' && query.queryType !== 'bottomN') return results;
	const name = query.sortMetric?.name ?? query.metrics[0]!;
	const by = query.sortMetric?.function ?? (name.startsWith('n') ? 'count' : 'sum');
	const score = ({ data }: T) => {
		const all = data.flatMap((one) => one.metrics.filter((entry) => entry.metric === name));
		const sums = (field: string) => all.reduce((total, entry) => total + (entry.stats[field] ?? 0), 0);
		return by === 'average' ? sums('sum') / sums('count') : sums(by);
	};
	const sign = query.queryType === 'topN' ? -1 : 1;
	return results.sort((a, b) => sign * (score(a) - score(b))).slice(0, query.limit ?? 10);
}
