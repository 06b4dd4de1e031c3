import { DEFAULT_CLIENT, startSimulator, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock } from '../../support/fastClock';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const getConnection = { resource: 'account', operation: 'getConnection' };

let simulator: Simulator;

beforeEach(async () => {
	const clock = useFastClock(NOW);
	simulator = await startSimulator({
		now: clock.now,
		conversations: [],
		retentionDays: 400,
		rateLimit: { allowed: 300, windowSeconds: 60 },
		jobs: { availabilityLagHours: 6 },
	});
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

it('reports organization, client, roles, divisions, watermark and rate limit in one row', async () => {
	const { items, hints, error } = await runNode(simulator, getConnection);
	expect(error).toBeUndefined();
	expect(hints).toEqual([]);
	expect(items).toHaveLength(1);
	const { jobDataAvailableUntil, statusJobDataAvailableUntil, rateLimitResetSeconds, ...row } =
		items[0]!.json;
	expect(row).toEqual({
		organizationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		organizationName: 'Contoso Contact Centre',
		clientId: DEFAULT_CLIENT.id,
		clientName: expect.any(String),
		clientState: 'active',
		roleIds: expect.stringMatching(/^[0-9a-f-]{36}$/),
		divisionIds: expect.stringMatching(/^([0-9a-f-]{36}(, )?){3}$/),
		divisionNames: 'Home, Europe, Asie-Pacifique',
		region: 'custom',
		apiBaseUrl: simulator.url,
		retentionDays: 400,
		limits: 'details.jobs.concurrent.access.max: 10, details.jobs.rate.per.second: 1',
		rateLimitAllowed: 300,
		rateLimitUsed: 6,
	});
	expect(Math.abs(Date.parse(String(jobDataAvailableUntil)) - (NOW - 6 * 3_600_000))).toBeLessThan(10_000);
	expect(statusJobDataAvailableUntil).toMatch(/^2026-11-20T06:00/);
	expect(rateLimitResetSeconds).toBeGreaterThan(50);
	expect(rateLimitResetSeconds).toBeLessThanOrEqual(60);
});

it('reports the rest where job availability is refused, and names the permission', async () => {
	simulator.options.deniedPermissions = ['analytics:conversationDetail:view'];
	const { items, hints, error } = await runNode(simulator, getConnection);
	expect(error).toBeUndefined();
	expect(items[0]!.json).toMatchObject({
		organizationName: 'Contoso Contact Centre',
		jobDataAvailableUntil: null,
	});
	expect(hints.map(({ message }) => message)).toEqual([
		"The availability of details jobs can't be read: add the permission analytics:conversationDetail:view to a role of the OAuth client.",
	]);
});

it.each([
	[
		'/tokens/me',
		{ clientId: DEFAULT_CLIENT.id, clientName: null, organizationName: 'Contoso Contact Centre' },
	],
	['/organizations/me', { clientId: DEFAULT_CLIENT.id, organizationName: 'Contoso Contact Centre' }],
])('reports as much as possible where %s is refused', async (path, row) => {
	simulator.faults.push({
		kind: 'status',
		status: 403,
		on: new RegExp(path),
		body: { message: 'No', status: 403 },
	});
	const { items, hints, error } = await runNode(simulator, getConnection);
	expect(error).toBeUndefined();
	expect(items[0]!.json).toMatchObject(row);
	expect(hints[0]!.message).toMatch(/can't be read/);
});

it('is an error where everything is refused', async () => {
	simulator.faults.push({ kind: 'status', status: 403, times: 99, body: { message: 'No', status: 403 } });
	const { error } = await runNode(simulator, getConnection);
	expect(error?.message).toBe('Genesys Cloud does not allow this to the OAuth client: No');
});
