import { resources } from '../../nodes/GenesysCloudAnalytics/resources';
import { API, type AnyEndpoint } from '../../nodes/GenesysCloudAnalytics/api/endpoints';
import {
	communicationsOf,
	createConversations,
	createOrganization,
	type JournalEntry,
} from '../../packages/simulator';
import { DAY } from './records';

export const NOW = Date.parse('2026-11-20T12:00:00.000Z');
export const organization = createOrganization();
export const conversations = createConversations({
	count: 300,
	from: NOW - 2 * DAY,
	to: NOW - DAY / 2,
	organization,
});
const transcribed = [...conversations].filter((each) => communicationsOf(each, organization).length > 0);
const written = [...conversations]
	.filter(({ participants }) =>
		participants?.some(({ sessions }) =>
			sessions?.some(({ mediaType }) => /message|email/.test(String(mediaType))),
		),
	)
	.slice(0, 20);
const ids = (some: typeof transcribed) => some.map((each) => each.conversationId).join();

/** By resource and value. */
export const operations = new Map(
	resources.flatMap(({ value: resource, operations: own }) =>
		own.map((operation) => [`${resource}.${operation.value}`, operation]),
	),
);

const yesterday = { timeRange: 'yesterday', returnAll: true };
/** What makes each operation ask for all that it always asks for, and for most names. */
export const PARAMETERS: Record<string, object> = {
	'conversation.getAll': { ...yesterday, output: 'conversations', columns: 'all' },
	'conversation.get': {
		output: 'conversations',
		columns: 'all',
		conversationId: ids([...conversations].slice(50, 150)),
	},
	'conversation.getTranscript': { conversationId: ids(transcribed.slice(0, 20)) },
	'conversation.getMessages': { conversationId: ids(written) },
	'performance.getKpis': { ...yesterday, groupBy: ['queueId', 'wrapUpCode', 'userId', 'divisionId'] },
	'performance.getFlowKpis': { ...yesterday, groupBy: ['flowId', 'flowOutcomeId', 'flowMilestoneId'] },
	'performance.getBotKpis': yesterday,
	'performance.query': {
		...yesterday,
		metrics: ['tHandle', 'nConnected'],
		groupBy: ['queueId', 'wrapUpCode', 'requestedRoutingSkillId', 'requestedLanguageId', 'teamId'],
	},
	'queue.getStatus': {},
	'agent.getStatus': {},
	'agent.getTimeInStatus': yesterday,
	'agent.getStatusHistory': { ...yesterday, agents: organization.users[0]!.id },
	'evaluation.getAll': {
		timeRange: 'thisMonth',
		matchBy: 'conversation',
		returnAll: true,
		output: 'questions',
	},
	'survey.getAll': { timeRange: 'thisMonth', returnAll: true },
	'recording.getAll': { conversationId: ids(transcribed.slice(0, 1)) },
	'recording.download': { conversationId: ids(transcribed.slice(0, 1)) },
	'workforce.getAdherence': { returnAll: true },
	'workforce.getAdherenceHistory': { ...yesterday, output: 'exceptions' },
	'workforce.getSchedules': { returnAll: true },
	'directory.getAll': { returnAll: true },
	'account.getApiUsage': {},
	'account.getConnection': {},
};

