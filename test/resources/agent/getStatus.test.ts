import { createOrganization, type Simulator } from '../../../packages/simulator';
import { stateAt } from '../../../packages/simulator/data/timeline';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T11:00:00.000Z');
const getStatus = { resource: 'agent', operation: 'getStatus' };
const organization = createOrganization({ users: 330 });
const active = organization.users.filter(({ state }) => state === 'active');

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations: [] });
});
afterEach(stopSimulating);

it('reports the state of every active user, and since when', async () => {
	// Time stands still: an agent may change status any second.
	simulator.options.now = () => NOW;
	const { items, error } = await runNode(simulator, { ...getStatus, returnAll: true });
	expect(error).toBeUndefined();
	expect(new Set(items.map(({ json }) => json.agentId))).toEqual(new Set(active.map(({ id }) => id)));
	expect(items).toHaveLength(active.length);
	for (const { json } of items) {
		const user = active.find(({ id }) => id === json.agentId)!;
		const { presence, presenceSince, routing } = stateAt(user, organization, NOW);
		expect(json).toMatchObject({
			agentName: user.name,
			presenceName: presence.name,
			presenceSince: new Date(presenceSince).toISOString(),
			routingStatus: routing.state,
			routingStatusSince: new Date(routing.start).toISOString(),
			divisionId: user.divisionId,
			divisionName: organization.divisions.find(({ id }) => id === user.divisionId)!.name,
			state: 'active',
		});
		expect(String(json.presence).toUpperCase().replace(' ', '_')).toBe(presence.systemPresence);
		expect(Math.abs(Number(json.presenceSeconds) - (NOW - presenceSince) / 1_000)).toBeLessThan(10);
		expect(Math.abs(Number(json.routingStatusSeconds) - (NOW - routing.start) / 1_000)).toBeLessThan(10);
	}
});

const limitSentence = (limit: number) =>
	limit === 1 ? 'This is the first agent.' : `These are the first ${limit} agents.`;

it.each([
	{ limit: 7, requests: 1 },
	{ limit: 100, requests: 1 },
	{ limit: 120, requests: 2 },
])('stops asking at the limit of $limit', async ({ limit, requests }) => {
	const { items } = await runNode(simulator, { ...getStatus, limit });
	expect(items).toHaveLength(limit);
	expect(simulator.requests('/api/v2/users')).toHaveLength(requests);
});

it.each([
	{ limit: 7, cut: true },
	{ limit: active.length - 1, cut: true },
	{ limit: active.length, cut: false },
	{ limit: 1, chosen: 2, cut: true },
	{ limit: 2, chosen: 2, cut: false },
])('says where the limit of $limit cuts', async ({ limit, chosen = 0, cut }) => {
	const ids = active.slice(0, chosen).map(({ id }) => id);
	const agents = { __rl: true, mode: 'id', value: ids.join(',') };
	const { hints } = await runNode(simulator, { ...getStatus, limit, agents });
	expect(hints.map(({ message }) => message)).toEqual(
		cut ? [`${limitSentence(limit)} Raise Limit or turn on Return All to get more.`] : [],
	);
});

it('reports the agents given by name or id, whatever their state, and says which are unknown', async () => {
	const gone = organization.users.find(({ state }) => state === 'deleted')!;
	const named = active[3]!;
	const unknown = '00000000-0000-4000-8000-000000000000';
	const { items, hints, error } = await runNode(simulator, {
		...getStatus,
		agents: { __rl: true, mode: 'id', value: `${gone.id}, ${named.name}, ${unknown}` },
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => [json.agentId, json.state])).toEqual([
		[gone.id, 'deleted'],
		[named.id, 'active'],
	]);
	expect(hints.map(({ message }) => message)).toEqual([`Genesys Cloud has no user with the ID ${unknown}.`]);
});

it('asks for 200 ids in two requests, in smaller ones where that is too many', async () => {
	simulator.options.limits = { maxIds: 60 };
	const ids = active.slice(0, 200).map(({ id }) => id);
	const { items, error } = await runNode(simulator, {
		...getStatus,
		returnAll: true,
		agents: { __rl: true, mode: 'id', value: ids.join(',') },
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.agentId)).toEqual(ids);
});
