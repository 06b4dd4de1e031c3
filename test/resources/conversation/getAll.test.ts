import {
	createConversations,
	fault502Html,
	faults429,
	startSimulator,
	storeOf,
} from '../../../packages/simulator';
import type { Simulator, SimulatorOptions } from '../../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { conversation, custom, DAY, HOUR, idsOf, idsStarted, MINUTE } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const QUERY = '/analytics/conversations/details/query';
const noNames = { resolveNames: false };

let clock: FastClock;
let simulator: Simulator;

async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
	simulator = await startSimulator({ now: clock.now, ...options });
	return simulator;
}

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

describe('Get Many returns every conversation once', () => {
	const yesterday = { from: NOW - 36 * HOUR, to: NOW - 12 * HOUR };

	it.each([
		{ count: 0, requests: 1 },
		{ count: 1, requests: 1 },
		{ count: 99, requests: 1 },
		// A full page may have a successor.
		{ count: 100, requests: 2 },
		{ count: 101, requests: 2 },
		{ count: 230, requests: 3 },
		{ count: 4_321, requests: 44 },
	])('$count conversations of a day that is over, in $requests requests', async ({ count, requests }) => {
		const conversations = createConversations({ count, ...yesterday });
		await simulate({ conversations });
		const { items, error } = await runNode(simulator, {
			timeRange: 'yesterday',
			returnAll: true,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, yesterday.from, yesterday.to).reverse());
		expect(simulator.requests(QUERY)).toHaveLength(requests);
	});

	it('of a range that an expression chooses', async () => {
		const conversations = createConversations({ count: 120, ...yesterday });
		await simulate({ conversations });
		const { items, error } = await runNode(
			simulator,
			{ timeRange: '={{ $json.range }}', returnAll: '={{ $json.all }}', options: noNames },
			{
				items: [
					{ range: 'yesterday', all: true },
					{ range: 'yesterday', all: false },
				],
				simplified: true,
			},
		);
		expect(error).toBeUndefined();
		const ofItem = (index: number) =>
			items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);
		const found = idsStarted(conversations, yesterday.from, yesterday.to).reverse();
		expect(idsOf(ofItem(0))).toEqual(found);
		expect(idsOf(ofItem(1))).toEqual(found.slice(0, 50));
	});

	it('with token deaths, 429s, 502s and drops on the way', async () => {
		const conversations = createConversations({ count: 4_321, ...yesterday });
		await simulate({ conversations, rateLimit: { allowed: 10_000, windowSeconds: 60 } });
		simulator.faults.push(
			{ kind: 'expireToken', after: 8, times: 1 },
			{ ...faults429({ retryAfter: 7 }), after: 12 },
			{ ...fault502Html(), after: 17, times: 2 },
			{ kind: 'drop', after: 22 },
			{ kind: 'dropMidBody', after: 29 },
			{ ...faults429({ bodySeconds: 12 }), after: 38 },
		);
		const { items, error } = await runNode(simulator, {
			timeRange: 'yesterday',
			returnAll: true,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		expect(new Set(idsOf(items)).size).toBe(4_321);
		expect(items).toHaveLength(4_321);
		expect(simulator.faults).toEqual([]);
		const answered = simulator.requests(QUERY).filter(({ status, fault }) => status === 200 && !fault);
		expect(answered.length).toBeLessThanOrEqual(46);
		expect(simulator.tokensIssued).toBe(2);
	});

	it('when the token dies under pages side by side and the token endpoint is at its limit', async () => {
		const conversations = createConversations({ count: 2_000, ...yesterday });
		await simulate({ conversations });
		simulator.faults.push({ kind: 'expireToken', after: 3 }, { kind: 'tokenRateLimit', after: 1, times: 2 });
		const { items, error } = await runNode(simulator, {
			timeRange: 'yesterday',
			returnAll: true,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2_000);
		expect(simulator.faults).toEqual([]);
		expect(simulator.tokensIssued).toBe(2);
	});

	it('while conversations come in', async () => {
		const conversations = createConversations({ count: 2_000, from: NOW - HOUR, to: NOW + HOUR });
		const live = { ...clock, now: () => clock.now() };
		await simulate({ conversations, now: () => live.now() });
		// A minute passes with every answer: pages shift while they are read.
		let answers = 0;
		simulator.options.now = () => clock.now() + answers++ * 200;
		const { items, error } = await runNode(simulator, { returnAll: true, options: noNames });
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, NOW - HOUR, NOW).reverse());
	});

	it('where a job may be used, and the API takes shorter time ranges than it documents', async () => {
		const conversations = createConversations({ count: 900, from: NOW - 6 * DAY, to: NOW - 3 * DAY });
		await simulate({ conversations, limits: { maxDaysUnfiltered: 2, maxDaysFiltered: 2 } });
		const { items, error } = await runNode(simulator, {
			...{ timeRange: 'relative', relativeAmount: 7, relativeUnit: 'days' },
			returnAll: true,
			options: noNames,
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, NOW - 7 * DAY, NOW).reverse());
	});

	it('though Genesys Cloud reports fewer than there are, while they come in', async () => {
		const conversations = createConversations({ count: 250, from: NOW - HOUR, to: NOW });
		await simulate({ conversations, totalHitsError: (hits) => Math.floor(hits / 100) * 100 });
		const { items, error } = await runNode(simulator, { returnAll: true, options: noNames });
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, NOW - HOUR, NOW).reverse());
	});

	it('though Genesys Cloud reports fewer than there are, of a day that is over, and the last ones fill a page', async () => {
		const conversations = createConversations({ count: 301, ...yesterday });
		await simulate({ conversations, totalHitsError: (hits) => hits - 60 });
		const { items, error } = await runNode(simulator, {
			timeRange: 'yesterday',
			returnAll: true,
			options: noNames,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(301);
	});

	it('from a server that shuffles records of the same moment between pages', async () => {
		const moment = NOW - 3 * HOUR;
		const records = Array.from({ length: 450 }, (_, index) =>
			conversation(`id-${index}`, moment + Math.floor(index / 150), moment + HOUR),
		);
		await simulate({ conversations: storeOf(records), shuffleEqualTimes: Math.random });
		const { items, error } = await runNode(simulator, {
			timeRange: 'relative',
			relativeAmount: 5,
			returnAll: true,
			options: noNames,
		});
		expect(error).toBeUndefined();
		expect(new Set(idsOf(items)).size).toBe(items.length);
		expect(items).toHaveLength(450);
	});

	it('without an id, too', async () => {
		const nameless = { ...conversation('x', NOW - 10 * MINUTE, NOW - 5 * MINUTE), conversationId: undefined };
		await simulate({ conversations: [nameless as never, conversation('b', NOW - 9 * MINUTE)] });
		const { items } = await runNode(simulator, { returnAll: true, options: noNames });
		expect(items.map(({ json }) => json.conversationId)).toEqual(['b', null]);
	});
});

