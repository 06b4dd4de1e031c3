import {
	createConversations,
	fault503,
	faults429,
	startSimulator,
	storeOf,
} from '../../../packages/simulator';
import type { Fault, Simulator, SimulatorOptions } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { conversation, custom, DAY, HOUR, idsOf, idsStarted } from '../../support/records';
import { until } from '../../support/until';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const LAG_HOURS = 20;
const WATERMARK = NOW - LAG_HOURS * HOUR;
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

function jobRequests(method: string) {
	return simulator.requests(JOBS).filter((entry) => entry.method === method);
}

/** Every job that was created is gone again. */
function expectJobsDeleted(created: number): void {
	expect(jobRequests('POST').filter(({ status }) => status === 202)).toHaveLength(created);
	expect(jobRequests('DELETE').filter(({ status }) => status < 300)).toHaveLength(created);
}

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

it('gets 17,000 conversations of 40 days across the watermark, with faults on the way', async () => {
	const conversations = createConversations({ count: 18_000, from: NOW - 41 * DAY, to: NOW });
	await simulate({ conversations, jobs: { pageSize: 500 } });
	const faults: Fault[] = ['dropMidBody', 'drop'].flatMap((kind, index) =>
		Array.from({ length: 4 }, (_, round) => ({
			kind: kind as Fault['kind'],
			on: /GET .*results|POST .*query/,
			after: 4 + 3 * (2 * round + index),
		})),
	);
	simulator.faults.push(
		...faults,
		{ ...faults429({ retryAfter: 3 }), after: 9 },
		{ ...fault503(), after: 20 },
	);
	const [start, end] = [NOW - 40 * DAY, NOW];
	const { items, error, hints } = await runNode(simulator, {
		...custom(start, end),
		returnAll: true,
		options: noNames,
	});
	expect(error).toBeUndefined();
	expect(idsOf(items)).toEqual(idsStarted(conversations, start, end).reverse());
	expect(hints[0]?.message).toMatch(
		/by a details job until 19 Nov 2026, 16:00 \(UTC\) and by the details query/,
	);
	expectJobsDeleted(1);
});

describe('at the seam between job and query', () => {
	const records = [
		...createConversations({ count: 1_400, from: WATERMARK - 5 * DAY, to: WATERMARK - 2 * DAY }),
		conversation('over before', WATERMARK - 3 * HOUR, WATERMARK - HOUR),
		conversation('ended at it', WATERMARK - 3 * HOUR, WATERMARK),
		conversation('ended since', WATERMARK - 2 * HOUR, WATERMARK + HOUR),
		conversation('began days before, ended since', WATERMARK - 3 * DAY, WATERMARK + 2 * HOUR),
		conversation('began days before, still open', WATERMARK - 4 * DAY),
		conversation('began at it', WATERMARK, WATERMARK + HOUR),
		conversation('began after', WATERMARK + HOUR, WATERMARK + 2 * HOUR),
	];
	const named = (ids: string[]) => ids.filter((id) => id.includes(' ')).sort();

	it.each([
		{
			matchBy: 'started',
			end: NOW,
			expected: records.slice(1_400).map(({ conversationId }) => conversationId),
		},
		{
			matchBy: 'started',
			end: WATERMARK - HOUR,
			expected: [
				'over before',
				'ended at it',
				'ended since',
				'began days before, ended since',
				'began days before, still open',
			],
		},
		{
			matchBy: 'ended',
			end: NOW,
			expected: [
				'over before',
				'ended at it',
				'ended since',
				'began days before, ended since',
				'began at it',
				'began after',
			],
		},
		{ matchBy: 'ended', end: WATERMARK - HOUR / 2, expected: ['over before'] },
		{
			matchBy: 'active',
			end: NOW,
			expected: records.slice(1_400).map(({ conversationId }) => conversationId),
		},
		{
			matchBy: 'active',
			end: WATERMARK - HOUR / 2,
			expected: [
				'over before',
				'ended at it',
				'ended since',
				'began days before, ended since',
				'began days before, still open',
			],
		},
	])(
		'$matchBy until $end: nothing is lost, nothing twice, the fresher record wins',
		async ({ matchBy, end, expected }) => {
			await simulate({ ...scarce, conversations: storeOf(records) });
			const { items, error } = await runNode(simulator, {
				...custom(WATERMARK - 6 * DAY, end),
				matchBy,
				returnAll: true,
				options: noNames,
			});
			expect(error).toBeUndefined();
			const ids = idsOf(items);
			expect(new Set(ids).size).toBe(ids.length);
			expect(named(ids)).toEqual([...expected].sort());
			expectJobsDeleted(1);
			const ended = items.find(({ json }) => json.conversationId === 'began days before, ended since');
			if (ended) expect(ended.json.endTime).toBe(new Date(WATERMARK + 2 * HOUR).toISOString());
		},
	);
});

