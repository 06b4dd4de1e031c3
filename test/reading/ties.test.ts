import { storeOf, type ConversationRecord, type SimulatorOptions } from '../../packages/simulator';
import { retrieve } from '../../nodes/GenesysCloudAnalytics/reading/conversations/retrieve';
import { LOOK_BACK_DAYS, type Search } from '../../nodes/GenesysCloudAnalytics/reading/conversations/search';
import {
	borderOf,
	completeTie,
	tiesAcross,
} from '../../nodes/GenesysCloudAnalytics/reading/conversations/ties';
import { restoreClock, useFastClock } from '../support/fastClock';
import { randomFrom } from '../support/random';
import { conversation, DAY, HOUR, MINUTE } from '../support/records';
import { connectInProcess } from './inProcess';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const SECOND = 1_000;

beforeEach(() => {
	useFastClock(NOW);
});
afterEach(restoreClock);

describe('what pages show at their borders', () => {
	const page = (...seconds: number[]) =>
		borderOf(
			seconds.map((second, index) =>
				conversation(`${second} ${index}`, NOW - DAY, NOW + second * SECOND + index),
			),
			'ended',
		);
	const second = (offset: number) => NOW / SECOND + offset;

	it.each([
		{ what: 'none where each second is on one page', pages: [page(9, 8), page(7, 7), page(6)], ties: [] },
		{ what: 'a second on two', pages: [page(9, 8, 7), page(7, 6)], ties: [[7, 1]] },
		{ what: 'a second on three, once', pages: [page(9), page(8, 7), page(7, 7), page(7, 6)], ties: [[7, 2]] },
		{
			what: 'several',
			pages: [page(9, 8), page(8, 7), page(7)],
			ties: [
				[8, 1],
				[7, 2],
			],
		},
		{ what: 'none beside a page that was not read', pages: [page(9, 8), undefined, page(8)], ties: [] },
	])('$what', ({ pages, ties }) => {
		expect(tiesAcross(pages).map((tie) => [tie.second, tie.page])).toEqual(
			ties.map(([offset, number]) => [second(offset!), number]),
		);
	});

	it('are counted by conversation on each page', async () => {
		const twice = conversation('twice', NOW - DAY, NOW);
		const borders = [borderOf([twice, twice], 'ended'), borderOf([twice], 'ended'), borderOf([], 'ended')];
		let readings = 0;
		const readAgain = async (number: number) => {
			readings++;
			return borders[number - 1];
		};
		const tie = { second: second(0), page: 1 };
		expect(await completeTie(tie, borders, 'desc', readAgain)).toEqual({ places: 2, count: 1 });
		expect(readings).toBe(18);
	});
});

/** The answers to come: how each one orders what shares a moment. */
type Orders = (request: number) => number;

/** Reads what ended in the last hour, unless `wanted` says otherwise, in one process with the server. */
async function readEnded(
	records: ConversationRecord[],
	orders: Orders,
	wanted: Partial<Search> = {},
	options: SimulatorOptions = {},
	left = 300,
) {
	let requests = 0;
	const connection = connectInProcess(
		{
			now: () => NOW,
			conversations: storeOf(records),
			shuffleEqualTimes: () => orders(requests),
			...options,
		},
		left,
	);
	const counted = Object.assign(Object.create(connection) as typeof connection, {
		send: async (request: Parameters<typeof connection.send>[0]) => {
			requests++;
			return await connection.send(request);
		},
	});
	const search: Search = {
		range: { startMs: NOW - HOUR, endMs: NOW },
		matchBy: 'ended',
		order: 'desc',
		limit: Infinity,
		filters: {},
		source: 'query',
		includeAttributes: false,
		allowPartial: false,
		lookBackDays: LOOK_BACK_DAYS,
		timeZone: 'UTC',
		...wanted,
	};
	const { values, notes } = await retrieve(
		counted,
		search,
		(record) => (record as ConversationRecord).conversationId,
	);
	return { ids: values.toSorted(), requests, note: notes.join() };
}

