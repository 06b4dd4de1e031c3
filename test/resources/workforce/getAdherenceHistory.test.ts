import type { INodeParameters } from 'n8n-workflow';

import { createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';

/** A Friday. */
const NOW = Date.parse('2026-11-20T10:35:00.000Z');
const BULK = '/api/v2/workforcemanagement/adherence/historical/bulk';
const DAY_SHIFT = '77777777-0000-4000-8000-000000000001';
const NIGHT_SHIFT = '77777777-0000-4000-8000-000000000002';
const organization = createOrganization();
const inUnits = organization.users.filter(({ state, teamId }) => state === 'active' && teamId !== undefined);
const outside = organization.users.find(({ state, teamId }) => state === 'active' && teamId === undefined)!;
const [anna, bjorn, chloe] = organization.users as [User, User, User];
type User = (typeof inUnits)[number];
const katarzyna = organization.users[10]!;

/** Every second team is in the unit of the night shift. */
const isNight = ({ teamId }: User) => organization.teams.findIndex(({ id }) => id === teamId) % 2 === 1;

let simulator: Simulator;
beforeEach(async () => (simulator = await simulateAt(NOW, { organization })));
afterEach(stopSimulating);

async function get(parameters: INodeParameters = {}, timeZone = 'Europe/Berlin') {
	const { options, ...others } = parameters;
	const { items, error, hints } = await runNode(simulator, {
		...{ resource: 'workforce', operation: 'getAdherenceHistory', returnAll: true, timeRange: 'yesterday' },
		options: { timeZone, ...(options as object) },
		...others,
	});
	return { rows: items.map(({ json }) => json), error, said: hints.map(({ message }) => message).join('\n') };
}
type Item = { managementUnitId: string; startDate: string; endDate: string; userIds?: string[] };
const items = () =>
	simulator
		.requests(BULK)
		.filter(({ method }) => method === 'POST')
		.flatMap(({ body }) => (body as { items: Item[] }).items);
const custom = (startTime: string, endTime: string) => ({ timeRange: 'custom', startTime, endTime });

it('has each agent of each unit by day', async () => {
	const { rows, error, said } = await get();
	expect(error).toBeUndefined();
	// Thursday in Berlin: the day shift, and the night shift that began on the Wednesday evening of New York, when every fifth is off.
	const isOff = (user: User) => organization.users.indexOf(user) % 5 === 0 && isNight(user);
	const working = inUnits.filter((user) => !isOff(user)).map(({ id }) => id);
	expect(new Set(rows.map(({ agentId }) => agentId))).toEqual(new Set(working));
	expect(new Set(rows.map(({ date }) => date))).toEqual(new Set(['2026-11-19']));
	// 8 hours from 8:00, of which 30 minutes are a meal, 15 a break and 30 a meeting: 6 h 45 on queue. Exceptions: 5 minutes of
	// break too long, 25 elsewhere, and 30 on queue instead of in the meeting.
	expect(rows.find(({ agentId }) => agentId === anna.id)).toEqual({
		agentId: anna.id,
		agentName: anna.name,
		date: '2026-11-19',
		adherencePercent: 87.5, // (480 − 60) ÷ 480
		conformancePercent: 100, // (405 − 30 + 30) ÷ 405
		scheduledSeconds: 28_800,
		actualSeconds: 28_800,
		exceptionCount: 3,
		exceptionSeconds: 3_600,
		impactSeconds: 0,
		adherenceScheduleSeconds: 28_800,
		conformanceScheduleSeconds: 24_300,
		conformanceActualSeconds: 24_300,
		managementUnitId: DAY_SHIFT,
		managementUnitName: 'Day Shift',
		managementUnitTimeZone: 'Europe/Berlin',
		businessUnitId: '77777777-0000-4000-8000-0000000000ff',
	});
	expect(said).toContain(
		'Days are those of Europe/Berlin; of some management units, the time zone is America/New_York.',
	);
});

it('a shift past midnight belongs to two days', async () => {
	const { rows } = await get({ agents: bjorn.id }, 'America/New_York');
	// Thursday from midnight to 5:00, and from 21:00 to midnight.
	expect(rows).toEqual([expect.objectContaining({ date: '2026-11-19', scheduledSeconds: 28_800 })]);
	const { rows: both } = await get({ agents: bjorn.id, timeRange: 'last7Days' }, 'America/New_York');
	expect(both.map(({ date, scheduledSeconds }) => [date, Number(scheduledSeconds) / 3_600])).toEqual([
		['2026-11-13', 8],
		['2026-11-14', 5], // a Saturday: what is left of the shift of the Friday
		['2026-11-16', 3], // a Monday
		['2026-11-17', 8],
		['2026-11-18', 8],
		['2026-11-19', 8],
	]);
});

it('shows ten columns at first, names before ids', async () => {
	for (const output of ['days', 'exceptions']) {
		const parameters = { resource: 'workforce', operation: 'getAdherenceHistory', output };
		const { items: found } = await runNode(simulator, parameters, { simplified: true });
		expect(Object.keys(found[0]!.json)).toHaveLength(10);
		expect(Object.keys(found[0]!.json)[0]).toBe('agentName');
	}
});

it('has exceptions with their activities, deleted ones too', async () => {
	const agents = [anna, chloe, katarzyna].map(({ id }) => id).join();
	const { rows, error, said } = await get({ output: 'exceptions', agents });
	expect(error).toBeUndefined();
	const ofAnna = rows.filter(({ agentId }) => agentId === anna.id);
	// Back from the break at 10:20 in Berlin instead of 10:15; away from 10:50 to 11:15; on queue during the meeting at 14:00.
	expect(ofAnna[0]).toMatchObject({
		startTime: '2026-11-19T09:15:00.000Z',
		endTime: '2026-11-19T09:20:00.000Z',
		durationSeconds: 300,
		scheduledActivity: 'OnQueueWork', // a default code without a name
		scheduledActivityId: '0',
		actualActivity: 'Break',
		actualCategory: 'Break',
		impact: 'Negative',
		presenceId: organization.presences.find(({ systemPresence }) => systemPresence === 'BREAK')!.id,
	});
	expect(ofAnna[1]).toMatchObject({
		...{ startTime: '2026-11-19T09:50:00.000Z', endTime: '2026-11-19T10:15:00.000Z' },
		...{ actualActivity: null, actualActivityId: null, actualCategory: 'OffQueueWork', presenceId: null },
	});
	const meetings = rows.filter(({ startTime }) => startTime === '2026-11-19T13:00:00.000Z');
	const byAgent = new Map(meetings.map((row) => [row.agentId, row]));
	expect(byAgent.get(anna.id)).toMatchObject({ scheduledActivity: 'Team Huddle', impact: 'Positive' });
	expect(byAgent.get(katarzyna.id)).toMatchObject({ scheduledActivity: 'Old Coaching' });
	expect(byAgent.get(chloe.id)).toMatchObject({
		...{ scheduledActivity: null, scheduledActivityId: '99', scheduledCategory: 'Meeting' },
	});
	expect(said).toContain('1 activity code has no name: Genesys Cloud does not list it any more.');
});

it('days of 23 and 25 hours begin where they begin', async () => {
	// Clocks in Berlin went back on 25 October 2026: that day has 25 hours.
	const day = (dayStartOffsetSeconds: number) => ({ dayStartOffsetSeconds, exceptionCount: 0 });
	const file = {
		startDate: '2026-10-23T22:00:00.000Z',
		endDate: '2026-10-26T23:00:00.000Z',
		managementUnitId: DAY_SHIFT,
		userResults: [{ userId: anna.id, dayMetrics: [day(0), day(24 * 3_600), day(49 * 3_600)] }],
	};
	simulator.faults.push({ kind: 'body', on: /GET \/adherence\//, rewrite: () => file });
	const { rows } = await get({
		...custom('2026-10-24T00:00:00', '2026-10-27T00:00:00'),
		managementUnits: DAY_SHIFT,
	});
	expect(rows.map(({ date }) => date)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
	expect(rows[0]).toMatchObject({ exceptionCount: 0, adherencePercent: null, scheduledSeconds: null });
});

it('asks for as many whole days at once as Genesys Cloud takes', async () => {
	const october = { ...custom('2026-10-01T00:00:00', '2026-11-01T00:00:00'), managementUnits: DAY_SHIFT };
	await get(october);
	// October has an hour more than 31 times 24 in Berlin.
	expect(items().map(({ startDate, endDate }) => [startDate, endDate])).toEqual([
		['2026-09-30T22:00:00.000Z', '2026-10-30T23:00:00.000Z'],
		['2026-10-30T23:00:00.000Z', '2026-10-31T23:00:00.000Z'],
	]);
	simulator.journal.length = 0;
	await get({ ...october, output: 'exceptions' });
	expect(items().map(({ startDate }) => startDate.slice(0, 10))).toEqual(
		['09-30', '10-07', '10-14', '10-21', '10-27'].map((date) => `2026-${date}`),
	);
	expect(new Set(items().map(({ managementUnitId }) => managementUnitId))).toEqual(new Set([DAY_SHIFT]));
});

it('takes smaller steps where Genesys Cloud names them', async () => {
	simulator.options.limits = { maxAdherenceDays: 10 };
	const november = { ...custom('2026-11-01T00:00:00', '2026-11-20T00:00:00'), managementUnits: DAY_SHIFT };
	const { rows, error } = await get(november);
	expect(error).toBeUndefined();
	simulator.options.limits = {};
	expect(rows).toEqual((await get(november)).rows);
});

it('an exception past midnight is one row, wherever the time range is cut', async () => {
	const night = { output: 'exceptions', agents: bjorn.id };
	const { rows } = await get(
		{ ...night, ...custom('2026-11-04T00:00:00', '2026-11-18T00:00:00') },
		'America/New_York',
	);
	// Cut at the midnight of the 11th: a shift that began on the 10th at 21:00, and an exception from 23:50 to 0:15.
	expect(new Set(items().map(({ startDate }) => startDate))).toEqual(
		new Set(['2026-11-04T05:00:00.000Z', '2026-11-11T05:00:00.000Z']),
	);
	const [crossing, ...none] = rows.filter(
		({ startTime, endTime }) =>
			String(startTime) <= '2026-11-11T05:00' && String(endTime) >= '2026-11-11T05:00',
	);
	expect(none).toEqual([]);
	expect(crossing).toMatchObject({
		...{ startTime: '2026-11-11T04:50:00.000Z', endTime: '2026-11-11T05:15:00.000Z', durationSeconds: 1_500 },
	});
});

it.each<[string, INodeParameters, (user: User) => boolean, string[]]>([
	[
		'a management unit, by name',
		{ managementUnits: { __rl: true, mode: 'id', value: 'Day Shift' } },
		(user) => !isNight(user),
		[DAY_SHIFT],
	],
	[
		'a team',
		{ teams: { __rl: true, mode: 'id', value: organization.teams[0]!.name } },
		({ teamId }) => teamId === organization.teams[0]!.id,
		[DAY_SHIFT],
	],
	[
		'agents',
		{ agents: `${anna.id},${bjorn.id}` },
		({ id }) => [anna.id, bjorn.id].includes(id),
		[DAY_SHIFT, NIGHT_SHIFT],
	],
])('can be asked for by %s', async (_, parameters, belongs, units) => {
	const { rows, error } = await get(parameters);
	expect(error).toBeUndefined();
	expect(new Set(rows.map(({ agentId }) => agentId))).toEqual(
		new Set(inUnits.filter(belongs).map(({ id }) => id)),
	);
	expect(new Set(items().map(({ managementUnitId }) => managementUnitId))).toEqual(new Set(units));
});

it('an agent in no management unit is said, and no permission is missing', async () => {
	const { rows, error, said } = await get({ agents: `${outside.id},${anna.id}` });
	expect(error).toBeUndefined();
	expect(rows.map(({ agentId }) => agentId)).toEqual([anna.id]);
	expect(said).toContain('1 agent of those chosen is in no management unit');
	expect(said).not.toContain('permission');
});

it('a client that sees no management unit is told so', async () => {
	simulator.options.hiddenManagementUnits = true;
	const { rows, error, said } = await get();
	expect([rows, error]).toEqual([[], undefined]);
	expect(said).toContain('The OAuth client sees no management unit');
});

it.each<[string, INodeParameters]>([
	['all', {}],
	['agents', { agents: `${anna.id},${bjorn.id}` }],
])('a management unit that is refused is said, and the others come: %s', async (_, parameters) => {
	simulator.options.forbiddenManagementUnitIds = [NIGHT_SHIFT];
	const { rows, error, said } = await get(parameters);
	expect(error).toBeUndefined();
	expect(rows.map(({ agentId }) => agentId)).toContain(anna.id);
	expect(new Set(rows.map(({ managementUnitId }) => managementUnitId))).toEqual(new Set([DAY_SHIFT]));
	expect(said).toContain('The management unit Night Shift is missing');
});

it('a limit stops asking, and says so', async () => {
	const { rows, said } = await get({
		...{ timeRange: 'last90Days', managementUnits: DAY_SHIFT, returnAll: false, limit: 4 },
	});
	expect(rows).toHaveLength(4);
	expect(said).toContain('These are the first 4 rows.');
	expect(items()).toHaveLength(1);
});

describe('a job', () => {
	it('that fails is an error', async () => {
		simulator.options.adherenceJobs = { outcome: 'Error' };
		expect((await get()).error?.message).toBe(
			'Genesys Cloud could not calculate the adherence: its job ended with the status Error',
		);
	});

	it('that never ends is an error', async () => {
		simulator.options.adherenceJobs = { queuedMs: Infinity };
		expect((await get()).error?.message).toBe(
			'Genesys Cloud did not finish calculating the adherence within 10 minutes',
		);
	});

	it('that is gone is an error', async () => {
		const body = { status: 404, code: 'not.found', message: 'The requested resource was not found.' };
		simulator.faults.push({ kind: 'status', status: 404, on: /bulk\/jobs/, body, times: 9 });
		expect((await get()).error?.message).toBe('Genesys Cloud could not find the adherence job');
	});

	it('that is complete without a result is said', async () => {
		const rewrite = (answer: unknown) => ({ ...(answer as object), downloadUrls: [] });
		simulator.faults.push({ kind: 'body', on: /bulk\/jobs/, rewrite, times: 9 });
		const { rows, error, said } = await get({ managementUnits: DAY_SHIFT });
		expect([rows, error]).toEqual([[], undefined]);
		expect(said).toContain('Genesys Cloud gave no result for the management unit Day Shift.');
	});

	it('may have its result in the answer', async () => {
		const downloadResult = {
			startDate: '2026-11-18T23:00:00.000Z',
			userResults: [{ userId: anna.id, dayMetrics: [{ dayStartOffsetSeconds: 0, exceptionCount: 2 }] }],
		};
		const rewrite = (answer: unknown) => ({ ...(answer as object), downloadUrls: null, downloadResult });
		simulator.faults.push({ kind: 'body', on: /bulk\/jobs/, after: 1, times: 99, rewrite });
		const { rows } = await get({ managementUnits: DAY_SHIFT });
		expect(rows).toEqual([
			expect.objectContaining({ agentId: anna.id, date: '2026-11-19', exceptionCount: 2 }),
		]);
	});
});

it.each<[string, object]>([
	['garbled', { kind: 'body', rewrite: () => ({ message: 'Try later' }) }],
	['cut off', { kind: 'dropMidBody' }],
	['expired', { kind: 'status', status: 403 }],
])('a file that is %s is fetched again', async (_, fault) => {
	simulator.faults.push({ on: /GET \/adherence\//, ...fault } as never);
	const { rows, error } = await get({ managementUnits: DAY_SHIFT });
	expect(error).toBeUndefined();
	expect(rows.length).toBeGreaterThan(3);
});

it('a file that stays garbled is an error, not an empty result', async () => {
	simulator.faults.push({ kind: 'body', on: /GET \/adherence\//, rewrite: () => ({}), times: 99 });
	expect((await get()).error).toBeDefined();
});

describe('activity codes', () => {
	it('that are too many for an answer come from a file', async () => {
		const { rows } = await get({ output: 'exceptions' });
		simulator.options.adherenceInline = 2;
		expect((await get({ output: 'exceptions' })).rows).toEqual(rows);
	});

	it("that can't be read leave names empty", async () => {
		simulator.faults.push({ kind: 'status', status: 503, on: /activitycodes/, times: 99 });
		const { rows, error, said } = await get({ output: 'exceptions', agents: anna.id });
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({ scheduledActivity: null, scheduledActivityId: '0' });
		expect(said).toContain('Names of activities are missing: ');
	});

	it('are not asked for without names', async () => {
		await get({ output: 'exceptions', options: { resolveNames: false } });
		expect(simulator.requests('activitycodes')).toEqual([]);
	});
});

it('names the permission where it is missing', async () => {
	simulator.options.deniedPermissions = ['wfm:historicalAdherence:view'];
	expect((await get()).error?.message).toContain('lacks the permission wfm:historicalAdherence:view');
});
