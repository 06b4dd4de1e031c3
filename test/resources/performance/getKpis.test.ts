import { createConversations, createOrganization, startSimulator } from '../../../packages/simulator';
import type { Simulator, SimulatorOptions } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { custom, DAY, HOUR, MINUTE } from '../../support/records';
import { recount } from './recount';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const PATH = '/conversations/aggregates/query';
const getKpis = { resource: 'performance', operation: 'getKpis', groupBy: ['queueId'] };
const organization = createOrganization();

const NOTHING = {
	offered: 0,
	answered: 0,
	abandoned: 0,
	abandonPercent: null,
	serviceLevelPercent: null,
	serviceLevelTargetPercent: null,
	overServiceLevel: 0,
	asaSeconds: null,
	ahtSeconds: null,
	avgTalkSeconds: null,
	avgHoldSeconds: null,
	avgAcwSeconds: null,
	handled: 0,
	transferred: 0,
	outbound: 0,
	avgAbandonSeconds: null,
	answerPercent: null,
	flowedOut: 0,
	flowedOutPercent: null,
	shortAbandoned: 0,
	notResponding: 0,
	held: 0,
	consulted: 0,
	consultTransferred: 0,
	blindTransferred: 0,
	inboundHandled: 0,
	inboundAhtSeconds: null,
	outboundHandled: 0,
	outboundAhtSeconds: null,
};

let clock: FastClock;
let simulator: Simulator;

async function simulate(options: SimulatorOptions = {}): Promise<void> {
	simulator = await startSimulator({ now: clock.now, organization, ...options });
}

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

/** Conversations of the day, and of the hours around it, some of which reach into it. */
function dayOf(startMs: number, endMs: number, count = 1_500) {
	return createConversations({ count, from: startMs - 6 * HOUR, to: endMs, organization, damagedShare: 0 });
}

/** The KPIs of the rows, by queue and start. */
function byQueueAndStart(items: Array<{ json: Record<string, unknown> }>) {
	const kpis = Object.keys(NOTHING);
	return new Map(
		items.map(({ json }) => [
			`${json.queueId ?? 'none'} ${json.intervalStart}`,
			Object.fromEntries(kpis.map((name) => [name, json[name]])),
		]),
	);
}

describe('KPIs by queue and half hour equal those counted from the conversations', () => {
	it.each([
		{
			day: 'a plain day in UTC',
			start: '2026-11-18T00:00:00Z',
			end: '2026-11-19T00:00:00Z',
			zone: 'UTC',
			intervals: 48,
		},
		{
			day: 'a day of 25 hours',
			start: '2026-10-24T22:00:00Z',
			end: '2026-10-25T23:00:00Z',
			zone: 'Europe/Berlin',
			intervals: 50,
		},
		{
			day: 'a day of 23 hours',
			start: '2026-03-28T23:00:00Z',
			end: '2026-03-29T22:00:00Z',
			zone: 'Europe/Berlin',
			intervals: 46,
		},
		{
			day: 'a zone off by a quarter',
			start: '2026-11-17T18:15:00Z',
			end: '2026-11-18T18:15:00Z',
			zone: 'Asia/Kathmandu',
			intervals: 48,
		},
	])('$day', async ({ start, end, zone, intervals }) => {
		const [from, to] = [Date.parse(start), Date.parse(end)];
		const conversations = dayOf(from, to);
		await simulate({ conversations });
		const { items, error } = await runNode(
			simulator,
			{ ...getKpis, ...custom(from, to), granularity: 'PT30M' },
			{ timezone: zone },
		);
		expect(error).toBeUndefined();

		const edges = Array.from({ length: intervals + 1 }, (_, index) => from + index * 30 * MINUTE);
		const counted = recount(conversations, organization, edges);
		const rows = byQueueAndStart(items as never);
		for (const [key, kpis] of counted) expect([key, rows.get(key)]).toEqual([key, kpis]);
		expect(counted.size).toBeGreaterThan(200);

		for (const [key, kpis] of rows) if (!counted.has(key)) expect(kpis).toEqual(NOTHING);

		const groups = new Set([...counted.keys()].map((key) => key.split(' ')[0]));
		expect(items).toHaveLength(groups.size * intervals);
		expect(rows.size).toBe(items.length);
		// One for the figures, one that tells whether a queue has several media types.
		expect(simulator.requests(PATH)).toHaveLength(2);
	});
});

