import { everyEntry, pages } from '../../nodes/GenesysCloudAnalytics/api/pages';

async function read(nextPages: Array<string | undefined>): Promise<Array<string | undefined>> {
	const asked: Array<string | undefined> = [];
	const askFor = async (page: string | undefined) => {
		asked.push(page);
		return nextPages[asked.length - 1];
	};
	for await (const next of pages(askFor, (answer: string | undefined) => answer)) void next;
	return asked;
}

it.each([
	{ told: [undefined], asked: [undefined] },
	{ told: ['b', 'c', undefined], asked: [undefined, 'b', 'c'] },
	{ told: ['b', 'b', 'b'], asked: [undefined, 'b'] },
])('where the pages tell of $told, $asked are asked for', async ({ told, asked }) => {
	expect(await read(told)).toEqual(asked);
});

it('an entry that a shift brings on two pages counts once', async () => {
	const listing = [
		['a', 'b'],
		['b', 'c'],
	].map((ids, index) => ({
		entities: ids.map((id) => ({ id })),
		pageNumber: index + 1,
		pageCount: 2,
	}));
	const found = await everyEntry(async (page) => listing[Number(page ?? 1) - 1]!);
	expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
