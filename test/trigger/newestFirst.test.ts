import { readNewestFirst, type Page } from '../../nodes/GenesysCloudAnalytics/trigger/newestFirst';
import type { Sighting as SightingOf } from '../../nodes/GenesysCloudAnalytics/trigger/progress';

type Sighting = SightingOf<object>;

const PER_PAGE = 10;
const SECOND = 1_000;
const NONE: ReadonlyMap<string, number> = new Map();

/** A server with conversations that end at these seconds; newest first. `before` may change them ahead of a page. */
class Server {
	readonly pages: number[] = [];
	private made = 0;

	constructor(
		private sightings: Sighting[],
		private readonly before: (server: Server) => void = () => {},
	) {}

	readonly read = async (number: number): Promise<Page<object> | undefined> => {
		this.before(this);
		this.pages.push(number);
		const sorted = this.sightings.toSorted((a, b) => b.ms - a.ms);
		const from = (number - 1) * PER_PAGE;
		return {
			sightings: sorted.slice(from, from + PER_PAGE),
			isLast: from + PER_PAGE >= sorted.length,
		};
	};

	add(second: number): void {
		this.sightings.push({ key: `added ${this.made++}`, ms: second * SECOND, value: {}, mayReopen: false });
	}

	/** The order of equal ones is that of the list. */
	shuffle(random: () => number): void {
		this.sightings = this.sightings
			.map((sighting) => ({ sighting, order: random() }))
			.toSorted((a, b) => a.order - b.order)
			.map(({ sighting }) => sighting);
	}
}

const at = (...seconds: number[]) =>
	seconds.map((second, index) => ({ key: `c${index}`, ms: second * SECOND, value: {}, mayReopen: false }));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const keys = (sightings: readonly Sighting[]) => sightings.map(({ key }) => key).sort();

async function readAll(server: Server, downTo: number, known = NONE): Promise<Sighting[]> {
	return (await readNewestFirst(server.read, downTo * SECOND, known))!;
}

describe('reading down', () => {
	it.each([
		{ what: 'one page that reaches below', downTo: 95, pages: [1] },
		{ what: 'pages until one reaches below', downTo: 75, pages: [1, 2, 3] },
		{
			what: 'a page more where the border is just met: another of that second may follow',
			downTo: 90,
			pages: [1, 2],
		},
		{ what: 'all there are', downTo: -5, pages: range(1, 11) },
	])('takes $what', async ({ downTo, pages }) => {
		const server = new Server(at(...range(0, 100)));
		const seen = await readAll(server, downTo);
		expect(server.pages).toEqual(pages);
		expect(seen.filter(({ ms }) => ms >= downTo * SECOND)).toHaveLength(Math.min(100, 100 - downTo));
	});

	it('misses nothing while new ones come in before every page', async () => {
		let second = 100;
		const server = new Server(at(...range(0, 100)), (one) => one.add(second++));
		const seen = await readAll(server, 20);
		expect(seen.filter(({ ms, key }) => ms >= 20 * SECOND && key.startsWith('c'))).toHaveLength(80);
	});

	it('brings nothing where the API does not page so deep', async () => {
		const server = new Server(at(...range(0, 100)));
		const shallow = async (number: number) => (number > 3 ? undefined : await server.read(number));
		expect(await readNewestFirst(shallow, 0, NONE)).toBeUndefined();
		expect(server.pages).toEqual([1, 2, 3]);
	});
});

describe('conversations of the same second', () => {
	/** The same numbers in every run. */
	const randomFrom = (seed: number) => {
		let state = seed;
		return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
	};

	it.each(range(1, 21))(
		'are all found though the server shuffles them with each request (%i)',
		async (seed) => {
			const random = randomFrom(seed * 7_919);
			const sightings = at(...range(0, 13), ...Array.from({ length: 50 }, () => 20), ...range(30, 47));
			const server = new Server(sightings, (one) => one.shuffle(random));
			const seen = await readAll(server, 5);
			expect(keys(seen.filter(({ ms }) => ms >= 5 * SECOND))).toEqual(
				keys(sightings.filter(({ ms }) => ms >= 5 * SECOND)),
			);
		},
	);

	it('cost no more requests where they came whole', async () => {
		const server = new Server(at(...range(0, 5), ...Array.from({ length: 30 }, () => 20), ...range(30, 37)));
		await readAll(server, 10);
		expect(server.pages).toEqual([1, 2, 3, 4]);
	});

	it('cost no more requests where the missing ones were seen in earlier polls', async () => {
		const random = randomFrom(3);
		const sightings = at(...range(0, 5), ...Array.from({ length: 30 }, () => 20));
		const known = new Map(sightings.map(({ key, ms }) => [key, ms]));
		const server = new Server(sightings, (one) => one.shuffle(random));
		await readAll(server, 10, known);
		expect(server.pages).toEqual([1, 2, 3, 4]);
	});

	it('are given up where the server really has one of them twice', async () => {
		const [twice, ...others] = at(...range(1, 12).reverse());
		const server = new Server([...others.slice(0, 9), twice!, twice!, ...others.slice(9)]);
		twice!.ms = 2.5 * SECOND;
		others[8]!.ms = 3 * SECOND;
		const seen = await readAll(server, 2);
		expect(seen.filter(({ key }) => key === twice!.key)).toHaveLength(1);
		expect(server.pages.length).toBeLessThan(20);
	});
});
