import {
	createConversations,
	createOrganization,
	fault503,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type Simulator,
	type SimulatorOptions,
} from '../../../packages/simulator';
import { MAX_IN_FLIGHT } from '../../../nodes/GenesysCloudAnalytics/transport/budget';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { conversation, custom, DAY, HOUR, idsOf, idsStarted, MINUTE } from '../../support/records';
import { until } from '../../support/until';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const LAG_HOURS = 20;
const WATERMARK = NOW - LAG_HOURS * HOUR;
const QUERY = '/analytics/conversations/details/query';
const JOBS = '/conversations/details/jobs';
const noNames = { resolveNames: false };
/** So little is left of the rate limit that more than about a thousand conversations are worth a job. */
const scarce = { rateLimit: { allowed: 24, windowSeconds: 60 } };

let clock: FastClock;
let simulator: Simulator;

async function simulate(options: SimulatorOptions = {}): Promise<void> {
	simulator = await startSimulator({
		now: clock.now,
		rateLimit: { allowed: 100_000, windowSeconds: 60 },
		...options,
		jobs: { availabilityLagHours: LAG_HOURS, queuedMs: 4_000, ...options.jobs },
	});
}

/** From the beginning of the answer to each request on, this much time has passed. */
function passWithEachAnswer(ms: number): void {
	let answers = 0;
	simulator.options.now = () => clock.now() + answers++ * ms;
}

const jobRequests = (method: string) => simulator.requests(JOBS).filter((entry) => entry.method === method);
const said = (hints: Array<{ message: string }>) => hints.map(({ message }) => message).join(' ');

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

it('names are in every line of a file whose look-ups failed once each', async () => {
	const organization = createOrganization({ queues: 40 });
	await simulate({
		organization,
		conversations: createConversations({
			count: 5_000,
			from: NOW - 30 * HOUR,
			to: NOW - 13 * HOUR,
			organization,
		}),
	});
	simulator.faults.push(fault503({ on: /routing\/queues/, times: 3 }), fault503({ on: /\/users/, times: 2 }));
	const { items, hints } = await runNode(simulator, {
		timeRange: 'yesterday',
		returnAs: 'jsonl',
		options: { source: 'query' },
	});
	const lines = Buffer.from(items[0]!.binary!.data!.data, 'base64')
		.toString()
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { queueId: string | null; queueName: string | null });
	expect(lines.length).toBeGreaterThan(4_000);
	expect(lines.filter(({ queueId, queueName }) => queueId !== null && queueName === null)).toEqual([]);
	expect(hints.filter(({ type }) => type === 'warning')).toEqual([]);
});

describe('active', () => {
	it.each(['asc', 'desc'])(
		'with a limit, %s, counts the open and the ended ones of a look-back',
		async (sortOrder) => {
			const records = [
				conversation('open since 20 days', NOW - 20 * DAY),
				conversation('since 9 days, just over', NOW - 9 * DAY, NOW - 10 * MINUTE),
				conversation('since 5 days, open', NOW - 5 * DAY),
			];
			await simulate({ conversations: records });
			const { items } = await runNode(simulator, {
				...custom(NOW - HOUR, NOW),
				matchBy: 'active',
				sortOrder,
				limit: 1,
				options: noNames,
			});
			expect(idsOf(items)).toEqual([sortOrder === 'asc' ? 'open since 20 days' : 'since 5 days, open']);
		},
	);

	it('reads on after full pages where fewer ended ones are reported than there are', async () => {
		const records = Array.from({ length: 301 }, (_, index) =>
			conversation(`c${index}`, NOW - 5 * DAY + index * MINUTE, NOW - 10 * MINUTE - index),
		);
		await simulate({ conversations: records, totalHitsError: (hits) => Math.max(0, hits - 60) });
		const { items } = await runNode(simulator, {
			...custom(NOW - HOUR, NOW - MINUTE),
			matchBy: 'active',
			returnAll: true,
			options: noNames,
		});
		expect(idsOf(items).sort()).toEqual(records.map(({ conversationId }) => conversationId).sort());
	});

	it.each([
		{ reported: 'as many as there are', totalHitsError: undefined },
		{ reported: 'fewer than there are', totalHitsError: (hits: number) => Math.max(0, hits - 60) },
	])('misses none of several hundred open ones that end while they are read: $reported', async (told) => {
		// One ends with every second answer, the oldest first: each draws another one over a page border.
		const records = Array.from({ length: 350 }, (_, index) =>
			conversation(`c${index}`, NOW - 5 * DAY + index * MINUTE, NOW + index * 500),
		);
		await simulate({ conversations: records, totalHitsError: told.totalHitsError });
		passWithEachAnswer(1_000);
		const { items, error } = await runNode(simulator, {
			...custom(NOW - HOUR, NOW - MINUTE),
			matchBy: 'active',
			returnAll: true,
			options: noNames,
		});
		expect(error).toBeUndefined();
		expect(idsOf(items).sort()).toEqual(records.map(({ conversationId }) => conversationId).sort());
	});
});

