import { aggregate, type AggregationQuery } from '../aggregates/query';
import type { Route } from '../router';

export const aggregateRoutes: Route[] = [
	{
		method: 'POST',
		path: '/api/v2/analytics/conversations/aggregates/query',
		any: ['analytics:conversationAggregate:view'],
		model: 'ConversationAggregationQuery',
		handle: ({ world, body, now }) => ({ json: aggregate(body as unknown as AggregationQuery, world, now) }),
	},
];
