import { connect } from './testClient';
import {
	createConversations,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type Simulator,
	type SimulatorOptions,
} from './index';

const QUERY = '/analytics/conversations/details/query';
const JOBS = '/analytics/conversations/details/jobs';
const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const DAY = 86_400_000;

let simulator: Simulator;
let now = NOW;

async function start(options: SimulatorOptions = {}) {
	now = NOW;
	simulator = await startSimulator({
		now: () => now,
		rateLimit: { allowed: 10_000, windowSeconds: 60 },
		...options,
	});
	return connect(simulator);
}

afterEach(() => simulator.close());

const idsOf = (answer: { json: { conversations?: ConversationRecord[] } }) =>
	(answer.json.conversations ?? []).map((one) => one.conversationId);

/** A conversation of one agent leg; times as hh:mm of 19 November, or whole dates. */
function call(
	id: string,
	from: string,
	to: string | undefined,
	more: Partial<ConversationRecord> = {},
): ConversationRecord {
	const at = (text: string) => (text.includes('T') ? text : `2026-11-19T${text}:00.000Z`);
	return {
		conversationId: id,
		conversationStart: at(from),
		...(to === undefined ? {} : { conversationEnd: at(to) }),
		originatingDirection: 'inbound',
		divisionIds: ['d1'],
		participants: [
			{
				purpose: 'agent',
				userId: 'u1',
				attributes: { tier: 'gold' },
				sessions: [
					{
						mediaType: 'voice',
						direction: 'inbound',
						addressFrom: 'Jane.Doe@example.org',
						segments: [
							{
								segmentType: 'interact',
								segmentStart: at(from),
								...(to === undefined ? {} : { segmentEnd: at(to) }),
								queueId: 'q1',
								requestedRoutingSkillIds: ['s1', 's2'],
							},
						],
						metrics: to === undefined ? [] : [{ name: 'tTalk', value: 60_000, emitDate: at(to) }],
					},
				],
			},
		],
		...more,
	};
}

