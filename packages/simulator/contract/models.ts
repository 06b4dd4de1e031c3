import * as E from './enums';
import { SUBJECTS, type SubjectContract } from './subjects';

/** What a field may hold. An object with `fields` is a nested model, a list of words an enumeration. */
export type FieldType =
	| 'string'
	| 'integer'
	| 'number'
	| 'boolean'
	| 'interval'
	| 'period'
	| 'any'
	| readonly string[]
	| { of: FieldType; nonEmpty?: boolean }
	| Model;

export interface Model {
	name: string;
	/** A trailing `!` marks a field as required. */
	fields: Record<string, FieldType>;
}

const listOf = (of: FieldType) => ({ of });
const someOf = (of: FieldType) => ({ of, nonEmpty: true });

const AND_OR = ['and', 'or'];
const NUMERIC_RANGE: Model = {
	name: 'NumericRange',
	fields: { gt: 'number', gte: 'number', lt: 'number', lte: 'number' },
};
const AGGREGATION_RANGE: Model = { name: 'AggregationRange', fields: { gte: 'number', lt: 'number' } };
const PAGING: Model = { name: 'PagingSpec', fields: { 'pageSize!': 'integer', 'pageNumber!': 'integer' } };
const ORDER = ['asc', 'desc', 'unordered'];

/** The filter, clause and predicate models of one prefix; they differ in the left-hand side. */
function filter(prefix: string, leftHandSide: Record<string, FieldType>, range: boolean = true): Model {
	const predicate: Model = {
		name: `${prefix}Predicate`,
		fields: {
			type: ['dimension', 'property', 'metric'],
			...leftHandSide,
			operator: ['matches', 'exists', 'notExists'],
			value: 'string',
			...(range ? { range: NUMERIC_RANGE } : {}),
		},
	};
	const clause: Model = {
		name: `${prefix}Clause`,
		fields: { 'type!': AND_OR, 'predicates!': listOf(predicate) },
	};
	return {
		name: `${prefix}Filter`,
		fields: { 'type!': AND_OR, clauses: listOf(clause), predicates: listOf(predicate) },
	};
}

const DETAILS: Record<string, FieldType> = {
	'interval!': 'interval',
	order: ORDER,
	orderBy: ['conversationStart', 'conversationEnd', 'segmentStart', 'segmentEnd'],
	conversationFilters: listOf(
		filter('ConversationDetailQuery', {
			dimension: E.CONVERSATION_DIMENSIONS,
			metric: E.CONVERSATION_METRICS,
		}),
	),
	segmentFilters: listOf(
		filter('SegmentDetailQuery', {
			dimension: E.SEGMENT_DIMENSIONS,
			metric: ['tSegmentDuration'],
			property: 'string',
			propertyType: ['bool', 'integer', 'real', 'date', 'string', 'uuid'],
		}),
	),
	evaluationFilters: listOf(
		filter('EvaluationDetailQuery', {
			dimension: E.EVALUATION_DIMENSIONS,
			metric: ['oTotalCriticalScore', 'oTotalScore'],
		}),
	),
	surveyFilters: listOf(
		filter('SurveyDetailQuery', { dimension: E.SURVEY_DIMENSIONS, metric: ['oSurveyTotalScore'] }),
	),
	resolutionFilters: listOf(filter('ResolutionDetailQuery', { metric: ['nNextContactAvoided'] })),
};

const AGGREGATES: Record<string, FieldType> = {
	'interval!': 'interval',
	'metrics!': someOf(E.AGGREGATE_METRICS),
	granularity: 'period',
	timeZone: 'string',
	groupBy: listOf(E.AGGREGATE_GROUPS),
	filter: filter('ConversationAggregateQuery', { dimension: E.AGGREGATE_DIMENSIONS }),
	flattenMultivaluedDimensions: 'boolean',
	views: listOf({
		name: 'ConversationAggregationView',
		fields: {
			'target!': E.AGGREGATE_METRICS,
			'function!': ['rangeBound'],
			'name!': 'string',
			range: AGGREGATION_RANGE,
		},
	}),
	alternateTimeDimension: ['eventTime'],
	queryType: ['bottomN', 'groupBy', 'topN'],
	sortMetric: {
		name: 'ConversationAggregationSort',
		fields: { 'name!': E.SORT_METRICS, 'function!': ['average', 'count', 'max', 'min', 'sum'] },
	},
	limit: 'integer',
};