describe('Source', () => {
	const old = { from: WATERMARK - 3 * DAY, to: WATERMARK - 2 * DAY };

	it.each([
		{ count: 900, jobs: 0 },
		{ count: 1_500, jobs: 1 },
	])('auto: $count old conversations take $jobs jobs', async ({ count, jobs }) => {
		const conversations = createConversations({ count, ...old });
		await simulate({ ...scarce, conversations });
		const { items } = await runNode(simulator, {
			...custom(old.from, old.to),
			returnAll: true,
			options: noNames,
		});
		expect(idsOf(items)).toEqual(idsStarted(conversations, old.from, old.to).reverse());
		expectJobsDeleted(jobs);
	});

	it('auto: falls back to the query with a hint where availability is refused', async () => {
		const conversations = createConversations({ count: 1_500, ...old });
		await simulate({ ...scarce, conversations });
		simulator.faults.push({
			kind: 'status',
			on: /availability/,
			status: 403,
			body: { code: 'missing.permissions' },
		});
		const { items, hints } = await runNode(simulator, {
			...custom(old.from, old.to),
			returnAll: true,
			options: noNames,
		});
		expect(items).toHaveLength(1_500);
		expect(hints[0]?.message).toContain('analytics:conversationDetail:view');
	});

	it('job: says what it has no data for, as an error with Return All', async () => {
		await simulate({ conversations: createConversations({ count: 300, from: NOW - 2 * DAY, to: NOW }) });
		const parameters = { ...custom(NOW - 2 * DAY, NOW), returnAll: true };
		const refused = await runNode(simulator, { ...parameters, options: { ...noNames, source: 'job' } });
		expect(refused.error?.message).toMatch(/Details jobs have no data yet for 19 Nov 2026, 16:00/);
		expectJobsDeleted(1);
		const partial = await runNode(simulator, {
			...parameters,
			options: { ...noNames, source: 'job', allowPartial: true },
		});
		expect(idsOf(partial.items)).toEqual(
			idsStarted(simulator.options.conversations as never, NOW - 2 * DAY, WATERMARK).reverse(),
		);
	});

	it('job: with a limit reads no more pages than it needs', async () => {
		const conversations = createConversations({ count: 3_000, ...old });
		await simulate({ conversations, jobs: { pageSize: 500 } });
		const { items } = await runNode(simulator, {
			...custom(old.from, old.to),
			limit: 600,
			options: { ...noNames, source: 'job' },
		});
		expect(idsOf(items)).toEqual(idsStarted(conversations, old.from, old.to).reverse().slice(0, 600));
		expect(jobRequests('GET').filter(({ path }) => path.endsWith('results'))).toHaveLength(2);
		expectJobsDeleted(1);
	});

	it('participant attributes come from a job, as columns that are the same in all rows', async () => {
		const conversations = createConversations({ count: 200, ...old });
		await simulate({ conversations });
		const { items } = await runNode(simulator, {
			...custom(old.from, old.to),
			returnAll: true,
			options: { ...noNames, includeAttributes: true },
		});
		expect(items).toHaveLength(200);
		const columns = Object.keys(items[0]!.json);
		expect(columns.filter((name) => name.startsWith('attribute_')).length).toBeGreaterThan(0);
		for (const { json } of items) expect(Object.keys(json)).toEqual(columns);
	});
});

it('says that there are no attributes yet where jobs have no data of the range', async () => {
	const conversations = createConversations({ count: 20, from: NOW - HOUR, to: NOW });
	await simulate({ conversations });
	const { items, hints } = await runNode(simulator, { options: { ...noNames, includeAttributes: true } });
	expect(items).toHaveLength(20);
	expect(hints[0]?.message).toContain('There are no participant attributes yet');
	expectJobsDeleted(0);
});

