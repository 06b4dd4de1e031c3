import type { INodeParameters } from 'n8n-workflow';

import { createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';

/** A Friday. */
const NOW = Date.parse('2026-11-20T10:35:00.000Z');
const SEARCH = '/agentschedules/search';
const DAY_SHIFT = '77777777-0000-4000-8000-000000000001';
const NIGHT_SHIFT = '77777777-0000-4000-8000-000000000002';
const organization = createOrganization();
const inUnits = organization.users.filter(({ state, teamId }) => state === 'active' && teamId !== undefined);
const outside = organization.users.find(({ state, teamId }) => state === 'active' && teamId === undefined)!;
const [anna, bjorn, chloe] = organization.users as [User, User, User];
type User = (typeof inUnits)[number];
const katarzyna = organization.users[10]!;

let simulator: Simulator;
beforeEach(async () => (simulator = await simulateAt(NOW, { organization })));
afterEach(stopSimulating);

async function get(parameters: INodeParameters = {}, timeZone = 'Europe/Berlin') {
	const { options, ...others } = parameters;
	const { items, error, hints } = await runNode(simulator, {
		...{ resource: 'workforce', operation: 'getSchedules', returnAll: true },
		options: { timeZone, ...(options as object) },
		...others,
	});
	return { rows: items.map(({ json }) => json), error, said: hints.map(({ message }) => message).join('\n') };
}
const bodies = () =>
	simulator
		.requests(SEARCH)
		.map(({ body }) => body as { startDate: string; endDate: string; userIds: string[] });
const keyOf = ({ agentId, date, startTime, endTime, activityId }: Record<string, unknown>) =>
	JSON.stringify([agentId, date, startTime, endTime, activityId]);

it('has the whole day of an agent, also what is still to come', async () => {
	const { rows, error } = await get({ agents: anna.id });
	expect(error).toBeUndefined();
	// From 8:00 to 16:00 in Berlin.
	expect(rows.map(({ startTime, endTime, activity }) => [startTime, endTime, activity])).toEqual(
		[
			['07:00', '09:00', 'OnQueueWork'], // a default code without a name
			['09:00', '09:15', 'Break'],
			['09:15', '11:00', 'OnQueueWork'],
			['11:00', '11:30', 'Meal'],
			['11:30', '13:00', 'OnQueueWork'],
			['13:00', '13:30', 'Team Huddle'],
			['13:30', '15:00', 'OnQueueWork'],
		].map(([start, end, name]) => [`2026-11-20T${start}:00.000Z`, `2026-11-20T${end}:00.000Z`, name]),
	);
	expect(rows[0]).toMatchObject({
		...{ agentId: anna.id, agentName: anna.name, date: '2026-11-20', durationSeconds: 7_200, fullDay: false },
		...{
			activityId: '0',
			activityCategory: 'OnQueueWork',
			paid: true,
			paidSeconds: 7_200,
			countsAsWorkTime: true,
		},
		...{ shiftStartTime: '2026-11-20T07:00:00.000Z', shiftSeconds: 28_800 },
		...{ scheduleWeek: '2026-11-16', published: true },
		...{
			managementUnitId: DAY_SHIFT,
			managementUnitName: 'Day Shift',
			businessUnitTimeZone: 'Europe/Berlin',
		},
	});
	// The schedule says that the meal isn't paid; of the break, only its code says so.
	expect(rows[3]).toMatchObject({ paid: false, paidSeconds: 0, countsAsWorkTime: false });
	expect(rows[1]).toMatchObject({ paid: true, paidSeconds: null, countsAsWorkTime: false });
	expect(rows[5]).toMatchObject({ activityCategory: 'Meeting', description: 'What is new' });
});

it.each<[string, INodeParameters, string[]]>([
	['tomorrow', { timeRange: 'tomorrow' }, []], // a Saturday
	['next week', { timeRange: 'nextWeek' }, ['23', '24', '25', '26', '27']],
	['this week', { timeRange: 'thisWeek' }, ['16', '17', '18', '19', '20']],
	['the next seven days', { timeRange: 'next7Days' }, ['23', '24', '25', '26', '27']],
	['yesterday', { timeRange: 'yesterday' }, ['19']],
	[
		'a range that ends in the future',
		{ timeRange: 'custom', startTime: '2026-11-19T00:00:00', endTime: '2026-11-24T00:00:00' },
		['19', '20', '23'],
	],
])('can be asked for %s', async (_, parameters, days) => {
	const { rows, error } = await get({ agents: anna.id, ...parameters });
	expect(error).toBeUndefined();
	expect([...new Set(rows.map(({ date }) => date))]).toEqual(days.map((day) => `2026-11-${day}`));
});

it('a custom range has to have an end', async () => {
	const { error } = await get({ timeRange: 'custom', startTime: '2026-11-19T00:00:00', endTime: '' });
	expect(error?.message).toBe('End Time is missing');
});

it('a day off is a row with a date, and without times', async () => {
	const { rows } = await get({ agents: anna.id, timeRange: 'nextWeek' });
	const off = rows.filter(({ date }) => date === '2026-11-25');
	expect(off).toEqual([
		expect.objectContaining({
			...{ startTime: null, endTime: null, durationSeconds: 28_800, fullDay: true, activityId: '7' },
			...{ activity: 'TimeOff', activityCategory: 'TimeOff', paid: true, paidSeconds: 28_800 },
			...{ timeOffRequestId: 'request-2026-11-25', shiftId: null, published: null },
		}),
	]);
});

it('deleted activities have their names, those that are gone their ids', async () => {
	const agents = [chloe, katarzyna].map(({ id }) => id).join();
	const { rows, said } = await get({ agents });
	const meetings = rows.filter(({ startTime }) => startTime === '2026-11-20T13:00:00.000Z');
	expect(meetings.find(({ agentId }) => agentId === katarzyna.id)).toMatchObject({
		...{ activity: 'Old Coaching', activityCategory: 'Training', externalActivityType: 'Coaching' },
	});
	expect(meetings.find(({ agentId }) => agentId === chloe.id)).toMatchObject({
		...{ activity: null, activityId: '99', activityCategory: null, paid: null, countsAsWorkTime: null },
	});
	expect(said).toContain('1 activity code has no name');
});

it('an activity past midnight is one row in full length, however the range is cut', async () => {
	// The shift of Monday night in New York goes on from 21:00 to 5:00; from 0:15 to 1:00 it is on queue.
	const { rows } = await get(
		{
			agents: bjorn.id,
			timeRange: 'custom',
			startTime: '2026-11-10T00:00:00',
			endTime: '2026-11-20T00:00:00',
		},
		'America/New_York',
	);
	expect(new Set(bodies().map(({ startDate }) => startDate))).toEqual(
		new Set(['2026-11-10T05:00:00.000Z', '2026-11-17T05:00:00.000Z']),
	);
	expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
	const crossing = rows.filter(
		({ startTime, endTime }) =>
			String(startTime) < '2026-11-17T05:00' && String(endTime) > '2026-11-17T05:00:01',
	);
	expect(crossing.map(({ startTime, endTime }) => [startTime, endTime])).toEqual([
		['2026-11-17T04:15:00.000Z', '2026-11-17T06:00:00.000Z'],
	]);
});

it('activities of schedules that overlap come once, from the published one', async () => {
	const { rows } = await get({ agents: anna.id });
	simulator.options.schedules = { overlapping: true };
	expect((await get({ agents: anna.id })).rows).toEqual(rows);
});

it.each<[string, INodeParameters, (user: User) => boolean]>([
	['all management units', {}, () => true],
	[
		'a management unit, by name',
		{ managementUnits: { __rl: true, mode: 'id', value: 'Night Shift' } },
		({ teamId }) => organization.teams.findIndex(({ id }) => id === teamId) % 2 === 1,
	],
	[
		'a team',
		{ teams: { __rl: true, mode: 'id', value: organization.teams[0]!.name } },
		({ teamId }) => teamId === organization.teams[0]!.id,
	],
	['agents', { agents: `${anna.id},${bjorn.id}` }, ({ id }) => [anna.id, bjorn.id].includes(id)],
])('can be asked for by %s', async (_, parameters, belongs) => {
	const { rows, error } = await get(parameters);
	expect(error).toBeUndefined();
	expect(new Set(rows.map(({ agentId }) => agentId))).toEqual(
		new Set(inUnits.filter(belongs).map(({ id }) => id)),
	);
	expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
});

it.each<[string, object]>([
	['does not answer at once', { schedules: { atOnce: 5 } }],
	['does not answer at once for one agent', { schedules: { atOnce: 2 } }],
	['takes fewer days, and names how many', { limits: { maxScheduleDays: 3 } }],
	['takes fewer agents, and names how many', { limits: { maxScheduleAgents: 4 } }],
])('asks for less where Genesys Cloud %s', async (_, options) => {
	const week = { timeRange: 'thisWeek', managementUnits: DAY_SHIFT };
	const { rows } = await get(week);
	const before = bodies().length;
	Object.assign(simulator.options, options);
	const { rows: again, error } = await get(week);
	expect(error).toBeUndefined();
	expect(bodies().length - before).toBeGreaterThan(before);
	expect(again).toEqual(rows);
});

it.each<[string, object, string]>([
	[
		'never answers at once',
		{ atOnce: 0 },
		'Genesys Cloud does not return the schedules at once, not even those of one agent and day',
	],
	[
		'fails',
		{ outcome: 'Error' },
		'Genesys Cloud could not read the schedules: the search ended with the status Error',
	],
])('it is an error where a search %s', async (_, schedules, message) => {
	simulator.options.schedules = schedules;
	expect((await get({ agents: anna.id })).error?.message).toBe(message);
});

it('a search that is complete without a result is said', async () => {
	const rewrite = (answer: unknown) => ({ ...(answer as object), result: undefined });
	simulator.faults.push({ kind: 'body', on: /agentschedules/, rewrite });
	const { rows, error, said } = await get({ agents: anna.id });
	expect([rows, error]).toEqual([[], undefined]);
	expect(said).toContain('Genesys Cloud gave no result for the management unit Day Shift.');
});

it('a large answer is a file, which is fetched again where it is garbled', async () => {
	const { rows } = await get();
	simulator.options.adherenceInline = 3;
	const rewrite = () => ({ message: 'Try later' });
	simulator.faults.push({ kind: 'body', on: /GET \/schedules/, rewrite });
	expect((await get()).rows).toEqual(rows);
	// Whether a file has the result alone, or what is around it, is not documented.
	simulator.faults.push({ kind: 'body', on: /GET \/schedules/, rewrite: (result) => ({ result }), times: 9 });
	expect((await get()).rows).toEqual(rows);
});

it('agents in no unit and units that are refused are said', async () => {
	simulator.options.forbiddenManagementUnitIds = [NIGHT_SHIFT];
	const { rows, error, said } = await get({ agents: `${outside.id},${anna.id}` });
	expect(error).toBeUndefined();
	expect(new Set(rows.map(({ agentId }) => agentId))).toEqual(new Set([anna.id]));
	expect(said).toContain('1 agent of those chosen is in no management unit');
	expect(said).toContain('The management unit Night Shift is missing');
});

it('a team of which nobody is in a unit that the client sees is said', async () => {
	simulator.options.forbiddenManagementUnitIds = [DAY_SHIFT];
	const { rows, said } = await get({ teams: organization.teams[0]!.id });
	expect(rows).toEqual([]);
	expect(said).toContain('Nobody of these teams is in a management unit that the OAuth client sees.');
});

it('a client that sees no management unit is told so', async () => {
	simulator.options.hiddenManagementUnits = true;
	expect((await get()).said).toContain('The OAuth client sees no management unit');
});

it('shows ten columns at first, and a limit cuts', async () => {
	const parameters = { resource: 'workforce', operation: 'getSchedules', limit: 3 };
	const { items, hints } = await runNode(simulator, parameters, { simplified: true });
	expect(items).toHaveLength(3);
	expect(Object.keys(items[0]!.json)).toHaveLength(10);
	expect(hints.map(({ message }) => message).join()).toContain('These are the first 3 rows.');
});

it('without activity codes, the rest is there', async () => {
	simulator.faults.push({ kind: 'status', status: 503, on: /activitycodes/, times: 99 });
	const { rows, error, said } = await get({ agents: anna.id });
	expect(error).toBeUndefined();
	expect(rows[0]).toMatchObject({ activity: null, activityId: '0', activityCategory: null, paid: true });
	expect(said).toContain('Names and categories of activities are missing: ');
});

it('names the permission where it is missing', async () => {
	simulator.options.deniedPermissions = ['wfm:schedule:view', 'wfm:publishedSchedule:view'];
	expect((await get()).error?.message).toContain('lacks the permission wfm:schedule:view');
});
