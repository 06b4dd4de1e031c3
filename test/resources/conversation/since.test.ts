import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	createConversations,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type ConversationStore,
	type Simulator,
} from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { conversation, DAY, HOUR, idsOf, MINUTE } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');

let clock: FastClock;
let simulator: Simulator;

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

const iso = (ms: number) => new Date(ms).toISOString();
const ago = (ms: number) => iso(NOW - ms);

async function sync(
	conversations: ConversationStore,
	parameters: INodeParameters,
	options: { simplified?: boolean; items?: IDataObject[] } = {},
) {
	simulator = await startSimulator({ now: clock.now, conversations });
	const { error, ...result } = await runNode(
		simulator,
		{ timeRange: 'since', options: { resolveNames: false }, ...parameters },
		options,
	);
	return { ...result, error, hint: result.hints.map(({ message }) => message).join(' ') };
}

/** Calls of ten minutes that end at these moments, named by their place in the list. */
const endingAt = (...ends: number[]) =>
	storeOf(ends.map((end, index) => conversation(`c${index}`, end - 10 * MINUTE, end)));

it('brings all that ended since the mark less the overlap, oldest first, each once', async () => {
	const conversations = createConversations({ count: 900, from: NOW - 5 * DAY, to: NOW });
	const due = Array.from(conversations.ends)
		.map((end, index) => ({ end, id: conversations.idAt(index) }))
		.filter(({ end }) => end >= NOW - 3 * DAY && end < NOW - MINUTE)
		.sort((a, b) => a.end - b.end);
	const { items, error, hint } = await sync(conversations, { since: ago(DAY), limit: 5, returnAll: false });
	expect(error).toBeUndefined();
	expect(due.length).toBeGreaterThan(400);
	expect(idsOf(items)).toEqual(due.map(({ id }) => id));
	expect(hint).toContain('Time range: 17 Nov 2026, 12:00 to ');
	expect(hint).not.toContain('There is more to read');
});

it('each row says which range was read, and that nothing is left', async () => {
	const { items } = await sync(endingAt(NOW - HOUR), { since: ago(2 * HOUR) });
	const [{ json }] = items as [{ json: IDataObject }];
	expect(Object.keys(json).slice(-3)).toEqual(['rangeStart', 'rangeEnd', 'moreLeft']);
	expect(json).toMatchObject({ rangeStart: ago(50 * HOUR), moreLeft: false });
	expect(Date.parse(String(json.rangeEnd))).toBeGreaterThanOrEqual(NOW - MINUTE);
});

it("so does a file's summary", async () => {
	const parameters = { since: ago(20 * DAY), returnAs: 'csv', columns: 'all' };
	const { items } = await sync(endingAt(NOW - 19 * DAY, NOW - HOUR), parameters, { simplified: true });
	const [{ json, binary }] = items as [(typeof items)[0]];
	expect(json).toMatchObject({ rows: 1, rangeStart: ago(22 * DAY), moreLeft: true, complete: true });
	const csv = Buffer.from(binary!.data!.data, 'base64').toString();
	expect(csv.split(/\r?\n/)[0]).toMatch(/,rangeStart,rangeEnd,moreLeft$/);
});

describe('a first load comes in slices', () => {
	it('run after run by the mark of what was loaded, until nothing is left', async () => {
		const conversations = createConversations({ count: 800, from: NOW - 40 * DAY, to: NOW - HOUR });
		simulator = await startSimulator({ now: clock.now, conversations });
		const loaded = new Set<string>();
		let mark: string | null = null;
		let runs = 0;
		let moreLeft: unknown = true;
		while (moreLeft === true) {
			const { items, error, hints } = await runNode(simulator, {
				timeRange: 'since',
				since: mark as unknown as string,
				firstLoadStart: ago(41 * DAY),
				options: { resolveNames: false },
			});
			expect(error).toBeUndefined();
			expect(hints[0]!.message.includes('first load')).toBe(mark === null);
			for (const id of idsOf(items)) loaded.add(id);
			mark = String(items.at(-1)!.json.endTime);
			moreLeft = items[0]!.json.moreLeft;
			runs++;
		}
		const ended = Array.from(conversations.ends).filter((end) => end < NOW - MINUTE);
		expect(loaded.size).toBe(ended.length);
		expect(runs).toBe(6);
	});

	it('goes on over a quarter without a conversation, since its mark would never move', async () => {
		const { items, hint } = await sync(endingAt(NOW - 200 * DAY, NOW - 10 * DAY, NOW - HOUR), {
			firstLoadStart: ago(100 * DAY),
		});
		expect(idsOf(items)).toEqual(['c1']);
		expect(items[0]!.json.moreLeft).toBe(true);
		expect(hint).toContain('There is nothing new before');
	});

	it('that finds nothing at all says so up to now', async () => {
		const { items, hint } = await sync(endingAt(NOW - 200 * DAY), { firstLoadStart: ago(60 * DAY) });
		expect(items).toEqual([]);
		expect(hint).toContain('Time range: 21 Sep 2026, 12:00 to 20 Nov 2026, 11:59 (UTC)');
		expect(hint).not.toContain('There is more to read');
	});
});

