import { API, type AnyEndpoint } from '../api/endpoints';
import type { EndpointUse } from './operation';

/** A details job from its creation to its removal. */
export function askingJob({
	create,
	status,
	results,
	remove,
}: Record<'create' | 'status' | 'results' | 'remove', AnyEndpoint>): EndpointUse[] {
	return [create, status, results, remove].map((endpoint) => ({ endpoint }));
}

/** Conversations of a time range, by details query and details job. */
export const askingConversations: readonly EndpointUse[] = [
	{ endpoint: API.conversationDetailsQuery },
	...askingJob(API.conversationDetailsJobs),
	{
		endpoint: API.conversationDetailsJobs.availability,
		for: 'details jobs',
		without: 'everything is read by the details query',
	},
];

/** All users of an organization with more of them than the usual listing pages to. */
export const askingAllUsers: EndpointUse = {
	endpoint: API.allUsers,
	for: 'more than 10,000 users of one state',
};

/** Conversations by id. */
export const askingConversationsById: readonly EndpointUse[] = [
	{ endpoint: API.conversationDetails },
	{ endpoint: API.conversationsDetails },
];
