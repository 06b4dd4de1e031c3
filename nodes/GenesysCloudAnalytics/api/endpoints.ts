import type { Models } from 'purecloud-platform-client-v2';

import { path, type Path } from '../transport/path';
import { all, any, NONE, type Permissions } from './permissions';

/** One operation of the API. Sources: Genesys's own API reference; the models are those of its SDK. */
export interface Endpoint<Ids extends string[], Body, Answer> {
	readonly method: 'GET' | 'POST' | 'DELETE';
	readonly path: (...ids: Ids) => Path;
	/** What the API's documentation demands. */
	readonly permissions: Permissions;
	/** False for what creates something. */
	readonly repeatable: boolean;
	/** For types alone: what goes in and what comes back. */
	readonly types?: { body: Body; answer: Answer };
}

/** What is known of any endpoint, whatever goes in and comes back. */
export type AnyEndpoint = Pick<Endpoint<never[], unknown, unknown>, 'method' | 'path' | 'permissions'>;

/** Any field of an answer may be missing. */
export type Answered<Model> = { [Field in keyof Model]?: Model[Field] };

/** A listing in any of the shapes that the API uses; the type of its entries is up to the caller. */
export interface Listing<Entry = Record<string, unknown>> {
	entities?: Entry[];
	/** users/search */
	results?: Entry[];
	pageNumber?: number;
	pageCount?: number;
	/** Where cursors are used, the one thing that tells whether there is more. */
	nextUri?: string;
	total?: number;
}

const get = <Answer, Ids extends string[] = []>(
	to: (...ids: Ids) => Path,
	permissions = NONE,
): Endpoint<Ids, undefined, Answer> => ({ method: 'GET', path: to, permissions, repeatable: true });

/** Queries are sent as POST, and may be repeated like any reading. */
const query = <Body, Answer>(to: () => Path, permissions: Permissions): Endpoint<[], Body, Answer> => ({
	method: 'POST',
	path: to,
	permissions,
	repeatable: true,
});

/** Aggregates of one subject: they all ask and answer alike. */
const aggregates = (subject: string, permission: string) =>
	query<object, Answered<Models.FlowAggregateQueryResponse>>(
		() => path`/api/v2/analytics/${subject}/aggregates/query`,
		all(permission),
	);

/** A page of a job's results: records in the field that the subject has for them, and the cursor of the next page. */
export type JobResults<Field extends string> = { [_ in Field]?: unknown[] } & { cursor?: string };

/** The endpoints of one subject's details jobs. */
export interface JobEndpoints<Query, Results> {
	create: Endpoint<[], Query, Answered<Models.AsyncQueryResponse>>;
	status: Endpoint<[jobId: string], undefined, Answered<Models.AsyncQueryStatus>>;
	results: Endpoint<[jobId: string], undefined, Results>;
	remove: Endpoint<[jobId: string], undefined, unknown>;
	availability: Endpoint<[], undefined, Answered<Models.DataAvailabilityResponse>>;
}

/** @param toAvailability the permissions to ask up to when the data is complete, where they differ */
const detailsJobs = <Query, Results>(
	subject: 'conversations' | 'users',
	permissions: Permissions,
	toAvailability = permissions,
): JobEndpoints<Query, Results> => {
	const job = (jobId: string) => path`/api/v2/analytics/${subject}/details/jobs/${jobId}`;
	return {
		create: {
			method: 'POST',
			path: () => path`/api/v2/analytics/${subject}/details/jobs`,
			permissions,
			repeatable: false,
		},
		status: get(job, permissions),
		results: get((jobId) => path`/api/v2/analytics/${subject}/details/jobs/${jobId}/results`, permissions),
		remove: { method: 'DELETE', path: job, permissions, repeatable: true },
		availability: get(() => path`/api/v2/analytics/${subject}/details/jobs/availability`, toAvailability),
	};
};

const DETAILS = any('analytics:conversationDetail:view', 'analytics:agentConversationDetail:view');
/** A job needs either; asking up to when its data is complete needs the first one. */
const AVAILABILITY = all('analytics:conversationDetail:view');
const SPEECH = all('recording:recording:view', 'speechAndTextAnalytics:data:view');
const RECORDING = any(
	'recording:recording:view',
	'recording:recordingSegment:view',
	'recording:snippetRecording:view',
	'recording:screenRecording:view',
);
const USER_DETAILS = all('analytics:userDetail:view');

