import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../../../nodes/GenesysCloudAnalytics/resources';
import { API, type AnyEndpoint } from '../../../nodes/GenesysCloudAnalytics/api/endpoints';
import {
	communicationsOf,
	createConversations,
	createOrganization,
	type JournalEntry,
	type Simulator,
} from '../../../packages/simulator';
import { routes } from '../../../packages/simulator/endpoints';
import { asksOf, needsOf, PERMISSIONS_DOC, permissionsDoc } from '../../../tools/permissionsDoc';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({
	count: 300,
	from: NOW - 2 * DAY,
	to: NOW - DAY / 2,
	organization,
});
const transcribed = [...conversations].filter((each) => communicationsOf(each, organization).length > 0);
const ids = (some: typeof transcribed) => some.map((each) => each.conversationId).join();

const operations = new Map(
	resources.flatMap(({ value: resource, operations: own }) =>
		own.map((operation) => [`${resource}.${operation.value}`, operation]),
	),
);

const yesterday = { timeRange: 'yesterday', returnAll: true };
/** What makes each operation ask for all that it always asks for, and for most names. */
const PARAMETERS: Record<string, object> = {
	'conversation.getAll': { ...yesterday, output: 'conversations', columns: 'all' },
	'conversation.get': {
		output: 'conversations',
		columns: 'all',
		conversationId: ids([...conversations].slice(50, 150)),
	},
	'conversation.getTranscript': { conversationId: ids(transcribed.slice(0, 20)) },
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
	'directory.getAll': { returnAll: true },
	'account.getConnection': {},
};

const attributes = { options: { includeAttributes: true } };
const queues = organization.queues[0]!.id;
/** By operation and by what docs/permissions.md says that a permission is needed for: what is asked for as well. */
const FOR: Record<string, Record<string, object>> = {
	'conversation.getAll': {
		'details jobs': attributes,
		'Include Sentiment': { options: { includeSentiment: true } },
		'Live Attributes': { options: { includeAttributes: true, liveAttributes: true } },
	},
	'conversation.get': {
		'Include Participant Attributes': attributes,
		'names of queues': { conversationId: ids(transcribed.slice(0, 1)) },
	},
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
	'queue.getStatus': { 'names of queues': { queues } },
	'agent.getTimeInStatus': {
		'Organization Presences': { options: { organizationPresences: true } },
	},
	'agent.getStatusHistory': { everything: { options: { source: 'job' } } },
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

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations, briefSurveyForms: true });
});
afterEach(stopSimulating);

async function run(operation: string, more: object = {}) {
	const [resource, name] = operation.split('.');
	const parameters = { resource, operation: name, columns: 'all', ...PARAMETERS[operation], ...more };
	return await runNode(simulator, parameters as never);
}

const said = ({ hints }: Awaited<ReturnType<typeof run>>) => hints.map(({ message }) => message).join('\n');

it('docs/permissions.md says what the code does; else: npx tsx tools/permissionsDoc.ts', () => {
	expect(readFileSync(PERMISSIONS_DOC, 'utf8')).toBe(permissionsDoc());
});

it('the README names no other permission', () => {
	const named = readFileSync(join(__dirname, '../../../README.md'), 'utf8').match(
		/`[a-zA-Z]+:[a-zA-Z]+:[a-zA-Z]+`/g,
	);
	expect(named!.length).toBeGreaterThan(5);
	const documented = permissionsDoc();
	expect(named!.filter((permission) => !documented.includes(permission))).toEqual([]);
});

it('every operation is tried, and everything that it needs a permission for', () => {
	expect(new Set(Object.keys(PARAMETERS))).toEqual(new Set(operations.keys()));
	for (const [operation, ways] of Object.entries(FOR)) {
		const needs = needsOf(operations.get(operation)!).map((need) => need.for ?? 'everything');
		expect(needs).toEqual(expect.arrayContaining(Object.keys(ways)));
	}
});

/** Each operation as it is, and with each of what it can be asked for as well. */
const runs = [...operations.keys()].flatMap((operation): Array<[string, string, object]> => [
	[operation, 'as it is', {}],
	...Object.entries(FOR[operation] ?? {}).map(([what, more]): [string, string, object] => [
		operation,
		what,
		more,
	]),
]);