describe('at the seam between job and query', () => {
	const old = createConversations({ count: 1_400, from: WATERMARK - 5 * DAY, to: WATERMARK - 2 * DAY });
	const attributes = {
		participants: [{ participantId: 'p', purpose: 'customer', attributes: { vip: 'yes' } }],
	};
	const onItsDay = [
		conversation('over before', WATERMARK - 3 * HOUR, WATERMARK - HOUR),
		conversation('over after', WATERMARK - 2 * HOUR, WATERMARK + HOUR),
		conversation('open', WATERMARK - HOUR),
	].map((record) => ({ ...record, ...attributes }) as ConversationRecord);

	it.each(['overlapOnDay', 'wholeDay'] as const)(
		'what has ended since comes with its end, where the query takes %s',
		async (detailsMatching) => {
			await simulate({ ...scarce, detailsMatching, conversations: storeOf([...old, ...onItsDay]) });
			const { items } = await runNode(simulator, {
				...custom(WATERMARK - 6 * DAY, NOW),
				returnAll: true,
				options: noNames,
			});
			const ends = new Map(items.map(({ json }) => [json.conversationId, json.endTime]));
			expect(ends.get('over after')).toBe(new Date(WATERMARK + HOUR).toISOString());
			expect(ends.get('open')).toBeNull();
			expect(jobRequests('POST')).toHaveLength(1);
		},
	);

	it.each([{ limit: 5_000 }, { returnAll: true }])(
		'the fresher record keeps the attributes of the other one, with %p',
		async (howMany) => {
			await simulate({ detailsMatching: 'wholeDay', conversations: onItsDay });
			const { items } = await runNode(simulator, {
				...custom(WATERMARK - DAY, NOW),
				...howMany,
				options: { ...noNames, includeAttributes: true },
			});
			const rows = Object.fromEntries(items.map(({ json }) => [json.conversationId, json]));
			expect(rows['over before']).toMatchObject({ attribute_vip: 'yes' });
			expect(rows['over after']).toMatchObject({
				attribute_vip: 'yes',
				endTime: new Date(WATERMARK + HOUR).toISOString(),
			});
		},
	);

	it('get adds attributes to a record that is fresher than the job’s', async () => {
		await simulate({ conversations: onItsDay });
		const { items } = await runNode(simulator, {
			operation: 'get',
			conversationId: 'over after',
			options: { ...noNames, includeAttributes: true },
		});
		expect(items[0]?.json).toMatchObject({
			attribute_vip: 'yes',
			endTime: new Date(WATERMARK + HOUR).toISOString(),
		});
	});
});

