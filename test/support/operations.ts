import { resources } from '../../nodes/GenesysCloudAnalytics/resources';
import { API, type AnyEndpoint } from '../../nodes/GenesysCloudAnalytics/api/endpoints';
import {
	communicationsOf,
	createConversations,
	createOrganization,
	type JournalEntry,
} from '../../packages/simulator';
import { usesOf } from '../../tools/permissionsDoc';
import { DAY } from './records';
import { ALL, formFor, widest } from './widest';

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

export const queues = organization.queues[0]!.id;
/** What makes an operation ask for most names, or for little enough, where its form doesn't tell. */
const EXCEPTIONS: Readonly<Record<string, object>> = {
	'conversation.get': { conversationId: ids([...conversations].slice(50, 150)) },
	'conversation.getMessages': { conversationId: ids(written) },
	'performance.getKpis': { groupBy: ['queueId', 'wrapUpCode', 'userId', 'divisionId'] },
	'performance.getFlowKpis': { groupBy: ['flowId', 'flowOutcomeId', 'flowMilestoneId', 'divisionId'] },
	'performance.query': {
		metrics: ['tHandle', 'nConnected'],
		groupBy: ['queueId', 'wrapUpCode', 'requestedRoutingSkillId', 'requestedLanguageId', 'teamId'],
	},
	'agent.getStatusHistory': { agents: organization.users[0]!.id },
	'evaluation.getAll': { timeRange: 'thisMonth', output: 'questions' },
	'survey.getAll': { timeRange: 'thisMonth' },
	'recording.getAll': { conversationId: ids(transcribed.slice(0, 1)) },
	'recording.download': { conversationId: ids(transcribed.slice(0, 1)) },
	'workforce.getAdherenceHistory': { output: 'exceptions' },
};

const attributes = { options: { includeAttributes: true } };
/** By operation and by what an endpoint is needed for: what is asked for as well, where that isn't a field by its name. */
export const FOR: Readonly<Record<string, Readonly<Record<string, object>>>> = {
	'conversation.getAll': {
		'details jobs': attributes,
		'Live Attributes': {
			options: { includeAttributes: true, liveAttributes: true },
			returnAll: false,
			limit: 20,
		},
		'Filter: Participant Attributes': {
			filters: { participantAttributes: { attribute: [{ name: 'customerTier', condition: 'isSet' }] } },
		},
	},
	'conversation.get': { 'names of queues': { conversationId: ids(transcribed.slice(0, 1)) } },
	'performance.getKpis': { 'Agent Occupancy': { groupBy: ['userId'], options: { occupancy: true } } },
	'performance.query': {
		'names of divisions': { groupBy: ['divisionId'] },
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
		'names of languages': { output: 'languages' },
	},
	'agent.getStatusHistory': {
		everything: { options: { source: 'job' } },
		'more than 10,000 users of one state': { agents: '' },
	},
	'evaluation.getAll': { 'names of divisions': { output: 'evaluations' } },
	'survey.getAll': { 'question texts': { output: 'answers' } },
	'directory.getAll': {
		'Type: Users, Include: Queues': { options: { include: ['queues'] } },
		'Type: Queue Members': { type: 'queueMembers', queues },
		'Type: Queue Members, if no queue is chosen': { type: 'queueMembers' },
		'names of queues': { type: 'queueMembers', queues },
	},
};

/** What an operation has to be asked for to need an endpoint; nothing where it always does, or where the form is not known. */
export function askingFor(operation: string, what: string): object | undefined {
	return FOR[operation]?.[what] ?? formFor(operations.get(operation)!, what, organization);
}

/** Each operation as it is, and with each of what it can be asked for as well. */
export const RUNS = [...operations].flatMap(([name, operation]): Array<[string, string, object]> => {
	const ways = usesOf(operation).map((use) => use.for ?? 'everything');
	return [
		[name, 'as it is', {}],
		...[...new Set(ways)].flatMap((what): Array<[string, string, object]> => {
			const more = askingFor(name, what);
			return more ? [[name, what, more]] : [];
		}),
	];
});

/** The parameters of the node for an operation: it asks for all that it always asks for, and for most names. */
export function parametersOf(operation: string, more: object = {}): object {
	const [resource, name] = operation.split('.');
	const values = { ...ALL, conversationId: ids(transcribed.slice(0, 20)) };
	return {
		...{ resource, operation: name, ...widest(operations.get(operation)!, values) },
		...EXCEPTIONS[operation],
		...more,
	};
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