const USER_DETAILS: Record<string, FieldType> = {
	'interval!': 'interval',
	order: ORDER,
	userFilters: listOf(filter('UserDetailQuery', { dimension: ['userId'] })),
	presenceFilters: listOf(
		filter('PresenceDetailQuery', { dimension: ['organizationPresenceId', 'systemPresence'] }),
	),
	routingStatusFilters: listOf(filter('RoutingStatusDetailQuery', { dimension: ['routingStatus'] })),
};

/** The aggregates query of another subject. */
function subjectQuery(subject: SubjectContract): Model {
	const { prefix, metrics, groups, filterOnly, timeDimensions, ranked } = subject;
	return {
		name: `${prefix}AggregationQuery`,
		fields: {
			'interval!': 'interval',
			'metrics!': someOf(metrics),
			granularity: 'period',
			timeZone: 'string',
			groupBy: listOf(groups),
			filter: filter(`${prefix}AggregateQuery`, { dimension: [...groups, ...filterOnly] }),
			flattenMultivaluedDimensions: 'boolean',
			views: listOf({
				name: `${prefix}AggregationView`,
				fields: {
					'target!': metrics,
					'function!': ['rangeBound'],
					'name!': 'string',
					range: AGGREGATION_RANGE,
				},
			}),
			alternateTimeDimension: timeDimensions,
			...(ranked
				? {
						queryType: ['bottomN', 'groupBy', 'topN'],
						sortMetric: {
							name: `${prefix}AggregationSort`,
							fields: { 'name!': metrics, 'function!': ['average', 'count', 'max', 'min', 'sum'] },
						},
						limit: 'integer',
					}
				: {}),
		},
	};
}

const CRITERION: Model = {
	name: 'UserSearchCriteria',
	fields: {
		operator: ['AND', 'OR', 'NOT'],
		'type!': [
			'EXACT',
			'STARTS_WITH',
			'CONTAINS',
			'REGEX',
			'TERM',
			'TERMS',
			'REQUIRED_FIELDS',
			'MATCH_ALL',
			'BEFORE',
			'AFTER',
			'DATE_RANGE',
			'LESS_THAN',
			'LESS_THAN_EQUAL_TO',
			'GREATER_THAN',
			'GREATER_THAN_EQUAL_TO',
			'RANGE',
			'QUERY_STRING',
		],
		value: 'string',
		values: listOf('string'),
		startValue: 'string',
		endValue: 'string',
		fields: listOf('string'),
		group: 'any',
		dateFormat: 'string',
	},
};

const EVALUATION_CRITERION: Model = {
	name: 'EvaluationSearchCriteriaDTO',
	fields: {
		'type!': [
			'EXACT',
			'DATE_RANGE',
			'RANGE',
			'GREATER_THAN',
			'GREATER_THAN_EQUAL_TO',
			'LESS_THAN',
			'LESS_THAN_EQUAL_TO',
			'REQUIRED_FIELDS',
		],
		'field!': E.EVALUATION_SEARCH_FIELDS,
		value: 'string',
		values: listOf('string'),
		startValue: 'string',
		endValue: 'string',
		operator: ['AND', 'NOT'],
	},
};

/** What a transcript can be searched by and asked for. */
const TRANSCRIPT_FIELDS = [
	'conversationId',
	'communicationId',
	'mediaType',
	'conversationStartTime',
	'startTime',
	'agentIds',
	'queueIds',
	'divisionIds',
	'transcript',
];

const TRANSCRIPT_CRITERION: Model = {
	name: 'TranscriptSearchCriteria',
	fields: {
		type: ['EXACT', 'CONTAINS', 'TERM', 'TERMS', 'DATE_RANGE'],
		fields: listOf(TRANSCRIPT_FIELDS),
		value: 'string',
		values: listOf('string'),
		startValue: 'string',
		endValue: 'string',
		operator: ['AND', 'OR', 'NOT'],
		group: 'any',
		dateFormat: 'string',
	},
};