describe.each(runs)('%s, %s', (operation, _, more) => {
	it('asks for nothing but what is documented, and needs no other permission', async () => {
		const needs = needsOf(operations.get(operation)!);
		// Of permissions of which one is enough, the last is all that the client has.
		const granted = needs.flatMap(({ permissions: { names, needed } }) =>
			needed === 'any' ? names.slice(-1) : names,
		);
		const known = routes.flatMap(({ any = [], all = [] }) => [...any, ...all]);
		simulator.options.deniedPermissions = known.filter((permission) => !granted.includes(permission));

		const result = await run(operation, more);
		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
		expect(said(result)).not.toContain('permission');

		const asks = asksOf(operations.get(operation)!).map(({ endpoint }) => endpoint);
		const asked = new Set(simulator.requests().map(endpointOf));
		expect([...asked].filter((endpoint) => !asks.includes(endpoint)).map(pathOf)).toEqual([]);
	});
});

/** What is lacking at a time: any of what is needed together, all of what one is enough of. */
const lacks = [...operations].flatMap(([name, operation]) =>
	needsOf(operation).flatMap(({ permissions: { names, needed }, ...need }) =>
		(needed === 'any' ? [[...names]] : names.map((each) => [each])).map((permissions) => ({
			operation: name,
			what: need.for ?? 'everything',
			permissions,
			without: need.without ?? 'an error',
		})),
	),
);

it.each(lacks)(
	'$operation without $permissions for $what: $without',
	async ({ operation, what, permissions, without }) => {
		simulator.options.deniedPermissions = permissions;
		// So few requests that a job is worth its while.
		if (operation === 'survey.getAll' && what === 'details jobs') {
			simulator.options.rateLimit = { allowed: 2, windowSeconds: 60 };
		}
		const result = await run(operation, FOR[operation]?.[what]);
		if (without === 'an error') {
			expect(result.error?.message).toContain(`lacks the permission ${permissions[0]}`);
			expect(result.error?.description).toContain('a role of the OAuth client');
			return;
		}
		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
		expect(said(result)).toContain(permissions[0]);
	},
);

it('a refusal that names no permission is reported with the documented one', async () => {
	const on = /presence\/definitions/;
	simulator.faults.push({ kind: 'status', status: 403, on, body: { message: 'No' } });
	expect(said(await run('agent.getStatus'))).toContain('presence:presenceDefinition:view');
});

it('queues that were chosen by id come without names', async () => {
	simulator.options.deniedPermissions = ['routing:queue:view'];
	const { items } = await run('queue.getStatus', { queues });
	expect(items.map(({ json }) => [json.queueId, json.queueName])).toEqual([[queues, null]]);
});

it.each([
	['conversation.getAll', { filters: { agent: 'Nobody' } }, 'directory:user:view'],
	['performance.getKpis', { filters: { queue: 'Nowhere' } }, 'routing:queue:view'],
	['performance.query', { filters: { wrapUpCode: 'Nothing' } }, 'routing:wrapupCode:view'],
	['agent.getTimeInStatus', { agents: 'Nobody' }, 'directory:user:view'],
])('%s names what it needs to find something by its name', async (operation, chosen, permission) => {
	simulator.options.deniedPermissions = [permission];
	const { error } = await run(operation, byName(chosen));
	expect(error?.message).toContain(permission);
});

const endpoints: AnyEndpoint[] = Object.values(API).flatMap((each) =>
	'path' in each ? [each] : Object.values(each),
);

/** The endpoint that a request went to: words win over ids. */
function endpointOf({ method, path }: JournalEntry): AnyEndpoint {
	const fits = endpoints.filter((each) => each.method === method && pathOf(each).test(path));
	const [found] = fits.sort((a, b) => idsIn(a) - idsIn(b));
	if (!found) throw new Error(`${method} ${path} is no endpoint of the table`);
	return found;
}

function pathOf({ path }: AnyEndpoint): RegExp {
	const ids = Array.from({ length: path.length }, () => 'ID') as never[];
	return new RegExp(`^${path(...ids).replaceAll('/ID', '/[^/]+')}$`);
}

const idsIn = (endpoint: AnyEndpoint) => endpoint.path.length;

/** Texts of resource locators. */
function byName(chosen: object): object {
	return Object.fromEntries(
		Object.entries(chosen).map(([name, value]) => [
			name,
			typeof value === 'object' ? byName(value as object) : { __rl: true, mode: 'id', value },
		]),
	);
}