describe('the details query', () => {
	const records = [
		call('yesterday', '2026-11-18T23:50:00.000Z', '00:10'),
		call('early', '08:00', '08:05'),
		call('inside', '10:10', '10:20'),
		call('across', '09:55', '10:05'),
		call('late', '15:00', '15:30'),
		call('tomorrow', '2026-11-20T00:05:00.000Z', '2026-11-20T00:10:00.000Z'),
		call('open', '11:00', undefined),
	];

	it.each([
		['overlapOnDay', '10:00', '10:30', ['across', 'inside']],
		['wholeDay', '10:00', '10:30', ['early', 'across', 'inside', 'open', 'late']],
		['overlapOnDay', '00:00', '00:30', []],
		['overlapOnDay', '00:00', '23:00', ['early', 'across', 'inside', 'open', 'late']],
		['overlapOnDay', '20:00', '23:00', ['open']],
	] as const)('%s: %s to %s on 19 November', async (detailsMatching, from, to, expected) => {
		const client = await start({ conversations: records, detailsMatching });
		const interval = `2026-11-19T${from}:00Z/2026-11-19T${to}:00Z`;
		expect(idsOf(await client.post(QUERY, { interval }))).toEqual(expected);
	});

	it('takes a conversation of the day before once the interval touches that day', async () => {
		const client = await start({ conversations: records });
		const interval = '2026-11-18T23:59:59.000Z/2026-11-19T00:30:00.000Z';
		expect(idsOf(await client.post(QUERY, { interval }))).toEqual(['yesterday']);
	});

	it.each([
		[{}, ['early', 'across', 'inside', 'open', 'late']],
		[{ order: 'desc' }, ['late', 'open', 'inside', 'across', 'early']],
		[{ orderBy: 'conversationEnd' }, ['early', 'across', 'inside', 'late', 'open']],
		[{ orderBy: 'conversationEnd', order: 'desc' }, ['late', 'inside', 'across', 'early', 'open']],
	])('sorts by %j', async (order, expected) => {
		const client = await start({ conversations: records });
		const interval = '2026-11-19T00:00:00Z/2026-11-20T00:00:00Z';
		expect(idsOf(await client.post(QUERY, { interval, ...order }))).toEqual(expected);
	});

	const interval = '2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z';
	it.each([
		['conversationFilters', { dimension: 'conversationEnd', operator: 'exists' }, 4],
		['conversationFilters', { dimension: 'conversationEnd', operator: 'notExists' }, 1],
		['conversationFilters', { dimension: 'conversationId', value: 'late' }, 1],
		['conversationFilters', { dimension: 'divisionId', operator: 'matches', value: 'd1' }, 5],
		['conversationFilters', { dimension: 'divisionId', value: 'd2' }, 0],
		['conversationFilters', { type: 'metric', metric: 'tTalk', range: { gte: 60_000 } }, 4],
		['conversationFilters', { metric: 'tTalk', range: { gt: 60_000 } }, 0],
		['conversationFilters', { metric: 'tAbandon', operator: 'exists' }, 0],
		['conversationFilters', { metric: 'tConversationDuration', range: { lt: 600_000 } }, 1],
		['segmentFilters', { dimension: 'queueId', value: 'q1' }, 5],
		['segmentFilters', { dimension: 'queueId', value: 'Q2' }, 0],
		['segmentFilters', { dimension: 'mediaType', value: 'voice' }, 5],
		['segmentFilters', { dimension: 'userId', value: 'u1' }, 5],
		['segmentFilters', { dimension: 'requestedRoutingSkillId', value: 's2' }, 5],
		['segmentFilters', { dimension: 'wrapUpCode', operator: 'exists' }, 0],
		['segmentFilters', { dimension: 'addressFrom', value: 'example.org' }, 5],
		['segmentFilters', { dimension: 'addressFrom', value: 'jane.doe@EXAMPLE.org' }, 5],
		['segmentFilters', { dimension: 'addressFrom', value: 'example' }, 0],
		['segmentFilters', { metric: 'tSegmentDuration', range: { gte: 600_000 } }, 3],
		['evaluationFilters', { dimension: 'formName', value: 'x' }, 0],
		['surveyFilters', { metric: 'oSurveyTotalScore', range: { gte: 0 } }, 0],
	])('%s %j finds %i', async (filters, predicate, expected) => {
		const client = await start({ conversations: records });
		const answer = await client.post(QUERY, {
			interval,
			[filters]: [{ type: 'and', predicates: [predicate] }],
		});
		expect([answer.status, answer.json.totalHits]).toEqual([200, expected]);
	});

	it('ANDs filters, and follows and/or over clauses', async () => {
		const client = await start({ conversations: records });
		const id = (value: string) => ({ dimension: 'conversationId', value });
		const either = {
			type: 'or',
			clauses: [
				{ type: 'and', predicates: [id('late'), { dimension: 'divisionId', value: 'd1' }] },
				{ type: 'and', predicates: [id('early'), { dimension: 'divisionId', value: 'nowhere' }] },
			],
			predicates: [id('inside')],
		};
		const ended = { type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'exists' }] };
		const answer = await client.post(QUERY, { interval, conversationFilters: [either, ended] });
		expect(idsOf(answer)).toEqual(['inside', 'late']);
	});

	it.each([
		['an unknown field', { groupBy: ['queueId'] }, 'invalid.property'],
		['an unknown field in a predicate', filter({ dimension: 'conversationEnd', foo: 1 }), 'invalid.property'],
		['an unknown dimension', filter({ dimension: 'queueId', value: 'q1' }), 'invalid.value'],
		['an unknown operator', filter({ dimension: 'conversationEnd', operator: 'gt' }), 'invalid.value'],
		['a number for a value', filter({ dimension: 'conversationId', value: 5 }), 'invalid.value'],
		['a value that is missing', filter({ dimension: 'conversationId' }), 'constraint.validation'],
		['an invalid order', { order: 'descending' }, 'invalid.value'],
		['paging by halves', { paging: { pageSize: 50 } }, 'constraint.validation'],
		['a page larger than 100', { paging: { pageSize: 101, pageNumber: 1 } }, 'invalid.page.size'],
		['page 0', { paging: { pageSize: 10, pageNumber: 0 } }, 'invalid.page.number'],
		['an interval of the tutorials', { interval: '15min' }, 'invalid.interval'],
		['an interval backwards', { interval: '2026-11-19T02:00:00Z/2026-11-19T01:00:00Z' }, 'invalid.interval'],
		[
			'8 days without a filter',
			{ interval: '2026-11-01T00:00:00Z/2026-11-09T00:00:00Z' },
			'invalid.interval',
		],
		[
			'32 days with a filter',
			{
				interval: '2026-10-01T00:00:00Z/2026-11-02T00:00:00Z',
				...filter({ dimension: 'conversationEnd', operator: 'exists' }),
			},
			'invalid.interval',
		],
		['results beyond 100,000', { paging: { pageSize: 100, pageNumber: 1001 } }, 'bad.request'],
	])('refuses %s', async (_, more, code) => {
		const client = await start({ conversations: records });
		const answer = await client.post(QUERY, { interval, ...more });
		expect([answer.status, answer.json.code, answer.json.status]).toEqual([400, code, 400]);
	});

	it('takes 7 days without and 31 days with a filter', async () => {
		const client = await start({ conversations: records });
		const week = await client.post(QUERY, { interval: '2026-11-13T00:00:00Z/2026-11-20T00:00:00Z' });
		const month = await client.post(QUERY, {
			interval: '2026-10-20T00:00:00Z/2026-11-20T00:00:00Z',
			...filter({ dimension: 'conversationEnd', operator: 'exists' }),
		});
		expect([week.status, month.status]).toEqual([200, 200]);
	});

	it('has pages of 25 unless asked otherwise, and no conversations after the last one', async () => {
		const conversations = createConversations({
			count: 130,
			from: NOW - DAY,
			to: NOW - DAY / 2,
			damagedShare: 0,
		});
		const client = await start({ conversations });
		const all = { interval: '2026-11-19T00:00:00Z/2026-11-21T00:00:00Z' };
		expect(idsOf(await client.post(QUERY, all))).toHaveLength(25);
		const sizes: unknown[] = [];
		for (const pageNumber of [1, 2, 3]) {
			const { json } = await client.post(QUERY, { ...all, paging: { pageSize: 100, pageNumber } });
			sizes.push(json.conversations?.length);
			expect(json.totalHits).toBe(130);
		}
		expect(sizes).toEqual([100, 30, undefined]);
	});

	it('shows participant attributes to nobody', async () => {
		const client = await start({ conversations: records });
		const answers = [
			await client.post(QUERY, { interval }),
			await client.get('/analytics/conversations/late/details'),
			await client.get('/analytics/conversations/details?id=late&id=early&id=nobody'),
		];
		for (const { text } of answers) expect(text).not.toContain('"attributes"');
		expect(answers[1]!.json.conversationId).toBe('late');
		expect(idsOf(answers[2]!)).toEqual(['late', 'early']);
	});

	it('can be approximate in totalHits, and shuffle what is equal', async () => {
		const equal = Array.from({ length: 40 }, (_, i) => call(`c${i}`, '10:00', '10:01'));
		const client = await start({
			conversations: equal,
			shuffleEqualTimes: Math.random,
			totalHitsError: (hits) => hits - 3,
		});
		const paging = { pageSize: 40, pageNumber: 1 };
		const first = await client.post(QUERY, { interval, paging });
		const second = await client.post(QUERY, { interval, paging });
		expect(first.json.totalHits).toBe(37);
		expect(idsOf(first)).not.toEqual(idsOf(second));
		expect(idsOf(first).sort()).toEqual(idsOf(second).sort());
	});
});

