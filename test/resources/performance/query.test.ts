import { createConversations, createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const query = { resource: 'performance', operation: 'query', timeRange: 'yesterday' };
const organization = createOrganization();
const conversations = createConversations({
	count: 600,
	from: NOW - 2 * DAY,
	to: NOW,
	organization,
	damagedShare: 0,
});

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

it('gives the metrics that were chosen, each with the columns of its kind, beside the groups', async () => {
	const { items, error } = await runNode(simulator, {
		...query,
		metrics: ['nOffered', 'tHandle', 'oServiceLevel', 'oServiceTarget'],
		groupBy: ['queueId', 'purpose', 'requestedLanguageId'],
	});
	expect(error).toBeUndefined();
	expect(Object.keys(items[0]!.json)).toEqual([
		...['intervalStart', 'intervalEnd', 'queueId', 'queueName', 'purpose'],
		...['requestedLanguageId', 'requestedLanguageName', 'nOffered_count'],
		...[
			'tHandle_count',
			'tHandle_sumSeconds',
			'tHandle_avgSeconds',
			'tHandle_minSeconds',
			'tHandle_maxSeconds',
		],
		...['oServiceLevel_percent', 'oServiceLevel_numerator', 'oServiceLevel_denominator'],
		...['oServiceLevel_targetPercent', 'oServiceTarget_count', 'oServiceTarget_sum', 'oServiceTarget_min'],
		...['oServiceTarget_max', 'oServiceTarget_current'],
	]);
	for (const { json } of items) expect(Object.keys(json)).toEqual(Object.keys(items[0]!.json));
});

it('agrees with the records themselves', async () => {
	const { items } = await runNode(simulator, { ...query, metrics: ['tHandle', 'nConnected'], groupBy: [] });
	const [start, end] = ['2026-11-19T00:00:00.000Z', '2026-11-20T00:00:00.000Z'];
	const values = (name: string) =>
		[...conversations]
			.flatMap(({ participants }) => participants ?? [])
			.flatMap(({ sessions }) => sessions ?? [])
			.flatMap(({ metrics }) => metrics ?? [])
			.filter((metric) => metric.name === name && metric.emitDate! >= start && metric.emitDate! < end)
			.map(({ value }) => value ?? 0);
	const handle = values('tHandle');
	const sum = handle.reduce((total, value) => total + value, 0);
	expect(handle.length).toBeGreaterThan(100);
	expect(items.map(({ json }) => json)).toEqual([
		{
			intervalStart: start,
			intervalEnd: end,
			tHandle_count: handle.length,
			tHandle_sumSeconds: sum / 1_000,
			tHandle_avgSeconds: Math.round(sum / handle.length) / 1_000,
			tHandle_minSeconds: Math.min(...handle) / 1_000,
			tHandle_maxSeconds: Math.max(...handle) / 1_000,
			nConnected_count: values('nConnected').length,
		},
	]);
});

it('masks whom it is grouped by', async () => {
	const groupBy = ['ani', 'dnis', 'addressFrom', 'addressTo', 'participantName', 'remote', 'mediaType'];
	const run = async (options: object) => {
		const form = { ...query, metrics: ['nOffered'], groupBy, options };
		const { items, error } = await runNode(simulator, form as never);
		expect(error).toBeUndefined();
		return items.map(({ json }) => json);
	};
	const [plain, masked] = [await run({}), await run({ maskPersonalData: true })];
	const tokens = new Map<unknown, unknown>();
	expect(masked).toHaveLength(plain.length);
	plain.forEach((row, index) => {
		for (const [name, value] of Object.entries(row)) {
			const shown = masked[index]![name];
			if (value === null || !groupBy.slice(0, -1).includes(name)) expect(shown).toBe(value);
			else {
				expect(shown).toMatch(/^masked-[0-9a-f]{16}$/);
				expect(tokens.get(value) ?? shown).toBe(shown);
				tokens.set(value, shown);
			}
		}
	});
	expect(tokens.size).toBeGreaterThan(10);
});

it('says that conversations are counted once in each piece of a range that had to be cut', async () => {
	simulator.options.limits = { maxAggregateDays: 1 / 3 };
	const { hints } = await runNode(simulator, { ...query, metrics: ['nConversations'], groupBy: [] });
	expect(hints.map(({ message }) => message)).toContain(
		'The time range was read in parts, since Genesys Cloud refused the whole: nConversations counts what is in several of them once in each part.',
	);
});

it('a number of conversations that the API leaves out beside others is null, not 0', async () => {
	const { items } = await runNode(simulator, {
		...{ ...query, metrics: ['nConversations', 'tHandle'], groupBy: ['userId', 'mediaType'] },
	});
	const counts = (isMessage: boolean) =>
		items
			.filter(({ json }) => json.userId !== null && (json.mediaType === 'message') === isMessage)
			.map(({ json }) => json.nConversations_count);
	expect(counts(true).length).toBeGreaterThan(0);
	expect(new Set(counts(true))).toEqual(new Set([null]));
	for (const count of counts(false)) expect(count).toBeGreaterThan(0);
});

it('asks for a metric where none is chosen', async () => {
	const { error } = await runNode(simulator, { ...query, metrics: '={{ [] }}' });
	expect(error?.message).toBe('Metrics has no value: its expression gives nothing for this item');
	expect(simulator.requests()).toEqual([]);
});

it('takes metrics and dimensions that an expression gives as text', async () => {
	const { items, error } = await runNode(simulator, {
		...query,
		metrics: '={{ "nOffered, tAcd" }}',
		groupBy: '={{ "mediaType" }}',
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.mediaType)).toContain('voice');
	expect(items[0]!.json.tAcd_count).toBeGreaterThan(0);
});

it("refuses a granularity that it doesn't have", async () => {
	const { error } = await runNode(simulator, { ...query, granularity: '={{ "PT5M" }}' });
	expect(error?.message).toBe('Granularity can\'t be "PT5M"');
});

it("keeps what it found where names can't be read", async () => {
	simulator.options.deniedPermissions = ['routing:queue:view'];
	const { items, hints } = await runNode(simulator, query);
	expect(items.length).toBeGreaterThan(5);
	expect(items.every(({ json }) => json.queueName === null)).toBe(true);
	expect(hints.map(({ message }) => message).join()).toContain('routing:queue:view');
});
