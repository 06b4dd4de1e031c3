import { createConversations, startSimulator, storeOf, type SimulatorOptions } from './index';
import { connect } from './testClient';
import { Random } from './data/random';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const DAY = 1440 * MINUTE;

/** Busy around noon, so that conversations begin, end and change between any two of the questions. */
const conversations = storeOf([
	...createConversations({ count: 600, from: NOON - DAY / 2, to: NOON + DAY / 8 }),
]);

const FILTERS = [
	{},
	{ conversationFilters: [predicates({ dimension: 'conversationEnd', operator: 'notExists' })] },
	{ conversationFilters: [predicates({ metric: 'tHandle', operator: 'exists', type: 'metric' })] },
	{ segmentFilters: [predicates({ dimension: 'mediaType', value: 'voice' })] },
	{ segmentFilters: [predicates({ dimension: 'purpose', value: 'agent' })] },
	{ segmentFilters: [predicates({ dimension: 'direction', value: 'outbound' })] },
];
const HOURS = [
	[-2, 1],
	[-12, 0],
	[-26, 2],
];

function predicates(predicate: object) {
	return { type: 'and', predicates: [predicate] };
}

/** Random details queries from a set so small that most have been asked before. */
function question(random: Random) {
	const pick = <T>(values: T[]): T => values[random.uint32() % values.length]!;
	const interval = pick(HOURS).map((hours) => new Date(NOON + hours * 60 * MINUTE).toISOString());
	return {
		interval: interval.join('/'),
		order: pick(['asc', 'desc']),
		orderBy: pick(['conversationStart', 'conversationEnd']),
		paging: { pageSize: 100, pageNumber: pick([1, 1, 2]) },
		...pick(FILTERS),
	};
}

it.each<[string, SimulatorOptions]>([
	['at once', {}],
	['late, each by its own delay', { appearsAfterMs: (_, index) => (index % 7) * MINUTE }],
])(
	'what was answered before changes no answer: an organization that was asked much says what a new one says (records appear %s)',
	async (_, options) => {
		const random = new Random(1);
		let now = NOON;
		const shared = {
			now: () => now,
			conversations,
			rateLimit: { allowed: 10_000, windowSeconds: 60 },
			...options,
		};
		const asked = await startSimulator(shared);
		const client = await connect(asked);
		const statuses = new Set<number>();
		let sizes = 0;
		for (let turn = 0; turn < 30; turn++) {
			if (turn % 4 === 0) now += (random.uint32() % 90) * 1_000;
			const query = question(random);
			// Its own store, since cached results belong to a store.
			const fresh = await startSimulator({ ...shared, conversations: storeOf([...conversations]) });
			const [answer, expected] = await Promise.all(
				[client, await connect(fresh)].map((each) =>
					each.post('/analytics/conversations/details/query', query),
				),
			);
			await fresh.close();
			expect({ turn, query, text: answer!.text }).toEqual({ turn, query, text: expected!.text });
			statuses.add(answer!.status);
			sizes += answer!.json.conversations?.length ?? 0;
		}
		await asked.close();
		expect([...statuses]).toEqual([200]);
		expect(sizes).toBeGreaterThan(300);
	},
);
