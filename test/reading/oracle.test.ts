import { storeOf, type ConversationRecord } from '../../packages/simulator';
import { retrieve } from '../../nodes/GenesysCloudAnalytics/reading/conversations/retrieve';
import { LOOK_BACK_DAYS, type Search } from '../../nodes/GenesysCloudAnalytics/reading/conversations/search';
import { restoreClock, useFastClock, type FastClock } from '../support/fastClock';
import { DAY, HOUR, MINUTE } from '../support/records';
import { connectInProcess } from './inProcess';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const SEARCHES_PER_TEST = 500;

let clock: FastClock;
beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(restoreClock);

interface Life {
	id: string;
	start: number;
	/** Infinity while it goes on. */
	end: number;
	direction: 'inbound' | 'outbound';
}

/** The same numbers in every run. */
function numbers(seed: number) {
	let state = seed * 7_919 + 13;
	const below = (max: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * max);
	};
	return { below, of: <T>(values: readonly T[]) => values[below(values.length)]! };
}
type Numbers = ReturnType<typeof numbers>;

/**
 * Conversations of three weeks; some end in the minutes after now. In one contact centre of three, many begin or end at the
 * same moment, as those of a campaign do, or those that a reboot ends.
 */
function lives({ below, of }: Numbers): Life[] {
	const count = 20 + below(330);
	const moments = of([
		undefined,
		undefined,
		Array.from({ length: 6 }, () => NOW - below(of([HOUR, 3 * DAY]))),
	]);
	return Array.from({ length: count }, (_, index) => {
		const start = NOW - 1 - below(of([DAY, 3 * DAY, 21 * DAY]) / 1_000) * 1_000 - index;
		const length = of([
			below(HOUR),
			below(3 * DAY),
			below(12 * DAY),
			Infinity,
			NOW - start + below(10 * MINUTE),
		]);
		const life = { id: `c${index}`, start, end: start + length };
		if (moments && below(3) > 0) {
			const moment = of(moments);
			if (moment > start) life.end = moment;
			else life.start = moment;
		}
		return { ...life, direction: of(['inbound', 'outbound'] as const) };
	});
}

function recordOf({ id, start, end, direction }: Life): ConversationRecord {
	return {
		conversationId: id,
		conversationStart: new Date(start).toISOString(),
		...(end < Infinity ? { conversationEnd: new Date(end).toISOString() } : {}),
		originatingDirection: direction,
		participants: [],
	};
}

function searchOf({ below, of }: Numbers, watermark: number): { search: Search; direction?: string } {
	const source = of(['auto', 'auto', 'query', 'job'] as const);
	const latest = source === 'job' ? watermark : NOW - 1;
	const endMs = latest - below(of([1, 2 * HOUR, 10 * DAY]));
	const startMs = endMs - 1 - below(of([HOUR, DAY, 9 * DAY]));
	const direction = of([undefined, undefined, 'inbound']);
	const predicates = [
		{ type: 'dimension', dimension: 'originatingDirection', operator: 'matches', value: direction },
	];
	return {
		direction,
		search: {
			range: { startMs, endMs },
			matchBy: of(['started', 'ended', 'active'] as const),
			order: of(['asc', 'desc'] as const),
			limit: of([Infinity, Infinity, 1, 7, 40, 130]),
			filters: (direction ? { conversationFilters: [{ type: 'and', predicates }] } : {}) as Search['filters'],
			source,
			includeAttributes: of([false, false, true]),
			allowPartial: false,
			lookBackDays: LOOK_BACK_DAYS,
			timeZone: 'UTC',
		},
	};
}

const momentOf = ({ start, end }: Life, { matchBy }: Search) => (matchBy === 'ended' ? end : start);

/** What a person would pick out of a list of all conversations. */
function picked(all: Life[], search: Search, direction?: string): Life[] {
	const { range, matchBy, order } = search;
	const isIn = (ms: number) => ms >= range.startMs && ms < range.endMs;
	const belongs = ({ start, end }: Life) =>
		matchBy === 'started'
			? isIn(start)
			: matchBy === 'ended'
				? isIn(end)
				: start < range.endMs && end >= range.startMs;
	return all
		.filter((life) => belongs(life) && (!direction || life.direction === direction))
		.sort(
			(a, b) =>
				(momentOf(a, search) - momentOf(b, search)) * (order === 'asc' ? 1 : -1) || (a.id < b.id ? -1 : 1),
		);
}

/** Where a limit cuts through conversations of the same second, any of them will do. */
function asFarAsOrdered(found: Life[], search: Search): Array<string | number> {
	const secondOf = (life: Life) => Math.floor(momentOf(life, search) / 1_000);
	const last = found.length === search.limit ? secondOf(found.at(-1)!) : undefined;
	return found.map((life) => (secondOf(life) === last ? last : life.id));
}

describe.each(['overlapOnDay', 'wholeDay'] as const)('where the query takes %s', (detailsMatching) => {
	it.each([1, 2, 3, 4, 5])(
		`${SEARCHES_PER_TEST} random searches bring what a person would pick, while conversations end (%d)`,
		async (round) => {
			for (let number = 0; number < SEARCHES_PER_TEST; number++) {
				const seed = round * SEARCHES_PER_TEST + number;
				const random = numbers(seed);
				const all = lives(random);
				const lagHours = random.of([1, 20]);
				const { search, direction } = searchOf(random, NOW - lagHours * HOUR);
				const { below, of } = random;
				const msPerAnswer = of([0, 0, 3_000, 30_000]);
				const limits = of([{}, {}, { maxDaysUnfiltered: 2, maxDaysFiltered: 9 }]);
				let answers = 0;
				const connection = connectInProcess(
					{
						// Each answer is given a little later than the one before.
						now: () => clock.now() + answers++ * msPerAnswer,
						conversations: storeOf(all.map(recordOf)),
						detailsMatching,
						shuffleEqualTimes: () => below(1_000) / 1_000,
						limits,
						jobs: { availabilityLagHours: lagHours, pageSize: 50 + below(100) },
					},
					of([4, 300]),
				);
				const describe = (found: unknown) => ({ seed, detailsMatching, search, found });
				const { values } = await retrieve(connection, search, (record) => record as ConversationRecord);
				const found = values.map(({ conversationId }) => all[Number(conversationId.slice(1))]!);
				const expected = picked(all, search, direction);
				expect(found.filter((life) => !expected.includes(life))).toEqual([]);
				expect(new Set(found).size).toBe(found.length);
				expect(describe(asFarAsOrdered(found, search))).toEqual(
					describe(asFarAsOrdered(expected.slice(0, search.limit), search)),
				);
				if (search.source === 'job') continue;
				// What had ended before the reading began comes with its end, whichever source it is from.
				const open = new Set(
					values.filter((each) => !each.conversationEnd).map((each) => each.conversationId),
				);
				const stale = all.filter(({ id, end }) => end <= NOW - 1 && open.has(id)).map(({ id }) => id);
				expect(describe(stale)).toEqual(describe([]));
			}
		},
	);
});
