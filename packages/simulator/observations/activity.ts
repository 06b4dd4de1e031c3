import { compileFilter, type Filter } from '../predicates';
import type { World } from '../world';
import { openSessions, type Activity, type OpenSession } from './open';

export interface ActivityQuery {
	metrics: Array<{ metric: string; details?: boolean }>;
	groupBy: string[];
	filter?: Filter;
}

const METRICS: Record<string, { activity: Activity; longest: boolean }> = {
	oWaiting: { activity: 'waiting', longest: false },
	oAlerting: { activity: 'alerting', longest: false },
	oInteracting: { activity: 'interacting', longest: false },
	oLongestWaiting: { activity: 'waiting', longest: true },
	oLongestInteracting: { activity: 'interacting', longest: true },
};
const PAGE_SIZE = 100;

/** `ConversationActivityResponse`: what goes on now, grouped; where nothing does, there is no group. */
export function activityOf(
	{ metrics, groupBy, filter }: ActivityQuery,
	paging: URLSearchParams,
	world: World,
	now: number,
): object {
	const hidden = world.options.hiddenQueueIds ?? [];
	const matches = filter
		? compileFilter<OpenSession>(filter, (session, { dimension }) => valuesOf(session, dimension ?? ''))
		: () => true;
	const groups = new Map<string, { group: Record<string, string>; sessions: OpenSession[] }>();
	for (const session of openSessions(world.visible, now)) {
		if (hidden.includes(String(session.segment.queueId)) || !matches(session)) continue;
		for (const group of groupsFor(session, groupBy)) {
			const key = JSON.stringify(group);
			const known = groups.get(key) ?? { group, sessions: [] };
			groups.set(key, known);
			known.sessions.push(session);
		}
	}
	const size = Math.min(
		Number(paging.get('pageSize') ?? PAGE_SIZE),
		world.options.limits?.maxActivityPage ?? 1_000,
	);
	const from = (Number(paging.get('pageNumber') ?? 1) - 1) * size;
	const results = [...groups.values()].slice(from, from + size).map(({ group, sessions }) => ({
		group,
		data: metrics.flatMap(({ metric }) => figure(metric, sessions)),
	}));
	return { entityIdDimension: 'conversationId', results };
}

/** One for each skill that is asked for; a dimension without a value is left out of the group. */
function groupsFor(session: OpenSession, groupBy: string[]): Array<Record<string, string>> {
	return groupBy.reduce<Array<Record<string, string>>>(
		(groups, dimension) => {
			const values = valuesOf(session, dimension);
			if (values.length === 0) return groups;
			return groups.flatMap((group) => values.map((value) => ({ ...group, [dimension]: value })));
		},
		[{}],
	);
}

function valuesOf({ conversation, participant, session, segment }: OpenSession, dimension: string): string[] {
	const value = {
		requestedRoutingSkillId: segment.requestedRoutingSkillIds,
		userId: participant.userId,
		conversationId: conversation.conversationId,
	}[dimension];
	const found = value ?? segment[dimension] ?? session[dimension];
	return (Array.isArray(found) ? found : [found]).filter((each) => each !== undefined).map(String);
}

function figure(metric: string, sessions: OpenSession[]): object[] {
	const { activity, longest } = METRICS[metric]!;
	const doing = sessions.filter((each) => each.activity === activity);
	if (doing.length === 0) return [];
	if (!longest) return [{ metric, count: doing.length }];
	return [{ metric, calculatedMetricValue: Math.min(...doing.map(({ since }) => since)) }];
}