describe('Get Many asks for no more than it needs', () => {
	it.each([
		{ limit: 5, requests: 1 },
		{ limit: 50, requests: 1 },
		{ limit: 100, requests: 1 },
		{ limit: 250, requests: 3 },
	])('limit $limit costs $requests', async ({ limit, requests }) => {
		const conversations = createConversations({ count: 600, from: NOW - HOUR, to: NOW });
		await simulate({ conversations });
		const { items } = await runNode(simulator, { limit, options: noNames });
		expect(idsOf(items)).toEqual(
			idsStarted(conversations, NOW - HOUR, NOW)
				.reverse()
				.slice(0, limit),
		);
		expect(simulator.requests()).toHaveLength(requests);
	});

	it('the last hour, newest first, 50 of them, when nothing is set', async () => {
		const conversations = createConversations({ count: 300, from: NOW - 3 * HOUR, to: NOW });
		await simulate({ conversations });
		const { items } = await runNode(simulator, {});
		expect(idsOf(items)).toEqual(
			idsStarted(conversations, NOW - HOUR, NOW)
				.reverse()
				.slice(0, 50),
		);
	});

	it('stops where the range begins on a server that returns whole days', async () => {
		const conversations = createConversations({ count: 3_000, from: NOW - 12 * HOUR, to: NOW });
		await simulate({ conversations, detailsMatching: 'wholeDay' });
		const { items } = await runNode(simulator, {
			timeRange: 'relative',
			relativeAmount: 30,
			relativeUnit: 'minutes',
			returnAll: true,
			options: noNames,
		});
		const expected = idsStarted(conversations, NOW - 30 * MINUTE, NOW).reverse();
		expect(idsOf(items)).toEqual(expected);
		expect(simulator.requests(QUERY).length).toBeLessThanOrEqual(Math.ceil(expected.length / 100) + 2);
	});
});

