import type { Sighting } from './course';

/** One page of an answer that is ordered by the moment of the event, newest first. */
export interface Page {
	sightings: Sighting[];
	/** Nothing comes after it. */
	isLast: boolean;
}

/** Reads a page; the first is 1. */
export type ReadPage = (number: number) => Promise<Page>;

/** Consecutive pages: everything down to a moment. */
export interface Stretch {
	/** The number of its first page. */
	first: number;
	pages: Page[];
}

const SECOND_MS = 1_000;
/** Pages of one step of catching up: about a thousand conversations. */
export const STEP_PAGES = 10;
/** A group of equal moments that showed nothing new so often is taken as complete. */
const FRUITLESS_PASSES = 6;

/**
 * Pages from `first` on, one after the other, until everything from `downTo` on has been seen. Conversations that come in
 * meanwhile push the others towards pages that are read later: they are seen twice, never missed.
 *
 * @param goOn asked after each page that isn't the last one; false gives up
 */
export async function readDown(
	readPage: ReadPage,
	downTo: number,
	first = 1,
	goOn: (pages: readonly Page[]) => boolean = () => true,
): Promise<Stretch | undefined> {
	const pages: Page[] = [];
	for (let number = first; ; number++) {
		const page = await readPage(number);
		pages.push(page);
		if (isPast(page, downTo)) return { first, pages };
		if (!goOn(pages)) return undefined;
	}
}

/**
 * The oldest step of everything from `downTo` on: its last pages, found by halving. `upTo` is where it begins; undefined
 * where it is all there is.
 */
export async function readOldest(
	readPage: ReadPage,
	downTo: number,
): Promise<{ stretch: Stretch; upTo: number | undefined }> {
	const { number: last, page } = await firstPast(readPage, downTo);
	if (last === 1) return { stretch: { first: 1, pages: [page] }, upTo: undefined };
	for (let pages = STEP_PAGES; ; pages *= 2) {
		const first = Math.max(1, last - pages + 1);
		const stretch = (await readDown(readPage, downTo, first)) as Stretch;
		// What shares the second of the first record may stand on the page before.
		const upTo = first === 1 ? undefined : secondOf(stretch.pages[0]?.sightings[0]?.ms ?? Infinity);
		if (upTo === undefined || upTo > downTo) return { stretch, upTo };
	}
}

/**
 * Everything that the pages showed. The API promises no order among conversations of the same moment: where a group of them
 * stands on several pages, one may have come twice and another not at all. A group that shows fewer conversations than it
 * has places is read again until all of them have been seen.
 *
 * @param known keys and moments of conversations that were seen in earlier polls
 */
export async function sightingsOf(
	readPage: ReadPage,
	stretch: Stretch,
	downTo: number,
	known: ReadonlyMap<string, number>,
): Promise<Sighting[]> {
	const seen = new Map<string, Sighting>();
	const see = ({ sightings }: Page) => {
		let isNew = false;
		for (const sighting of sightings) {
			isNew ||= !seen.has(sighting.key);
			seen.set(sighting.key, sighting);
		}
		return isNew;
	};
	stretch.pages.forEach(see);
	for (const { second, first } of groupsAcrossPages(stretch, downTo)) {
		let places = placesOf(second, stretch.pages);
		for (let fruitless = 0; places > members(second, seen, known) && fruitless < FRUITLESS_PASSES;) {
			const again = (await readDown(readPage, second, first)) as Stretch;
			places = placesOf(second, again.pages);
			fruitless = again.pages.map(see).includes(true) ? 0 : fruitless + 1;
		}
	}
	return [...seen.values()];
}

function isPast({ sightings, isLast }: Page, downTo: number): boolean {
	const oldest = sightings.at(-1);
	return isLast || (oldest !== undefined && oldest.ms < secondOf(downTo));
}

/** About the first page that reaches below `downTo`: never one before it, a few after it at most. */
async function firstPast(readPage: ReadPage, downTo: number): Promise<{ number: number; page: Page }> {
	let number = 1;
	let page = await readPage(number);
	while (!isPast(page, downTo)) page = await readPage((number *= 2));
	for (let before = Math.floor(number / 2); number - before > 2;) {
		const middle = Math.floor((before + number) / 2);
		const halfWay = await readPage(middle);
		if (isPast(halfWay, downTo)) [number, page] = [middle, halfWay];
		else before = middle;
	}
	return { number, page };
}

/** The seconds that stand on more than one page, with the first of these pages. */
function groupsAcrossPages(
	{ first, pages }: Stretch,
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
			groups.set(second, first + start);
		}
	}
	return [...groups].map(([second, page]) => ({ second, first: page }));
}

/** How many places the second takes on the pages. A conversation that one page shows twice has one. */
function placesOf(second: number, pages: readonly Page[]): number {
	return pages.reduce((places, { sightings }) => {
		const keys = sightings.filter(({ ms }) => secondOf(ms) === second).map(({ key }) => key);
		return places + new Set(keys).size;
	}, 0);
}

function members(
	second: number,
	seen: ReadonlyMap<string, Sighting>,
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
