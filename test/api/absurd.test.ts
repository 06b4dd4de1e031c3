import { createConversations, type Simulator } from '../../packages/simulator';
import { JARGON } from '../support/brokenProxy';
import { runNode } from '../support/engine';
import { DAY } from '../support/records';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const conversations = createConversations({ count: 400, from: NOW - 2 * DAY, to: NOW - DAY });

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { conversations, jobs: { availabilityLagHours: 0 } });
});
afterEach(stopSimulating);

type Fields = Record<string, unknown>;

/** These fields say something else in every answer. */
const saying = (wrong: Fields) => (answer: unknown) => ({ ...(answer as Fields), ...wrong });

/** Cursors that go round. */
function goingRound(): (answer: unknown) => unknown {
	const cursors = ['A', 'B', 'A'];
	let asked = 0;
	return (answer) => ({ ...(answer as Fields), cursor: cursors[asked++ % 3] });
}

/** The first page, whatever page is asked for. */
function sameAgain(): (answer: unknown) => unknown {
	let first: unknown;
	return (answer) => (first ??= answer);
}

const listing = { resource: 'directory', operation: 'getAll', type: 'queues', returnAll: true };
const teams = { ...listing, type: 'teams' };
const query = {
	resource: 'conversation',
	operation: 'getAll',
	timeRange: 'last2Days',
	returnAll: true,
	columns: 'simplified',
	options: { source: 'query' },
};
const lastDays = { ...query, timeRange: 'last7Days' };
const job = { ...lastDays, options: { source: 'job' } };
const evaluations = { resource: 'evaluation', operation: 'getAll', timeRange: 'last7Days', returnAll: true };
const history = {
	resource: 'agent',
	operation: 'getStatusHistory',
	timeRange: 'yesterday',
	returnAll: true,
	options: { source: 'query' },
};

const CASES: Array<[what: string, on: RegExp, rewrite: (answer: unknown) => unknown, parameters: object]> = [
	['a listing of 1e9 pages', /routing.queues$/, saying({ pageCount: 1e9 }), listing],
	['a listing of 900,000 pages', /routing.queues$/, saying({ pageCount: 900_000 }), listing],
	['a listing of half a page', /routing.queues$/, saying({ pageCount: 1.5 }), listing],
	['a listing of "3" pages', /routing.queues$/, saying({ pageCount: '3' }), listing],
	['a listing of −1 pages', /routing.queues$/, saying({ pageCount: -1 }), listing],
	['a listing with a total of 1e15', /routing.queues$/, saying({ total: 1e15 }), listing],
	['a listing with a total of 1,000', /routing.queues$/, saying({ total: 1_000 }), listing],
	['a listing with another page for ever', /teams$/, saying({ nextUri: '/api/v2/teams?after=A' }), teams],
	['a listing whose next page is nowhere', /teams$/, saying({ nextUri: 'http://[' }), teams],
	['conversations of 1e15 hits', /details.query$/, saying({ totalHits: 1e15 }), lastDays],
	['conversations of 50,000,000 hits', /details.query$/, saying({ totalHits: 5e7 }), lastDays],
	['conversations of "many" hits', /details.query$/, saying({ totalHits: 'many' }), lastDays],
	['conversations of the same page for ever', /details.query$/, sameAgain(), lastDays],
	[
		'user details of the same page for ever',
		/users.details.query$/,
		sameAgain(),
		{ ...history, timeRange: 'lastMonth' },
	],
	['evaluations on pages of none', /evaluations.search$/, saying({ pageSize: 0 }), evaluations],
	['user details of 1e15 hits', /users.details.query$/, saying({ totalHits: 1e15 }), history],
	['user details of 5,000,000 hits', /users.details.query$/, saying({ totalHits: 5e6 }), history],
	['a job without an id', /details.jobs$/, saying({ jobId: '' }), job],
	['a job with a number as its id', /details.jobs$/, saying({ jobId: 7 }), job],
	['a job in a state that is a number', /details.jobs.[^/]+$/, saying({ state: 7 }), job],
	['job results with a cursor that is a number', /results$/, saying({ cursor: 7 }), job],
	['job results with the same cursor for ever', /results$/, saying({ cursor: 'A' }), job],
	['job results with cursors A, B, A', /results$/, goingRound(), job],
];

it.each(CASES)('%s: whole or an error, and soon', async (_, on, rewrite, parameters) => {
	const well = await runNode(simulator, parameters as never, { simplified: true });
	expect(well.error).toBeUndefined();
	const most = 3 * simulator.requests().length + 20;
	simulator.journal.length = 0;
	simulator.faults.push({ kind: 'body', on, times: Infinity, rewrite });

	const { items, error, hints } = await runNode(simulator, parameters as never, { simplified: true });
	const messages = [error?.message, error?.description, ...hints.map(({ message }) => message)].join('\n');
	expect(JARGON.exec(messages)).toBeNull();
	const warnings = hints.filter(({ message }) => !well.hints.some((hint) => hint.message === message));
	if (!error && warnings.length === 0) expect(items).toHaveLength(well.items.length);
	expect(simulator.requests().length).toBeLessThanOrEqual(most);
	expect(simulator.jobIds.length).toBeLessThanOrEqual(1);
});
