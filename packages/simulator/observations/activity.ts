import { segmentValues } from '../conversationFilters';
import { iso } from '../interval';
import { compileFilter, type Filter } from '../predicates';
import type { World } from '../world';
import { openSessions, type Activity, type OpenSession } from './open';

export interface ActivityQuery {
	metrics: { metric: string; details?: boolean }[];
	groupBy: string[];
	filter?: Filter;
}

const ACTIVITY_OF: Record<string, Activity> = {
	oWaiting: 'waiting',
	oLongestWaiting: 'waiting',
	oAlerting: 'alerting',
	oInteracting: 'interacting',
	oLongestInteracting: 'interacting',
};

function dimensionOf(session: OpenSession, dimension: string): readonly unknown[] {
	if (dimension === 'conversationId') return [session.conversation.conversationId];
	return segmentValues(session, { dimension });
}

/** The answer to a conversation activity query: what goes on now, by group; groups without activity are left out. */
export function observeActivity(query: ActivityQuery, world: World, now: number): object {
	const keeps = query.filter
		? compileFilter<OpenSession>(query.filter, (session, { dimension = '' }) =>
				dimensionOf(session, dimension),
			)
		: () => true;
	const groups = new Map<string, { group: Record<string, string>; sessions: OpenSession[] }>();
	for (const session of openSessions(world.visible, now).filter(keeps)) {
		const group: Record<string, string> = {};
		for (const dimension of query.groupBy) {
			const [value] = dimensionOf(session, dimension);
			if (value !== undefined) group[dimension] = String(value);
		}
		const key = JSON.stringify(group);
		const entry = groups.get(key) ?? { group, sessions: [] };
		groups.set(key, entry);
		entry.sessions.push(session);
	}
	const results = [...groups.values()].map(({ group, sessions }) => ({
		group,
		data: query.metrics.map(({ metric, details }) => measure(metric, details ?? false, sessions, now)),
		...(query.metrics.some(({ details }) => details)
			? { truncated: false, entities: entitiesOf(query, sessions) }
			: {}),
	}));
	return { entityIdDimension: 'conversationId', results };
}

function measure(metric: string, details: boolean, sessions: OpenSession[], now: number): object {
	const doing = sessions.filter(({ activity }) => activity === ACTIVITY_OF[metric]);
	const longest = metric.startsWith('oLongest');
	return {
		metric,
		count: doing.length,
		...(longest && doing.length > 0
			? { calculatedMetricValue: now - Math.min(...doing.map(({ since }) => since)) }
			: {}),
		...(details ? { entityIds: doing.map(({ conversation }) => conversation.conversationId) } : {}),
	};
}

function entitiesOf(query: ActivityQuery, sessions: OpenSession[]): object[] {
	const metrics = query.metrics.filter(({ details }) => details);
	return metrics.flatMap(({ metric }) =>
		sessions
			.filter(({ activity }) => activity === ACTIVITY_OF[metric])
			.map(({ conversation, session, segment, participant, since }) => ({
				metric,
				activityDate: iso(since),
				conversationId: conversation.conversationId,
				sessionId: session.sessionId,
				mediaType: session.mediaType,
				direction: session.direction,
				...(segment.queueId === undefined ? {} : { queueId: segment.queueId }),
				...(participant.userId === undefined ? {} : { userId: participant.userId }),
			})),
	);
}