function filter(predicate: object) {
	return { conversationFilters: [{ type: 'and', predicates: [predicate] }] };
}

describe('what the clock shows', () => {
	const interval = '2026-11-20T00:00:00Z/2026-11-21T00:00:00Z';
	const one = call('c', '2026-11-20T12:10:00.000Z', '2026-11-20T12:20:00.000Z');

	it('a conversation is not there, goes on, and is over', async () => {
		const client = await start({ conversations: [one] });
		const seen: unknown[] = [];
		for (const minute of [9, 15, 20]) {
			now = NOW + minute * 60_000;
			const { json } = await client.post(QUERY, { interval });
			const [record] = json.conversations ?? [];
			const [session] = record?.participants[0].sessions ?? [];
			seen.push([
				json.totalHits,
				record?.conversationEnd,
				session?.segments[0].segmentEnd,
				session?.metrics.length,
			]);
		}
		const end = '2026-11-20T12:20:00.000Z';
		expect(seen).toEqual([
			[0, undefined, undefined, undefined],
			[1, undefined, undefined, 0],
			[1, end, end, 1],
		]);
	});

	it('a late record appears and ends later, everywhere', async () => {
		const client = await start({ conversations: [one], appearsAfterMs: () => 30 * 60_000 });
		const ended = filter({ dimension: 'conversationEnd', operator: 'exists' });
		const seen: unknown[] = [];
		for (const minute of [30, 40, 49, 50]) {
			now = NOW + minute * 60_000;
			const all = (await client.post(QUERY, { interval })).json.totalHits;
			const over = (await client.post(QUERY, { interval, ...ended })).json.totalHits;
			const byId = (await client.get('/analytics/conversations/c/details')).status;
			seen.push([minute, all, over, byId]);
		}
		expect(seen).toEqual([
			[30, 0, 0, 404],
			[40, 1, 0, 200],
			[49, 1, 0, 200],
			[50, 1, 1, 200],
		]);
	});

	it('a filter sees what has come since', async () => {
		const client = await start({ conversations: [one] });
		const query = { interval, ...filter({ metric: 'tTalk', operator: 'exists' }) };
		const hits: unknown[] = [];
		for (const minute of [15, 16, 25, 26]) {
			now = NOW + minute * 60_000;
			hits.push((await client.post(QUERY, query)).json.totalHits);
		}
		expect(hits).toEqual([0, 0, 1, 1]);
	});

	it('a delay that is set while it runs holds at once', async () => {
		const client = await start({ conversations: [one] });
		now = NOW + 21 * 60_000;
		expect((await client.post(QUERY, { interval })).json.conversations[0].conversationEnd).toBeDefined();
		simulator.options.appearsAfterMs = (conversation) => (conversation.conversationId === 'c' ? 600_000 : 0);
		expect((await client.post(QUERY, { interval })).json.conversations[0].conversationEnd).toBeUndefined();
	});

	it('a list that grows while it runs is seen', async () => {
		const records = [call('a', '10:00', '10:01')];
		const client = await start({ conversations: records });
		const day = { interval: '2026-11-19T00:00:00Z/2026-11-20T00:00:00Z' };
		expect(idsOf(await client.post(QUERY, day))).toEqual(['a']);
		records.push(call('b', '09:00', '09:01'));
		expect(idsOf(await client.post(QUERY, day))).toEqual(['b', 'a']);
	});
});