describe('auto', () => {
	const range = { from: WATERMARK - 3 * DAY, to: WATERMARK - 2 * DAY };
	const conversations = createConversations({ count: 1_500, ...range });
	const everything = { ...custom(range.from, range.to), returnAll: true, options: noNames };

	it.each<[string, SimulatorOptions, Simulator['faults'], RegExp]>([
		[
			'failed',
			{ jobs: { outcome: 'FAILED' } },
			[],
			/Only the details query was used: The details job ended with/,
		],
		['expired', { jobs: { outcome: 'EXPIRED' } }, [], /ended with the state EXPIRED/],
		[
			'could not be asked about: no date',
			{},
			[{ kind: 'body', on: /availability/, rewrite: () => ({}) }],
			/does not say how recent the data of details jobs is/,
		],
		[
			'could not be asked about: 500',
			{},
			[{ kind: 'status', status: 500, on: /availability/, times: 99, body: {} }],
			/does not say how recent the data of details jobs is/,
		],
		[
			'lost its results',
			{},
			[{ kind: 'status', status: 404, on: /results/, body: { code: 'not.found' } }],
			/Only the details query was used/,
		],
	])('lets the query do what a job did not: it %s', async (_, options, faults, note) => {
		await simulate({ ...scarce, ...options, conversations });
		simulator.faults.push(...faults);
		const { items, error, hints } = await runNode(simulator, everything);
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsStarted(conversations, range.from, range.to).reverse());
		expect(said(hints)).toMatch(note);
		expect(simulator.jobIds).toEqual([]);
	});

	it('does not go on where it is the token that is refused', async () => {
		await simulate({ ...scarce, conversations });
		simulator.faults.push({ kind: 'status', status: 401, on: /availability/, times: 99, body: {} });
		const { error, hints } = await runNode(simulator, everything);
		expect(error?.httpCode).toBe('401');
		expect(said(hints)).not.toContain('Only the details query was used');
	});

	it.each([{ returnAll: true }, { limit: 20_000, sortOrder: 'asc' }])(
		'asks for nothing again where it is the query that fails, beside a job: with %p',
		async (howMany) => {
			await simulate({ ...scarce, conversations });
			// The first page, which tells how many there are, is answered.
			simulator.faults.push({ kind: 'status', status: 403, on: /details\/query/, after: 1, times: 99 });
			const { error, hints } = await runNode(simulator, {
				...custom(range.from, NOW),
				...howMany,
				options: noNames,
			});
			expect(error?.httpCode).toBe('403');
			expect(said(hints)).not.toContain('Only the details query was used');
			expect(simulator.requests(QUERY)).toHaveLength(2);
			expect(jobRequests('POST')).toHaveLength(1);
			expect(simulator.jobIds).toEqual([]);
		},
	);

	it('is the query as long as that fits into the rate limit', async () => {
		await simulate({ rateLimit: { allowed: 300, windowSeconds: 60 }, conversations });
		const { items } = await runNode(simulator, everything);
		expect(items).toHaveLength(1_500);
		expect(jobRequests('POST')).toHaveLength(0);
		expect(simulator.requests()).toHaveLength(16);
	});

	it.each([400, 429] as const)('waits for a free slot (%d) and then takes the query', async (limitStatus) => {
		await simulate({ ...scarce, conversations, jobs: { concurrent: 0, limitStatus } });
		const { items, error, hints } = await runNode(simulator, everything);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1_500);
		expect(said(hints)).toContain('All job slots of the organization are taken');
	});
});

it.each([400, 429] as const)('a wait for a free slot (%d) holds up no other request', async (limitStatus) => {
	await simulate({
		conversations: createConversations({ count: 200, from: WATERMARK - DAY, to: WATERMARK }),
		jobs: { concurrent: 0, limitStatus },
	});
	const byJob = runNode(simulator, {
		...custom(WATERMARK - DAY, WATERMARK),
		returnAll: true,
		options: { ...noNames, source: 'job' },
	});
	const small = runNode(simulator, { ...custom(WATERMARK - DAY, WATERMARK), limit: 5, options: noNames });
	expect((await small).items).toHaveLength(5);
	const { error } = await byJob;
	expect(error?.message).toBe('All job slots of the organization are taken');
	expect(clock.waitedMs).toBeGreaterThan(4 * MINUTE);
	expect(clock.waitedMs).toBeLessThan(6 * MINUTE);
});

describe('a limit', () => {
	it('learns what the API takes, as Return All does', async () => {
		const conversations = createConversations({ count: 400, from: NOW - 6 * DAY, to: NOW });
		await simulate({ conversations, limits: { maxDaysUnfiltered: 2, maxDaysFiltered: 2 } });
		for (const sortOrder of ['asc', 'desc']) {
			const { items, error } = await runNode(simulator, {
				...custom(NOW - 6 * DAY, NOW),
				limit: 50,
				sortOrder,
				options: noNames,
			});
			expect(error).toBeUndefined();
			const ids = idsStarted(conversations, NOW - 6 * DAY, NOW);
			expect(idsOf(items)).toEqual((sortOrder === 'asc' ? ids : ids.reverse()).slice(0, 50));
		}
	});

	it.each(['asc', 'desc'])('goes on after the last page that the API gives, %s', async (sortOrder) => {
		const conversations = createConversations({
			count: 900,
			from: NOW - 2 * DAY,
			to: NOW - DAY,
			damagedShare: 0,
		});
		await simulate({ conversations, limits: { maxResults: 300 } });
		const { items, error } = await runNode(simulator, {
			...custom(NOW - 2 * DAY, NOW - DAY),
			limit: 800,
			sortOrder,
			options: { ...noNames, source: 'query' },
		});
		expect(error).toBeUndefined();
		const ids = idsStarted(conversations, NOW - 2 * DAY, NOW - DAY);
		expect(idsOf(items)).toEqual((sortOrder === 'asc' ? ids : ids.reverse()).slice(0, 800));
	});

	it('that the query fills needs no job', async () => {
		const conversations = createConversations({ count: 3_000, from: WATERMARK - DAY, to: NOW });
		await simulate({ ...scarce, conversations });
		const { items } = await runNode(simulator, {
			...custom(WATERMARK - DAY, NOW),
			limit: 1_250,
			options: noNames,
		});
		expect(idsOf(items)).toEqual(
			idsStarted(conversations, WATERMARK - DAY, NOW)
				.reverse()
				.slice(0, 1_250),
		);
		expect(jobRequests('POST')).toHaveLength(0);
	});

	it('of a few costs no more than a larger one, where only the record tells what belongs', async () => {
		const conversations = createConversations({ count: 800, from: NOW - DAY, to: NOW });
		await simulate({ conversations });
		const costOf = async (limit: number) => {
			const before = simulator.requests(QUERY).length;
			await runNode(simulator, {
				...custom(NOW - DAY, NOW),
				limit,
				filters: { minHandleSeconds: 900 },
				options: noNames,
			});
			return simulator.requests(QUERY).length - before;
		};
		expect(await costOf(10)).toBeLessThanOrEqual(await costOf(100));
	});
});

