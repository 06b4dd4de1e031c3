import type { INodeParameters } from 'n8n-workflow';

import { Report } from '../../nodes/GenesysCloudAnalytics/output/report';
import { fault500, createConversations, type Simulator } from '../../packages/simulator';
import { runNode, type RunOptions } from '../support/engine';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const HOUR_MS = 3_600_000;
let simulator: Simulator;
beforeEach(async () => {
	const conversations = createConversations({ count: 120, from: NOW - HOUR_MS, to: NOW });
	simulator = await simulateAt(NOW, { conversations });
});
afterEach(stopSimulating);

const REPORT = { options: { report: true } };
/** The items of the second output. */
async function reportsOf(parameters: INodeParameters, options: RunOptions = {}) {
	const { errorItems, items, error } = await runNode(simulator, { ...REPORT, ...parameters }, options);
	return { error, items, reports: errorItems };
}

describe('the second output', () => {
	it('has one item that says what the run found out', async () => {
		const { items, reports } = await reportsOf({ limit: 10 });
		expect(items).toHaveLength(10);
		expect(reports.map(({ json }) => json)).toEqual([
			{
				rows: 10,
				complete: false,
				cut: true,
				total: expect.any(Number),
				rangeStart: expect.stringMatching(/^2026-11-20T11:00:00/),
				rangeEnd: expect.stringMatching(/^2026-11-20T12:00:00/),
				dataUntil: expect.stringMatching(/^2026-11-20T12:00:00/),
				moreLeft: null,
				missing: null,
				namesMissing: null,
				notes: [expect.stringMatching(/^These are the first 10 conversations/)],
				source: 'query',
				requests: expect.any(Number),
				waitedSeconds: expect.closeTo(0, 1),
			},
		]);
	});

	it('has it also where there are no rows', async () => {
		const { items, reports } = await reportsOf({ filters: { ani: '+49000000' } });
		expect(items).toEqual([]);
		expect(reports[0]!.json).toMatchObject({ rows: 0, complete: true, cut: false });
	});

	it('has one for each input item, also for one that failed', async () => {
		const parameters = { limit: '={{ $json.limit }}', ...REPORT };
		const { reports } = await reportsOf(parameters, {
			items: [{ limit: 3 }, { limit: -1 }, { limit: 5 }],
			onError: 'continueRegularOutput',
		});
		expect(reports.map(({ json, pairedItem }) => [json.rows, json.complete, pairedItem])).toEqual([
			[3, false, { item: 0 }],
			[0, false, { item: 1 }],
			[5, false, { item: 2 }],
		]);
		expect(reports[1]!.json.missing).toEqual(['Limit can\'t be "-1"']);
	});

	it('is not there unless it is asked for', async () => {
		const { run } = await runNode(simulator, { limit: 3 });
		expect(run.data.resultData.runData.Genesys![0]!.data!.main).toHaveLength(1);
	});
});

it('a file says the same beside it', async () => {
	const { items, reports } = await reportsOf({ returnAs: 'csv' });
	expect(items[0]!.json).toEqual(reports[0]!.json);
	expect(items[0]!.json).toMatchObject({ rows: 120, complete: true, source: 'query' });
});

it('a sync says whether more is left', async () => {
	const { reports } = await reportsOf({
		timeRange: 'since',
		since: '2026-11-01T00:00:00Z',
		maxDays: 1,
		firstLoadStart: '2026-10-01T00:00:00Z',
	});
	expect(reports[0]!.json).toMatchObject({ moreLeft: false });
});

it('ids without a name are listed', async () => {
	simulator.options.deniedPermissions = ['routing:queue:view'];
	const { reports } = await reportsOf({ limit: 20 });
	const { namesMissing, notes } = reports[0]!.json as { namesMissing: string[]; notes: string[] };
	expect(namesMissing.length).toBeGreaterThan(0);
	expect(notes.join()).toContain('Names of queues are missing');
});

describe('an AI agent is told what it must not overlook', () => {
	const tool = { isTool: true };

	it('in an item before the rows, where a limit cut', async () => {
		const { items } = await runNode(simulator, {}, tool);
		expect(items).toHaveLength(11);
		expect(items[0]!.json).toEqual({
			note: expect.stringMatching(/^These are the first 10 conversations.*use Get KPIs/),
		});
	});

	it('and that a filter without a value filtered nothing', async () => {
		const filters = { ani: "={{ '' }}" };
		const { items } = await runNode(simulator, { filters }, tool);
		expect(items[0]!.json.note).toContain('Not filtered by ANI, which had no value.');
	});

	it('but gets rows alone where there is nothing to say', async () => {
		const { items } = await runNode(simulator, { timeRange: 'last15Minutes', limit: 200 }, tool);
		expect(items[0]!.json).toHaveProperty('conversationId');
	});
});

