import { SECOND_MS } from '../../time/durations';
import { keyOf, sortMs, type MatchBy } from './search';

/** A tie that showed nothing new this often in a row is taken as complete: what each reading shows of it is up to chance. */
const FRUITLESS_READINGS = 6;

/** What a page shows at its borders: its first and its last second, with the conversations of these two. */
export interface Border {
	first: number;
	last: number;
	/** By second. A list, since there are two at most, and many pages. */
	keys: ReadonlyArray<readonly [second: number, keys: readonly string[]]>;
}

/** Conversations of one second that stand on several pages. */
export interface Tie {
	second: number;
	/** The page that the second begins on, from 1. */
	page: number;
}

/** Undefined for a page without records. */
export function borderOf(records: readonly unknown[], matchBy: MatchBy): Border | undefined {
	if (records.length === 0) return undefined;
	const seconds = records.map((record) => Math.floor(sortMs(record, matchBy) / SECOND_MS));
	const [first, last] = [seconds[0]!, seconds.at(-1)!];
	const keysOf = (second: number) => new Set(records.filter((_, i) => seconds[i] === second).map(keyOf));
	const keys = [...new Set([first, last])].map((second) => [second, [...keysOf(second)]] as const);
	return { first, last, keys };
}

function keysIn(border: Border | undefined, second: number): readonly string[] {
	return border?.keys.find(([each]) => each === second)?.[1] ?? [];
}

/**
 * The API promises no order among conversations of the same moment: if they are on several pages, one may have come twice and
 * another not at all.
 *
 * @param borders of the pages from the first on
 */
export function tiesAcross(borders: ReadonlyArray<Border | undefined>): Tie[] {
	const ties = new Map<number, Tie>();
	borders.forEach((border, index) => {
		const second = borders[index - 1]?.last;
		if (second !== undefined && border?.first === second && !ties.has(second)) {
			ties.set(second, { second, page: index });
		}
	});
	return [...ties.values()];
}

/**
 * Where a tie shows fewer conversations than it has places, its pages are read again until all of them have come.
 *
 * @param readAgain what a page shows now; undefined behind the last one
 * @returns how many places it has, and how many different conversations have come
 */
export async function completeTie(
	{ second, page }: Tie,
	borders: ReadonlyArray<Border | undefined>,
	order: 'asc' | 'desc',
	readAgain: (page: number) => Promise<Border | undefined>,
): Promise<{ places: number; count: number }> {
	let now = borders;
	const seen = new Set<string>();
	const collect = () => now.forEach((border) => keysIn(border, second).forEach((key) => seen.add(key)));
	collect();
	for (let fruitless = 0; seen.size < placesOf(second, now) && fruitless < FRUITLESS_READINGS;) {
		const before = seen.size;
		now = await readFrom(page, ({ last }) => (order === 'asc' ? last > second : last < second), readAgain);
		collect();
		fruitless = seen.size > before ? 0 : fruitless + 1;
	}
	return { places: placesOf(second, now), count: seen.size };
}

async function readFrom(
	page: number,
	isOver: (border: Border) => boolean,
	readAgain: (page: number) => Promise<Border | undefined>,
): Promise<Border[]> {
	const borders: Border[] = [];
	for (let number = page; ; number++) {
		const border = await readAgain(number);
		if (border) borders.push(border);
		if (!border || isOver(border)) return borders;
	}
}

/** How many places the second takes on pages. A conversation that one page shows twice has one. */
function placesOf(second: number, borders: ReadonlyArray<Border | undefined>): number {
	return borders.reduce((places, border) => places + keysIn(border, second).length, 0);
}