describe('details jobs', () => {
	const day = '2026-11-18T00:00:00.000Z/2026-11-19T00:00:00.000Z';
	const records = [
		call('before', '2026-11-17T10:00:00.000Z', '2026-11-17T11:00:00.000Z'),
		call('into', '2026-11-17T23:50:00.000Z', '2026-11-18T00:10:00.000Z'),
		call('through', '2026-11-16T10:00:00.000Z', '2026-11-20T10:00:00.000Z'),
		call('on', '2026-11-18T10:00:00.000Z', '2026-11-18T11:00:00.000Z'),
		call('fresh', '2026-11-19T20:00:00.000Z', '2026-11-19T21:00:00.000Z'),
	];

	async function run(client: Awaited<ReturnType<typeof start>>, body: object) {
		const { jobId } = (await client.post(JOBS, body)).json;
		return client.get(`${JOBS}/${jobId}/results`);
	}

	it('take every life that overlaps the interval, or those that started on its days', async () => {
		const client = await start({ conversations: records });
		expect(idsOf(await run(client, { interval: day }))).toEqual(['through', 'into', 'on']);
		expect(idsOf(await run(client, { interval: day, startOfDayIntervalMatching: true }))).toEqual(['on']);
		expect(idsOf(await run(client, { interval: day, limit: 2 }))).toEqual(['through', 'into']);
	});

	it('know everything up to the watermark and nothing after it', async () => {
		const client = await start({ conversations: records, jobs: { availabilityLagHours: 24 } });
		const { json } = await client.get(`${JOBS}/availability`);
		expect(json.dataAvailabilityDate).toBe('2026-11-19T12:00:00.000Z');
		const answer = await run(client, { interval: '2026-11-16T00:00:00Z/2026-11-21T00:00:00Z' });
		expect(idsOf(answer)).toEqual(['through', 'before', 'into', 'on']);
		expect(answer.json.conversations[0].conversationEnd).toBeUndefined();
		expect(answer.json.dataAvailabilityDate).toBe('2026-11-19T12:00:00.000Z');
		expect(answer.text).toContain('"attributes":{"tier":"gold"}');
	});

	it.each([
		['FULFILLED', 200],
		['FAILED', 400],
		['CANCELLED', 400],
		['EXPIRED', 400],
	] as const)('are queued, pending, then %s', async (outcome, resultStatus) => {
		const client = await start({ conversations: records, jobs: { queuedMs: 10_000, outcome } });
		const submitted = await client.post(JOBS, { interval: day });
		expect(submitted.status).toBe(202);
		const path = `${JOBS}/${submitted.json.jobId}`;
		const seen: unknown[] = [];
		for (const seconds of [0, 5, 10]) {
			now = NOW + seconds * 1000;
			const { status, json } = await client.get(path);
			seen.push([status, json.state]);
		}
		expect(seen).toEqual([
			[202, 'QUEUED'],
			[202, 'PENDING'],
			[200, outcome],
		]);
		expect((await client.get(`${path}/results`)).status).toBe(resultStatus);
		expect((await client.delete(path)).status).toBe(204);
		expect((await client.get(path)).status).toBe(404);
		expect(simulator.jobIds).toEqual([]);
	});

	it('are limited in number, and the error names the limit', async () => {
		const client = await start({ conversations: records, jobs: { queuedMs: 10_000, concurrent: 1 } });
		await client.post(JOBS, { interval: day });
		const refused = await client.post(JOBS, { interval: day });
		expect([refused.status, refused.json.limit]).toEqual([
			429,
			{ namespace: 'analytics', key: 'details.jobs.concurrent.access.max', value: 1 },
		]);
		now += 10_000;
		expect((await client.post(JOBS, { interval: day })).status).toBe(202);
	});

	it('have their cursor in the path of one job only', async () => {
		const client = await start({ conversations: records, jobs: { pageSize: 1 } });
		const first = await run(client, { interval: day });
		expect([idsOf(first), typeof first.json.cursor]).toEqual([['through'], 'string']);
		const { jobId } = (await client.post(JOBS, { interval: day })).json;
		const other = await client.get(
			`${JOBS}/${jobId}/results?cursor=${encodeURIComponent(first.json.cursor)}`,
		);
		expect([other.status, other.json.code]).toEqual([400, 'invalid.cursor']);
	});

	it('refuse what only the query knows', async () => {
		const client = await start({ conversations: records });
		const answer = await client.post(JOBS, { interval: day, paging: { pageSize: 10, pageNumber: 1 } });
		expect([answer.status, answer.json.code]).toEqual([400, 'invalid.property']);
	});
});

describe('a store written by hand', () => {
	it('is in the order of the starts and finds by id', () => {
		const store = storeOf([call('b', '11:00', '11:01'), call('a', '10:00', '10:01')]);
		expect([...store].map((one) => one.conversationId)).toEqual(['a', 'b']);
		expect([store.length, store.indexOf('b'), store.indexOf('x'), store.byId('x')]).toEqual([
			2,
			1,
			-1,
			undefined,
		]);
	});
});
