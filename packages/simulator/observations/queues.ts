import { badRequest } from '../apiError';
import type { Organization, QueueEntity } from '../data/organization';
import { stateAt } from '../data/timeline';
import { iso } from '../interval';
import { predicatesOf, type Filter } from '../predicates';
import type { World } from '../world';
import { openSessions, type Activity, type OpenSession } from './open';

export interface QueueObservationQuery {
	filter: Filter;
	metrics: string[];
	detailMetrics?: string[];
}

const MEDIA_TYPES = ['callback', 'chat', 'email', 'message', 'voice'];

/** Metrics of interactions: counted by queue and media type. */
const INTERACTIONS: Record<string, { activity: Activity; longest: boolean }> = {
	oWaiting: { activity: 'waiting', longest: false },
	oAlerting: { activity: 'alerting', longest: false },
	oInteracting: { activity: 'interacting', longest: false },
	oLongestWaiting: { activity: 'waiting', longest: true },
	oLongestInteracting: { activity: 'interacting', longest: true },
};

interface Observed {
	metric: string;
	qualifier?: string;
	stats: Record<string, number>;
	truncated?: boolean;
	observations?: object[];
}

/**
 * The answer to a queue observation query: a group per queue and media type, zeros included, and one per queue for its
 * users, which belong to no media type and so fall victim to a filter of media types. A queue that is unknown or not to
 * be seen has no group at all.
 */
export function observeQueues(query: QueueObservationQuery, world: World, now: number): object {
	const { organization, options } = world;
	const predicates = predicatesOf(query.filter);
	const most = options.limits?.maxObservationPredicates ?? 200;
	if (predicates.length > most) {
		throw badRequest(`The filter may not have more than ${most} predicates`, 'constraint.validation');
	}
	const wanted = (dimension: string) =>
		predicates.filter((one) => one.dimension === dimension).map((one) => one.value ?? '');
	const queueIds = new Set(wanted('queueId'));
	if (queueIds.size === 0) throw badRequest('The filter must name a queueId', 'constraint.validation');
	const isOfMediaTypes = wanted('mediaType').length > 0;
	const mediaTypes = isOfMediaTypes ? wanted('mediaType') : MEDIA_TYPES;
	const hidden = options.hiddenQueueIds ?? [];
	const open = openSessions(world.visible, now);
	const results: object[] = [];
	for (const queue of organization.queues.filter(({ id }) => queueIds.has(id) && !hidden.includes(id))) {
		for (const mediaType of mediaTypes) {
			const here = open.filter(
				({ segment, session }) => segment.queueId === queue.id && session.mediaType === mediaType,
			);
			const data = interactions(query, here, now);
			if (data.length > 0) results.push({ group: { queueId: queue.id, mediaType }, data });
		}
		if (isOfMediaTypes) continue;
		const data = users(query.metrics, queue, organization, options.onQueueByStatus ?? false, now);
		if (data.length > 0) results.push({ group: { queueId: queue.id }, data });
	}
	return { systemToOrganizationMappings: presenceMappings(organization), results };
}

function interactions(
	{ metrics, detailMetrics = [] }: QueueObservationQuery,
	here: OpenSession[],
	now: number,
) {
	const data: Observed[] = [];
	for (const metric of metrics) {
		const kind = INTERACTIONS[metric];
		if (!kind) continue;
		const doing = here.filter(({ activity }) => activity === kind.activity).sort((a, b) => a.since - b.since);
		if (!kind.longest) {
			const details = detailMetrics.includes(metric)
				? { truncated: false, observations: doing.map(observation) }
				: {};
			data.push({ metric, stats: { count: doing.length }, ...details });
		} else if (doing[0]) {
			data.push({ metric, stats: { calculatedMetricValue: now - doing[0].since } });
		}
	}
	return data;
}

function observation({ conversation, session, participant, since }: OpenSession): object {
	return {
		observationDate: iso(since),
		conversationId: conversation.conversationId,
		sessionId: session.sessionId,
		direction: session.direction,
		...(session.ani === undefined ? {} : { ani: session.ani, dnis: session.dnis }),
		...(participant.userId === undefined ? {} : { userId: participant.userId }),
	};
}

function users(
	metrics: string[],
	queue: QueueEntity,
	organization: Organization,
	onQueueByStatus: boolean,
	now: number,
): Observed[] {
	const members = queue.memberIds.map((id) => organization.users.find((user) => user.id === id)!);
	const states = members.map((user) => stateAt(user, organization, now));
	const active = states.filter(({ presence }) => presence.systemPresence !== 'OFFLINE');
	const onQueue = states.filter(({ presence }) => presence.systemPresence === 'ON_QUEUE');
	const statuses = (of: typeof states) => of.map(({ routing }) => routing.state as string);
	const data: Observed[] = [];
	for (const metric of metrics) {
		const count = (value: number) => data.push({ metric, stats: { count: value } });
		const byQualifier = (values: string[]) =>
			[...countByValue(values)].forEach(([qualifier, value]) =>
				data.push({ metric, qualifier, stats: { count: value } }),
			);
		if (metric === 'oMemberUsers') count(members.length);
		else if (metric === 'oActiveUsers') count(active.length);
		else if (metric === 'oOffQueueUsers') count(active.length - onQueue.length);
		else if (metric === 'oUserPresences') byQualifier(states.map(({ presence }) => presence.id));
		else if (metric === 'oUserRoutingStatuses') byQualifier(statuses(states));
		else if (metric === 'oOnQueueUsers' && onQueueByStatus) byQualifier(statuses(onQueue));
		else if (metric === 'oOnQueueUsers') count(onQueue.length);
	}
	return data;
}

function countByValue(values: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

/** From system presences to the organization's own, as several answers carry it. */
export function presenceMappings(organization: Organization): Record<string, string[]> {
	const mappings: Record<string, string[]> = {};
	for (const { id, systemPresence } of organization.presences) (mappings[systemPresence] ??= []).push(id);
	return mappings;
}
