import type { IDataObject } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	DEFAULT_CLIENT,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type Simulator,
} from '../../packages/simulator';
import { createHost, runNode, simulatorCredential, type Host, type RunResult } from '../support/engine';
import { restoreClock, useFastClock } from '../support/fastClock';
import { parseCsv } from './parseCsv';

const DAY_MS = 86_400_000;
/** Midday, so that yesterday is much the same day in every time zone. */
const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();

let simulator: Simulator;
let host: Host;
beforeAll(async () => {
	const time = useFastClock(NOW);
	const today = time.now() - (time.now() % DAY_MS);
	const records = [...createConversations({ count: 260, from: today - DAY_MS, to: today, organization })].map(
		(record, index) => withOddities(record, index),
	);
	simulator = await startSimulator({
		now: time.now,
		organization,
		conversations: storeOf(records),
		jobs: { availabilityLagHours: 0 },
	});
	host = createHost(simulatorCredential(simulator));
});
afterAll(async () => {
	restoreClock();
	await simulator.close();
});

const ODDITIES = [
	'=HYPERLINK("http://x")',
	'Müller, "Anna"\r\n2. Stock',
	'-1',
	'@me',
	' blank ',
	'東京 🦜',
	'a\nb',
	'',
];

/** Customers write what they like. */
function withOddities(record: ConversationRecord, index: number): ConversationRecord {
	const [customer, ...others] = record.participants ?? [];
	if (!customer) return record;
	const note = ODDITIES[index % ODDITIES.length]!;
	const attributes = {
		...customer.attributes,
		note,
		...(index % 50 === 3 ? { [`rare ${index}`]: note } : {}),
	};
	return { ...record, participants: [{ ...customer, participantName: note, attributes }, ...others] };
}

async function run(output: string, { file, ...options }: IDataObject): Promise<RunResult> {
	const rows = output === 'standard' ? { columns: 'standard' } : { output, columns: 'all' };
	const parameters = {
		...{ timeRange: 'yesterday', returnAll: true, sortOrder: 'asc', ...rows },
		...(file ? { returnAs: file as string } : {}),
	};
	const result = await runNode(simulator, { ...parameters, options: options as never }, { host });
	expect(result.error).toBeUndefined();
	return result;
}

function fileOf({ items }: RunResult, field = 'data') {
	expect(items).toHaveLength(1);
	const binary = items[0]!.binary![field]!;
	return { ...binary, text: Buffer.from(binary.data, 'base64').toString('utf8'), summary: items[0]!.json };
}

/** A cell of an item as CSV has it. */
function cell(value: unknown): string {
	if (value === null) return '';
	// "-" stands for a stay in a queue that isn't over.
	const isFormula = typeof value === 'string' && /^[=+\-@]/.test(value) && !/^(?:\+\d+|-)$/.test(value);
	return isFormula ? `'${value}` : String(value);
}

const cases: Array<[string, string, IDataObject]> = [
	['the standard columns', 'standard', {}],
	['all columns', 'conversations', {}],
	['agent sessions', 'agentSessions', {}],
	['segments', 'segments', {}],
	[
		'spreadsheet dates and range columns',
		'standard',
		{ dateFormat: 'spreadsheet', timeZone: 'Asia/Kathmandu', rangeColumns: true },
	],
	['attributes', 'standard', { source: 'job', includeAttributes: true }],
	[
		'attributes and range columns',
		'agentSessions',
		{ source: 'job', includeAttributes: true, rangeColumns: true },
	],
	['masked data', 'conversations', { source: 'job', includeAttributes: true, maskPersonalData: true }],
];

describe('a CSV file holds the rows that would be items', () => {
	it.each(cases)('with %s', async (_, output, options) => {
		const { items } = await run(output, options);
		const { text } = fileOf(await run(output, { ...options, file: 'csv' }));
		const [header, ...records] = parseCsv(text);
		expect(header).toEqual(Object.keys(items[0]!.json));
		expect(records).toEqual(items.map(({ json }) => Object.values(json).map(cell)));
		expect(items.length).toBeGreaterThan(200);
	});
});

describe('a JSON Lines file holds the rows that would be items', () => {
	it.each([...cases, ['raw records', 'raw', { source: 'job' }] as (typeof cases)[number]])(
		'with %s',
		async (_, output, options) => {
			const { items } = await run(output, options);
			const { text } = fileOf(await run(output, { ...options, file: 'jsonl' }));
			const lines = text.split('\n');
			expect(lines.pop()).toBe('');
			expect(lines).toHaveLength(items.length);
			// In text, so that the order of the columns counts as well.
			expect(lines).toEqual(items.map(({ json }) => JSON.stringify(json)));
		},
	);
});

