import type { Models } from 'purecloud-platform-client-v2';

import { path, type Path } from '../transport/path';

/** One operation of the API. Sources: Genesys's own API reference; the models are those of its SDK. */
export interface Endpoint<Ids extends string[], Body, Answer> {
	readonly method: 'GET' | 'POST' | 'DELETE';
	readonly path: (...ids: Ids) => Path;
	/** What the API's documentation demands, joined by " or " where one of several is enough and by " and " where all are needed; empty where it names none. */
	readonly permission: string;
	/** False for what creates something. */
	readonly repeatable: boolean;
	/** For types alone: what goes in and what comes back. */
	readonly types?: { body: Body; answer: Answer };
}

/** Whatever an answer holds may be missing. */
export type Answered<Model> = { [Field in keyof Model]?: Model[Field] };

/** A listing in any of the shapes that the API has; what its entries hold is up to who asks. */
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
	permission = '',
): Endpoint<Ids, undefined, Answer> => ({ method: 'GET', path: to, permission, repeatable: true });

/** Queries are sent as POST, and may be repeated like any reading. */
const query = <Body, Answer>(to: () => Path, permission: string): Endpoint<[], Body, Answer> => ({
	method: 'POST',
	path: to,
	permission,
	repeatable: true,
});

/** Aggregates of one subject: they all ask and answer alike. */
const aggregates = (subject: string, permission: string) =>
	query<object, Answered<Models.FlowAggregateQueryResponse>>(
		() => path`/api/v2/analytics/${subject}/aggregates/query`,
		permission,
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

/** @param toAvailability the permission to ask up to when the data is complete, where it is another one */
const detailsJobs = <Query, Results>(
	subject: 'conversations' | 'users',
	permission: string,
	toAvailability = permission,
): JobEndpoints<Query, Results> => {
	const job = (jobId: string) => path`/api/v2/analytics/${subject}/details/jobs/${jobId}`;
	return {
		create: {
			method: 'POST',
			path: () => path`/api/v2/analytics/${subject}/details/jobs`,
			permission,
			repeatable: false,
		},
		status: get(job, permission),
		results: get((jobId) => path`/api/v2/analytics/${subject}/details/jobs/${jobId}/results`, permission),
		remove: { method: 'DELETE', path: job, permission, repeatable: true },
		availability: get(() => path`/api/v2/analytics/${subject}/details/jobs/availability`, toAvailability),
	};
};

const DETAILS = 'analytics:conversationDetail:view or analytics:agentConversationDetail:view';
/** A job takes either; up to when its data is complete is told for the first alone. */
const AVAILABILITY = 'analytics:conversationDetail:view';
const SPEECH = 'recording:recording:view and speechAndTextAnalytics:data:view';
const RECORDING =
	'recording:recording:view or recording:recordingSegment:view or recording:snippetRecording:view or recording:screenRecording:view';
const USER_DETAILS = 'analytics:userDetail:view';

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
		'speechAndTextAnalytics:aiSummary:view',
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
		'conversation:communication:view',
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
		'analytics:conversationAggregate:view',
	),
	userAggregates: query<object, Answered<Models.UserAggregateQueryResponse>>(
		() => path`/api/v2/analytics/users/aggregates/query`,
		'analytics:userAggregate:view',
	),
	queueObservations: query<object, Answered<Models.QueueObservationQueryResponse>>(
		() => path`/api/v2/analytics/queues/observations/query`,
		'analytics:queueObservation:view',
	),

	// Who and what there is
	queues: get<Listing>(() => path`/api/v2/routing/queues`, 'routing:queue:view'),
	queueWrapUpCodes: get<Listing, [queueId: string]>(
		(queueId) => path`/api/v2/routing/queues/${queueId}/wrapupcodes`,
		'routing:queue:view',
	),
	users: get<Listing>(() => path`/api/v2/users`),
	searchUsers: query<Models.UserSearchRequest, Listing>(
		() => path`/api/v2/users/search`,
		'directory:user:view',
	),
	wrapUpCodes: get<Listing>(() => path`/api/v2/routing/wrapupcodes`, 'routing:wrapupCode:view'),
	divisions: get<Listing>(() => path`/api/v2/authorization/divisions`),
	skills: get<Listing>(() => path`/api/v2/routing/skills`, 'routing:skill:view'),
	languages: get<Listing>(() => path`/api/v2/routing/languages`),
	teams: get<Listing>(() => path`/api/v2/teams`, 'groups:team:view'),
	flows: get<Listing>(() => path`/api/v2/flows`, 'architect:flow:view'),
	flowsById: get<Listing>(() => path`/api/v2/flows/lookup`, 'architect:flow:view'),
	presenceDefinitions: get<Listing>(
		() => path`/api/v2/presence/definitions`,
		'presence:presenceDefinition:view',
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
		'quality:evaluation:searchAny',
	),
	evaluationForm: get<object, [formId: string]>(
		(formId) => path`/api/v2/quality/publishedforms/evaluations/${formId}`,
		'quality:evaluationForm:view',
	),
	surveyForm: get<object, [formId: string]>(
		(formId) => path`/api/v2/quality/publishedforms/surveys/${formId}`,
		'quality:surveyForm:view',
	),
	surveysOfConversation: get<Array<Record<string, unknown>>, [conversationId: string]>(
		(conversationId) => path`/api/v2/quality/conversations/${conversationId}/surveys`,
		'quality:survey:view',
	),

	// More of who and what there is
	queueMembers: get<Listing, [queueId: string]>(
		(queueId) => path`/api/v2/routing/queues/${queueId}/members`,
		'routing:queue:view or routing:queue:edit or routing:queue:readonly or routing:queueMember:manage',
	),
	queuesOfUser: get<Listing, [userId: string]>(
		(userId) => path`/api/v2/users/${userId}/queues`,
		'routing:queue:view',
	),
	groups: get<Listing>(() => path`/api/v2/groups`),
	flowOutcomes: get<Listing>(() => path`/api/v2/flows/outcomes`, 'architect:flowOutcome:view'),
	flowMilestones: get<Listing>(() => path`/api/v2/flows/milestones`, 'architect:flowMilestone:view'),
	evaluationForms: get<Listing>(
		() => path`/api/v2/quality/publishedforms/evaluations`,
		'quality:evaluationForm:view',
	),
	surveyForms: get<Listing>(() => path`/api/v2/quality/publishedforms/surveys`, 'quality:surveyForm:view'),
	topics: get<Listing>(
		() => path`/api/v2/speechandtextanalytics/topics`,
		'speechAndTextAnalytics:topic:view',
	),

	// The account
	token: get<object>(() => path`/api/v2/tokens/me`),
	organization: get<object>(() => path`/api/v2/organizations/me`),
};
