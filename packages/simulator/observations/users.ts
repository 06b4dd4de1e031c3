import { Duration } from 'luxon';
import { bucketsOf, type Buckets } from '../aggregates/buckets';
import { badRequest } from '../apiError';
import type { Organization, UserEntity } from '../data/organization';
import { dayOfWork, type Stretch } from '../data/timeline';
import { DAY, parseInterval, startOfUtcDay } from '../interval';
import { predicatesOf, type Filter } from '../predicates';
import type { World } from '../world';
import { presenceMappings } from './queues';

export interface UserAggregationQuery {
	interval: string;
	metrics: string[];
	groupBy?: string[];
	granularity?: string;
	timeZone?: string;
	filter?: Filter;
}

const MAX_USERS = 100;
const FINEST_MINUTES = 30;

/** The answer to a user aggregates query: milliseconds in each state, by the seeded working days of the users. */
export function aggregateUsers(query: UserAggregationQuery, world: World, now: number): object {
	const { organization, options } = world;
	const range = parseInterval(query.interval);
	const users = usersOf(query.filter, organization, MAX_USERS);
	checkGranularity(query.granularity);
	const buckets = bucketsOf(
		range,
		query.granularity,
		query.timeZone,
		options.limits?.maxAggregateIntervals ?? 20_000,
	);
	const until = Math.min(range.end, now);
	const groups = query.groupBy?.includes('userId') ? users.map((user) => [user]) : [users];
	const results = groups.map((members) => ({
		group: query.groupBy?.includes('userId') ? { userId: members[0]!.id } : {},
		data: dataOf(query.metrics, members, organization, range.start, until, buckets),
	}));
	return {
		systemToOrganizationMappings: presenceMappings(organization),
		results: results.filter(({ data }) => data.length > 0),
	};
}

/** Statuses are kept by the half hour: finer or crooked granularities are refused. */
function checkGranularity(granularity: string | undefined): void {
	if (granularity === undefined) return;
	const minutes = Duration.fromISO(granularity).as('minutes');
	if (minutes % FINEST_MINUTES !== 0) {
		throw badRequest(
			`The granularity must be a multiple of ${FINEST_MINUTES} minutes`,
			'invalid.granularity',
		);
	}
}

/** The users that a filter names; there has to be one that does, and it may not name too many. */
function usersOf(filter: Filter | undefined, organization: Organization, most: number): UserEntity[] {
	const ids = new Set(filter ? predicatesOf(filter).map((predicate) => predicate.value ?? '') : []);
	if (ids.size === 0) throw badRequest('The filter must name a userId', 'constraint.validation');
	if (ids.size > most) {
		throw badRequest(`The filter may not name more than ${most} users`, 'constraint.validation');
	}
	return organization.users.filter((user) => ids.has(user.id));
}

function dataOf(
	metrics: string[],
	users: UserEntity[],
	organization: Organization,
	from: number,
	until: number,
	buckets: Buckets,
) {
	/** By interval, metric and qualifier. */
	const sums = new Map<number, Map<string, Map<string, number>>>();
	const add = (metric: string, qualifier: string, stretch: Stretch) => {
		let start = Math.max(stretch.start, from);
		const end = Math.min(stretch.end, until);
		while (start < end) {
			const bucket = buckets.indexOf(start);
			const next = Math.min(end, buckets.edges[bucket + 1]!);
			let byMetric = sums.get(bucket);
			if (!byMetric) sums.set(bucket, (byMetric = new Map(metrics.map((name) => [name, new Map()]))));
			const byQualifier = byMetric.get(metric)!;
			byQualifier.set(qualifier, (byQualifier.get(qualifier) ?? 0) + next - start);
			start = next;
		}
	};
	const systemOf = new Map(organization.presences.map(({ id, systemPresence }) => [id, systemPresence]));
	for (const user of users) {
		for (let day = startOfUtcDay(from); day < until; day += DAY) {
			const { presences, routing } = dayOfWork(user, organization, day);
			if (metrics.includes('tAgentRoutingStatus')) {
				routing.forEach((stretch) => add('tAgentRoutingStatus', stretch.state, stretch));
			}
			for (const stretch of presences) {
				if (metrics.includes('tSystemPresence'))
					add('tSystemPresence', systemOf.get(stretch.state)!, stretch);
				if (metrics.includes('tOrganizationPresence')) add('tOrganizationPresence', stretch.state, stretch);
			}
		}
	}
	return [...sums]
		.sort(([a], [b]) => a - b)
		.map(([bucket, byMetric]) => ({
			interval: buckets.text(bucket),
			metrics: [...byMetric].flatMap(([metric, byQualifier]) =>
				[...byQualifier].map(([qualifier, sum]) => ({ metric, qualifier, stats: { sum } })),
			),
		}));
}

/** The answer to a user observation query: how many queues a user is a member of, and active in. */
export function observeUsers(
	{ filter, metrics }: { filter: Filter; metrics: string[] },
	world: World,
): object {
	const most = world.options.limits?.maxObservationPredicates ?? 200;
	const users = usersOf(filter, world.organization, most);
	return {
		results: users.map((user) => {
			const count = world.organization.queues.filter((queue) => queue.memberIds.includes(user.id)).length;
			return {
				group: { userId: user.id },
				data: metrics.map((metric) => ({ metric, stats: { count } })),
			};
		}),
	};
}