const attributes = { options: { includeAttributes: true } };
export const queues = organization.queues[0]!.id;
/** By operation and by what docs/permissions.md says that a permission is needed for: what is asked for as well. */
export const FOR: Record<string, Record<string, object>> = {
	'conversation.getAll': {
		'details jobs': attributes,
		'Include Sentiment': { options: { includeSentiment: true } },
		'Live Attributes': {
			options: { includeAttributes: true, liveAttributes: true },
			returnAll: false,
			limit: 20,
		},
		'Filter: Participant Attributes': {
			filters: { participantAttributes: { attribute: [{ name: 'customerTier', condition: 'isSet' }] } },
		},
	},
	'conversation.get': {
		'Include Participant Attributes': attributes,
		'names of queues': { conversationId: ids(transcribed.slice(0, 1)) },
	},
	'conversation.getMessages': { messages: {} },
	'performance.getKpis': { 'Agent Occupancy': { groupBy: ['userId'], options: { occupancy: true } } },
	'performance.query': {
		'Subject: Flows': { subject: 'flows' },
		'Subject: Bots': { subject: 'bots' },
		'Subject: Surveys': { subject: 'surveys' },
		'Subject: Evaluations': { subject: 'evaluations' },
		'Subject: Transcripts': { subject: 'transcripts' },
		'Subject: Summaries': { subject: 'summaries' },
		'Subject: Journeys': { subject: 'journeys' },
		'Subject: Resolutions': { subject: 'resolutions' },
		'Subject: Flow Executions': { subject: 'flowExecutions' },
		'names of flows': { subject: 'flows', flowGroupBy: ['flowId'] },
		'names of flow outcomes': { subject: 'flows', flowGroupBy: ['flowOutcomeId'] },
		'names of flow milestones': {
			subject: 'flows',
			flowMetrics: ['nFlowMilestone'],
			flowGroupBy: ['flowMilestoneId'],
		},
		'names of campaigns': { groupBy: ['outboundCampaignId'] },
		'names of contact lists': { groupBy: ['outboundContactListId'] },
		'names of topics': {
			subject: 'transcripts',
			transcriptMetrics: ['nTopicCommunications'],
			transcriptGroupBy: ['topicId'],
		},
		'names of evaluation forms': { subject: 'evaluations', evaluationGroupBy: ['contextId'] },
		'names of survey forms': { subject: 'surveys', surveyGroupBy: ['surveyFormContextId'] },
	},
	'queue.getStatus': {
		'names of queues': { queues },
		'names of skills': { output: 'skills' },
	},
	'agent.getTimeInStatus': {
		'Organization Presences': { options: { organizationPresences: true } },
	},
	'agent.getStatusHistory': {
		everything: { options: { source: 'job' } },
		'more than 10,000 users of one state': { agents: '' },
	},
	'workforce.getAdherenceHistory': { Teams: { teams: organization.teams[0]!.id } },
	'workforce.getSchedules': { Teams: { teams: organization.teams[0]!.id } },
	'survey.getAll': {
		'Output: Answers': { output: 'answers' },
		'question texts': { output: 'answers' },
	},
	'directory.getAll': {
		'Type: Users, Include: Queues': { options: { include: ['queues'] } },
		'Type: Queues': { type: 'queues' },
		'Type: Queue Members': { type: 'queueMembers', queues },
		'Type: Queue Members, if no queue is chosen': { type: 'queueMembers' },
		'Type: Wrap-Up Codes': { type: 'wrapUpCodes' },
		'Type: Skills': { type: 'skills' },
		'Type: Teams': { type: 'teams' },
		'Type: Presence Definitions': { type: 'presenceDefinitions' },
		'Type: Flows': { type: 'flows' },
		'Type: Flow Outcomes': { type: 'flowOutcomes' },
		'Type: Flow Milestones': { type: 'flowMilestones' },
		'Type: Evaluation Forms': { type: 'evaluationForms' },
		'Type: Survey Forms': { type: 'surveyForms' },
		'Type: Topics': { type: 'topics' },
		'names of queues': { type: 'queueMembers', queues },
	},
};

/** Each operation as it is, and with each of what it can be asked for as well. */
export const RUNS = [...operations.keys()].flatMap((operation): Array<[string, string, object]> => [
	[operation, 'as it is', {}],
	...Object.entries(FOR[operation] ?? {}).map(([what, more]): [string, string, object] => [
		operation,
		what,
		more,
	]),
]);

/** The parameters of the node for an operation. */
export function parametersOf(operation: string, more: object = {}): object {
	const [resource, name] = operation.split('.');
	return { resource, operation: name, columns: 'all', ...PARAMETERS[operation], ...more };
}

export const endpoints: AnyEndpoint[] = Object.values(API).flatMap((each) =>
	'path' in each ? [each] : Object.values(each),
);

/** The endpoint that a request went to: words win over ids. */
export function endpointOf({ method, path }: JournalEntry): AnyEndpoint {
	const fits = endpoints.filter((each) => each.method === method && pathOf(each).test(path));
	const [found] = fits.sort((a, b) => idsIn(a) - idsIn(b));
	if (!found) throw new Error(`${method} ${path} is no endpoint of the table`);
	return found;
}

export function pathOf({ path }: AnyEndpoint): RegExp {
	const ids = Array.from({ length: path.length }, () => 'ID') as never[];
	return new RegExp(`^${path(...ids).replaceAll('/ID', '/[^/]+')}$`);
}

const idsIn = (endpoint: AnyEndpoint) => endpoint.path.length;