it('KPIs by hour are right on the day on which half an hour comes twice', async () => {
	const [from, to] = [Date.parse('2026-04-04T10:00:00Z'), Date.parse('2026-04-04T20:30:00Z')];
	const conversations = dayOf(from, to);
	await simulate({ conversations });
	const { items, error } = await runNode(
		simulator,
		{ ...getKpis, ...custom(from, to), granularity: 'PT1H' },
		{ timezone: 'Australia/Lord_Howe' },
	);
	expect(error).toBeUndefined();
	// The clock goes from 02:00 back to 01:30 at 15:00 UTC: the hour from 1 to 2 takes an hour and a half.
	const until = [10, 11, 12, 13, 14].map((hour) => Date.parse('2026-04-04T00:00Z') + hour * HOUR);
	const after = [15.5, 16.5, 17.5, 18.5, 19.5].map((hour) => Date.parse('2026-04-04T00:00Z') + hour * HOUR);
	const counted = recount(conversations, organization, [...until, ...after, to]);
	const rows = byQueueAndStart(items as never);
	for (const [key, kpis] of counted) expect([key, rows.get(key)]).toEqual([key, kpis]);
	expect(counted.size).toBeGreaterThan(80);
});

describe('A day reconciles', () => {
	const [from, to] = [Date.parse('2026-11-10T06:00:00Z'), Date.parse('2026-11-10T20:00:00Z')];
	/** Everything that begins on the day, asked for until all of it is over. */
	const parameters = { ...getKpis, ...custom(from, NOW) };
	const conversations = createConversations({ count: 1_200, from, to, organization, damagedShare: 0 });
	const sums = (items: Array<{ json: Record<string, unknown> }>, names: string[]) =>
		names.map((name) => items.reduce((sum, { json }) => sum + Number(json[name]), 0));
	const sessions = () =>
		[...conversations].flatMap((record) =>
			(record.participants ?? []).flatMap(({ purpose, sessions }) =>
				(sessions ?? []).map((session) => ({ purpose, session })),
			),
		);

	it('offered = answered + abandoned + flowed out + what still waits, queue by queue', async () => {
		await simulate({ conversations });
		const { items, error } = await runNode(simulator, parameters);
		expect(error).toBeUndefined();
		const waits = new Map<unknown, number>();
		for (const { purpose, session } of sessions()) {
			const [segment] = session.segments ?? [];
			if (purpose !== 'acd' || (segment?.segmentEnd ?? '9999') < new Date(clock.now()).toISOString())
				continue;
			waits.set(segment?.queueId, (waits.get(segment?.queueId) ?? 0) + 1);
		}
		for (const { json } of items) {
			const { queueId, offered, answered, abandoned, flowedOut } = json as Record<string, number>;
			expect([queueId, offered]).toEqual([
				queueId,
				answered! + abandoned! + flowedOut! + (waits.get(queueId) ?? 0),
			]);
		}
		const [offered, flowedOut, late, answered] = sums(items, [
			...['offered', 'flowedOut', 'overServiceLevel', 'answered'],
		]) as [number, number, number, number];
		expect(offered).toBeGreaterThan(1_000);
		expect(flowedOut).toBeGreaterThan(10);
		expect(late).toBeLessThan(answered);
	});

	it('KPIs are the sums of the interactions, where Genesys defines both', async () => {
		await simulate({ conversations });
		const kpis = (await runNode(simulator, parameters)).items;
		const interactions = await runNode(simulator, {
			resource: 'conversation',
			operation: 'getAll',
			...custom(from, to),
			returnAll: true,
			output: 'agentSessions',
			options: { resolveNames: false },
		});
		expect(interactions.error).toBeUndefined();
		const rows = interactions.items.map(({ json }) => json);
		const counted = (column: string) => rows.filter((row) => row[column] !== null).length;
		const total = (column: string) => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
		expect(
			sums(kpis, ['handled', 'answered', 'held', 'notResponding', 'transferred', 'blindTransferred']),
		).toEqual([
			...[counted('handleSeconds'), counted('answerSeconds'), counted('holdSeconds')],
			...[counted('notRespondingSeconds'), total('transferCount'), total('blindTransferCount')],
		]);
		expect(sums(kpis, ['inboundHandled', 'outboundHandled'])).toEqual(
			['inbound', 'outbound'].map(
				(direction) =>
					rows.filter((row) => row.handleSeconds !== null && row.originatingDirection === direction).length,
			),
		);
		// Handled is more than answered all day long: it has the outbound calls, and those who only rang.
		expect(counted('handleSeconds') - counted('answerSeconds')).toBeGreaterThan(50);
	});
});

