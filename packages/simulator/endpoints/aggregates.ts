import { aggregate, conversations, type AggregationQuery } from '../aggregates/query';
import { ANSWERS } from '../aggregates/subjects';
import { SUBJECTS, type SubjectName } from '../contract/subjects';
import type { Route } from '../router';

const BASE = '/api/v2/analytics';

export const aggregateRoutes: Route[] = [
	{
		method: 'POST',
		path: `${BASE}/conversations/aggregates/query`,
		any: ['analytics:conversationAggregate:view'],
		model: 'ConversationAggregationQuery',
		handle: ({ world, body, now }) => ({
			json: aggregate(body as unknown as AggregationQuery, world, now, conversations),
		}),
	},
	...(Object.keys(SUBJECTS) as SubjectName[]).map((name): Route => ({
		method: 'POST',
		path: `${BASE}/${name}/aggregates/query`,
		query: [],
		any: [SUBJECTS[name].permission],
		model: `${SUBJECTS[name].prefix}AggregationQuery`,
		handle: ({ world, body, now }) => ({
			json: ANSWERS[name](body as unknown as AggregationQuery, world, now),
		}),
	})),
];
