import { createOrganization, fault502Html, type Simulator } from '../../../packages/simulator';
import { statusHistory } from '../../../packages/simulator/data/statusHistory';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { custom, DAY, HOUR, MINUTE } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const QUERY = '/users/details/query';
const JOBS = '/users/details/jobs';
const getStatusHistory = { resource: 'agent', operation: 'getStatusHistory' };
const LEFT = Date.parse('2026-11-19T00:00:00.000Z');
const made = createOrganization({ users: 45 });
const organization = { ...made, users: made.users.map((user) => ({ ...user, leftAt: LEFT })) };
const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Who was active then, and whoever is not any more: both have a past. */
const agents = organization.users;
const presenceOf = new Map(organization.presences.map((presence) => [presence.id, presence]));

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations: [] });
});
afterEach(stopSimulating);

interface Period {
	agentId: string;
	kind: string;
	status: string;
	startTime: string;
	endTime: string;
	durationSeconds: number;
	open: boolean;
	event: string | null;
	presenceId: string | null;
	presenceName: string | null;
}

async function periods(parameters: object, more: object = {}) {
	const { items, error, hints } = await runNode(
		simulator,
		{ ...getStatusHistory, returnAll: true, ...parameters, ...more } as never,
		{},
	);
	expect(error).toBeUndefined();
	return {
		rows: items.map(({ json }) => json as unknown as Period),
		hints: hints.map(({ message }) => message).join('\n'),
	};
}

/** What the agents did, from the working days themselves. */
function worked(startMs: number, endMs: number) {
	return agents.flatMap((user) => {
		const { presences, routing } = statusHistory(user, organization, { start: startMs, end: endMs });
		const clip = ({ start, end }: { start: number; end: number }) => ({
			startTime: new Date(Math.max(start, startMs)).toISOString(),
			endTime: new Date(Math.min(end, endMs)).toISOString(),
			open: end > NOW,
		});
		const isOff = [...presences, ...routing].every(
			({ state }) => state === 'OFF_QUEUE' || presenceOf.get(state)?.systemPresence === 'OFFLINE',
		);
		if (user.state !== 'active' && isOff) return [];
		return [
			...presences.map((one) => ({
				agentId: user.id,
				agentName: user.name,
				kind: 'presence',
				status: presenceOf.get(one.state)!.systemPresence,
				presenceId: one.state,
				...clip(one),
			})),
			...routing.map((one) => ({
				agentId: user.id,
				agentName: user.name,
				kind: 'routingStatus',
				status: one.state,
				presenceId: null,
				...clip(one),
			})),
		];
	});
}

/** What one has and the other hasn't, a few of each: thousands of rows take a matcher minutes to tell apart. */
function expectSame(rows: readonly Period[], expected: ReturnType<typeof worked>): void {
	const keyOf = (row: Omit<ReturnType<typeof worked>[number], 'agentName'>) =>
		[row.agentId, row.kind, row.status, row.presenceId, row.startTime, row.endTime].join(' ');
	const [found, wanted] = [rows.map(keyOf), expected.map(keyOf)];
	const [asFound, asWanted] = [new Set(found), new Set(wanted)];
	expect(found.filter((key) => !asWanted.has(key)).slice(0, 3)).toEqual([]);
	expect(wanted.filter((key) => !asFound.has(key)).slice(0, 3)).toEqual([]);
	expect(found).toHaveLength(wanted.length);
}

const twoDays = custom(NOW - 2 * DAY - 100 * MINUTE, NOW);

it.each([
	['as the API documents it', {}],
	['with pages that are short before the end', { userDetails: { shortPages: true } }],
	['without records that began before the range', { userDetails: { omitsEarlier: true } }],
	['with a total that is too small', { totalHitsError: (hits: number) => Math.floor(hits / 3) }],
	[
		'with short pages and a total that is too large',
		{ userDetails: { shortPages: true }, totalHitsError: (hits: number) => hits + 250 },
	],
	['where an interval may have one day', { limits: { maxDaysFiltered: 1 } }],
])('each period of each agent once, cut at the range, over several pages: %s', async (_, options) => {
	Object.assign(simulator.options, options);
	const { rows, hints } = await periods(twoDays);
	expectSame(rows, worked(NOW - 2 * DAY - 100 * MINUTE, NOW));
	const open = rows.filter((row) => row.open);
	// The clock moves on while it is read: one or the other period ends just then.
	expect(open.length).toBeGreaterThan(1.7 * agents.length);
	expect(open.length).toBeLessThanOrEqual(2 * agents.length);
	expect(new Set(open.map(({ endTime }) => endTime))).toEqual(new Set([new Date(NOW).toISOString()]));
	expect(simulator.requests(QUERY).length).toBeGreaterThan(1);
	expect(simulator.requests(JOBS)).toEqual([]);
	expect(hints).not.toContain('not known');
});

