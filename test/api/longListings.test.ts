import { createOrganization, type Simulator } from '../../packages/simulator';
import { runNode } from '../support/engine';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const USERS = { resource: 'directory', operation: 'getAll', type: 'users', returnAll: true };
const STATUS = { resource: 'agent', operation: 'getStatus', returnAll: true };

afterEach(stopSimulating);

const idsOf = (result: Awaited<ReturnType<typeof runNode>>, field: string) =>
	new Set(result.items.map(({ json }) => json[field]));

describe('an organization with more users than GET /users pages to', () => {
	const organization = createOrganization({ users: 400 });
	const active = organization.users.filter(({ state }) => state === 'active');
	let simulator: Simulator;

	beforeEach(async () => {
		simulator = await simulateAt(NOW, { organization, limits: { maxListedUsers: 200 } });
	});

	it('is listed whole: by state, and by cursor what is too many of one state', async () => {
		const result = await runNode(simulator, USERS, { simplified: true });
		expect(result.error).toBeUndefined();
		expect(idsOf(result, 'userId')).toEqual(new Set(organization.users.map(({ id }) => id)));
		expect(result.items).toHaveLength(400);
		const states = simulator.requests('/users/query').map(({ query }) => query.state);
		expect(new Set(states)).toEqual(new Set(['active']));
	});

	it('shows the status of all its agents', async () => {
		const result = await runNode(simulator, STATUS, { simplified: true });
		expect(idsOf(result, 'agentId')).toEqual(new Set(active.map(({ id }) => id)));
	});

	it('names the permission that is needed for the rest', async () => {
		simulator.options.deniedPermissions = ['directory:user:view'];
		const { error } = await runNode(simulator, STATUS, { simplified: true });
		expect(error?.message).toContain('lacks the permission directory:user:view');
	});
});

it('asks for the last page of a very long listing first: where it is refused, the pages before are not read', async () => {
	const simulator = await simulateAt(NOW, { organization: createOrganization({ users: 12_500 }) });
	const result = await runNode(simulator, { ...USERS, filters: { state: 'active' } }, { simplified: true });
	expect(result.items.length).toBeGreaterThan(10_000);
	const listed = simulator.requests('/users').filter(({ path, query }) => /users$/.test(path) && !query.id);
	expect(listed.map(({ query }) => query.pageNumber)).toEqual(['1', '111']);
});

it('says what to do where a listing without another way ends before its entries', async () => {
	const simulator = await simulateAt(NOW, { organization: createOrganization({ queues: 300 }) });
	const refusal = {
		message: 'Page requests may not go beyond 200 entries.',
		code: 'bad.request',
		status: 400,
	};
	simulator.faults.push({
		kind: 'status',
		status: 400,
		on: /routing.queues$/,
		after: 2,
		times: 99,
		body: refusal,
	});
	const queues = { resource: 'directory', operation: 'getAll', type: 'queues', returnAll: true };
	const { error } = await runNode(simulator, queues, { simplified: true });
	expect(error?.message).toContain('does not list all 300 entries: Page requests may not go beyond 200');
	expect(error?.description).toContain('Use filters');
});

describe('pages that take too long', () => {
	const organization = createOrganization({ users: 230 });
	const { length: count } = organization.users.filter(({ state }) => state === 'active');

	it('are asked for at half the size, and that size is kept', async () => {
		const simulator = await simulateAt(NOW, {
			organization,
			slowPages: { on: /GET .*\/users$/, largest: 25 },
		});
		const result = await runNode(simulator, STATUS, { simplified: true });
		expect(result.error).toBeUndefined();
		expect(idsOf(result, 'agentId').size).toBe(count);
		const sizes = simulator.requests('/api/v2/users').map(({ query }) => Number(query.pageSize));
		expect(sizes.filter((size) => size > 25)).toEqual([100, 50]);
	});

	it('fail in the end, with the sentence of the gateway', async () => {
		const simulator = await simulateAt(NOW, {
			organization,
			slowPages: { on: /GET .*\/users$/, largest: 0 },
		});
		const { error } = await runNode(simulator, STATUS, { simplified: true });
		expect(error?.message).toContain('responded with 504');
		expect(simulator.requests('/api/v2/users').length).toBeLessThan(12);
	});
});
