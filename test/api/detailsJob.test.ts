import { DetailsJob } from '../../nodes/GenesysCloudAnalytics/api/detailsJob';
import { API } from '../../nodes/GenesysCloudAnalytics/api/endpoints';
import type { Connection } from '../../nodes/GenesysCloudAnalytics/transport/connection';
import { interval } from '../../nodes/GenesysCloudAnalytics/records/filters';
import { createConversations } from '../../packages/simulator';
import { connectInProcess } from '../reading/inProcess';
import { restoreClock, useFastClock } from '../support/fastClock';
import { DAY } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const RANGE = { startMs: NOW - 5 * DAY, endMs: NOW - 3 * DAY };
/** Of results, a page each. */
let asked: number;
let open: number;
/** The page that fails, counted from 1. */
let failing: number | undefined;

beforeEach(() => {
	useFastClock(NOW);
	[asked, open, failing] = [0, 0, undefined];
});
afterEach(restoreClock);

function connect(): Connection {
	const conversations = createConversations({ count: 30, from: RANGE.startMs, to: RANGE.endMs });
	const connection = connectInProcess({ conversations, now: () => NOW, jobs: { pageSize: 10 } }, 1_000);
	const send = connection.send.bind(connection);
	connection.send = async <T>(request: Parameters<Connection['send']>[0]): Promise<T> => {
		if (!request.path.endsWith('/results')) return await send<T>(request);
		asked++;
		open++;
		try {
			if (asked === failing) throw new Error('out of order');
			await new Promise((resolve) => setImmediate(resolve));
			return await send<T>(request);
		} finally {
			open--;
		}
	};
	return connection;
}

async function create() {
	return await DetailsJob.create(connect(), API.conversationDetailsJobs, {
		interval: interval(RANGE),
		order: 'asc',
		orderBy: 'conversationStart',
	});
}

/** What was asked for by the time each page came. */
async function askedByPage(pages: AsyncIterable<unknown>): Promise<number[]> {
	const seen: number[] = [];
	const iterator = pages[Symbol.asyncIterator]();
	while (!(await iterator.next()).done) seen.push(asked);
	return seen;
}

it('has the next page on its way while one is worked on', async () => {
	expect(await askedByPage((await create()).results())).toEqual([2, 3, 3]);
});

it('asks for no page ahead where not all may be wanted', async () => {
	expect(await askedByPage((await create()).results({ isWhole: false }))).toEqual([1, 2, 3]);
});

it('fails only when it comes to the page that failed', async () => {
	failing = 2;
	const results = (await create()).results();
	expect((await results.next()).value).toHaveProperty('conversations.length', 10);
	await new Promise((resolve) => setImmediate(resolve));
	await expect(results.next()).rejects.toThrow('out of order');
});

it('leaves no request open when its reader stops', async () => {
	const results = (await create()).results();
	await results.next();
	expect(open).toBe(1);
	await results.return(undefined);
	expect([asked, open]).toEqual([2, 0]);
});
