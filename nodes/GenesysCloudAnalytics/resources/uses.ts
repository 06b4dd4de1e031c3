import { API, type AnyEndpoint } from '../api/endpoints';
import type { EndpointUse } from './operation';

/** A details job from its creation to its removal. */
export function usesOfJob({
	create,
	status,
	results,
	remove,
}: Record<'create' | 'status' | 'results' | 'remove', AnyEndpoint>): EndpointUse[] {
	return [create, status, results, remove].map((endpoint) => ({ endpoint }));
}

/** Conversations of a time range, by details query and details job. */
export const usesForConversations: readonly EndpointUse[] = [
	{ endpoint: API.conversationDetailsQuery },
	...usesOfJob(API.conversationDetailsJobs),
	{
		endpoint: API.conversationDetailsJobs.availability,
		for: 'details jobs',
		without: 'everything is read by the details query',
	},
];

/** All users of an organization with more of them than the usual listing pages to. */
export const usesForAllUsers: EndpointUse = {
	endpoint: API.allUsers,
	for: 'more than 10,000 users of one state',
};

/** Conversations by id. */
export const usesForConversationsById: readonly EndpointUse[] = [
	{ endpoint: API.conversationDetails },
	{ endpoint: API.conversationsDetails },
];