it('has the same totals as Get Time in Status', async () => {
	const { rows } = await periods(twoDays);
	const { items } = await runNode(simulator, {
		...{ resource: 'agent', operation: 'getTimeInStatus', ...twoDays },
		returnAll: true,
	});
	expect(items.map(({ json }) => json.agentId).sort()).toEqual(
		[...new Set(rows.map(({ agentId }) => agentId))].sort(),
	);
	for (const { json } of items) {
		const seconds = (kind: string, status: string) =>
			rows
				.filter((row) => row.agentId === json.agentId && row.kind === kind && row.status === status)
				.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
		expect(seconds('presence', 'ON_QUEUE')).toBeCloseTo(Number(json.onQueueSeconds), 2);
		expect(seconds('presence', 'BREAK')).toBeCloseTo(Number(json.breakSeconds), 2);
		expect(seconds('presence', 'OFFLINE')).toBeCloseTo(Number(json.offlineSeconds), 2);
		expect(seconds('presence', 'MEETING')).toBeCloseTo(Number(json.meetingSeconds), 2);
		expect(seconds('routingStatus', 'INTERACTING')).toBeCloseTo(Number(json.interactingSeconds), 2);
		expect(seconds('routingStatus', 'OFF_QUEUE')).toBeCloseTo(Number(json.offQueueSeconds), 2);
	}
});

it.each([{}, { raggedPages: true, pageSize: 70 }])(
	'reads weeks by a job, and by the query from its watermark on: %j',
	async (jobs) => {
		simulator.options.jobs = { availabilityLagHours: 30, queuedMs: 40_000, ...jobs };
		simulator.options.rateLimit = { allowed: 8, windowSeconds: 60 };
		const start = NOW - 9 * DAY;
		const { rows, hints } = await periods(custom(start, NOW));
		const expected = worked(start, NOW);
		expectSame(rows, expected);
		expect(hints).toContain('Read by a details job until 19 Nov 2026, 06:00');
		const windows = simulator
			.requests(QUERY)
			.map(({ body }) => (body as { interval: string }).interval.slice(0, 13));
		expect(new Set(windows)).toEqual(new Set(['2026-11-19T00']));
		expect(simulator.jobIds).toEqual([]);
	},
);

it('goes on with the query where the job fails, and says so', async () => {
	simulator.options.jobs = { outcome: 'FAILED' };
	simulator.options.rateLimit = { allowed: 5, windowSeconds: 60 };
	const { rows, hints } = await periods(custom(NOW - 6 * DAY, NOW));
	expectSame(rows, worked(NOW - 6 * DAY, NOW));
	expect(hints).toContain('Only the details query was used: The details job ended with the state FAILED');
	expect(simulator.jobIds).toEqual([]);
});

it('a job alone says what it has no data for', async () => {
	const { rows, hints } = await periods(custom(NOW - 3 * DAY, NOW), { options: { source: 'job' } });
	expect(hints).toContain('Details jobs have no data yet for 19 Nov 2026, 12:00');
	expect(rows.length).toBeGreaterThan(100);
	expect(simulator.requests(QUERY)).toEqual([]);
	// What went on at the watermark is not said to have gone on after it.
	const ends = rows.map(({ endTime }) => endTime).sort();
	expect(ends.at(-1)).toMatch(/^2026-11-19T12:00:00/);
});

