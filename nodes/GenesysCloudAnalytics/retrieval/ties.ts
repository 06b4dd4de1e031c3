import { keyOf, sortMs, type MatchBy } from './search';

const SECOND_MS = 1_000;

/** What a page shows at its borders: its first and its last second, with the conversations of these two. */
export interface Border {
	first: number;
	last: number;
	keys: ReadonlyMap<number, ReadonlySet<string>>;
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
	const [first, last] = [secondOf(records[0], matchBy), secondOf(records.at(-1), matchBy)];
	const keys = new Map([first, last].map((second): [number, Set<string>] => [second, new Set()]));
	for (const record of records) keys.get(secondOf(record, matchBy))?.add(keyOf(record));
	return { first, last, keys };
}

/**
 * The API promises no order among conversations of the same moment: of those that stand on several pages, one may have come
 * twice and another not at all.
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

/** How many places the second takes on pages. A conversation that one page shows twice has one. */
export function placesOf(second: number, borders: ReadonlyArray<Border | undefined>): number {
	return borders.reduce((places, border) => places + (border?.keys.get(second)?.size ?? 0), 0);
}

function secondOf(record: unknown, matchBy: MatchBy): number {
	return Math.floor(sortMs(record, matchBy) / SECOND_MS);
}