describe('the item beside a file', () => {
	it('says how many rows there are, of what range, and that none is missing', async () => {
		const { summary, fileName, mimeType } = fileOf(await run('standard', { file: 'csv' }));
		const today = Math.floor(NOW / DAY_MS) * DAY_MS;
		expect(summary).toMatchObject({
			rows: 260,
			rangeStart: new Date(today - DAY_MS).toISOString(),
			rangeEnd: new Date(today).toISOString(),
			complete: true,
		});
		const day = new Date(today - DAY_MS).toISOString().slice(0, 10);
		expect([fileName, mimeType]).toEqual([`conversations-${day}.csv`, 'text/csv']);
	});

	it('has the field that the user names, and a file of its own kind', async () => {
		const file = fileOf(await run('standard', { file: 'jsonl', binaryPropertyName: 'export' }), 'export');
		expect(file.fileName).toMatch(/\.jsonl$/);
		expect(file.mimeType).toBe('application/x-ndjson');
	});

	it('has a header also where there are no rows', async () => {
		const { items } = await runNode(
			simulator,
			{
				timeRange: 'custom',
				startTime: '2020-01-01T00:00:00Z',
				endTime: '2020-01-02T00:00:00Z',
				returnAll: true,
				returnAs: 'csv',
				options: { source: 'query' },
			},
			{ host },
		);
		const text = Buffer.from(items[0]!.binary!.data!.data, 'base64').toString('utf8');
		expect(parseCsv(text)).toHaveLength(1);
		expect(text).toMatch(/^conversationId,startTime,/);
		expect(items[0]!.json.rows).toBe(0);
	});

	it('is paired with the item that asked', async () => {
		const { items } = await runNode(
			simulator,
			{
				timeRange: 'yesterday',
				returnAs: 'csv',
				filters: { mediaTypes: '={{ [$json.mediaType] }}' },
				options: { source: 'query' },
			},
			{ host, items: [{ mediaType: 'voice' }, { mediaType: 'email' }] },
		);
		expect(items.map(({ json, pairedItem }) => [json.rows, pairedItem])).toEqual([
			[expect.any(Number), { item: 0 }],
			[expect.any(Number), { item: 1 }],
		]);
	});
});

it('raw records are refused as CSV, with what to do instead', async () => {
	const { error } = await runNode(
		simulator,
		{ timeRange: 'yesterday', output: 'raw', returnAs: 'csv' },
		{ host },
	);
	expect(error?.message).toBe("Raw records can't be written as CSV: they are nested");
	expect(error?.description).toContain('JSON Lines file');
});

describe('masked personal data', () => {
	const personal = ['ani', 'dnis'] as const;

	it('is gone from rows and files, equal values stay equal, and all else is as it was', async () => {
		const options = { source: 'job', includeAttributes: true };
		const plain = (await run('conversations', options)).items.map(({ json }) => json);
		const masked = (await run('conversations', { ...options, maskPersonalData: true })).items.map(
			({ json }) => json,
		);
		const { text } = fileOf(await run('conversations', { ...options, maskPersonalData: true, file: 'csv' }));
		const tokens = new Map<unknown, unknown>();
		plain.forEach((row, index) => {
			for (const name of personal) {
				const [value, token] = [row[name], masked[index]![name]];
				if (value === null) {
					expect(token).toBeNull();
					continue;
				}
				expect(token).toMatch(/^masked-[0-9a-f]{16}$/);
				expect(tokens.get(value) ?? token).toBe(token);
				tokens.set(value, token);
				expect([value, text.includes(String(value))]).toEqual([value, false]);
			}
			for (const name of ['conversationId', 'queueName', 'agentName', 'handleSeconds', 'startTime']) {
				expect(masked[index]![name]).toEqual(row[name]);
			}
		});
		expect(new Set(tokens.values()).size).toBe(tokens.size);
		for (const note of ['HYPERLINK', '2. Stock', '東京 🦜'])
			expect([note, text.includes(note)]).toEqual([note, false]);
	});

	it('has other tokens under another client secret', async () => {
		const other = { id: DEFAULT_CLIENT.id, secret: 'another secret' };
		simulator.options.clients = [other];
		const credential = { ...simulatorCredential(simulator), clientId: other.id, clientSecret: other.secret };
		const parameters = {
			timeRange: 'yesterday',
			limit: 5,
			options: { source: 'query', maskPersonalData: true },
		};
		const theirs = await runNode(simulator, parameters, { host: createHost(credential) });
		delete simulator.options.clients;
		const ours = await runNode(simulator, parameters, { host });
		const tokens = (result: RunResult) => result.items.map(({ json }) => json.ani).filter(Boolean);
		expect(tokens(ours).length).toBeGreaterThan(0);
		expect(tokens(theirs)).toHaveLength(tokens(ours).length);
		for (const token of tokens(theirs)) expect(tokens(ours)).not.toContain(token);
	});
});
