import {
	createConversations,
	fault503,
	fault504,
	type Fault,
	type Simulator,
} from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { DAY } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const conversations = createConversations({ count: 1_000, from: NOW - DAY, to: NOW - DAY / 2 });
const ON = /details.query$/;

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { conversations });
});
afterEach(stopSimulating);

const lastDay = {
	resource: 'conversation',
	operation: 'getAll',
	timeRange: 'last24Hours',
	returnAll: true,
	output: 'conversations',
	columns: 'simplified',
};

async function read(options: object, more: object = {}) {
	const parameters = { ...lastDay, ...more, options: { source: 'query', ...options } };
	const { items, error, hints } = await runNode(simulator, parameters as never, { simplified: true });
	return {
		ids: new Set(items.map(({ json }) => json.conversationId)),
		items,
		error,
		warnings: hints.filter(({ type }) => type === 'warning').map(({ message }) => message),
	};
}

/** One page keeps failing: each try of it, and no other page. */
function failing(page: number, fault: Fault): Fault[] {
	// The first request of the run is for the first page; the tries of the one that fails follow each other.
	return [{ ...fault, on: ON, after: page - 1, times: 5 }];
}

describe('a page of the details query that keeps failing', () => {
	it.each([
		['503', fault503()],
		['504', fault504()],
		['a body that is cut', { kind: 'dropMidBody' } as Fault],
		['a body that is none of the API', { kind: 'body', rewrite: () => ({ message: 'moved' }) } as Fault],
	])('%s: without Allow Partial Results, the run fails', async (_, fault) => {
		simulator.faults.push({ ...fault, on: ON, after: 3, times: 99 });
		const { error } = await read({});
		expect(error?.message).toMatch(/responded with 50[34]|was lost|did not respond like/);
	});

	it('with it, all other rows come, and a warning', async () => {
		// The first page is asked for alone; in the order of the result, one page follows the other.
		simulator.faults.push(...failing(3, fault503()));
		const { ids, error, warnings } = await read(
			{ allowPartial: true },
			{ sortOrder: 'asc', returnAll: false, limit: 990 },
		);
		expect(error).toBeUndefined();
		expect(ids.size).toBe(900);
		expect(warnings.join('\n')).toMatch(
			/may be missing.*Up to 100 conversations in .* could not be read.*503/,
		);
	});

	it('with it, what was read before an outage comes, and no page is tried for ever', async () => {
		simulator.faults.push({ ...fault503(), on: ON, after: 4, times: 999 });
		const { ids, error, warnings } = await read({ allowPartial: true });
		expect(error).toBeUndefined();
		expect(ids.size).toBeGreaterThanOrEqual(300);
		expect(ids.size).toBeLessThan(1_000);
		expect(warnings.join('\n')).toMatch(/Reading ended early: Genesys Cloud responded with 503/);
		expect(simulator.requests('details/query').length).toBeLessThan(100);
	});

	it('with it, a file says that it is not complete', async () => {
		simulator.faults.push({ ...fault503(), on: ON, after: 4, times: 999 });
		const { items } = await read({ allowPartial: true }, { returnAs: 'csv' });
		expect(items[0]?.json).toMatchObject({ complete: false });
	});

	it('with it, an outage from the start is still an error', async () => {
		simulator.faults.push({ ...fault503(), on: ON, times: 999 });
		const { error, items } = await read({ allowPartial: true });
		expect(error?.message).toContain('responded with 503');
		expect(items).toEqual([]);
	});

	it('with it, what a job brought before it failed comes', async () => {
		simulator.options.jobs = { availabilityLagHours: 0, pageSize: 200 };
		simulator.faults.push({ ...fault503(), on: /jobs.*results$/, after: 2, times: 999 });
		const { ids, warnings } = await read({ allowPartial: true, source: 'job' });
		expect(ids.size).toBe(400);
		expect(warnings.join('\n')).toContain('Reading ended early');
	});
});

it('pages of job results that take too long are asked for at half the size', async () => {
	simulator.options.jobs = { availabilityLagHours: 0 };
	simulator.options.slowPages = { on: /jobs.*results$/, largest: 250 };
	const { ids, error } = await read({ source: 'job' });
	expect(error).toBeUndefined();
	expect(ids.size).toBe(1_000);
	const sizes = simulator.requests('/results').map(({ query }) => Number(query.pageSize));
	expect(sizes).toEqual([1_000, 500, 250, 250, 250, 250]);
});