describe('hints', () => {
	it.each<[string, INodeParameters, string, string]>([
		[
			'yesterday',
			{ timeRange: 'yesterday' },
			'Europe/Berlin',
			'Yesterday, 19 Nov 2026, 00:00 to 24:00 (Europe/Berlin)',
		],
		['the last hour', {}, 'Europe/Berlin', 'Last Hour, 20 Nov 2026, 12:00 to 13:00 (Europe/Berlin)'],
		[
			'several days',
			{ timeRange: 'custom', startTime: '2026-11-18T00:00:00Z', endTime: '2026-11-20T00:00:00Z' },
			'UTC',
			'18 Nov 2026, 00:00 to 19 Nov 2026, 24:00 (UTC)',
		],
	])('name the range of %s as people of the zone say it', async (_, parameters, timezone, expected) => {
		const { hints } = await runNode(simulator, { returnAll: true, ...parameters }, { timezone });
		expect(hints.map(({ message }) => message).join()).toContain(`Time range: ${expected}.`);
	});

	it('take one byte a character, as the execution does that n8n saves with them', async () => {
		const { hints } = await runNode(simulator, { returnAll: true });
		expect(hints.length).toBeGreaterThan(0);
		expect(hints.map(({ message }) => message).join()).toMatch(/^[\0-\xff]+$/);
	});

	it('speak of one as of one', async () => {
		const { hints } = await runNode(simulator, { limit: 1 });
		expect(hints.map(({ message }) => message).join()).toContain('This is the first conversation');
	});
});

it('once a run is over, nothing is sent any more', async () => {
	simulator.faults.push(...Array.from({ length: 20 }, () => fault500({ on: /POST .*details\/query/ })));
	const { error } = await runNode(simulator, { returnAll: true });
	expect(error).toBeDefined();
	const sent = simulator.journal.length;
	await new Promise((resolve) => setImmediate(resolve));
	expect(simulator.journal.length).toBe(sent);
});

describe('up to when the data is complete', () => {
	const conversations = { resource: 'conversation', operation: 'getAll', returnAll: true };
	const history = { resource: 'agent', operation: 'getStatusHistory', returnAll: true };
	const range = (start: string, end: string) => ({ timeRange: 'custom', startTime: start, endTime: end });
	const old = range('2026-11-16T00:00:00Z', '2026-11-17T00:00:00Z');
	const recent = range('2026-11-19T00:00:00Z', '2026-11-20T12:00:00Z');
	const job = { options: { report: true, source: 'job' } };
	const now = /^2026-11-20T12:0/;
	const watermark = /^2026-11-19T12:00:00/;

	it.each<[string, INodeParameters, RegExp, string | null]>([
		['conversations by query', { ...conversations, ...recent }, now, 'query'],
		['conversations by job', { ...conversations, ...old, ...job }, watermark, 'job'],
		[
			'conversations by job and query',
			{ ...conversations, ...recent, options: { report: true, includeAttributes: true } },
			now,
			'query, job',
		],
		['status history by query', { ...history, ...recent }, now, 'query'],
		['status history by job', { ...history, ...old, ...job }, watermark, 'job'],
		['status history by a job that lacks the end', { ...history, ...recent, ...job }, watermark, 'job'],
		['surveys', { resource: 'survey', operation: 'getAll', returnAll: true, ...recent }, now, 'query'],
		['KPIs', { resource: 'performance', operation: 'getKpis', ...recent }, now, null],
		[
			'time in status',
			{ resource: 'agent', operation: 'getTimeInStatus', returnAll: true, ...recent },
			now,
			null,
		],
	])('%s', async (_, parameters, until, source) => {
		const [report] = (await reportsOf(parameters)).reports;
		expect(report!.json.dataUntil).toMatch(until);
		expect(report!.json.source).toBe(source);
	});
});

describe('the report itself', () => {
	it('says each thing once, warnings apart', () => {
		const report = new Report();
		report.note('One.');
		report.note('One.');
		report.note('Two.');
		report.warn('Three.');
		report.misses('Four.');
		report.misses('Four.');
		expect(report.forPeople()).toEqual([
			{ message: 'One. Two.', type: 'info' },
			{ message: 'Four.', type: 'warning' },
			{ message: 'Three.', type: 'warning' },
		]);
		expect(report.forAgent()).toBe('Four. Three.');
		expect(report.isComplete).toBe(false);
	});

	it('has nothing to say where all is well', () => {
		const report = new Report();
		report.note('Read by a details job.');
		expect([report.forAgent(), report.isComplete]).toEqual([undefined, true]);
	});
});