/** So many that ended one second after the other, the last one at `end`. */
const inTurn = (name: string, count: number, end: number) =>
	Array.from({ length: count }, (_, index) =>
		conversation(`${name} ${index}`, NOW - 2 * HOUR, end - index * SECOND),
	);
const atOnce = (count: number, end: number) =>
	Array.from({ length: count }, (_, index) => conversation(`tie ${index}`, NOW - 2 * HOUR, end));
const idsOf = (records: ConversationRecord[]) =>
	records.map(({ conversationId }) => conversationId).toSorted();

describe('conversations that ended in the same second, on several pages', () => {
	const before = inTurn('before', 150, NOW - 2 * HOUR);
	const wanted = [
		...inTurn('later', 97, NOW - MINUTE),
		...atOnce(6, NOW - 10 * MINUTE),
		...inTurn('earlier', 20, NOW - 20 * MINUTE),
	];
	const records = [...wanted, ...before];

	it('cost nothing where they came whole', async () => {
		const { ids, requests, note } = await readEnded(records, () => 0);
		expect(ids).toEqual(idsOf(wanted));
		expect(note).not.toContain('listed');
		expect(requests).toBe(2);
	});

	it('are read again until all of them have come, however long chance hides one', async () => {
		// The second page repeats what the first one showed, and so do five readings of the two more.
		const { ids, requests } = await readEnded(records, (request) =>
			request <= 12 ? (request % 2 === 1 ? 0 : 0.99) : 0,
		);
		expect(ids).toEqual(idsOf(wanted));
		expect(requests).toBe(14);
	});

	it('are taken as they are where six readings bring no other', async () => {
		const { ids, requests, note } = await readEnded(records, (request) => (request % 2 === 1 ? 0 : 0.99));
		expect(ids.length).toBeLessThan(wanted.length);
		expect(requests).toBe(14);
		const shown = ids.filter((id) => id.startsWith('tie')).length;
		expect(note).toContain(
			`Genesys Cloud listed 6 conversations at 20 Nov 2026, 11:50 (UTC) but returned only ${shown} different ones`,
		);
	});

	it('are of no concern below what was asked for', async () => {
		const later = inTurn('later', 97, NOW - MINUTE);
		const older = atOnce(250, NOW - 2 * HOUR);
		const { ids, requests } = await readEnded([...later, ...older], (request) =>
			request % 2 === 1 ? 0 : 0.99,
		);
		expect(ids).toEqual(idsOf(later));
		expect(requests).toBe(1);
	});

	it('are of no concern where a limit cuts through them', async () => {
		const later = inTurn('later', 97, NOW - MINUTE);
		const tie = atOnce(250, NOW - 10 * MINUTE);
		const { ids, requests } = await readEnded([...later, ...tie], randomFrom(1), { limit: 150 });
		expect(ids.filter((id) => id.startsWith('later'))).toEqual(idsOf(later));
		expect(ids).toHaveLength(150);
		// One of them looks for what began on earlier days.
		expect(requests).toBe(3);
	});

	it.each(
		(['started', 'ended'] as const).flatMap((matchBy) => [
			{ matchBy, order: 'desc', what: 'begins' } as const,
			{ matchBy, order: 'asc', what: 'ends' } as const,
		]),
	)('are all looked at where the range $what within it: $matchBy', async ({ matchBy, order }) => {
		// In this order, a page ends with one that is out of the range; its second goes on with those that are in it.
		const border = NOW - HOUR + 500;
		const [range, side] =
			order === 'desc'
				? [{ startMs: border, endMs: NOW }, 1]
				: [{ startMs: border - HOUR / 2, endMs: border }, -1];
		const at = (name: string, ms: number) =>
			conversation(name, matchBy === 'started' ? ms : NOW - 2 * HOUR, ms);
		const group = (name: string, count: number, offsetMs: number) =>
			Array.from({ length: count }, (_, index) => at(`${name} ${index}`, border + side * (offsetMs + index)));
		const wanted = [...group('inside', 96, 10 * SECOND), ...group('just in', 5, 100)];
		const records = [...wanted, ...group('out', 5, -200)];
		for (const seed of [1, 2, 3, 4, 5, 6]) {
			const search = { matchBy, range, order, limit: 1_000 };
			const server = { detailsMatching: 'wholeDay' } as const;
			const { ids } = await readEnded(records, randomFrom(seed), search, server);
			expect(ids).toEqual(idsOf(wanted));
		}
	});

	it('are read again only as deep as the API pages', async () => {
		const day = { startMs: NOW - 3 * DAY, endMs: NOW - 2 * DAY };
		const started = [
			...Array.from({ length: 90 }, (_, index) =>
				conversation(`early ${index}`, day.startMs + index * SECOND),
			),
			...Array.from({ length: 109 }, (_, index) => conversation(`tie ${index}`, day.startMs + HOUR)),
		];
		const wanted = { matchBy: 'started', range: day } as const;
		const orders = (request: number) => (request % 2 === 1 ? 0 : 0.99);
		const { ids } = await readEnded(started, orders, wanted, { limits: { maxResults: 200 } });
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBeLessThanOrEqual(199);
	});

	it.each([1, 2, 3, 4, 5])(
		'are all found though the server shuffles hundreds with each request (%i)',
		async (seed) => {
			const crowd = [...inTurn('later', 60, NOW - MINUTE), ...atOnce(350, NOW - 10 * MINUTE), ...before];
			const { ids } = await readEnded(crowd, randomFrom(seed));
			expect(ids).toEqual(idsOf(crowd.slice(0, 410)));
		},
	);
});

