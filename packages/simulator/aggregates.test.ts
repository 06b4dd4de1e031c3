import { connect } from './testClient';
import {
	createConversations,
	createOrganization,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type Simulator,
} from './index';

const PATH = '/analytics/conversations/aggregates/query';
const NOW = Date.parse('2026-11-20T00:00:00.000Z');

interface Counted {
	count: number;
	sum: number;
}

/** Counts a metric by queue and half hour straight from records: the test's own, simplest way. */
function count(records: Iterable<ConversationRecord>, metricName: string, from: string, to: string) {
	const totals = new Map<string, Counted>();
	for (const record of records) {
		for (const participant of record.participants ?? []) {
			for (const session of participant.sessions ?? []) {
				const queueId = session.segments?.find((segment) => segment.queueId)?.queueId ?? 'none';
				for (const { name, value = 0, emitDate = '' } of session.metrics ?? []) {
					if (name !== metricName || !(emitDate >= from && emitDate < to)) continue;
					const half = Math.floor(Date.parse(emitDate) / 1_800_000) * 1_800_000;
					const key = `${queueId} ${new Date(half).toISOString()}`;
					const total = totals.get(key) ?? { count: 0, sum: 0 };
					totals.set(key, { count: total.count + 1, sum: total.sum + value });
				}
			}
		}
	}
	return totals;
}

describe('conversation aggregates', () => {
	let simulator: Simulator;
	let client: Awaited<ReturnType<typeof connect>>;
	const organization = createOrganization();
	const conversations = createConversations({
		count: 1500,
		from: Date.parse('2026-11-17T00:00:00.000Z'),
		to: Date.parse('2026-11-19T12:00:00.000Z'),
		organization,
		damagedShare: 0,
	});
	const from = '2026-11-18T00:00:00.000Z';
	const to = '2026-11-19T00:00:00.000Z';

	beforeAll(async () => {
		simulator = await startSimulator({ now: () => NOW, organization, conversations });
		client = await connect(simulator);
	});
	afterAll(() => simulator.close());

	const ask = async (more: object) => (await client.post(PATH, { interval: `${from}/${to}`, ...more })).json;

	it.each([
		'nOffered',
		'tAnswered',
		'tAbandon',
		'tTalk',
		'tHeld',
		'tAcw',
		'tHandle',
		'nTransferred',
		'nOverSla',
	])('%s by queue and half hour equals what the details say', async (metric) => {
		const { results } = await ask({ metrics: [metric], groupBy: ['queueId'], granularity: 'PT30M' });
		const told = new Map<string, Counted>();
		for (const { group, data } of results) {
			for (const { interval, metrics } of data) {
				const { count: n, sum } = metrics[0].stats;
				told.set(`${group.queueId ?? 'none'} ${interval.split('/')[0]}`, { count: n, sum: sum ?? n });
			}
		}
		const expected = count(conversations, metric, from, to);
		expect(expected.size).toBeGreaterThan(20);
		expect([...told].sort()).toEqual([...expected].sort());
	});

	it('adds up: the intervals together are the whole', async () => {
		const metrics = ['nOffered', 'tHandle', 'oServiceLevel'];
		const whole = (await ask({ metrics })).results[0].data[0].metrics;
		const parts = (await ask({ metrics, granularity: 'PT15M' })).results[0].data;
		for (const { metric, stats } of whole) {
			for (const field of ['count', 'sum', 'numerator', 'denominator']) {
				if (stats[field] === undefined) continue;
				const total = parts
					.flatMap((part: { metrics: { metric: string; stats: Record<string, number> }[] }) => part.metrics)
					.filter((entry: { metric: string }) => entry.metric === metric)
					.reduce(
						(sum: number, entry: { stats: Record<string, number> }) => sum + (entry.stats[field] ?? 0),
						0,
					);
				expect([metric, field, total]).toEqual([metric, field, stats[field]]);
			}
		}
	});

	it('counts the service level from answers within the time of the queue', async () => {
		const queue = organization.queues[0]!;
		const { results } = await ask({
			metrics: ['oServiceLevel'],
			groupBy: ['queueId'],
			filter: { type: 'and', predicates: [{ dimension: 'queueId', value: queue.id }] },
		});
		const waits: number[] = [];
		let abandoned = 0;
		for (const record of conversations) {
			for (const participant of record.participants ?? []) {
				for (const session of participant.sessions ?? []) {
					if (!session.segments?.some((segment) => segment.queueId === queue.id)) continue;
					for (const { name, value = 0, emitDate = '' } of session.metrics ?? []) {
						if (!(emitDate >= from && emitDate < to)) continue;
						if (name === 'tAnswered') waits.push(value);
						if (name === 'tAbandon') abandoned++;
					}
				}
			}
		}
		const numerator = waits.filter((wait) => wait <= queue.serviceLevelSeconds * 1000).length;
		const denominator = waits.length + abandoned;
		expect(results).toHaveLength(1);
		expect(results[0].data[0].metrics[0].stats).toEqual({
			ratio: numerator / denominator,
			numerator,
			denominator,
			target: queue.serviceLevelTarget,
		});
	});

	it('counts what was answered late, and nothing abandoned, out of the service level', async () => {
		const metrics = ['oServiceLevel', 'tAnswered', 'tAbandon', 'nOverSla', 'oServiceTarget'];
		const { results } = await ask({ metrics, groupBy: ['queueId'] });
		let late = 0;
		for (const { data } of results) {
			const told = new Map<string, Record<string, number>>(
				data[0].metrics.map((one: { metric: string; stats: object }) => [one.metric, one.stats]),
			);
			const level = told.get('oServiceLevel');
			if (!level) continue;
			const count = (name: string) => told.get(name)?.count ?? 0;
			expect(level.numerator).toBe(count('tAnswered') - count('nOverSla'));
			expect(level.denominator).toBe(count('tAnswered') + count('tAbandon'));
			expect(told.get('oServiceTarget')).toEqual({ current: level.target });
			late += count('nOverSla');
		}
		expect(late).toBeGreaterThan(100);
	});

	it('has a group without the dimension where a call went past the queues', async () => {
		const { results } = await ask({ metrics: ['tHandle'], groupBy: ['queueId'] });
		const without = results.filter((one: { group: object }) => !('queueId' in one.group));
		expect(without).toHaveLength(1);
		expect(without[0].data[0].metrics[0].stats.count).toBeGreaterThan(0);
	});

	it('counts a conversation of two divisions in both, or in one of both names', async () => {
		const both = organization.divisions.slice(0, 2).map((division) => division.id);
		const record = [...conversations].find((one) => both.every((id) => one.divisionIds?.includes(id)))!;
		const query = {
			interval: '2026-11-17T00:00:00.000Z/2026-11-20T00:00:00.000Z',
			metrics: ['nOffered'],
			groupBy: ['divisionId'],
			filter: { type: 'and', predicates: [{ dimension: 'conversationId', value: record.conversationId }] },
		};
		const apart = (await ask(query)).results.map(
			(one: { group: { divisionId: string } }) => one.group.divisionId,
		);
		expect(apart.sort()).toEqual([...record.divisionIds!].sort());
		const joined = (await ask({ ...query, flattenMultivaluedDimensions: true })).results;
		expect(joined.map((one: { group: object }) => one.group)).toEqual([
			{ divisionId: record.divisionIds!.join(',') },
		]);
	});

	it('counts views of timers', async () => {
		const { results } = await ask({
			metrics: ['tTalk'],
			views: [
				{ target: 'tTalk', function: 'rangeBound', name: 'short', range: { lt: 60_000 } },
				{ target: 'tTalk', function: 'rangeBound', name: 'long', range: { gte: 60_000 } },
			],
		});
		const [{ metrics, views }] = results[0].data;
		expect(views[0].stats.count + views[1].stats.count).toBe(metrics[0].stats.count);
	});

	it.each([
		['an unknown metric', { metrics: ['nSales'] }, 'invalid.value'],
		['no metric', { metrics: [] }, 'constraint.validation'],
		['an unknown dimension', { metrics: ['nOffered'], groupBy: ['flowId'] }, 'invalid.value'],
		['an invalid granularity', { metrics: ['nOffered'], granularity: '15 minutes' }, 'invalid.value'],
		['an invalid time zone', { metrics: ['nOffered'], timeZone: 'Mars/Base' }, 'invalid.timezone'],
		['too many intervals', { metrics: ['nOffered'], granularity: 'PT1S' }, 'invalid.granularity'],
		[
			'a view of a counter',
			{ metrics: ['nOffered'], views: [{ target: 'nOffered', function: 'rangeBound', name: 'x' }] },
			'constraint.validation',
		],
	])('refuses %s', async (_, more, code) => {
		const answer = await client.post(PATH, { interval: `${from}/${to}`, ...more });
		expect([answer.status, answer.json.code]).toEqual([400, code]);
	});
});

