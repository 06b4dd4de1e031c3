import { createOrganization, fault403, type Simulator } from '../../../packages/simulator';
import { dayOfWork } from '../../../packages/simulator/data/timeline';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { custom, DAY, HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const PATH = '/users/aggregates/query';
const getTimeInStatus = { resource: 'agent', operation: 'getTimeInStatus' };
// 15 of 60 users are no longer active, so 250 active ones need more.
const organization = createOrganization({ users: 290 });
const active = organization.users.filter(({ state }) => state === 'active').slice(0, 250);

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations: [] });
});
afterEach(stopSimulating);

const PRESENCES = [
	'ON_QUEUE',
	'AVAILABLE',
	'BREAK',
	'AWAY',
	'BUSY',
	'MEAL',
	'MEETING',
	'TRAINING',
	'OFFLINE',
];
const ROUTING = ['IDLE', 'INTERACTING', 'NOT_RESPONDING', 'COMMUNICATING', 'OFF_QUEUE'];
const COLUMNS: Record<string, string> = {
	ON_QUEUE: 'onQueueSeconds',
	AVAILABLE: 'availableSeconds',
	BREAK: 'breakSeconds',
	AWAY: 'awaySeconds',
	BUSY: 'busySeconds',
	MEAL: 'mealSeconds',
	MEETING: 'meetingSeconds',
	TRAINING: 'trainingSeconds',
	OFFLINE: 'offlineSeconds',
	IDLE: 'idleSeconds',
	INTERACTING: 'interactingSeconds',
	NOT_RESPONDING: 'notRespondingSeconds',
	COMMUNICATING: 'communicatingSeconds',
	OFF_QUEUE: 'offQueueSeconds',
};

/** Seconds in each status, from the working days themselves. */
function worked(userId: string, startMs: number, endMs: number): Record<string, number> {
	const user = organization.users.find(({ id }) => id === userId)!;
	const systemOf = new Map(organization.presences.map(({ id, systemPresence }) => [id, systemPresence]));
	const sums = Object.fromEntries([...PRESENCES, ...ROUTING].map((status) => [COLUMNS[status]!, 0]));
	for (let day = Math.floor(startMs / DAY) * DAY; day < endMs; day += DAY) {
		const { presences, routing } = dayOfWork(user, organization, day);
		const stretches = [
			...presences.map(({ state, ...rest }) => ({ ...rest, state: systemOf.get(state)! })),
			...routing,
		];
		for (const { state, start, end } of stretches) {
			sums[COLUMNS[state]!]! += Math.max(0, Math.min(end, endMs) - Math.max(start, startMs));
		}
	}
	return Object.fromEntries(Object.entries(sums).map(([name, ms]) => [name, ms / 1_000]));
}

it('250 agents: 3 requests, a row each, with the seconds that they worked', async () => {
	const { items, error } = await runNode(simulator, {
		...getTimeInStatus,
		timeRange: 'yesterday',
		returnAll: true,
		agents: { __rl: true, mode: 'id', value: active.map(({ id }) => id).join(',') },
	});
	expect(error).toBeUndefined();
	expect(simulator.requests(PATH)).toHaveLength(3);
	expect(items.map(({ json }) => json.agentName)).toEqual(active.map(({ name }) => name));
	const [start, end] = [Date.parse('2026-11-19T00:00:00Z'), Date.parse('2026-11-20T00:00:00Z')];
	for (const { json } of items) {
		expect(json).toMatchObject({ ...worked(String(json.agentId), start, end), presenceIdleSeconds: 0 });
	}
	expect(Object.keys(items[0]!.json).slice(0, 10)).toEqual([
		...['agentId', 'agentName', 'intervalStart', 'intervalEnd', 'onQueueSeconds'],
		...['idleSeconds', 'interactingSeconds', 'notRespondingSeconds', 'availableSeconds', 'breakSeconds'],
	]);
});