describe('a job that goes wrong', () => {
	const range = { from: WATERMARK - 3 * DAY, to: WATERMARK - 2 * DAY };
	const conversations = createConversations({ count: 1_500, ...range });
	const parameters = (options: object) => ({
		...custom(range.from, range.to),
		returnAll: true,
		options: { ...noNames, ...options },
	});

	it.each(['FAILED', 'CANCELLED', 'EXPIRED'] as const)(
		'ends in an error when it is %s, and is deleted',
		async (outcome) => {
			await simulate({ conversations, jobs: { outcome } });
			const { error } = await runNode(simulator, parameters({ source: 'job' }));
			expect(error?.message).toContain(`ended with the state ${outcome}`);
			expectJobsDeleted(1);
		},
	);

	it('is not created twice when the answer to its creation is lost: the query takes over', async () => {
		await simulate({ ...scarce, conversations });
		simulator.faults.push({ kind: 'dropAnswer', on: /POST .*details\/jobs$/ });
		const { items, error, hints } = await runNode(simulator, parameters({}));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1_500);
		expect(jobRequests('POST')).toHaveLength(1);
		expect(hints[0]?.message).toMatch(/did not confirm that the details job started/);
	});

	it('is not created twice with Source Job either: an error says so', async () => {
		await simulate({ conversations });
		simulator.faults.push({ kind: 'dropAnswer', on: /POST .*details\/jobs$/ });
		const { error } = await runNode(simulator, parameters({ source: 'job' }));
		expect(error?.message).toMatch(/did not confirm that the details job started/);
		expect(jobRequests('POST')).toHaveLength(1);
	});

	it.each([408, 500, 504])('is not created twice after a %d either', async (status) => {
		await simulate({ conversations });
		simulator.faults.push({ kind: 'status', status, on: /POST .*details\/jobs$/, body: {} });
		const { error } = await runNode(simulator, parameters({ source: 'job' }));
		expect(error?.message).toMatch(/did not confirm that the details job started/);
		expect(jobRequests('POST')).toHaveLength(1);
	});

	it('is given up when it has not finished after an hour', async () => {
		await simulate({ conversations, jobs: { queuedMs: 3 * HOUR } });
		const { error } = await runNode(simulator, parameters({ source: 'job' }));
		expect(error?.message).toBe('The details job was not finished after 60 minutes');
		expect(clock.waitedMs).toBeGreaterThan(59 * 60_000);
		expectJobsDeleted(1);
	});

	it('is created after a 429, which did not create it', async () => {
		await simulate({ conversations });
		simulator.faults.push({ ...faults429({ retryAfter: 5 }), on: /POST .*details\/jobs$/ });
		const { items } = await runNode(simulator, parameters({ source: 'job' }));
		expect(items).toHaveLength(1_500);
		expectJobsDeleted(1);
	});

	it('waits for a free slot where the organization runs as many as it may', async () => {
		await simulate({ conversations });
		simulator.faults.push({
			kind: 'status',
			on: /POST .*details\/jobs$/,
			times: 2,
			status: 400,
			body: {
				message: 'Too many jobs',
				code: 'limit',
				limit: { key: 'details.jobs.concurrent.access.max', value: 10 },
			},
		});
		const { items, error } = await runNode(simulator, parameters({ source: 'job' }));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1_500);
		expect(clock.waitedMs).toBeGreaterThanOrEqual(30_000);
		expectJobsDeleted(1);
	});

	it('is deleted when reading fails', async () => {
		await simulate({ conversations });
		simulator.faults.push({ kind: 'status', on: /results/, status: 403, body: {} });
		const { error } = await runNode(simulator, parameters({ source: 'job' }));
		expect(error?.httpCode).toBe('403');
		expectJobsDeleted(1);
	});
});

it('a cancelled execution stops in the middle of the results and deletes its job', async () => {
	const range = { from: WATERMARK - 3 * DAY, to: WATERMARK - 2 * DAY };
	await simulate({ conversations: createConversations({ count: 1_000, ...range }), jobs: { pageSize: 100 } });
	simulator.faults.push({ kind: 'hang', on: /results/, after: 3, times: 99 });
	const results = () => jobRequests('GET').filter(({ path }) => path.endsWith('results'));
	const everything = { ...custom(range.from, range.to), returnAll: true };
	const { items } = await runNode(
		simulator,
		{ ...everything, options: { ...noNames, source: 'job' } },
		{
			started: (execution) => void until(() => results().length > 3).then(() => execution.cancel()),
		},
	);
	expect(items).toEqual([]);
	await until(() => simulator.jobIds.length === 0);
	// Whatever the cancelled run would still send, it would have sent before this one is through.
	await runNode(simulator, { limit: 5, options: noNames });
	expectJobsDeleted(1);
	expect(results()).toHaveLength(4);
});