describe('intervals of aggregates across a change of daylight saving', () => {
	/** One offered call in the middle of each UTC hour. */
	const hourly = (from: string, hours: number) =>
		storeOf(
			Array.from({ length: hours }, (_, i) => {
				const at = new Date(Date.parse(from) + i * 3_600_000 + 1_800_000).toISOString();
				return {
					conversationId: `c${i}`,
					conversationStart: at,
					conversationEnd: at,
					participants: [
						{ purpose: 'acd', sessions: [{ metrics: [{ name: 'nOffered', value: 1, emitDate: at }] }] },
					],
				};
			}),
		);

	it.each([
		[
			'the day has 25 hours in Berlin',
			'2026-10-24T22:00:00.000Z',
			'2026-10-26T23:00:00.000Z',
			'P1D',
			[25, 24],
		],
		[
			'the day has 23 hours in Berlin',
			'2026-03-28T23:00:00.000Z',
			'2026-03-30T22:00:00.000Z',
			'P1D',
			[23, 24],
		],
		[
			'a week with the change in it',
			'2026-10-18T22:00:00.000Z',
			'2026-11-01T23:00:00.000Z',
			'P1W',
			[169, 168],
		],
		['months', '2026-09-30T22:00:00.000Z', '2026-11-30T23:00:00.000Z', 'P1M', [745, 720]],
	])('%s', async (_, from, to, granularity, expected) => {
		const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
		const simulator = await startSimulator({
			now: () => Date.parse('2027-01-01T00:00:00.000Z'),
			conversations: hourly(from, hours),
		});
		try {
			const client = await connect(simulator);
			const { json } = await client.post(PATH, {
				interval: `${from}/${to}`,
				metrics: ['nOffered'],
				granularity,
				timeZone: 'Europe/Berlin',
			});
			const { data } = json.results[0];
			expect(data.map((one: { metrics: { stats: Counted }[] }) => one.metrics[0]!.stats.count)).toEqual(
				expected,
			);
			expect(data[0].interval.split('/')[1]).toBe(data[1].interval.split('/')[0]);
		} finally {
			await simulator.close();
		}
	});
});