describe('a mark with nothing new right after it does not hold up what comes later', () => {
	it.each<[string, number]>([
		['as exact as the end', 0],
		['cut to the second', 417],
	])('a mark %s', async (_, cut) => {
		const end = NOW - 60 * DAY + 417;
		const { items } = await sync(endingAt(end - HOUR, end, NOW - 20 * DAY, NOW - HOUR), {
			since: iso(end - cut),
		});
		expect(idsOf(items)).toEqual(['c0', 'c1', 'c2']);
		expect(items[0]!.json.moreLeft).toBe(true);
	});

	it('nor do conversations without a row, such as those that no agent took part in', async () => {
		const agent = (record: ConversationRecord, end: number): ConversationRecord => ({
			...record,
			participants: [
				{
					purpose: 'agent',
					userId: '22222222-0000-4000-8000-000000000001',
					sessions: [
						{
							sessionId: 's',
							segments: [{ segmentType: 'interact', segmentStart: iso(end - MINUTE), segmentEnd: iso(end) }],
						},
					],
				},
			],
		});
		const late = NOW - 10 * DAY;
		const conversations = storeOf([
			conversation('alone', NOW - 49 * DAY, NOW - 48 * DAY),
			agent(conversation('served', late - HOUR, late), late),
			conversation('now', NOW - 2 * HOUR, NOW - HOUR),
		]);
		const { items } = await sync(conversations, { since: ago(50 * DAY), output: 'agentSessions' });
		expect(idsOf(items)).toEqual(['served']);
	});

	it('nor do those that the filters leave out', async () => {
		const conversations = endingAt(NOW - 49 * DAY, NOW - 10 * DAY, NOW - HOUR);
		conversations.get(0).originatingDirection = 'outbound';
		const { items } = await sync(conversations, {
			since: ago(50 * DAY),
			filters: { direction: 'inbound' },
		});
		expect(idsOf(items)).toEqual(['c1']);
	});
});

it('asks no more than a custom range does where the mark is near', async () => {
	const conversations = createConversations({ count: 900, from: NOW - 3 * DAY, to: NOW });
	const requests = async (parameters: INodeParameters) => {
		await sync(conversations, { options: { resolveNames: false, source: 'query' }, ...parameters });
		const count = simulator.requests('/details/query').length;
		await simulator.close();
		return count;
	};
	const since = await requests({ since: ago(HOUR) });
	expect(since).toBe(
		await requests({
			timeRange: 'custom',
			startTime: ago(49 * HOUR),
			endTime: ago(MINUTE),
			matchBy: 'ended',
			returnAll: true,
			sortOrder: 'asc',
		}),
	);
});

it('raw records stay untouched, and what is left is in the hint', async () => {
	const { items, hint } = await sync(endingAt(NOW - 19 * DAY, NOW - HOUR), {
		since: ago(20 * DAY),
		output: 'raw',
	});
	expect(items[0]!.json).not.toHaveProperty('moreLeft');
	expect(hint).toContain('There is more to read');
});

it('a mark in the future is refused', async () => {
	const { error } = await sync(endingAt(), { since: iso(NOW + HOUR) });
	expect(error?.message).toBe('Since is in the future (2026-11-20T13:00:00.000Z)');
});

it('so are partial results: the mark would move past what is missing', async () => {
	const { error } = await sync(endingAt(NOW - HOUR), { since: ago(DAY), options: { allowPartial: true } });
	expect(error?.message).toMatch(/^A sync must not skip what could not be retrieved/);
});
