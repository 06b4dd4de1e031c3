import type { Models } from 'purecloud-platform-client-v2';

import { path, type Path } from '../transport/path';
import type { Query } from '../transport/request';
import { byNextUri, BY_CURSOR, NUMBERED, type Listing, type Paging } from './paging';
import { all, any, NONE, type Permissions } from './permissions';
import {
	hits,
	jobResults,
	listOr,
	listOrNothing,
	LIST,
	LISTING,
	objectsNamed,
	oneThing,
	orNothing,
	RETENTION,
	SCHEDULES,
	SEARCH,
	textNamed,
	UNCOUNTED_SEARCH,
	USAGE,
	WFM_JOB,
	type Shape,
} from './shapes';

export type { Listing } from './paging';

/** One operation of the API. Sources: Genesys's own API reference; the models are those of its SDK. */
export interface Endpoint<Ids extends string[], Body, Answer> {
	readonly method: 'GET' | 'POST' | 'DELETE';
	readonly path: (...ids: Ids) => Path;
	/** What the API's documentation demands. */
	readonly permissions: Permissions;
	/** False for what creates something. */
	readonly repeatable: boolean;
	/** What answers look like; undefined where there is nothing to read in them. */
	readonly answer: Shape | undefined;
	/** The statuses by which the API says that there is none: the answer is then undefined. */
	readonly none?: readonly number[];
	/** For types alone: what goes in and what comes back. */
	readonly types?: { body: Body; answer: Answer };
}

/** What is known of any endpoint, whatever goes in and comes back. */
export type AnyEndpoint = Pick<
	Endpoint<never[], unknown, unknown>,
	'method' | 'path' | 'permissions' | 'answer'
>;

/** Any field of an answer may be missing. */
export type Answered<Model> = { [Field in keyof Model]?: Model[Field] };

/** An endpoint that lists something page by page. */
export interface ListEndpoint<Ids extends string[] = []> extends Endpoint<
	Ids,
	undefined,
	Listing | undefined
> {
	readonly paging: Paging;
	/** What to do where it doesn't list all that there is. */
	readonly beyond?: Beyond;
}

/** How to list more than a listing pages to. */
interface Beyond {
	/** Narrower questions that together ask for the same; undefined where this one is as narrow as it gets. */
	readonly parts: (query: Query) => Query[] | undefined;
	/** The listing that has all of them. */
	readonly all: ListEndpoint;
}

const get = <Answer, Ids extends string[] = []>(
	to: (...ids: Ids) => Path,
	answer: Shape,
	permissions = NONE,
): Endpoint<Ids, undefined, Answer> => ({ method: 'GET', path: to, permissions, repeatable: true, answer });

/** What may not be there: it says so by one of these statuses. */
const orNone = <Ids extends string[], Body, Answer>(
	endpoint: Endpoint<Ids, Body, Answer>,
	none: readonly number[] = [404],
): Endpoint<Ids, Body, Answer | undefined> => ({ ...(endpoint as Endpoint<Ids, Body, never>), none });

const listing = <Ids extends string[] = []>(
	to: (...ids: Ids) => Path,
	permissions = NONE,
	paging: Paging = NUMBERED,
): ListEndpoint<Ids> => ({ ...get<Listing | undefined, Ids>(to, LISTING, permissions), paging });

/** Queries are sent as POST, and may be repeated like any reading. */
const query = <Body, Answer>(
	to: () => Path,
	answer: Shape,
	permissions: Permissions,
): Endpoint<[], Body, Answer> => ({
	method: 'POST',
	path: to,
	permissions,
	repeatable: true,
	answer,
});

/**
 * Aggregates of one subject: they all ask and answer alike. Whether `results` are absent where there is nothing is not
 * documented; no other field is ever there.
 */