describe('Media types', () => {
	const today = { ...getKpis, timeRange: 'today' };
	const mixed = /queues? ha(s|ve) interactions of several media types/;

	it.each([
		[{ groupBy: ['queueId'] }, true],
		[{ groupBy: ['queueId', 'userId'] }, true],
		[{ groupBy: ['queueId', 'mediaType'] }, false],
		[{ groupBy: ['userId'] }, false],
		[{ groupBy: ['queueId'], filters: { mediaTypes: ['voice'] } }, false],
	])('are reported as mixed where they are: %j %p', async (parameters, isSaid) => {
		await simulate({ conversations: dayOf(NOW - 12 * HOUR, NOW) });
		const { hints, error } = await runNode(simulator, { ...today, ...parameters });
		expect(error).toBeUndefined();
		expect(hints.some(({ message }) => mixed.test(message))).toBe(isSaid);
	});

	it('are apart by default', async () => {
		await simulate({ conversations: dayOf(NOW - 12 * HOUR, NOW, 300) });
		const { groupBy: _, ...asItOpens } = today;
		const { items } = await runNode(simulator, asItOpens);
		expect(Object.keys(items[0]!.json).slice(2, 6)).toEqual(['queueId', 'queueName', 'mediaType', 'offered']);
	});
});

describe('The sum over intervals equals the row without granularity', () => {
	const [from, to] = [Date.parse('2026-10-23T22:00:00Z'), Date.parse('2026-10-26T23:00:00Z')];
	const counts = [
		'offered',
		'answered',
		'abandoned',
		'overServiceLevel',
		'handled',
		'transferred',
		'outbound',
	];

	it.each(['PT15M', 'PT30M', 'PT1H', 'P1D', 'P1W', 'P1M'])('%s', async (granularity) => {
		await simulate({ conversations: dayOf(from, to) });
		const run = async (more: object) =>
			(await runNode(simulator, { ...getKpis, ...custom(from, to), ...more }, { timezone: 'Europe/Berlin' }))
				.items;
		const whole = byQueue(await run({}), counts);
		expect(whole.size).toBeGreaterThan(10);
		expect(byQueue(await run({ granularity }), counts)).toEqual(whole);
		expect(byQueue(await run({ granularity, options: { fillGaps: false } }), counts)).toEqual(whole);
	});
});

/** Sums of the counts of each queue. */
function byQueue(items: Array<{ json: Record<string, unknown> }>, counts: string[]) {
	const sums = new Map<unknown, number[]>();
	for (const { json } of items) {
		const before = sums.get(json.queueId) ?? counts.map(() => 0);
		sums.set(
			json.queueId,
			before.map((sum, index) => sum + Number(json[counts[index]!])),
		);
	}
	return sums;
}

describe('A range that the API finds too long is read in pieces that end where intervals end', () => {
	const [from, to] = [Date.parse('2026-10-20T08:20:00Z'), Date.parse('2026-10-29T17:05:00Z')];

	it.each([
		{ limits: { maxAggregateDays: 2 }, granularity: 'none' },
		{ limits: { maxAggregateDays: 2 }, granularity: 'PT30M' },
		{ limits: { maxAggregateDays: 1 }, granularity: 'P1D' },
		{ limits: { maxAggregateDays: 2 }, granularity: 'P1W' },
		{ limits: { maxAggregateIntervals: 48 }, granularity: 'PT30M' },
	])('$limits, $granularity', async ({ limits, granularity }) => {
		const conversations = dayOf(from, to);
		await simulate({ conversations });
		const parameters = { ...getKpis, ...custom(from, to), granularity };
		const timezone = 'Europe/Berlin';
		const whole = await runNode(simulator, parameters, { timezone });
		const asked = simulator.requests(PATH).length;
		simulator.options.limits = limits;
		const pieces = await runNode(simulator, parameters, { timezone });
		expect(pieces.error).toBeUndefined();
		expect(sorted(pieces.items)).toEqual(sorted(whole.items));
		expect(simulator.requests(PATH).length - asked).toBeGreaterThan(asked);
	});

	it("and the error is the API's own where it can't be cut any more", async () => {
		await simulate({ limits: { maxAggregateDays: 0.01 } });
		const { error } = await runNode(simulator, { ...getKpis, ...custom(NOW - 3 * DAY, NOW) });
		expect(error?.message).toContain('The interval may not be longer than 0.01 days');
		expect(simulator.requests(PATH).length).toBeLessThan(10);
	});

	it('while another refusal is not asked again', async () => {
		await simulate();
		const { error } = await runNode(simulator, {
			...getKpis,
			...custom(NOW - 3 * DAY, NOW),
			groupBy: ['conversationEnd'],
		});
		expect(error?.message).toContain('Genesys Cloud did not accept');
		expect(simulator.requests(PATH).length).toBeLessThan(10);
	});
});

