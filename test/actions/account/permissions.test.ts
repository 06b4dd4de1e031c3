import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	communicationsOf,
	createConversations,
	createOrganization,
	startSimulator,
	type Simulator,
} from '../../../packages/simulator';
import { SUBJECTS } from '../../../packages/simulator/contract/subjects';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock } from '../../support/fastClock';
import { DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({
	count: 300,
	from: NOW - 2 * DAY,
	to: NOW - DAY / 2,
	organization,
});

const recorded = [...conversations].find((each) => communicationsOf(each, organization).length > 0)!;

interface Documented {
	operation: string;
	permissions: string[];
	neededFor: string;
}

/** The table of docs/permissions.md. */
const documented: Documented[] = readFileSync(join(__dirname, '../../../docs/permissions.md'), 'utf8')
	.split('\n')
	.filter((line) => line.startsWith('| `'))
	.map((line) => {
		const [, operation = '', permission = '', neededFor = ''] = line.split('|').map((cell) => cell.trim());
		return {
			operation: operation.replaceAll('`', ''),
			permissions: [...permission.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
			neededFor,
		};
	});

const yesterday = { timeRange: 'yesterday', returnAll: true };
/** What makes each operation ask for all that it can ask for. */
const PARAMETERS: Record<string, object> = {
	'conversation.getAll': { ...yesterday, output: 'detailed' },
	'conversation.get': {
		output: 'detailed',
		conversationId: [...conversations]
			.slice(50, 150)
			.map((each) => each.conversationId)
			.join(),
	},
	'performance.getKpis': { ...yesterday, groupBy: ['queueId', 'wrapUpCode'] },
	'performance.query': {
		...yesterday,
		metrics: ['tHandle', 'nConnected'],
		groupBy: ['queueId', 'wrapUpCode', 'requestedRoutingSkillId', 'teamId'],
	},
	'queue.getStatus': {},
	'agent.getStatus': {},
	'agent.getTimeInStatus': yesterday,
	'agent.getStatusHistory': { ...yesterday, agents: organization.users[0]!.id },
	'conversation.getTranscript': {
		conversationId: [...conversations]
			.filter((each) => communicationsOf(each, organization).length > 0)
			.slice(0, 20)
			.map((each) => each.conversationId)
			.join(),
	},
	'recording.getAll': { conversationId: recorded.conversationId },
	'recording.download': { conversationId: recorded.conversationId },
	'account.getConnection': {},
	'performance.getFlowKpis': {
		...yesterday,
		groupBy: ['flowId', 'queueId', 'flowOutcomeId', 'flowMilestoneId', 'wrapUpCode', 'teamId'],
	},
	'performance.getBotKpis': yesterday,
	'evaluation.getAll': {
		timeRange: 'thisMonth',
		matchBy: 'conversation',
		returnAll: true,
		output: 'questions',
	},
	'survey.getAll': { timeRange: 'thisMonth', returnAll: true },
	'directory.getAll': { returnAll: true },
};
/** What has to be asked for as well before an operation needs a permission. */
const ONLY_FOR: Record<string, Record<string, object>> = {
	'performance.query': Object.fromEntries(
		Object.entries(SUBJECTS).map(([subject, { permission }]) => [
			permission,
			{ subject: subject === 'flowexecutions' ? 'flowExecutions' : subject },
		]),
	),
	'survey.getAll': { 'quality:survey:view': { output: 'answers' } },
	'directory.getAll': {
		'routing:queue:view': { type: 'queues' },
		'routing:queueMember:manage': { type: 'queueMembers', queues: organization.queues[0]!.id },
		'routing:wrapupCode:view': { type: 'wrapUpCodes' },
		'routing:skill:view': { type: 'skills' },
		'groups:team:view': { type: 'teams' },
		'presence:presenceDefinition:view': { type: 'presenceDefinitions' },
		'architect:flow:view': { type: 'flows' },
		'architect:flowOutcome:view': { type: 'flowOutcomes' },
		'architect:flowMilestone:view': { type: 'flowMilestones' },
		'quality:evaluationForm:view': { type: 'evaluationForms' },
		'quality:surveyForm:view': { type: 'surveyForms' },
		'speechAndTextAnalytics:topic:view': { type: 'topics' },
	},
};

let simulator: Simulator;

beforeEach(async () => {
	const clock = useFastClock(NOW);
	simulator = await startSimulator({ now: clock.now, organization, conversations });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function run(operation: string, more: object = {}) {
	const [resource, name] = operation.split('.');
	return await runNode(simulator, { resource, operation: name, ...PARAMETERS[operation], ...more } as never);
}

it('every operation is documented', () => {
	expect(new Set(documented.map(({ operation }) => operation))).toEqual(new Set(Object.keys(PARAMETERS)));
});

it.each(Object.keys(PARAMETERS))(
	'%s says nothing of permissions where none is missing',
	async (operation) => {
		const { items, error, hints } = await run(operation);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		expect(hints.map(({ message }) => message).join()).not.toContain('permission');
	},
);

it.each(documented)(
	'$operation names $permissions where it is missing',
	async ({ operation, permissions, neededFor }) => {
		deny(permissions);
		const { items, error, hints } = await run(operation, ONLY_FOR[operation]?.[permissions.at(-1)!]);
		const isVital = /^every/.test(neededFor);
		if (isVital) {
			expect(error?.message).toContain(`lacks the permission ${permissions[0]}`);
			expect(error?.description).toContain('a role of the OAuth client');
			return;
		}
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		expect(hints.map(({ message }) => message).join()).toContain(permissions[0]);
	},
);

it('queues that were chosen by id come without names', async () => {
	deny(['routing:queue:view']);
	const [queue] = organization.queues;
	const { items, hints } = await run('queue.getStatus', {
		queues: { __rl: true, mode: 'id', value: queue!.id },
	});
	expect(items.map(({ json }) => [json.queueId, json.queueName])).toEqual([[queue!.id, null]]);
	expect(hints.map(({ message }) => message).join()).toContain('routing:queue:view');
});

it.each([
	['conversation.getAll', { filters: { agent: 'Nobody' } }, 'directory:user:view'],
	['performance.getKpis', { filters: { queue: 'Nowhere' } }, 'routing:queue:view'],
	['performance.query', { filters: { wrapUpCode: 'Nothing' } }, 'routing:wrapupCode:view'],
	['agent.getTimeInStatus', { agents: 'Nobody' }, 'directory:user:view'],
])('%s names what it needs to find something by its name', async (operation, chosen, permission) => {
	deny([permission]);
	const { error } = await run(operation, byName(chosen));
	expect(error?.message).toContain(permission);
});

function deny(permissions: string[]): void {
	// The API's documentation declares none for it: a refusal that names none.
	if (permissions[0]!.startsWith('presence:')) {
		simulator.faults.push({
			kind: 'status',
			status: 403,
			on: /presence\/definitions/,
			body: { message: 'No' },
		});
	} else simulator.options.deniedPermissions = permissions;
}

/** Texts of resource locators. */
function byName(chosen: object): object {
	return Object.fromEntries(
		Object.entries(chosen).map(([name, value]) => [
			name,
			typeof value === 'object' ? byName(value as object) : { __rl: true, mode: 'id', value },
		]),
	);
}
