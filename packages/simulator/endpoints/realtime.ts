import { activityOf, type ActivityQuery } from '../observations/activity';
import { observeQueues, type QueueObservationQuery } from '../observations/queues';
import { aggregateUsers, observeUsers, type UserAggregationQuery } from '../observations/users';
import type { Route } from '../router';

const BASE = '/api/v2/analytics';

/** What goes on now, and what the users did. */
export const realtimeRoutes: Route[] = [
	{
		method: 'POST',
		path: `${BASE}/queues/observations/query`,
		any: ['analytics:queueObservation:view'],
		model: 'QueueObservationQuery',
		handle: ({ world, body, now }) => ({
			json: observeQueues(body as unknown as QueueObservationQuery, world, now),
		}),
	},
	{
		method: 'POST',
		path: `${BASE}/conversations/activity/query`,
		query: ['pageSize', 'pageNumber'],
		any: ['analytics:queueObservation:view'],
		model: 'ConversationActivityQuery',
		handle: ({ world, body, query, now }) => ({
			json: activityOf(body as unknown as ActivityQuery, query, world, now),
		}),
	},
	{
		method: 'POST',
		path: `${BASE}/users/observations/query`,
		any: ['analytics:userObservation:view'],
		model: 'UserObservationQuery',
		handle: ({ world, body }) => ({
			json: observeUsers(body as unknown as Parameters<typeof observeUsers>[0], world),
		}),
	},
	{
		method: 'POST',
		path: `${BASE}/users/aggregates/query`,
		any: ['analytics:userAggregate:view'],
		model: 'UserAggregationQuery',
		handle: ({ world, body, now }) => ({
			json: aggregateUsers(body as unknown as UserAggregationQuery, world, now),
		}),
	},
];
