import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	startSimulator,
	storeOf,
	type Simulator,
} from '../../packages/simulator';
import { createHost, runNode, simulatorCredential, type Host } from '../support/engine';
import { restoreClock, useFastClock } from '../support/fastClock';
import { PolledWorkflow } from '../support/poll';
import { parseCsv } from './parseCsv';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const TODAY = NOW - (NOW % DAY_MS);
const SIMPLIFIED = [
	...['startTime', 'mediaType', 'direction', 'queueName', 'agentName', 'handleSeconds', 'waitSeconds'],
	...['wrapUpName', 'disconnectedBy', 'conversationId'],
];
const organization = createOrganization();

let simulator: Simulator;
let host: Host;
beforeEach(async () => {
	const time = useFastClock(NOW);
	const records = createConversations({ count: 120, from: TODAY - DAY_MS, to: TODAY, organization });
	simulator = await startSimulator({
		now: time.now,
		organization,
		conversations: storeOf([...records]),
		jobs: { availabilityLagHours: 0 },
	});
	host = createHost(simulatorCredential(simulator));
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

const conversations: INodeParameters = { timeRange: 'yesterday', limit: 60 };

async function rows(parameters: INodeParameters, simplified = true): Promise<IDataObject[]> {
	const { items, error } = await runNode(
		simulator,
		{ ...conversations, ...parameters },
		{ host, simplified },
	);
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}

async function file(parameters: INodeParameters, simplified = true) {
	const { items, error } = await runNode(
		simulator,
		{ ...conversations, ...parameters },
		{ host, simplified },
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	const [binary] = Object.values(items[0]!.binary!);
	return { text: Buffer.from(binary!.data, 'base64').toString('utf8'), summary: items[0]!.json, binary };
}

async function refusal(parameters: INodeParameters) {
	const { error } = await runNode(simulator, { ...conversations, ...parameters }, { host, simplified: true });
	return [error?.message, error?.description];
}

describe('the columns of a conversation', () => {
	it('are the ten most useful ones where nothing is chosen, names included', async () => {
		const found = await rows({});
		expect(found).toHaveLength(60);
		for (const row of found) expect(Object.keys(row)).toEqual(SIMPLIFIED);
		const all = await rows({ columns: 'all' });
		expect(found).toEqual(
			all.map((row) => Object.fromEntries(SIMPLIFIED.map((name) => [name, row[name] as string]))),
		);
		expect(found.filter(({ queueName }) => queueName !== null).length).toBeGreaterThan(30);
		expect(found.filter(({ agentName }) => agentName !== null).length).toBeGreaterThan(30);
	});

	it('are all of them in version 1 of the node, whatever a field of version 2 says', async () => {
		const [row] = await rows({ columns: 'simplified' }, false);
		expect(Object.keys(row!)).toHaveLength(25);
		expect(Object.keys(row!).slice(0, 3)).toEqual(['conversationId', 'startTime', 'endTime']);
	});

	it('are those selected, in their order, and names need not have their ids beside them', async () => {
		const selectedColumns = ['agentName', 'startTime', 'queueName', 'agentId'];
		const found = await rows({ columns: 'selected', selectedColumns });
		for (const row of found) expect(Object.keys(row)).toEqual(selectedColumns);
		expect(found.some(({ queueName }) => queueName !== null)).toBe(true);
		const asText = await rows({
			columns: 'selected',
			selectedColumns: '={{ "agentName, startTime,queueName ,agentId" }}',
		});
		expect(asText).toEqual(found);
	});

	it('cost no look-up of names that are not shown', async () => {
		await rows({ columns: 'selected', selectedColumns: ['conversationId', 'queueId', 'handleSeconds'] });
		expect(simulator.requests().map(({ path }) => path)).toEqual([
			'/api/v2/analytics/conversations/details/query',
		]);
	});

	it('that the output does not have are refused with those that it has', async () => {
		const [message, description] = await refusal({
			columns: 'selected',
			selectedColumns: '={{ ["startTime", "queue", "agent"] }}',
		});
		expect(message).toBe('There is no column "queue", "agent" in this output');
		expect(description).toContain('queueId, queueName, agentId');
		expect(simulator.requests()).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['conversations with their sentiment', { options: { includeSentiment: true } }],
		['transcripts', { operation: 'getTranscript', conversationId: 'c' }],
		['evaluations', { resource: 'evaluation' }],
		['questions of evaluations', { resource: 'evaluation', output: 'questions' }],
		['surveys', { resource: 'survey' }],
		['answers of surveys', { resource: 'survey', output: 'answers' }],
	])('are refused before anything is read, of %s as well', async (_, parameters) => {
		const [message] = await refusal({
			...{ operation: 'getAll', ...parameters },
			...{ columns: 'selected', selectedColumns: ['nowhere'] },
		});
		expect(message).toBe('There is no column "nowhere" in this output');
		expect(simulator.requests()).toEqual([]);
	});

	it('are asked for where none is selected', async () => {
		const [message] = await refusal({ columns: 'selected', selectedColumns: [] });
		expect(message).toBe('No column is selected');
	});

	it('are refused for an unknown choice', async () => {
		const [message, description] = await refusal({ columns: '={{ "Simplified" }}' });
		expect(message).toBe('Columns can\'t be "Simplified"');
		expect(description).toContain('simplified, selected, all');
	});

	it.each(['detailed', 'interactions', 'segments'])('are ten at most for %s as well', async (output) => {
		const [row] = await rows({ output });
		expect(Object.keys(row!).length).toBeLessThanOrEqual(10);
		expect(Object.keys(row!)).toEqual(expect.arrayContaining(['startTime', 'conversationId']));
	});

	it('are followed by attributes and by the range', async () => {
		const options = { source: 'job', includeAttributes: true, rangeColumns: true };
		const [row] = await rows({ columns: 'selected', selectedColumns: ['queueName'], options });
		const names = Object.keys(row!);
		expect(names[0]).toBe('queueName');
		expect(names.slice(-2)).toEqual(['rangeStart', 'rangeEnd']);
		expect(names.length).toBeGreaterThan(3);
		expect(names.slice(1, -2).every((name) => name.startsWith('attribute_'))).toBe(true);
	});

	it('are no choice for raw records', async () => {
		const [record] = await rows({ output: 'raw' });
		expect(record).toHaveProperty('participants');
	});

	it('of one conversation by its ID follow the same choice', async () => {
		const [first] = await rows({});
		const [row] = await rows({ operation: 'get', conversationId: first!.conversationId as string });
		expect(row).toEqual(first);
	});

	it('of the trigger follow the same choice', async () => {
		const shown = async (columns: object) => {
			const workflow = new PolledWorkflow(simulator, { event: 'conversationEnded', ...columns }, 'UTC', true);
			return Object.keys((await workflow.test())![0]!.json);
		};
		expect(await shown({})).toEqual(SIMPLIFIED);
		expect(await shown({ columns: 'standard' })).toHaveLength(25);
	});
});

describe('durations', () => {
	const ofAll = async (seconds?: string) =>
		await rows({
			columns: 'selected',
			selectedColumns: ['handleSeconds'],
			options: seconds ? { seconds } : {},
		});

	it('are exact, whole or h:mm:ss', async () => {
		const exact = (await ofAll()).map(({ handleSeconds }) => handleSeconds as number | null);
		const whole = (await ofAll('whole')).map(({ handleSeconds }) => handleSeconds);
		const hms = (await ofAll('hms')).map(({ handleSeconds }) => handleSeconds);
		expect(exact.some((value) => value !== null && !Number.isInteger(value))).toBe(true);
		expect(whole).toEqual(exact.map((value) => (value === null ? null : Math.round(value))));
		expect(hms).toEqual(
			whole.map((value) =>
				value === null ? null : new Date(Number(value) * 1_000).toISOString().slice(12, 19),
			),
		);
	});
});

describe('Return As', () => {
	it('writes everything into a file, without a limit', async () => {
		const { text, summary } = await file({ returnAs: 'csv', limit: 5 });
		const [header, ...records] = parseCsv(text);
		expect(header).toEqual(SIMPLIFIED);
		expect(records).toHaveLength(120);
		expect(summary).toMatchObject({ rows: 120, complete: true });
	});

	it('writes names whose ids are not among the columns', async () => {
		const { text } = await file({ returnAs: 'jsonl' });
		const written = text
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as IDataObject);
		expect(written).toEqual(await rows({ returnAll: true }));
	});

	it('marks and separates CSV as Excel wants it', async () => {
		const { text } = await file({
			returnAs: 'csv',
			options: { csvBom: true, csvDelimiter: 'semicolon', binaryPropertyName: 'export' },
		});
		expect(text.startsWith(`\uFEFF${SIMPLIFIED.join(';')}\r\n`)).toBe(true);
	});

	it('keeps the option File of version 1', async () => {
		const { text } = await file({ returnAll: true, options: { file: 'csv' } }, false);
		expect(text.split('\r\n')[0]!.split(',')).toHaveLength(25);
	});

	it.each<[string, INodeParameters, string, number]>([
		['KPIs', { resource: 'performance', operation: 'getKpis' }, 'intervalStart', 2],
		['aggregates', { resource: 'performance', operation: 'query' }, 'intervalStart', 2],
		['KPIs of flows', { resource: 'performance', operation: 'getFlowKpis' }, 'intervalStart', 1],
		['queues', { resource: 'queue', operation: 'getStatus' }, 'queueId', 2],
		['agents', { resource: 'agent', operation: 'getStatus' }, 'agentId', 51],
		['time in status', { resource: 'agent', operation: 'getTimeInStatus' }, 'agentId', 51],
	])('writes %s into a file as well, the same as the rows', async (_, chosen, first, atLeast) => {
		const parameters = { ...chosen, columns: 'all' };
		const { text, summary, binary } = await file({ ...parameters, returnAs: 'csv' });
		const [header, ...records] = parseCsv(text);
		expect(header![0]).toBe(first);
		expect(records.length).toBeGreaterThanOrEqual(atLeast);
		expect(summary.rows).toBe(records.length);
		expect(binary!.fileName).toMatch(/^[a-z-]+(-2026-11-19)?\.csv$/);
		const items = await rows({ ...parameters, returnAll: true });
		// How long something has lasted is another number a moment later.
		const isSteady = (_: unknown, index: number) =>
			!/^(presence|routingStatus|longest).*Seconds$/.test(header![index]!);
		expect(records.map((cells) => cells.filter(isSteady))).toEqual(
			items.map((row) =>
				Object.values(row)
					.map((value) => (value === null ? '' : String(value)))
					.filter(isSteady),
			),
		);
	});
});

describe('a row that is not of a conversation', () => {
	it('has its durations and dates formatted, too', async () => {
		const [kpis] = await rows({
			resource: 'performance',
			operation: 'getKpis',
			groupBy: [],
			columns: 'all',
			options: { seconds: 'hms', dateFormat: 'spreadsheet', timeZone: 'Europe/Berlin' },
		});
		expect(kpis).toMatchObject({
			intervalStart: '2026-11-19 00:00:00',
			ahtSeconds: expect.stringMatching(/^0:\d\d:\d\d$/) as string,
		});
	});
});

it('what a file can not be is refused before a recording is downloaded or anything is counted', async () => {
	const seconds = '={{ "minutes" }}';
	for (const form of [
		{ resource: 'recording', operation: 'download', conversationId: 'c', options: { seconds } },
		{ resource: 'performance', operation: 'getKpis', options: { seconds } },
	]) {
		expect(await refusal(form)).toEqual(['Seconds can\'t be "minutes"', 'Use one of exact, whole, hms.']);
	}
	expect(simulator.requests()).toEqual([]);
});

it('raw records are refused where personal data is to be masked', async () => {
	const [message] = await refusal({ output: 'raw', options: { maskPersonalData: true } });
	expect(message).toBe("Personal data can't be masked in raw records");
});
