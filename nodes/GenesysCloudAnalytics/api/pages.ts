import { UserFacingError } from '../messages/userFacingError';
import { isObject } from '../records/isObject';
import { inParallel } from './inParallel';
import { PagingError, type Listing, type Paging } from './paging';

/**
 * Page after page, as long as there is a next one.
 *
 * @param askFor asks for a page; undefined for the first one
 * @param nextOf what the page after the answer is asked for by; undefined after the last one
 * @throws PagingError where the next page is one that was asked for before
 */
export async function* pages<Answer, Next extends string | number>(
	askFor: (next: Next | undefined) => Promise<Answer>,
	nextOf: (answer: Answer, page: Next | undefined) => Next | undefined,
): AsyncGenerator<Answer> {
	const seen = new Set<Next>();
	let next: Next | undefined;
	do {
		const answer = await askFor(next);
		yield answer;
		next = nextOf(answer, next);
		if (next === undefined) return;
		if (seen.has(next))
			throw new PagingError('Genesys Cloud pointed back to a page that it had returned already');
		seen.add(next);
	} while (next !== undefined);
}

export interface EntriesOptions {
	/** How many are wanted; all by default. */
	limit?: number;
	/** Takes the total that the listing tells, where it tells one. */
	counted?: (total: number) => void;
	/** Takes the sentence on entries that the listing counts but doesn't have; without it, they are an error. */
	missing?: (sentence: string) => void;
}

/** Asks for a page; undefined for the first one. */
export type AskForPage<Entry> = (page: string | undefined) => Promise<Listing<Entry>>;

/** From this many entries on, a listing may end before its last page: that one is asked for first. */
const LONG_LISTING = 10_000;

/**
 * The entries of a listing, each once. All of them: where the first page tells how many pages there are, the others are read
 * side by side. Up to a limit: one page after the other, no more than needed. A page that brings nothing new ends it. Where
 * the listing counts more entries than have come, it is read once more.
 *
 * @throws UserFacingError where entries are missing after that, and nobody takes the sentence; PagingError
 */
export async function everyEntry<Entry>(
	askFor: AskForPage<Entry>,
	paging: Paging,
	{ limit = Infinity, missing = failOf, counted }: EntriesOptions = {},
): Promise<Entry[]> {
	const found = new Map<unknown, Entry>();
	for (let reading = 1; ; reading++) {
		const total = await readOnce(askFor, paging, limit, found);
		counted?.(total);
		if (found.size >= Math.min(limit, total)) break;
		if (reading < 2) continue;
		missing(
			`Genesys Cloud lists ${total} entries but returned only ${found.size} different ones, even when asked again.`,
		);
		break;
	}
	return [...found.values()].slice(0, limit);
}

function failOf(sentence: string): never {
	throw new UserFacingError(
		sentence.slice(0, -1),
		'Run the workflow again. If it happens every time, use a filter, so that the list is shorter.',
	);
}

/** @returns the total that the listing told last, 0 where it tells none */
async function readOnce<Entry>(
	askFor: AskForPage<Entry>,
	paging: Paging,
	limit: number,
	found: Map<unknown, Entry>,
): Promise<number> {
	let total = 0;
	const seen = new Set<unknown>();
	/** Whether the page has anything that this reading hasn't seen. */
	const add = (answer: Listing<Entry>) => {
		const before = seen.size;
		total = answer.total ?? total;
		for (const entry of entriesOf(answer)) {
			// Something new shifts what is on later pages: what comes twice counts once.
			const key = (entry as { id?: unknown }).id ?? entry;
			seen.add(key);
			found.set(key, entry);
		}
		return seen.size > before;
	};
	let isOver = false;
	const nextOf = (answer: Listing<Entry>, page: string | undefined) =>
		isOver ? undefined : paging.next(answer, page);
	for await (const answer of pages(askFor, nextOf)) {
		isOver = !add(answer) || found.size >= limit;
		const { pageCount } = answer;
		if (isOver || limit < Infinity || !paging.isNumbered || typeof pageCount !== 'number') continue;
		await readOthers(pageCount, total, async (page) => add(await askFor(page)));
		break;
	}
	return total;
}

/** All pages from the second on, side by side, until one has nothing new. */
async function readOthers(
	pageCount: number,
	total: number,
	read: (page: string) => Promise<boolean>,
): Promise<void> {
	let last = pageCount;
	if (total > LONG_LISTING) {
		await read(String(last));
		last--;
	}
	const numbers = Array.from({ length: Math.max(0, last - 1) }, (_, index) => index + 2);
	let end = Infinity;
	await inParallel(numbers, async (number) => {
		if (number < end && !(await read(String(number)))) end = Math.min(end, number);
	});
}

/** What is listed; anything that is no object is not counted as an entry. */
export function entriesOf<Entry>({ entities, results }: Listing<Entry>): Entry[] {
	return (entities ?? results ?? []).filter((entry) => isObject(entry));
}
