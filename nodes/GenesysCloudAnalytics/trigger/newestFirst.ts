import type { Sighting } from './progress';

/** One page of an answer that is ordered by the moment of the event, newest first. */
export interface Page<T> {
	sightings: Array<Sighting<T>>;
	/** Nothing comes after it. */
	isLast: boolean;
}

/** Reads a page, the first is 1; undefined where the API doesn't page so deep. */
export type ReadPage<T> = (number: number) => Promise<Page<T> | undefined>;

const SECOND_MS = 1_000;
/** A group of equal moments that showed nothing new so often is taken as complete. */
const FRUITLESS_PASSES = 6;

/**
 * Everything from `downTo` on, and perhaps more; undefined where the API doesn't page so deep. Page after page: conversations
 * that come in meanwhile push the others towards pages that are read later, so they are seen twice, never missed.
 *
 * The API promises no order among conversations of the same moment: where a group of them stands on several pages, one may
 * have come twice and another not at all. A group that shows fewer conversations than it has places is read again until all
 * of them have been seen.
 *
 * @param known keys and moments of conversations that were seen in earlier polls
 */
export async function readNewestFirst<T>(
	readPage: ReadPage<T>,
	downTo: number,
	known: ReadonlyMap<string, number>,
): Promise<Array<Sighting<T>> | undefined> {
	const pages = await readDown(readPage, downTo);
	if (!pages) return undefined;
	const seen = new Map<string, Sighting<T>>();
	const see = ({ sightings }: Page<T>) => {
		let isNew = false;
		for (const sighting of sightings) {
			isNew ||= !seen.has(sighting.key);
			seen.set(sighting.key, sighting);
		}
		return isNew;
	};
	pages.forEach(see);
	for (const { second, first } of groupsAcrossPages(pages, downTo)) {
		let places = placesOf(second, pages);
		for (let fruitless = 0; places > members(second, seen, known) && fruitless < FRUITLESS_PASSES;) {
			const again = await readDown(readPage, second, first);
			if (!again) return undefined;
			places = placesOf(second, again);
			fruitless = again.map(see).includes(true) ? 0 : fruitless + 1;
		}
	}
	return [...seen.values()];
}

async function readDown<T>(
	readPage: ReadPage<T>,
	downTo: number,
	first = 1,
): Promise<Array<Page<T>> | undefined> {
	const pages: Array<Page<T>> = [];
	for (let number = first; ; number++) {
		const page = await readPage(number);
		if (!page) return undefined;
		pages.push(page);
		const oldest = page.sightings.at(-1);
		if (page.isLast || (oldest !== undefined && oldest.ms < secondOf(downTo))) return pages;
	}
}

/** The seconds that stand on more than one page, with the number of the first of these pages. */
function groupsAcrossPages<T>(
	pages: ReadonlyArray<Page<T>>,
	downTo: number,
): Array<{ second: number; first: number }> {
	const groups = new Map<number, number>();
	for (let index = 1; index < pages.length; index++) {
		const above = pages[index - 1]?.sightings.at(-1);
		const below = pages[index]?.sightings[0];
		if (!above || !below) continue;
		// A shifted border repeats the end of the page above: equal or later.
		const second = secondOf(above.ms);
		if (below.ms >= second && second >= secondOf(downTo) && !groups.has(second)) {
			const start = pages.findIndex(({ sightings }) => sightings.some(({ ms }) => secondOf(ms) === second));
			groups.set(second, start + 1);
		}
	}
	return [...groups].map(([second, first]) => ({ second, first }));
}

/** How many places the second takes on the pages. A conversation that one page shows twice has one. */
function placesOf<T>(second: number, pages: ReadonlyArray<Page<T>>): number {
	return pages.reduce((places, { sightings }) => {
		const keys = sightings.filter(({ ms }) => secondOf(ms) === second).map(({ key }) => key);
		return places + new Set(keys).size;
	}, 0);
}

function members<T>(
	second: number,
	seen: ReadonlyMap<string, Sighting<T>>,
	known: ReadonlyMap<string, number>,
): number {
	const keys = new Set<string>();
	for (const [key, { ms }] of seen) if (secondOf(ms) === second) keys.add(key);
	for (const [key, ms] of known) if (secondOf(ms) === second) keys.add(key);
	return keys.size;
}

function secondOf(ms: number): number {
	return Math.floor(ms / SECOND_MS) * SECOND_MS;
}
