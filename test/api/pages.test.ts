import { everyEntry, pages } from '../../nodes/GenesysCloudAnalytics/api/pages';
import {
	byNextUri,
	BY_CURSOR,
	NUMBERED,
	PagingError,
	type Listing,
	type Paging,
} from '../../nodes/GenesysCloudAnalytics/api/paging';

async function read(nextPages: Array<string | undefined>) {
	const asked: Array<string | undefined> = [];
	const askFor = async (page: string | undefined) => {
		asked.push(page);
		return nextPages[asked.length - 1];
	};
	const outcome = (async () => {
		for await (const next of pages(askFor, (answer: string | undefined) => answer)) void next;
		return 'the end';
	})();
	return { ended: await outcome.catch((error: unknown) => error), asked };
}

it.each([
	{ told: [undefined], asked: [undefined] },
	{ told: ['b', 'c', undefined], asked: [undefined, 'b', 'c'] },
])('where the pages tell of $told, $asked are asked for', async ({ told, asked }) => {
	expect(await read(told)).toEqual({ ended: 'the end', asked });
});

it.each([
	{ told: ['b', 'b', 'b'], asked: [undefined, 'b'] },
	{ told: ['a', 'b', 'a', 'b'], asked: [undefined, 'a', 'b'] },
])('pages that go round, $told, are an error', async ({ told, asked }) => {
	expect(await read(told)).toEqual({ ended: expect.any(PagingError), asked });
});

const entitiesOf = (ids: string) => [...ids].map((id) => ({ id }));
type Pages = Array<Listing<{ id: string }>>;

/** What comes of pages by number, and what was asked for. */
async function list(answers: Pages, { paging = NUMBERED as Paging, limit = Infinity } = {}) {
	const asked: string[] = [];
	const sentences: string[] = [];
	const found = await everyEntry(
		async (page) => {
			asked.push(page ?? 'first');
			return answers[Math.min(answers.length, Number(page ?? 1)) - 1]!;
		},
		paging,
		{ limit, missing: (sentence) => sentences.push(sentence) },
	);
	return { ids: found.map(({ id }) => id).join(''), asked, sentences };
}

it('an entry that a shift brings on two pages counts once', async () => {
	const answers = [
		{ entities: entitiesOf('ab'), pageCount: 2 },
		{ entities: entitiesOf('bc'), pageCount: 2 },
	];
	expect(await list(answers)).toMatchObject({ ids: 'abc' });
});

describe('counts that can not be', () => {
	it('a page without entries ends a listing that counts a million pages', async () => {
		const answers = [
			{ entities: entitiesOf('ab'), pageCount: 1_000_000 },
			{ entities: [], pageCount: 1_000_000 },
		];
		const { ids, asked } = await list(answers);
		expect(ids).toBe('ab');
		expect(asked.length).toBeLessThan(20);
	});

	it('so does a server that gives the first page for every number', async () => {
		const { ids, asked } = await list([{ entities: entitiesOf('ab'), pageCount: 5_000 }]);
		expect(ids).toBe('ab');
		expect(asked.length).toBeLessThan(20);
	});

	it('and an address of a next page that never ends', async () => {
		const { asked } = await list([{ entities: entitiesOf('ab'), nextUri: '/api/v2/x?pageNumber=2' }]);
		expect(asked).toEqual(['first', '2']);
	});
});

describe('fewer entries than the total', () => {
	const short = [{ entities: entitiesOf('ab'), pageCount: 1, total: 3 }];

	it('are asked for once more, and said', async () => {
		const { ids, asked, sentences } = await list(short);
		expect({ ids, asked }).toEqual({ ids: 'ab', asked: ['first', 'first'] });
		expect(sentences).toEqual([
			'Genesys Cloud lists 3 entries but returned only 2 different ones, even when asked again.',
		]);
	});

	it('are an error where nobody is told', async () => {
		await expect(everyEntry(async () => short[0]!, NUMBERED)).rejects.toThrow('lists 3 entries');
	});

	it('are none where the second reading has them', async () => {
		const second = { entities: entitiesOf('c'), pageCount: 1, total: 3 };
		let asked = 0;
		const found = await everyEntry(async () => [short[0]!, second][asked++]!, NUMBERED);
		expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
	});

	it('are fine up to a limit', async () => {
		expect(await list(short, { limit: 2 })).toMatchObject({ ids: 'ab', asked: ['first'], sentences: [] });
	});
});

it.each([
	['a count of pages', NUMBERED, { pageCount: 3 }, '1', '2'],
	['the last page', NUMBERED, { pageCount: 3 }, '3', undefined],
	['an address instead of a count', NUMBERED, { nextUri: '/api/v2/x?pageNumber=3' }, '2', '3'],
	['neither', NUMBERED, {}, '2', undefined],
	['a cursor in the address', byNextUri('after'), { nextUri: '/api/v2/x?after=YQ%3D%3D' }, undefined, 'YQ=='],
	['no address', byNextUri('after'), {}, undefined, undefined],
	['a cursor', BY_CURSOR, { cursor: 'abc' }, undefined, 'abc'],
	['an empty cursor', BY_CURSOR, { cursor: '' }, 'abc', undefined],
])('after a page with %s', (_, paging, answer, page, next) => {
	expect(paging.next(answer, page)).toBe(next);
});

it.each(['/api/v2/x', '/api/v2/x?after=', 'http://['])(
	'a next page at %s is an error, not the end',
	(nextUri) => {
		expect(() => byNextUri('after').next({ nextUri }, undefined)).toThrow(PagingError);
	},
);