describe.each(['overlapOnDay', 'wholeDay'] as const)(
	'Match By is exact when the server matches %s',
	(detailsMatching) => {
		const midnight = Date.parse('2026-11-20T00:00:00.000Z');
		const records = [
			conversation('before', midnight - 2 * HOUR, midnight - HOUR),
			conversation('crosser', midnight - 10 * MINUTE, midnight + 10 * MINUTE),
			conversation('long crosser', midnight - 9 * DAY, midnight + 20 * MINUTE),
			conversation('open since long ago', midnight - 20 * DAY),
			conversation('starts at midnight', midnight, midnight + 5 * MINUTE),
			conversation('ends at the start', midnight - HOUR, midnight),
			conversation('inside', midnight + 20 * MINUTE, midnight + 40 * MINUTE),
			conversation('starts inside', midnight + 50 * MINUTE, midnight + 3 * HOUR),
			conversation('open', midnight + 30 * MINUTE),
			conversation('ends at the end', midnight + 5 * MINUTE, midnight + HOUR),
			conversation('starts at the end', midnight + HOUR, midnight + 2 * HOUR),
		];

		it.each([
			{
				matchBy: 'started',
				expected: ['starts at midnight', 'ends at the end', 'inside', 'open', 'starts inside'],
			},
			{
				matchBy: 'ended',
				expected: ['ends at the start', 'starts at midnight', 'crosser', 'long crosser', 'inside'],
			},
			{
				matchBy: 'active',
				expected: [
					'open since long ago',
					'long crosser',
					'ends at the start',
					'crosser',
					'starts at midnight',
					'ends at the end',
					'inside',
					'open',
					'starts inside',
				],
			},
		])('$matchBy', async ({ matchBy, expected }) => {
			await simulate({ conversations: records, detailsMatching });
			for (const settings of [{ returnAll: true }, { limit: 50 }]) {
				const { items, error } = await runNode(simulator, {
					...custom(midnight, midnight + HOUR),
					...settings,
					matchBy,
					sortOrder: 'asc',
					options: noNames,
				});
				expect(error).toBeUndefined();
				expect(idsOf(items)).toEqual(expected);
			}
			const { items } = await runNode(simulator, {
				...custom(midnight, midnight + HOUR),
				limit: 2,
				matchBy,
				sortOrder: 'desc',
				options: noNames,
			});
			expect(idsOf(items)).toEqual(expected.toReversed().slice(0, 2));
		});

		it('for a generated contact centre, against the records themselves', async () => {
			const conversations = createConversations({
				count: 1_500,
				from: NOW - 12 * DAY,
				to: NOW,
				damagedShare: 0,
			});
			await simulate({ conversations, detailsMatching });
			const [start, end] = [NOW - 2 * DAY - 5 * HOUR, NOW - DAY + 3 * HOUR];
			const lives = [...conversations].map((record, index) => ({
				id: record.conversationId,
				start: conversations.starts[index]!,
				end: conversations.ends[index]! <= NOW ? conversations.ends[index]! : Infinity,
			}));
			const expected = {
				started: lives.filter((life) => life.start >= start && life.start < end),
				ended: lives.filter((life) => life.end >= start && life.end < end),
				active: lives.filter((life) => life.start < end && life.end >= start),
			};
			for (const [matchBy, matching] of Object.entries(expected)) {
				const { items, error } = await runNode(simulator, {
					...custom(start, end),
					matchBy,
					returnAll: true,
					options: noNames,
				});
				expect(error).toBeUndefined();
				expect(idsOf(items).sort()).toEqual(matching.map(({ id }) => id).sort());
			}
		});
	},
);