const aggregates = (subject: string, permission: string) =>
	query<object, Answered<Models.FlowAggregateQueryResponse>>(
		() => path`/api/v2/analytics/${subject}/aggregates/query`,
		listOrNothing('results'),
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

/**
 * @param field where the results have their records
 * @param toAvailability the permissions to ask up to when the data is complete, where they differ
 */
const detailsJobs = <Query, Field extends string>(
	subject: 'conversations' | 'users',
	field: Field,
	permissions: Permissions,
	toAvailability = permissions,
): JobEndpoints<Query, JobResults<Field>> => {
	const job = (jobId: string) => path`/api/v2/analytics/${subject}/details/jobs/${jobId}`;
	return {
		create: {
			method: 'POST',
			path: () => path`/api/v2/analytics/${subject}/details/jobs`,
			permissions,
			repeatable: false,
			answer: textNamed('jobId'),
		},
		status: get(job, textNamed('state'), permissions),
		results: get(
			(jobId) => path`/api/v2/analytics/${subject}/details/jobs/${jobId}/results`,
			jobResults(field),
			permissions,
		),
		remove: { method: 'DELETE', path: job, permissions, repeatable: true, answer: undefined },
		availability: get(
			() => path`/api/v2/analytics/${subject}/details/jobs/availability`,
			// Of an organization without any data, the model allows an answer without a date.
			orNothing(textNamed('dataAvailabilityDate')),
			toAvailability,
		),
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
const REAL_TIME_ADHERENCE = all('wfm:realtimeAdherence:view');
const ADHERENCE_HISTORY = all('wfm:historicalAdherence:view');
const API_USAGE = all('usage:client:view');
const USER_DETAILS = all('analytics:userDetail:view');
/** What a conversation answers that isn't transcribed, or not analyzed. */
const NOT_ANALYZED = [404, 400];
/** The permission has to be there for all divisions. GET /users needs none, but ends at 10,000 users of a state. */
const ALL_USERS = listing(() => path`/api/v2/users/query`, all('directory:user:view'), BY_CURSOR);

function byState({ state, ...others }: Query): Query[] | undefined {
	return state === 'any'
		? ['active', 'inactive', 'deleted'].map((each) => ({ ...others, state: each }))
		: undefined;
}

/** Every endpoint that the package uses. */
export const API = {
	// Conversations
	conversationDetailsQuery: query<
		Models.ConversationQuery,
		Answered<Models.AnalyticsConversationQueryResponse>
	>(() => path`/api/v2/analytics/conversations/details/query`, hits('conversations'), DETAILS),
	conversationDetails: orNone(
		get<object, [conversationId: string]>(
			(conversationId) => path`/api/v2/analytics/conversations/${conversationId}/details`,
			oneThing('conversationId'),
			DETAILS,
		),
	),
	conversationsDetails: get<Answered<Models.AnalyticsConversationWithoutAttributesMultiGetResponse>>(
		() => path`/api/v2/analytics/conversations/details`,
		listOrNothing('conversations'),
		DETAILS,
	),
	conversationDetailsJobs: detailsJobs<Models.AsyncConversationQuery, 'conversations'>(
		'conversations',
		'conversations',
		DETAILS,
		AVAILABILITY,
	),

	// What was said and recorded
	speechMetrics: orNone(
		get<Answered<Models.ConversationMetrics>, [conversationId: string]>(
			(conversationId) => path`/api/v2/speechandtextanalytics/conversations/${conversationId}`,
			objectsNamed('conversation', 'participantMetrics'),
			SPEECH,
		),
		NOT_ANALYZED,
	),
	/** Of all recordings of a communication; `transcripturl` gives one of them. */
	transcriptUrls: orNone(
		get<Answered<Models.TranscriptUrls>, [conversationId: string, communicationId: string]>(
			(conversationId, communicationId) =>
				path`/api/v2/speechandtextanalytics/conversations/${conversationId}/communications/${communicationId}/transcripturls`,
			listOr('urls', 'communicationId'),
			any('recording:recording:view', 'recording:recordingSegment:view'),
		),
		NOT_ANALYZED,
	),
	conversationSummaries: orNone(
		get<{ entities?: unknown[] }, [conversationId: string]>(
			(conversationId) => path`/api/v2/speechandtextanalytics/conversations/${conversationId}/summaries`,
			listOr('entities', 'conversation'),
			all('speechAndTextAnalytics:aiSummary:view'),
		),
		NOT_ANALYZED,
	),
	recordingMetadata: orNone(
		get<unknown[], [conversationId: string]>(
			(conversationId) => path`/api/v2/conversations/${conversationId}/recordingmetadata`,
			LIST,
			RECORDING,
		),
	),
	recordings: orNone(
		get<unknown[], [conversationId: string]>(
			(conversationId) => path`/api/v2/conversations/${conversationId}/recordings`,
			LIST,
			RECORDING,
		),
	),
	liveConversation: orNone(
		get<object, [conversationId: string]>(
			(conversationId) => path`/api/v2/conversations/${conversationId}`,
			oneThing(),
			all('conversation:communication:view'),
		),
	),
	/** Who has which messages, without their texts. */
	messageConversation: orNone(
		get<object, [conversationId: string]>(
			(conversationId) => path`/api/v2/conversations/messages/${conversationId}`,
			oneThing(),
		),
	),
	messagesInBulk: orNone<[conversationId: string], string[], Answered<Models.TextMessageListing>>({
		method: 'POST',
		path: (conversationId) => path`/api/v2/conversations/messages/${conversationId}/messages/bulk`,
		permissions: any('conversation:message:view', 'conversation:webmessaging:view'),
		repeatable: true,
		answer: listOr('entities'),
	}),
	emailMessages: orNone(
		get<Answered<Models.EmailMessagePreviewListing>, [conversationId: string]>(
			(conversationId) => path`/api/v2/conversations/emails/${conversationId}/messages`,
			LISTING,
		),
	),
	emailMessage: orNone(
		get<object, [conversationId: string, messageId: string]>(
			(conversationId, messageId) =>
				path`/api/v2/conversations/emails/${conversationId}/messages/${messageId}`,
			oneThing('id', 'to'),
		),
	),

	// What agents did
	userDetailsQuery: query<Models.UserDetailsQuery, Answered<Models.AnalyticsUserDetailsQueryResponse>>(
		() => path`/api/v2/analytics/users/details/query`,
		hits('userDetails'),
		USER_DETAILS,
	),
	userDetailsJobs: detailsJobs<Models.AsyncUserDetailsQuery, 'userDetails'>(
		'users',
		'userDetails',
		USER_DETAILS,
	),

	// Figures
	conversationAggregates: query<object, Answered<Models.ConversationAggregateQueryResponse>>(
		() => path`/api/v2/analytics/conversations/aggregates/query`,
		listOrNothing('results'),
		all('analytics:conversationAggregate:view'),
	),
	userAggregates: query<object, Answered<Models.UserAggregateQueryResponse>>(
		() => path`/api/v2/analytics/users/aggregates/query`,
		listOrNothing('results'),
		all('analytics:userAggregate:view'),
	),
	conversationActivity: query<
		Models.ConversationActivityQuery,
		Answered<Models.ConversationActivityResponse>
	>(
		() => path`/api/v2/analytics/conversations/activity/query`,
		listOr('results', 'entityIdDimension'),
		all('analytics:queueObservation:view'),
	),
	queueObservations: query<object, Answered<Models.QueueObservationQueryResponse>>(
		() => path`/api/v2/analytics/queues/observations/query`,
		listOr('results', 'systemToOrganizationMappings'),
		all('analytics:queueObservation:view'),
	),

	// Who and what there is
	queues: listing(() => path`/api/v2/routing/queues`, all('routing:queue:view')),
	queueWrapUpCodes: listing<[queueId: string]>(
		(queueId) => path`/api/v2/routing/queues/${queueId}/wrapupcodes`,
		all('routing:queue:view'),
	),
	users: { ...listing(() => path`/api/v2/users`), beyond: { parts: byState, all: ALL_USERS } },
	allUsers: ALL_USERS,
	searchUsers: query<Models.UserSearchRequest, Listing>(
		() => path`/api/v2/users/search`,
		SEARCH,
		all('directory:user:view'),
	),
	wrapUpCodes: listing(() => path`/api/v2/routing/wrapupcodes`, all('routing:wrapupCode:view')),
	divisions: listing(() => path`/api/v2/authorization/divisions`),
	skills: listing(() => path`/api/v2/routing/skills`, all('routing:skill:view')),
	languages: listing(() => path`/api/v2/routing/languages`),
	teams: listing(() => path`/api/v2/teams`, all('groups:team:view'), byNextUri('after')),
	teamMembers: listing<[teamId: string]>(
		(teamId) => path`/api/v2/teams/${teamId}/members`,
		all('groups:team:view'),
		byNextUri('after'),
	),
	flows: listing(() => path`/api/v2/flows`, all('architect:flow:view')),
	flowsById: listing(() => path`/api/v2/flows/lookup`, all('architect:flow:view')),
	presenceDefinitions: listing(
		() => path`/api/v2/presence/definitions`,
		all('presence:presenceDefinition:view'),
	),

	// Who should be where
	managementUnits: listing(() => path`/api/v2/workforcemanagement/managementunits`),
	adherenceOfUnit: get<Answered<Models.UserScheduleAdherenceListing>, [unitId: string]>(
		(unitId) => path`/api/v2/workforcemanagement/managementunits/${unitId}/adherence`,
		listOr('entities', 'downloadUrl'),
		REAL_TIME_ADHERENCE,
	),
	adherenceOfTeam: get<Answered<Models.UserScheduleAdherenceListing>, [teamId: string]>(
		(teamId) => path`/api/v2/workforcemanagement/teams/${teamId}/adherence`,
		listOr('entities', 'downloadUrl'),
		REAL_TIME_ADHERENCE,
	),
	adherenceOfUsers: get<Models.UserScheduleAdherence[]>(
		() => path`/api/v2/workforcemanagement/adherence`,
		LIST,
		REAL_TIME_ADHERENCE,
	),

	/** Needs any of several permissions, those of the past and of schedules among them; ids only, not paged. */
	usersOfUnit: get<Answered<Models.WfmUserEntityListing>, [unitId: string]>(
		(unitId) => path`/api/v2/workforcemanagement/managementunits/${unitId}/users`,
		listOrNothing('entities'),
	),
	/** Needs any of some sixty permissions: every one that lets a client see activities. */
	activityCodes: get<Answered<Models.BusinessUnitActivityCodeListing>, [businessUnitId: string]>(
		(businessUnitId) => path`/api/v2/workforcemanagement/businessunits/${businessUnitId}/activitycodes`,
		listOr('entities', 'downloadUrl'),
	),
	createAdherenceJob: {
		method: 'POST',
		path: () => path`/api/v2/workforcemanagement/adherence/historical/bulk`,
		permissions: ADHERENCE_HISTORY,
		// A job whose result nobody fetches does no harm.
		repeatable: true,
		answer: WFM_JOB,
	} as Endpoint<
		[],
		Models.WfmHistoricalAdherenceBulkQuery,
		Answered<Models.WfmHistoricalAdherenceBulkResponse>
	>,
	/** "Only the user who started the operation can query the status." */
	adherenceJob: get<Answered<Models.WfmHistoricalAdherenceBulkResponse>, [jobId: string]>(
		(jobId) => path`/api/v2/workforcemanagement/adherence/historical/bulk/jobs/${jobId}`,
		WFM_JOB,
		ADHERENCE_HISTORY,
	),

	/** By time, whatever the schedule. What it does not finish at once is told by notifications alone. */
	searchSchedules: {
		method: 'POST',
		path: (unitId) => path`/api/v2/workforcemanagement/managementunits/${unitId}/agentschedules/search`,
		permissions: any('wfm:schedule:view', 'wfm:publishedSchedule:view'),
		repeatable: true,
		answer: SCHEDULES,
	} as Endpoint<
		[unitId: string],
		Models.BuSearchAgentSchedulesRequest,
		Answered<Models.BuAsyncAgentSchedulesSearchResponse>
	>,

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
		UNCOUNTED_SEARCH,
		all('quality:evaluation:searchAny'),
	),
	evaluationForm: get<object, [formId: string]>(
		(formId) => path`/api/v2/quality/publishedforms/evaluations/${formId}`,
		oneThing('id', 'questionGroups'),
		all('quality:evaluationForm:view'),
	),
	surveyForm: get<object, [formId: string]>(
		(formId) => path`/api/v2/quality/publishedforms/surveys/${formId}`,
		oneThing('id', 'questionGroups'),
		all('quality:surveyForm:view'),
	),
	/** One evaluation, with its form in the version that it was made with. */
	evaluation: orNone(
		get<Answered<Models.EvaluationResponse>, [conversationId: string, evaluationId: string]>(
			(conversationId, evaluationId) =>
				path`/api/v2/quality/conversations/${conversationId}/evaluations/${evaluationId}`,
			oneThing('id', 'divisionIds'),
			any('quality:evaluation:view', 'quality:evaluation:assign', 'quality:evaluation:release'),
		),
	),
	surveysOfConversation: orNone(
		get<Array<Record<string, unknown>>, [conversationId: string]>(
			(conversationId) => path`/api/v2/quality/conversations/${conversationId}/surveys`,
			LIST,
			all('quality:survey:view'),
		),
	),

	// More of who and what there is
	queueMembers: listing<[queueId: string]>(
		(queueId) => path`/api/v2/routing/queues/${queueId}/members`,
		any('routing:queue:view', 'routing:queue:edit', 'routing:queue:readonly', 'routing:queueMember:manage'),
	),
	queuesOfUser: {
		...listing<[userId: string]>((userId) => path`/api/v2/users/${userId}/queues`, all('routing:queue:view')),
		// A user who is gone has none.
		none: [404],
	},
	groups: listing(() => path`/api/v2/groups`),
	campaigns: listing(
		// Of all media types, unlike /outbound/campaigns, which has those of the dialer.
		() => path`/api/v2/outbound/campaigns/all`,
		any(
			'outbound:campaign:view',
			'outbound:messagingCampaign:view',
			'outbound:emailCampaign:view',
			'outbound:whatsAppCampaign:view',
		),
	),
	contactLists: listing(() => path`/api/v2/outbound/contactlists`, all('outbound:contactList:view')),
	flowOutcomes: listing(() => path`/api/v2/flows/outcomes`, all('architect:flowOutcome:view')),
	flowMilestones: listing(() => path`/api/v2/flows/milestones`, all('architect:flowMilestone:view')),
	evaluationForms: listing(
		() => path`/api/v2/quality/publishedforms/evaluations`,
		all('quality:evaluationForm:view'),
	),
	surveyForms: listing(() => path`/api/v2/quality/publishedforms/surveys`, all('quality:surveyForm:view')),
	topics: listing(
		() => path`/api/v2/speechandtextanalytics/topics`,
		all('speechAndTextAnalytics:topic:view'),
		byNextUri('nextPage'),
	),

	// The account
	token: get<object>(() => path`/api/v2/tokens/me`, objectsNamed('organization', 'OAuthClient')),
	organization: get<object>(() => path`/api/v2/organizations/me`, oneThing()),
	/** The limits that are in effect for an organization. No permission is documented for it. */
	limits: orNone(
		get<Answered<Models.LimitsEntityListing>, [namespace: string]>(
			(namespace) => path`/api/v2/organizations/limits/namespaces/${namespace}`,
			listOrNothing('entities'),
		),
	),
	dataRetention: get<Answered<Models.AnalyticsDataRetentionResponse>>(
		() => path`/api/v2/analytics/dataretention/settings`,
		RETENTION,
		all('analytics:dataRetention:view'),
	),
	createUsageQuery: {
		method: 'POST',
		path: (clientId) => path`/api/v2/usage/client/${clientId}/aggregates/query/jobs`,
		permissions: API_USAGE,
		// It creates a query whose result nobody has to fetch: once more does no harm.
		repeatable: true,
		answer: textNamed('id'),
	} as Endpoint<
		[clientId: string],
		Models.ClientPublicApiUsageQueryRequest,
		Answered<Models.ClientUsageQueryResponse>
	>,
	usage: get<Answered<Models.ClientPublicApiUsageResultsResponse>, [clientId: string, queryId: string]>(
		(clientId, queryId) => path`/api/v2/usage/client/${clientId}/aggregates/query/jobs/${queryId}`,
		USAGE,
		API_USAGE,
	),
};
