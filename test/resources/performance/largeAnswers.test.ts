import { createConversations, createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { DAY } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 200, from: NOW - 5 * DAY, to: NOW, organization });
const query = {
	...{ resource: 'performance', operation: 'query', timeRange: 'last7Days', returnAll: true },
	...{ metrics: ['nConversations', 'tHandle'], groupBy: ['queueId'] },
};
/** More than is read at once. */
const LARGE = ' '.repeat(9_000_000);

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

interface Answer {
	results?: Array<{ data?: unknown[] }>;
}

/** Answers with more intervals than this are large. */
function enlarge(most: number) {
	const rewrite = (answer: unknown) => {
		const { results = [] } = answer as Answer;
		const count = Math.max(0, ...results.map(({ data = [] }) => data.length));
		return count > most ? { ...(answer as Answer), padding: LARGE } : answer;
	};
	simulator.faults.push({ kind: 'body', on: /aggregates.query$/, times: Infinity, rewrite });
}

async function ask(granularity: string) {
	const before = simulator.requests('aggregates/query').length;
	const { items, error, hints } = await runNode(simulator, { ...query, granularity });
	expect(error).toBeUndefined();
	const count = simulator.requests('aggregates/query').length - before;
	return { rows: items.map(({ json }) => JSON.stringify(json)).sort(), hints, count };
}

it('an answer that is too large to be read at once is asked for in parts, each once, with the same rows', async () => {
	const small = await ask('P1D');
	enlarge(2);
	const large = await ask('P1D');
	expect(small.rows.length).toBeGreaterThan(10);
	expect(large.rows).toEqual(small.rows);
	expect(small.count).toBe(1);
	expect(large.count).toBeGreaterThan(2);
	expect(large.count).toBeLessThan(8);
});

it.each(['none', 'P1D'])(
	'a large answer of one interval (%s) is read as it is: in parts, what is in several would count twice',
	async (granularity) => {
		const small = await ask(granularity);
		enlarge(0);
		const large = await ask(granularity);
		expect(large.rows).toEqual(small.rows);
		expect(large.hints).toEqual(small.hints);
		if (granularity === 'none') expect(large.count).toBe(small.count);
	},
);