/** The request models of the published API that the simulator takes, by name. */
const REQUEST_MODELS: Model[] = [
	{
		name: 'ConversationQuery',
		fields: { ...DETAILS, paging: PAGING },
	},
	{
		name: 'AsyncConversationQuery',
		fields: { ...DETAILS, limit: 'integer', startOfDayIntervalMatching: 'boolean' },
	},
	{ name: 'UserDetailsQuery', fields: { ...USER_DETAILS, paging: PAGING } },
	{ name: 'AsyncUserDetailsQuery', fields: { ...USER_DETAILS, limit: 'integer' } },
	{ name: 'ConversationAggregationQuery', fields: AGGREGATES },
	...Object.values(SUBJECTS).map(subjectQuery),
	{
		name: 'QueueObservationQuery',
		fields: {
			'filter!': filter('QueueObservationQuery', { dimension: ['mediaType', 'queueId'] }),
			'metrics!': someOf(E.QUEUE_OBSERVATION_METRICS),
			detailMetrics: listOf(E.QUEUE_OBSERVATION_DETAILS),
		},
	},
	{
		name: 'ConversationActivityQuery',
		fields: {
			'metrics!': someOf({
				name: 'ConversationActivityQueryMetric',
				fields: { 'metric!': E.ACTIVITY_METRICS, details: 'boolean' },
			}),
			'groupBy!': someOf(E.ACTIVITY_DIMENSIONS),
			filter: filter('ConversationActivityQuery', { dimension: E.ACTIVITY_DIMENSIONS }, false),
			order: ORDER,
		},
	},
	{
		name: 'UserObservationQuery',
		fields: {
			'filter!': filter('UserObservationQuery', { dimension: ['userId'] }),
			'metrics!': someOf(['oActiveQueues', 'oMemberQueues']),
			detailMetrics: listOf(['oActiveQueues', 'oMemberQueues']),
		},
	},
	{
		name: 'UserAggregationQuery',
		fields: {
			'interval!': 'interval',
			'metrics!': someOf(['tAgentRoutingStatus', 'tOrganizationPresence', 'tSystemPresence']),
			granularity: 'period',
			timeZone: 'string',
			groupBy: listOf(['userId']),
			filter: filter('UserAggregateQuery', { dimension: ['userId'] }),
			flattenMultivaluedDimensions: 'boolean',
			views: 'any',
			alternateTimeDimension: ['eventTime'],
		},
	},
	{
		name: 'ChannelTopic',
		fields: {
			'id!': 'string',
			state: ['Permitted', 'Rejected'],
			rejectionReason: 'string',
			selfUri: 'string',
		},
	},
	{
		name: 'EvaluationSearchRequestDTO',
		fields: {
			'query!': someOf(EVALUATION_CRITERION),
			pageSize: 'integer',
			'pageNumber!': 'integer',
			sortOrder: ['ASC', 'DESC'],
			sortBy: ['conversationDate', 'createdDate', 'submittedDate', 'releaseDate'],
			systemSubmitted: 'boolean',
		},
	},
	{
		name: 'TranscriptSearchRequest',
		fields: {
			sortOrder: ['ASC', 'DESC', 'SCORE'],
			sortBy: TRANSCRIPT_FIELDS,
			pageSize: 'integer',
			pageNumber: 'integer',
			sort: 'any',
			returnFields: listOf(TRANSCRIPT_FIELDS),
			'types!': someOf('string'),
			query: listOf(TRANSCRIPT_CRITERION),
		},
	},
	{
		name: 'ClientPublicApiUsageQueryRequest',
		fields: {
			'interval!': 'interval',
			granularity: ['Day', 'Week', 'Month'],
			metrics: listOf(['Requests', 'Status200', 'Status300', 'Status400', 'Status429', 'Status500']),
			groupBy: listOf(['OrganizationId', 'HttpMethod', 'TemplateUri', 'Platform']),
			sortBy: 'any',
			templateUris: listOf('string'),
			httpMethods: listOf('string'),
			platforms: listOf('string'),
			organizationIds: listOf('string'),
		},
	},
	{
		name: 'WfmHistoricalAdherenceBulkQuery',
		fields: {
			'items!': someOf({
				name: 'WfmHistoricalAdherenceBulkItem',
				fields: {
					'managementUnitId!': 'string',
					'startDate!': 'string',
					'endDate!': 'string',
					userIds: listOf('string'),
					includeExceptions: 'boolean',
					includeActuals: 'boolean',
				},
			}),
			'timeZone!': 'string',
		},
	},
	{
		name: 'BuSearchAgentSchedulesRequest',
		fields: { 'startDate!': 'string', 'endDate!': 'string', userIds: listOf('string') },
	},
	{
		name: 'UserSearchRequest',
		fields: {
			sortOrder: ['ASC', 'DESC', 'SCORE'],
			sortBy: 'string',
			pageSize: 'integer',
			pageNumber: 'integer',
			sort: 'any',
			expand: listOf('string'),
			query: listOf(CRITERION),
			integrationPresenceSource: 'string',
			enforcePermissions: 'boolean',
		},
	},
];

export const MODELS: Record<string, Model> = Object.fromEntries(
	REQUEST_MODELS.map((model) => [model.name, model]),
);