it('the size of a range is estimated from its longest stretch, not from a day without conversations', async () => {
	const range = { startMs: NOW - 10 * DAY - 12 * HOUR, endMs: NOW - 2 * DAY - 12 * HOUR };
	const started = inTurn('c', 900, range.startMs + DAY);
	const busy = started.map(({ conversationId }, index) =>
		conversation(conversationId, range.startMs + HOUR + index * MINUTE, range.startMs + 2 * DAY),
	);
	const wanted = { matchBy: 'started', range, source: 'auto' } as const;
	const { ids, note } = await readEnded(busy, () => 0, wanted, {}, 10);
	expect(ids).toHaveLength(900);
	expect(note).toContain('Read by a details job');
});

describe('what ended lately, where a job may be used', () => {
	it.each([
		{
			what: 'is read by the query, though the day has more than is left for it',
			everyMs: MINUTE / 2,
			requests: 2,
		},
		{ what: 'is not where it is too much itself', everyMs: SECOND, note: 'Read by a details job' },
	])('$what', async ({ everyMs, requests, note = '' }) => {
		const ends = Array.from({ length: 900 }, (_, index) => NOW - MINUTE - index * everyMs);
		const day = ends.map((end, index) => conversation(`c${index}`, NOW - 11 * HOUR, end));
		const read = await readEnded(day, () => 0, { source: 'auto' }, { jobs: { availabilityLagHours: 0 } }, 10);
		expect(read.ids).toHaveLength(ends.filter((end) => end >= NOW - HOUR).length);
		expect(read.note).toContain(note);
		if (requests) expect(read.requests).toBe(requests);
	});
});

it('what ended lately is read by its end, not by the days on which it began', async () => {
	const day = inTurn('today', 900, NOW - MINUTE).map((record, index) =>
		conversation(record.conversationId, NOW - 11 * HOUR, NOW - MINUTE - (index * MINUTE) / 2),
	);
	const { ids, requests } = await readEnded(day, () => 0);
	expect(ids).toHaveLength(119);
	expect(requests).toBe(2);
});