it('cuts the time at the intervals of a day of 25 hours', async () => {
	const [start, end] = [Date.parse('2026-10-24T22:00:00Z'), Date.parse('2026-10-25T23:00:00Z')];
	const { items, error } = await runNode(
		simulator,
		{ ...getTimeInStatus, ...custom(start, end), granularity: 'PT1H', limit: 75 },
		{ timezone: 'Europe/Berlin' },
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(75);
	expect(new Set(items.map(({ json }) => json.agentId)).size).toBe(3);
	for (const { json } of items) {
		const from = Date.parse(String(json.intervalStart));
		expect(Date.parse(String(json.intervalEnd))).toBe(from + HOUR);
		expect(json).toMatchObject(worked(String(json.agentId), from, from + HOUR));
	}
	// Three agents are enough for 75 rows: no more are asked for.
	expect(simulator.requests('/api/v2/users')[0]!.query).toMatchObject({ pageSize: '3' });
});

it('adds what it had to read in pieces', async () => {
	const parameters = { ...getTimeInStatus, ...custom(NOW - 5 * DAY - HOUR / 3, NOW), limit: 10 };
	const whole = await runNode(simulator, { ...parameters, granularity: 'P1W' });
	simulator.options.limits = { maxAggregateIntervals: 24 };
	const hourly = await runNode(simulator, { ...parameters, limit: 10_000, granularity: 'PT1H' });
	expect(hourly.error).toBeUndefined();
	for (const { json: agent } of whole.items.slice(0, 4)) {
		const parts = hourly.items.filter(
			({ json }) =>
				json.agentId === agent.agentId &&
				String(json.intervalStart) >= String(agent.intervalStart) &&
				String(json.intervalStart) < String(agent.intervalEnd),
		);
		const sum = parts.reduce((total, { json }) => total + Number(json.onQueueSeconds), 0);
		expect(sum).toBeCloseTo(Number(agent.onQueueSeconds), 2);
	}
});

it.each([
	{ fillGaps: true, rows: 4 },
	{ fillGaps: false, rows: 0 },
])('an agent of whom nothing is known: $rows rows with fillGaps $fillGaps', async ({ fillGaps, rows }) => {
	const { items, error } = await runNode(simulator, {
		...getTimeInStatus,
		...custom(NOW - 4 * HOUR, NOW),
		granularity: 'PT1H',
		agents: { __rl: true, mode: 'id', value: '00000000-0000-4000-8000-000000000000' },
		options: { fillGaps },
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(rows);
	for (const { json } of items)
		expect(json).toMatchObject({ agentName: null, onQueueSeconds: 0, offlineSeconds: 0 });
});

it('refuses 15 minutes with a sentence, and asks for nothing', async () => {
	const { error } = await runNode(simulator, { ...getTimeInStatus, granularity: 'PT15M' });
	expect(error?.message).toBe('Granularity can\'t be "PT15M"');
	expect(simulator.requests(PATH)).toHaveLength(0);
});

it.each(['PT30M', 'PT1H', 'P1D', 'P1W', 'P1M'])(
	'has intervals that the API knows: %s',
	async (granularity) => {
		const { items, error } = await runNode(simulator, {
			...getTimeInStatus,
			...custom(NOW - 2 * DAY, NOW),
			granularity,
			limit: 2,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
	},
);

it.each([
	{ limit: 4, granularity: 'none', fillGaps: true, cut: 'These are the first 4 agents.' },
	{ limit: 3, granularity: 'PT1H', fillGaps: true, cut: 'These are the first 3 rows.' },
	{ limit: 1_000, granularity: 'none', fillGaps: true, cut: undefined },
	{ limit: 1, granularity: 'PT1H', fillGaps: false, cut: 'This is the first row.' },
])('says where the limit of $limit rows cuts, by $granularity', async ({ cut, fillGaps, ...form }) => {
	const { hints } = await runNode(simulator, {
		...{ ...getTimeInStatus, ...custom(NOW - 2 * HOUR, NOW), options: { fillGaps } },
		...form,
	});
	const said = hints.map(({ message }) => message.replace(/^Time range: .*? \(UTC\)\.\s?/, ''));
	expect(said).toEqual([cut ? `${cut} Raise Limit or turn on Return All to get more.` : '']);
});

it('reports logged-in time, and occupancy of the time on queue', async () => {
	const { items } = await runNode(simulator, { ...getTimeInStatus, timeRange: 'yesterday', limit: 20 });
	let checked = 0;
	for (const { json } of items) {
		const of = json as Record<string, number>;
		expect(of.loggedInSeconds! + of.offlineSeconds!).toBeCloseTo(86_400, 2);
		const busy = of.interactingSeconds!;
		const onQueue = busy + of.communicatingSeconds! + of.idleSeconds!;
		if (onQueue === 0) expect(of.occupancyPercent).toBeNull();
		else {
			expect(of.occupancyPercent).toBeCloseTo((busy / onQueue) * 100, 1);
			checked++;
		}
	}
	expect(checked).toBeGreaterThan(10);
});

describe('presences of the organization', () => {
	const parameters = { ...getTimeInStatus, timeRange: 'yesterday', limit: 30 };
	const withPresences = { ...parameters, options: { organizationPresences: true } };
	const presenceKeys = (json: object) => Object.keys(json).filter((name) => name.startsWith('presence_'));

	it('are columns of their own that add up to those of the system', async () => {
		const { items, error } = await runNode(simulator, withPresences);
		expect(error).toBeUndefined();
		expect(presenceKeys(items[0]!.json)).toEqual(
			organization.presences.map(({ name }) => `presence_${name}`),
		);
		let backOffice = 0;
		for (const { json } of items) {
			const of = json as Record<string, number>;
			expect(of.presence_Busy! + of['presence_Back Office, paperwork']!).toBeCloseTo(of.busySeconds!, 2);
			backOffice += of['presence_Back Office, paperwork']!;
		}
		expect(backOffice).toBeGreaterThan(0);
		expect(presenceKeys((await runNode(simulator, parameters)).items[0]!.json)).toEqual([]);
	});

	it('are durations like all others: h:mm:ss where that is asked for', async () => {
		const { items, error } = await runNode(simulator, {
			...parameters,
			options: { organizationPresences: true, seconds: 'hms' },
		});
		expect(error).toBeUndefined();
		for (const { json } of items) {
			for (const name of presenceKeys(json)) expect(json[name]).toMatch(/^\d+:\d\d:\d\d$/);
		}
		expect(presenceKeys(items[0]!.json)).toHaveLength(organization.presences.length);
	});

	it('are shown by their ids, with a hint, where their names may not be read', async () => {
		simulator.faults.push(
			fault403('presence:presenceDefinition:view', { on: /presence\/definitions/, times: 9 }),
		);
		const { items, hints } = await runNode(simulator, withPresences);
		const ids = new Set(organization.presences.map(({ id }) => `presence_${id}`));
		expect(presenceKeys(items[0]!.json).length).toBeGreaterThan(3);
		for (const name of presenceKeys(items[0]!.json)) expect(ids).toContain(name);
		expect(hints.map(({ message }) => message).join()).toContain('presence:presenceDefinition:view');
	});
});
