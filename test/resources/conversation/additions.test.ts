import {
	communicationsOf,
	createConversations,
	createOrganization,
	fault502Html,
	type Simulator,
} from '../../../packages/simulator';
import { measuresOf } from '../../../packages/simulator/data/speech/measures';
import { runNode, type RunOptions } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { custom, DAY, HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 330, from: NOW - 2 * DAY, to: NOW - HOUR, organization });
const byId = new Map([...conversations].map((record) => [record.conversationId, record]));
const AGGREGATES = 'transcripts/aggregates/query';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

async function getAll(options: object, more: object = {}, run?: RunOptions) {
	const range = { timeRange: 'relative', relativeAmount: 2, relativeUnit: 'days', returnAll: true };
	const parameters = { resource: 'conversation', operation: 'getAll', ...range, ...more, options };
	const { items, error, hints } = await runNode(simulator, parameters as never, run);
	return {
		rows: items.map(({ json }) => json),
		error,
		hints: hints.map(({ message }) => message).join('\n'),
	};
}

function expectSeconds(cell: unknown, ms: number | undefined): void {
	if (ms === undefined) expect(cell).toBeNull();
	else expect(cell).toBeCloseTo(ms / 1_000, 2);
}

describe('Include Sentiment', () => {
	it.each([
		['−100 to 100', {}],
		['−1 to 1', { speech: { sentimentScale: 1 } }],
		['−100 to 100, and faults', { faulty: true }],
	])('adds sentiment and speaking times to each conversation; the API says %s', async (_, options) => {
		Object.assign(simulator.options, options);
		if ('faulty' in options)
			simulator.faults.push({ ...fault502Html(), on: /transcripts\/aggregates/, after: 1 });
		const { rows, error } = await getAll({ includeSentiment: true });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(300);
		for (const row of rows) {
			const record = byId.get(String(row.conversationId))!;
			// What goes on isn't transcribed yet.
			const said = row.endTime === null ? [] : communicationsOf(record, organization);
			const measures = said.length > 0 ? measuresOf(said) : undefined;
			const score = measures?.sentimentScore;
			if (score === undefined) expect(row.sentimentScore).toBeNull();
			else expect(row.sentimentScore).toBeCloseTo(score * 100, 0);
			expectSeconds(row.agentSpeechSeconds, measures?.agent);
			expectSeconds(row.customerSpeechSeconds, measures?.customer);
			expectSeconds(row.overtalkSeconds, measures?.overtalk);
		}
		expect(Object.keys(rows[0]!).slice(-5)).toEqual([
			...['sentimentScore', 'agentSpeechSeconds', 'customerSpeechSeconds'],
			...['silenceSeconds', 'overtalkSeconds'],
		]);
		expect(simulator.requests(AGGREGATES).length).toBe('faulty' in options ? 6 : 5);
	});

	it('gives a conversation the same score whichever others are read with it', async () => {
		const { rows } = await getAll({ includeSentiment: true });
		const faint = rows.filter(({ sentimentScore }) => Math.abs(Number(sentimentScore ?? 9)) <= 1);
		expect(faint.length).toBeGreaterThan(0);
		for (const row of faint.slice(0, 3)) {
			const start = Date.parse(String(row.startTime));
			const narrow = { ...custom(start, start + 1_000), filters: { endedOnly: false } };
			const alone = await getAll({ includeSentiment: true }, narrow);
			expect(alone.error).toBeUndefined();
			expect(alone.rows.map(({ sentimentScore }) => sentimentScore)).toEqual([row.sentimentScore]);
		}
	});

	it('stands beside the columns that were chosen, in each output', async () => {
		const chosen = { columns: 'selected', selectedColumns: ['conversationId'], limit: 3, returnAll: false };
		const { rows } = await getAll({ includeSentiment: true }, chosen, { simplified: true });
		expect(Object.keys(rows[0]!)).toHaveLength(6);
		const segments = await getAll(
			{ includeSentiment: true },
			{ ...chosen, columns: 'all', output: 'segments' },
		);
		expect(segments.error).toBeUndefined();
		expect(segments.rows.some(({ sentimentScore }) => sentimentScore !== null)).toBe(true);
	});

	it('asks for fewer conversations at once where the API refuses that many', async () => {
		simulator.faults.push({
			...{ kind: 'status', status: 413, body: { code: 'too.large', message: 'Too many predicates' } },
			on: /transcripts\/aggregates/,
		});
		const { rows, error } = await getAll({ includeSentiment: true });
		expect(error).toBeUndefined();
		expect(rows.filter(({ sentimentScore }) => sentimentScore !== null).length).toBeGreaterThan(50);
		expect(simulator.requests(AGGREGATES)).toHaveLength(7);
	});

	it('names the permission where it is missing, and refuses raw records', async () => {
		const raw = await getAll({ includeSentiment: true }, { output: 'raw' });
		expect(raw.error?.message).toBe("Sentiment can't be added to raw records");
		simulator.options.deniedPermissions = ['analytics:speechAndTextAnalyticsAggregates:view'];
		const { error } = await getAll({ includeSentiment: true });
		expect(error?.message).toContain('analytics:speechAndTextAnalyticsAggregates:view');
	});
});

describe('Live Attributes', () => {
	const LIVE = /^\/api\/v2\/conversations\/[^/]+$/;
	const live = () => simulator.requests().filter(({ path }) => LIVE.test(path));
	const attributesIn = (row: object) =>
		Object.entries(row).filter(([name, value]) => name.startsWith('attribute_') && value !== null);

	it('reads what jobs do not have yet, and leaves alone what they have', async () => {
		const without = await getAll({ includeAttributes: true });
		expect(live()).toEqual([]);
		const { rows, error, hints } = await getAll({ includeAttributes: true, liveAttributes: true });
		expect(error).toBeUndefined();
		expect(rows.map(({ conversationId }) => conversationId)).toEqual(
			without.rows.map(({ conversationId }) => conversationId),
		);
		const count = (all: object[]) => all.filter((row) => attributesIn(row).length > 0).length;
		expect(count(rows)).toBeGreaterThan(count(without.rows) + 20);
		expect(live().length).toBeLessThanOrEqual(200);
		expect(hints).toContain(`Participant attributes of ${live().length} conversations were read live.`);
	});

	it('leaves out those of a conversation that is refused, and says so', async () => {
		const body = {
			code: 'not.authorized',
			message: 'You are not authorized to perform the requested action.',
		};
		simulator.faults.push({ kind: 'status', status: 403, on: /GET \/api\/v2\/conversations\/[^/]+$/, body });
		const { rows, error, hints } = await getAll({ includeAttributes: true, liveAttributes: true });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(20);
		expect(hints).toContain('Participant attributes of 1 conversation are missing');
	});

	it('reads 200 at most, and says how many have none yet', async () => {
		simulator.options.jobs = { availabilityLagHours: 60 };
		const { rows, hints } = await getAll({ includeAttributes: true, liveAttributes: true });
		expect(live()).toHaveLength(200);
		expect(hints).toContain(`${rows.length - 200} more have none yet`);
	});

	it('names the permission where it is missing', async () => {
		simulator.options.deniedPermissions = ['conversation:communication:view'];
		const { error } = await getAll({ includeAttributes: true, liveAttributes: true });
		expect(error?.message).toContain('conversation:communication:view');
	});
});