describe('a run that is over sends nothing any more', () => {
	it('when a page has failed', async () => {
		await simulate({
			conversations: createConversations({ count: 9_000, from: NOW - 2 * DAY, to: NOW - DAY }),
		});
		simulator.faults.push({ kind: 'status', status: 403, on: /details\/query/, after: 20, body: {} });
		const { error } = await runNode(simulator, {
			...custom(NOW - 2 * DAY, NOW - DAY),
			returnAll: true,
			options: { ...noNames, source: 'query' },
		});
		expect(error?.httpCode).toBe('403');
		// Whatever the failed run would still send, it would have sent before this one is through.
		await runNode(simulator, { limit: 100, options: noNames });
		expect(simulator.requests().length).toBeLessThan(20 + 1 + MAX_IN_FLIGHT + 5);
	});

	it('and does not wait minutes to delete its job', async () => {
		await simulate({
			conversations: createConversations({ count: 1_500, from: NOW - 3 * DAY, to: NOW - 2 * DAY }),
		});
		simulator.faults.push(
			{ kind: 'status', status: 403, on: /results/, body: {} },
			{ kind: 'status', status: 429, on: /DELETE/, times: 99, headers: { 'retry-after': '170' }, body: {} },
		);
		const { error } = await runNode(simulator, {
			...custom(NOW - 3 * DAY, NOW - 2 * DAY),
			returnAll: true,
			options: { ...noNames, source: 'job' },
		});
		expect(error?.httpCode).toBe('403');
		expect(clock.waitedMs).toBeLessThan(30_000);
	});

	it('but deletes a job whose creation was on its way when it was cancelled', async () => {
		await simulate({
			latencyMs: 60,
			conversations: createConversations({ count: 1_500, from: NOW - 3 * DAY, to: NOW - 2 * DAY }),
		});
		let cancel = () => {};
		const run = runNode(
			simulator,
			{
				...custom(NOW - 3 * DAY, NOW - 2 * DAY),
				returnAll: true,
				options: { ...noNames, source: 'job' },
			},
			{
				started: (execution) => {
					cancel = () => execution.cancel();
				},
			},
		);
		await until(() => jobRequests('POST').length > 0);
		cancel();
		await run;
		await until(() => jobRequests('DELETE').length > 0);
		expect(jobRequests('GET').filter(({ path }) => !path.endsWith('availability'))).toEqual([]);
		expect(simulator.jobIds).toEqual([]);
	});
});

it('a job without a date of availability is an error where only a job may be used', async () => {
	await simulate({ conversations: [] });
	simulator.faults.push({ kind: 'body', on: /availability/, rewrite: () => ({}) });
	const { error } = await runNode(simulator, {
		...custom(NOW - 3 * DAY, NOW - 2 * DAY),
		options: { ...noNames, source: 'job' },
	});
	expect(error?.message).toBe('Genesys Cloud does not say how recent the data of details jobs is');
	expect(simulator.requests(QUERY)).toEqual([]);
});

it('says how far back it looked when a job was used, too', async () => {
	await simulate({
		...scarce,
		conversations: createConversations({ count: 1_500, from: WATERMARK - 2 * DAY, to: WATERMARK - DAY }),
	});
	const { hints } = await runNode(simulator, {
		...custom(WATERMARK - 2 * DAY, WATERMARK - DAY),
		matchBy: 'ended',
		returnAll: true,
		options: noNames,
	});
	expect(jobRequests('POST')).toHaveLength(1);
	expect(said(hints)).toMatch(/The search covered conversations that started on or after 18 Oct 2026, 00:00/);
});
