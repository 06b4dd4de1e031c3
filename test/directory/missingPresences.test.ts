import { createOrganization, fault403, startSimulator, type Simulator } from '../../packages/simulator';
import { runNode } from '../support/engine';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { restoreClock } from '../support/fastClock';
import { HOUR } from '../support/records';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T11:00:00.000Z');
const DEFINITIONS = /presence\/definitions/;
const organization = createOrganization();

const operations = [
	{ operation: 'getStatus' },
	{ operation: 'getStatusHistory', timeRange: 'yesterday', limit: 20 },
	{ operation: 'getTimeInStatus', timeRange: 'yesterday', options: { organizationPresences: true } },
];
const failures = [400, 401, 403, 404, 429, 500, 503].map((status) => ({ status }));

describe('where presences can not be read', () => {
	let simulator: Simulator;

	beforeEach(async () => {
		simulator = await simulateAt(NOW, { organization, conversations: [] });
	});
	afterEach(stopSimulating);

	it.each(operations.flatMap((each) => failures.map((failure) => ({ ...each, ...failure }))))(
		'$operation goes on after $status and says so',
		async ({ status, ...parameters }) => {
			simulator.faults.push(
				status === 403
					? fault403('presence:presenceDefinition:view', { on: DEFINITIONS, times: 99 })
					: { on: DEFINITIONS, kind: 'status', status, times: 99 },
			);
			const { items, hints, error } = await runNode(simulator, {
				resource: 'agent',
				columns: 'all',
				...parameters,
			});
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(0);
			for (const { json } of items) expect([undefined, null]).toContain(json.presenceName);
			const sentences = hints.map(({ message }) => message).join(' ');
			expect(sentences).toContain('Names of presences are missing');
			expect(sentences.includes('presence:presenceDefinition:view')).toBe(status === 403);
		},
	);
});

it('names that came with the listing of agents are not asked for again', async () => {
	const simulator = await simulateAt(NOW, { organization, conversations: [] });
	const { items } = await runNode(simulator, { resource: 'agent', operation: 'getStatus', columns: 'all' });
	for (const { json } of items) expect(json.agentName).toEqual(expect.any(String));
	expect(simulator.requests('/api/v2/users')).toHaveLength(1);
	await stopSimulating();
});

it.each(failures)('a poll goes on after $status', async ({ status }) => {
	const clock = new StandingClock(NOW);
	const simulator = await startSimulator({ now: clock.now, conversations: [], organization });
	simulator.faults.push({ on: DEFINITIONS, kind: 'status', status, times: 99 });
	const workflow = new PolledWorkflow(simulator, { event: 'agentStatusChanged', columns: 'all' });
	await workflow.activate();
	clock.at += HOUR;
	await workflow.poll();
	const description = expect.stringContaining('Names of presences are missing') as string;
	expect(workflow.errors).toMatchObject([{ message: 'Some rows come without names', description }]);
	expect(workflow.items.length).toBeGreaterThan(0);
	expect(workflow.items.every(({ json }) => json.presenceName === null)).toBe(true);
	restoreClock();
	await simulator.close();
});

it('history names presences that are no longer in use', async () => {
	const presences = organization.presences.map((presence) => ({ ...presence, deactivated: true }));
	const simulator = await simulateAt(NOW, {
		organization: { ...organization, presences },
		conversations: [],
	});
	const { items } = await runNode(simulator, {
		...{ resource: 'agent', operation: 'getStatusHistory', timeRange: 'yesterday', limit: 30 },
		...{ statusKinds: ['presence'], columns: 'all' },
	});
	expect(items).toHaveLength(30);
	for (const { json } of items) expect(json.presenceName).toEqual(expect.any(String));
	await stopSimulating();
});