/** Every endpoint that the package uses. */
export const API = {
	// Conversations
	conversationDetailsQuery: query<
		Models.ConversationQuery,
		Answered<Models.AnalyticsConversationQueryResponse>
	>(() => path`/api/v2/analytics/conversations/details/query`, DETAILS),
	conversationDetails: get<object, [conversationId: string]>(
		(conversationId) => path`/api/v2/analytics/conversations/${conversationId}/details`,
		DETAILS,
	),
	conversationsDetails: get<Answered<Models.AnalyticsConversationWithoutAttributesMultiGetResponse>>(
		() => path`/api/v2/analytics/conversations/details`,
		DETAILS,
	),
	conversationDetailsJobs: detailsJobs<Models.AsyncConversationQuery, JobResults<'conversations'>>(
		'conversations',
		DETAILS,
		AVAILABILITY,
	),

	// What was said and recorded
	speechMetrics: get<Answered<Models.ConversationMetrics>, [conversationId: string]>(
		(conversationId) => path`/api/v2/speechandtextanalytics/conversations/${conversationId}`,
		SPEECH,
	),
	transcriptUrl: get<Answered<Models.TranscriptUrl>, [conversationId: string, communicationId: string]>(
		(conversationId, communicationId) =>
			path`/api/v2/speechandtextanalytics/conversations/${conversationId}/communications/${communicationId}/transcripturl`,
		SPEECH,
	),
	conversationSummaries: get<{ entities?: unknown[] }, [conversationId: string]>(
		(conversationId) => path`/api/v2/speechandtextanalytics/conversations/${conversationId}/summaries`,
		all('speechAndTextAnalytics:aiSummary:view'),
	),
	recordingMetadata: get<unknown[], [conversationId: string]>(
		(conversationId) => path`/api/v2/conversations/${conversationId}/recordingmetadata`,
		RECORDING,
	),
	recordings: get<unknown[], [conversationId: string]>(
		(conversationId) => path`/api/v2/conversations/${conversationId}/recordings`,
		RECORDING,
	),
	liveConversation: get<object, [conversationId: string]>(
		(conversationId) => path`/api/v2/conversations/${conversationId}`,
		all('conversation:communication:view'),
	),

	// What agents did
	userDetailsQuery: query<Models.UserDetailsQuery, Answered<Models.AnalyticsUserDetailsQueryResponse>>(
		() => path`/api/v2/analytics/users/details/query`,
		USER_DETAILS,
	),
	userDetailsJobs: detailsJobs<Models.AsyncUserDetailsQuery, JobResults<'userDetails'>>(
		'users',
		USER_DETAILS,
	),

	// Figures
	conversationAggregates: query<object, Answered<Models.ConversationAggregateQueryResponse>>(
		() => path`/api/v2/analytics/conversations/aggregates/query`,
		all('analytics:conversationAggregate:view'),
	),
	userAggregates: query<object, Answered<Models.UserAggregateQueryResponse>>(
		() => path`/api/v2/analytics/users/aggregates/query`,
		all('analytics:userAggregate:view'),
	),
	queueObservations: query<object, Answered<Models.QueueObservationQueryResponse>>(
		() => path`/api/v2/analytics/queues/observations/query`,
		all('analytics:queueObservation:view'),
	),

	// Who and what there is
	queues: get<Listing>(() => path`/api/v2/routing/queues`, all('routing:queue:view')),
	queueWrapUpCodes: get<Listing, [queueId: string]>(
		(queueId) => path`/api/v2/routing/queues/${queueId}/wrapupcodes`,
		all('routing:queue:view'),
	),
	users: get<Listing>(() => path`/api/v2/users`),
	searchUsers: query<Models.UserSearchRequest, Listing>(
		() => path`/api/v2/users/search`,
		all('directory:user:view'),
	),
	wrapUpCodes: get<Listing>(() => path`/api/v2/routing/wrapupcodes`, all('routing:wrapupCode:view')),
	divisions: get<Listing>(() => path`/api/v2/authorization/divisions`),
	skills: get<Listing>(() => path`/api/v2/routing/skills`, all('routing:skill:view')),
	languages: get<Listing>(() => path`/api/v2/routing/languages`),
	teams: get<Listing>(() => path`/api/v2/teams`, all('groups:team:view')),
	flows: get<Listing>(() => path`/api/v2/flows`, all('architect:flow:view')),
	flowsById: get<Listing>(() => path`/api/v2/flows/lookup`, all('architect:flow:view')),
	presenceDefinitions: get<Listing>(
		() => path`/api/v2/presence/definitions`,
		all('presence:presenceDefinition:view'),
	),

	// Figures of other subjects
	flowAggregates: aggregates('flows', 'analytics:flowAggregate:view'),
	botAggregates: aggregates('bots', 'analytics:botAggregate:view'),
	surveyAggregates: aggregates('surveys', 'analytics:surveyAggregate:view'),
	evaluationAggregates: aggregates('evaluations', 'analytics:evaluationAggregate:view'),
	transcriptAggregates: aggregates('transcripts', 'analytics:speechAndTextAnalyticsAggregates:view'),
	summaryAggregates: aggregates('summaries', 'analytics:summaryAggregate:view'),
	journeyAggregates: aggregates('journeys', 'analytics:journeyAggregate:view'),
	resolutionAggregates: aggregates('resolutions', 'analytics:resolutionAggregate:view'),
	flowExecutionAggregates: aggregates('flowexecutions', 'analytics:flowExecutionAggregate:view'),

	// Quality
	searchEvaluations: query<object, { results?: Array<Record<string, unknown>>; pageSize?: number }>(
		() => path`/api/v2/quality/evaluations/search`,
		all('quality:evaluation:searchAny'),
	),
	evaluationForm: get<object, [formId: string]>(
		(formId) => path`/api/v2/quality/publishedforms/evaluations/${formId}`,
		all('quality:evaluationForm:view'),
	),
	surveyForm: get<object, [formId: string]>(
		(formId) => path`/api/v2/quality/publishedforms/surveys/${formId}`,
		all('quality:surveyForm:view'),
	),
	surveysOfConversation: get<Array<Record<string, unknown>>, [conversationId: string]>(
		(conversationId) => path`/api/v2/quality/conversations/${conversationId}/surveys`,
		all('quality:survey:view'),
	),

	// More of who and what there is
	queueMembers: get<Listing, [queueId: string]>(
		(queueId) => path`/api/v2/routing/queues/${queueId}/members`,
		any('routing:queue:view', 'routing:queue:edit', 'routing:queue:readonly', 'routing:queueMember:manage'),
	),
	queuesOfUser: get<Listing, [userId: string]>(
		(userId) => path`/api/v2/users/${userId}/queues`,
		all('routing:queue:view'),
	),
	groups: get<Listing>(() => path`/api/v2/groups`),
	campaigns: get<Listing>(
		// Of all media types, unlike /outbound/campaigns, which has those of the dialer.
		() => path`/api/v2/outbound/campaigns/all`,
		any(
			'outbound:campaign:view',
			'outbound:messagingCampaign:view',
			'outbound:emailCampaign:view',
			'outbound:whatsAppCampaign:view',
		),
	),
	contactLists: get<Listing>(() => path`/api/v2/outbound/contactlists`, all('outbound:contactList:view')),
	flowOutcomes: get<Listing>(() => path`/api/v2/flows/outcomes`, all('architect:flowOutcome:view')),
	flowMilestones: get<Listing>(() => path`/api/v2/flows/milestones`, all('architect:flowMilestone:view')),
	evaluationForms: get<Listing>(
		() => path`/api/v2/quality/publishedforms/evaluations`,
		all('quality:evaluationForm:view'),
	),
	surveyForms: get<Listing>(
		() => path`/api/v2/quality/publishedforms/surveys`,
		all('quality:surveyForm:view'),
	),
	topics: get<Listing>(
		() => path`/api/v2/speechandtextanalytics/topics`,
		all('speechAndTextAnalytics:topic:view'),
	),

	// The account
	token: get<object>(() => path`/api/v2/tokens/me`),
	organization: get<object>(() => path`/api/v2/organizations/me`),
};