it('marks log-ins and log-outs, and names presences as the organization does', async () => {
	const { rows } = await periods({ timeRange: 'yesterday', statusKinds: ['presence'] });
	expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['presence']));
	const logins = rows.filter(({ event }) => event === 'login');
	expect(logins.length).toBeGreaterThan(20);
	for (const login of logins) {
		const before = rows.find(
			({ agentId, endTime }) => agentId === login.agentId && endTime === login.startTime,
		);
		expect([before?.status, login.status === 'OFFLINE']).toEqual(['OFFLINE', false]);
	}
	expect(rows.filter(({ event }) => event === 'logout').map(({ status }) => status)).toContain('OFFLINE');
	const names = new Set(organization.presences.map(({ name }) => name));
	expect(rows.filter(({ presenceName }) => !names.has(presenceName!)).slice(0, 3)).toEqual([]);
});

it.each([[fault502Html()], [{ kind: 'drop' as const }], [{ kind: 'dropMidBody' as const }]])(
	'comes through a fault of the query: %j',
	async (fault) => {
		simulator.faults.push({ ...fault, on: /users\/details\/query/, after: 1 });
		const { rows } = await periods(twoDays);
		expectSame(rows, worked(NOW - 2 * DAY - 100 * MINUTE, NOW));
	},
);

it('a limit asks for no more agents than rows, and says that it cut', async () => {
	const { rows, hints } = await periods(custom(NOW - 8 * HOUR, NOW), { returnAll: false, limit: 5 });
	expect(rows).toHaveLength(5);
	expect(hints).toContain('These are the first 5 rows.');
	const [{ body }] = simulator.requests(QUERY) as unknown as [
		{ body: { userFilters: [{ predicates: object[] }] } },
	];
	expect(body.userFilters[0].predicates).toHaveLength(5);
});

it('a limit of rows that leaves agents out is said, though they have fewer rows', async () => {
	const never = { __rl: true, mode: 'id', value: `${NOBODY},${agents[0]!.id}` };
	const { rows, hints } = await periods(custom(NOW - HOUR, NOW), {
		...{ returnAll: false, limit: 1, agents: never },
	});
	expect(rows).toEqual([]);
	expect(hints).toContain('This is the first agent.');
});

it('an agent who does not exist has no row, and a hint says so', async () => {
	const nobody = { __rl: true, mode: 'id', value: NOBODY };
	const { rows, hints } = await periods(custom(NOW - HOUR, NOW), { agents: nobody });
	expect(rows).toEqual([]);
	expect(hints).toContain('The status of 1 of the agents at the start of the time range is not known');
});

it.each([false, true])(
	'under Since, a period has the same row whichever run reads it, also after a weekend (%s: what began earlier is omitted)',
	async (omitsEarlier) => {
		await stopSimulating();
		const monday = Date.parse('2026-11-23T12:00:00.000Z');
		simulator = await simulateAt(monday, { organization, conversations: [] });
		simulator.options.userDetails = { omitsEarlier };
		const run = async (hours: number) => {
			const since = new Date(monday - hours * HOUR).toISOString();
			const { rows } = await periods({ timeRange: 'since', since, columns: 'all' });
			// The range is the run's, not the period's.
			const ofPeriod = (row: Period) => ({ ...row, rangeStart: undefined, rangeEnd: undefined });
			return new Map(rows.map((row) => [`${row.agentId} ${row.kind} ${row.startTime}`, ofPeriod(row)]));
		};
		const whole = await run(24 * 6);
		const events = [...whole.values()].filter(({ event }) => event !== null);
		expect(events.length).toBeGreaterThan(100);
		for (const hours of [1, 5, 30]) {
			const some = await run(hours);
			expect(some.size).toBeGreaterThan(0);
			for (const [key, row] of some) expect(row).toEqual(whole.get(key));
		}
	},
);

it('who has left since has the periods of the past, with the names of presences that are no longer in use', async () => {
	const presences = organization.presences.map((presence) => ({ ...presence, deactivated: true }));
	simulator.options.organization = { ...organization, presences };
	const { rows, hints } = await periods(twoDays);
	const states = new Map(organization.users.map(({ id, state }) => [id, state]));
	expect(new Set(rows.map(({ agentId }) => states.get(agentId)))).toEqual(
		new Set(['active', 'inactive', 'deleted']),
	);
	expect(rows.filter(({ presenceId, presenceName }) => presenceId && !presenceName)).toEqual([]);
	expect(hints).not.toContain('not known');
});