describe('Get Many splits what one query may not span', () => {
	it.each([
		{ filters: {}, windows: 4 },
		{ filters: { mediaTypes: ['voice', 'chat', 'email', 'message', 'callback'] }, windows: 1 },
	])('25 days with the filters $filters', async ({ filters, windows }) => {
		const conversations = createConversations({ count: 300, from: NOW - 25 * DAY, to: NOW, damagedShare: 0 });
		await simulate({ conversations });
		const { items, error } = await runNode(simulator, {
			...custom(NOW - 25 * DAY, NOW),
			returnAll: true,
			filters,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, NOW - 25 * DAY, NOW).reverse());
		const intervals = new Set(
			simulator.requests(QUERY).map(({ body }) => (body as { interval: string }).interval),
		);
		expect(intervals.size).toBe(windows);
	});

	it('by time where a window holds more than can be paged through', async () => {
		const conversations = createConversations({ count: 3_000, from: NOW - 2 * DAY, to: NOW - DAY });
		await simulate({ conversations, limits: { maxResults: 700 } });
		const { items, error } = await runNode(simulator, {
			...custom(NOW - 2 * DAY, NOW - DAY),
			returnAll: true,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, NOW - 2 * DAY, NOW - DAY).reverse());
	});

	it('learns a smaller number of days from the refusal', async () => {
		const conversations = createConversations({ count: 400, from: NOW - 6 * DAY, to: NOW });
		await simulate({ conversations, limits: { maxDaysUnfiltered: 2, maxDaysFiltered: 2 } });
		const { items, error } = await runNode(simulator, {
			...custom(NOW - 6 * DAY, NOW),
			returnAll: true,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(400);
	});
});

describe('Get Many says when something is missing', () => {
	const parameters = { timeRange: 'relative', relativeAmount: 2, returnAll: true };
	const conversations = createConversations({ count: 230, from: NOW - HOUR, to: NOW });

	it('but not where Genesys only announces more than it has: that is a hint with both numbers', async () => {
		await simulate({ conversations, totalHitsError: (hits) => hits + 7 });
		const { items, hints, error } = await runNode(simulator, { ...parameters, options: noNames });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(230);
		expect(hints[0]).toMatchObject({
			type: 'info',
			message: expect.stringMatching(/reported about 237 .*but returned 230/),
		});
		// Read twice, to see that nothing new comes.
		expect(simulator.requests(QUERY)).toHaveLength(8);
	});

	const moment = NOW - 3 * HOUR;
	const atOnce = Array.from({ length: 450 }, (_, index) =>
		conversation(`id-${index}`, moment, moment + HOUR),
	);
	const tooMany = { conversations: storeOf(atOnce), limits: { maxResults: 300 } };
	const longer = { ...parameters, relativeAmount: 5 };

	it('as an error, when all was asked for', async () => {
		await simulate(tooMany);
		const { items, error } = await runNode(simulator, {
			...longer,
			options: { ...noNames, source: 'query' },
		});
		expect(items).toEqual([]);
		expect(error?.message).toMatch(
			/^Not all conversations could be retrieved\. 450 conversations started on/,
		);
		expect(error?.description).toMatch(/Allow Partial Results/);
	});

	it('as a hint, when partial results are allowed', async () => {
		await simulate(tooMany);
		const { items, hints, error } = await runNode(simulator, {
			...longer,
			options: { ...noNames, source: 'query', allowPartial: true },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(300);
		expect(hints).toContainEqual(
			expect.objectContaining({
				type: 'warning',
				message: expect.stringMatching(/^Conversations may be missing\. 450 conversations started on/),
			}),
		);
	});
});

describe('a limit that cuts the result is mentioned', () => {
	it.each([
		{ count: 540, limit: 50, said: /These are the first 50 conversations of about 540\. Raise Limit/ },
		{ count: 51, limit: 50, said: /These are the first 50 conversations of about 51\./ },
		{ count: 50, limit: 50, said: undefined },
		{ count: 7, limit: 50, said: undefined },
	])('$limit of $count', async ({ count, limit, said }) => {
		await simulate({
			conversations: createConversations({ count, from: NOW - 20 * HOUR, to: NOW - 13 * HOUR }),
		});
		const { items, hints } = await runNode(simulator, { timeRange: 'yesterday', limit, options: noNames });
		expect(items).toHaveLength(Math.min(count, limit));
		const messages = hints.map(({ message }) => message).join();
		if (said) expect(messages).toMatch(said);
		else expect(messages).not.toContain('first');
	});

	it('is mentioned where the rest is in a part of the range that was not read', async () => {
		const recent = createConversations({ count: 100, from: NOW - 20 * HOUR, to: NOW - 13 * HOUR });
		const older = conversation('older', NOW - 9 * DAY, NOW - 9 * DAY + HOUR);
		await simulate({ conversations: storeOf([...recent, older]) });
		const { items, hints } = await runNode(simulator, {
			...{ timeRange: 'relative', relativeAmount: 10, relativeUnit: 'days' },
			limit: 100,
			options: { ...noNames, source: 'query' },
		});
		expect(items).toHaveLength(100);
		expect(hints.map(({ message }) => message).join()).toContain('These are the first 100 conversations');
	});

	it('loses none of many that started at the very beginning of the range', async () => {
		const start = NOW - 5 * HOUR;
		const records = Array.from({ length: 210 }, (_, index) =>
			conversation(`c${index}`, index < 150 ? start : start + index * MINUTE, NOW),
		);
		await simulate({ conversations: records });
		const { items } = await runNode(simulator, { ...custom(start, NOW), limit: 205, options: noNames });
		expect(new Set(idsOf(items)).size).toBe(205);
	});

	it('names no number where not all that Genesys Cloud counts belong', async () => {
		await simulate({
			conversations: createConversations({ count: 540, from: NOW - 20 * HOUR, to: NOW - 13 * HOUR }),
		});
		const filters = { minHandleSeconds: 60 };
		const { hints } = await runNode(simulator, {
			timeRange: 'yesterday',
			limit: 50,
			filters,
			options: noNames,
		});
		expect(hints.map(({ message }) => message).join()).toContain(
			'These are the first 50 conversations. Raise',
		);
	});
});

describe('Get Many per input item', () => {
	it('reads expressions and limits of each item, and pairs what it brings', async () => {
		await simulate({ conversations: createConversations({ count: 80, from: NOW - HOUR, to: NOW }) });
		const { items } = await runNode(
			simulator,
			{ limit: '={{ $json.howMany }}', output: '={{ $json.output }}', options: noNames },
			{
				items: [
					{ howMany: 3, output: 'conversations' },
					{ howMany: 30, output: 'raw' },
				],
			},
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			...Array<object>(3).fill({ item: 0 }),
			...Array<object>(30).fill({ item: 1 }),
		]);
		expect(items[0]?.json).toHaveProperty('queueName');
		expect(items[3]?.json).toHaveProperty('participants');
	});

	it('turns a failure into an item of its own with Continue On Fail', async () => {
		await simulate({ conversations: createConversations({ count: 80, from: NOW - HOUR, to: NOW }) });
		const { items, error } = await runNode(
			simulator,
			{ limit: '={{ $json.limit }}', options: noNames },
			{ items: [{ limit: 2 }, { limit: -1 }, { limit: 1 }], onError: 'continueRegularOutput' },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[2]?.json).toEqual({ error: 'Limit can\'t be "-1"' });
	});

	it('names the item in the error without it', async () => {
		await simulate();
		const { items, error } = await runNode(
			simulator,
			{ limit: '={{ $json.limit }}' },
			{ items: [{ limit: 2 }, { limit: 0 }] },
		);
		expect(items).toEqual([]);
		expect(error?.context?.itemIndex).toBe(1);
	});
});

describe('Get Many output', () => {
	it('raw is the record as the API gives it', async () => {
		const record = conversation('a', NOW - 10 * MINUTE, NOW - 5 * MINUTE);
		await simulate({ conversations: [record] });
		const { items } = await runNode(simulator, { output: 'raw' });
		expect(items.map(({ json }) => json)).toEqual([record]);
	});

	it('has the range that was used in a hint, and in columns where that is asked', async () => {
		await simulate({ conversations: [conversation('a', NOW - 10 * MINUTE)] });
		const { items, hints } = await runNode(simulator, {
			...custom(NOW - HOUR, NOW - MINUTE),
			options: { rangeColumns: true },
		});
		expect(items[0]?.json).toMatchObject({
			rangeStart: '2026-11-20T11:00:00.000Z',
			rangeEnd: '2026-11-20T11:59:00.000Z',
		});
		expect(hints[0]?.message).toContain('20 Nov 2026, 11:00 to 11:59 (UTC)');
	});

	it('cuts days in the time zone of the workflow, or of the options', async () => {
		const conversations = [
			conversation('a', '2026-11-19T04:30:00Z', '2026-11-19T04:40:00Z'),
			conversation('b', '2026-11-19T05:30:00Z', '2026-11-19T05:40:00Z'),
		];
		await simulate({ conversations });
		const run = async (options: object) =>
			idsOf(
				(
					await runNode(
						simulator,
						{ timeRange: 'yesterday', sortOrder: 'asc', options: { ...noNames, ...options } },
						{ timezone: 'America/New_York' },
					)
				).items,
			);
		expect(await run({})).toEqual(['b']);
		expect(await run({ timeZone: 'UTC' })).toEqual(['a', 'b']);
	});
});

it('shares one token among the runs of a credential', async () => {
	await simulate({ conversations: createConversations({ count: 20, from: NOW - HOUR, to: NOW }) });
	const host = createHost(simulatorCredential(simulator));
	await runNode(simulator, {}, { host });
	await runNode(simulator, {}, { host });
	expect(simulator.tokensIssued).toBe(1);
});