function sorted(items: Array<{ json: Record<string, unknown> }>) {
	return items
		.map(({ json }) => json)
		.sort((a, b) => `${a.intervalStart} ${a.queueId}`.localeCompare(`${b.intervalStart} ${b.queueId}`));
}

describe('Rows', () => {
	const today = { ...getKpis, timeRange: 'today' };

	it('have interval, groups with their names, then the KPIs', async () => {
		await simulate({ conversations: dayOf(NOW - 12 * HOUR, NOW, 300) });
		const { items } = await runNode(simulator, {
			...today,
			groupBy: ['queueId', 'userId', 'mediaType', 'wrapUpCode'],
		});
		const columns = [
			'intervalStart',
			'intervalEnd',
			'queueId',
			'queueName',
			'userId',
			'userName',
			'mediaType',
		];
		for (const { json } of items) {
			expect(Object.keys(json)).toEqual([...columns, 'wrapUpCode', 'wrapUpName', ...Object.keys(NOTHING)]);
			expect(json.queueName).toBe(organization.queues.find(({ id }) => id === json.queueId)?.name ?? null);
			expect(json.userName).toBe(organization.users.find(({ id }) => id === json.userId)?.name ?? null);
		}
		expect(items.some(({ json }) => json.userName !== null && json.wrapUpName !== null)).toBe(true);
	});

	it('are cut on the clock: the first and the last interval of the last hour are shorter', async () => {
		clock.advance(7 * MINUTE);
		await simulate({ conversations: dayOf(NOW - 12 * HOUR, NOW, 3_000) });
		const { items } = await runNode(simulator, {
			...getKpis,
			timeRange: 'lastHour',
			groupBy: [],
			granularity: 'PT30M',
		});
		expect(items.map(({ json }) => String(json.intervalStart).slice(11, 16))).toEqual([
			'11:07',
			'11:30',
			'12:00',
		]);
		expect(String(items.at(-1)!.json.intervalEnd).slice(11, 16)).toBe('12:07');
		const range = { startTime: items[0]!.json.intervalStart, endTime: items.at(-1)!.json.intervalEnd };
		const whole = await runNode(simulator, {
			...getKpis,
			timeRange: 'custom',
			...range,
			groupBy: [],
		} as never);
		const offered = items.reduce((sum, { json }) => sum + Number(json.offered), 0);
		expect(offered).toBeGreaterThan(0);
		expect(whole.items.map(({ json }) => json.offered)).toEqual([offered]);
	});

	it('show times in the time zone for spreadsheets', async () => {
		await simulate({ conversations: [] });
		const { items } = await runNode(simulator, {
			...getKpis,
			timeRange: 'yesterday',
			groupBy: [],
			options: { dateFormat: 'spreadsheet', timeZone: 'Asia/Tokyo' },
		});
		expect(items[0]!.json).toMatchObject({
			intervalStart: '2026-11-19 00:00:00',
			intervalEnd: '2026-11-20 00:00:00',
			...NOTHING,
		});
	});

	it('are none where nothing happened in any group, but one without groups', async () => {
		await simulate({ conversations: [] });
		expect((await runNode(simulator, today)).items).toEqual([]);
		const { items } = await runNode(simulator, { ...today, groupBy: [] });
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining(NOTHING)]);
	});
});

describe('Filters', () => {
	it('are all applied, names included', async () => {
		const [voice, other] = [organization.queues[0]!, organization.queues[3]!];
		await simulate({ conversations: dayOf(NOW - 12 * HOUR, NOW) });
		const { items, error } = await runNode(simulator, {
			...getKpis,
			timeRange: 'today',
			groupBy: ['queueId', 'mediaType'],
			filters: {
				queue: { __rl: true, mode: 'id', value: `${voice.name}, ${other.id}` },
				mediaTypes: ['voice'],
				direction: 'inbound',
			},
		});
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.queueId))).toEqual(new Set([voice.id, other.id]));
		expect(new Set(items.map(({ json }) => json.mediaType))).toEqual(new Set(['voice']));
		expect(simulator.requests(PATH)[0]!.body).toMatchObject({
			filter: {
				type: 'and',
				clauses: [
					{ type: 'or', predicates: [{ dimension: 'queueId', value: voice.id }, { value: other.id }] },
					{ type: 'or', predicates: [{ dimension: 'mediaType', value: 'voice' }] },
					{ type: 'or', predicates: [{ dimension: 'originatingDirection', value: 'inbound' }] },
				],
			},
		});
	});
});
