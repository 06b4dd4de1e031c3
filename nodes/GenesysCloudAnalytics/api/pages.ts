import type { Listing } from './endpoints';
import { inParallel } from './inParallel';

/**
 * Page after page, as long as there is a next one: by number, by cursor or by the address of the next page.
 *
 * @param askFor asks for a page; undefined for the first one
 * @param nextOf what the page after the answer is asked for by; undefined after the last one
 */
export async function* pages<Answer, Next extends string | number>(
	askFor: (next: Next | undefined) => Promise<Answer>,
	nextOf: (answer: Answer) => Next | undefined,
): AsyncGenerator<Answer> {
	let next: Next | undefined;
	do {
		const answer = await askFor(next);
		yield answer;
		const following = nextOf(answer);
		// A server that points to the page it has just given would never end.
		next = following === next ? undefined : following;
	} while (next !== undefined);
}

/**
 * How a listing says that there is more: the number of the next page, or the cursor that `nextUri` carries; undefined after
 * the last page.
 */
export function nextOf({ entities, pageNumber, pageCount, nextUri }: Listing<unknown>): string | undefined {
	if (pageNumber !== undefined && pageCount !== undefined) {
		return pageNumber < pageCount ? String(pageNumber + 1) : undefined;
	}
	if (!nextUri || !entities?.length) return undefined;
	const { searchParams } = new URL(nextUri, 'https://api');
	return CURSORS.map((name) => searchParams.get(name)).find((value) => value !== null) ?? undefined;
}

/** Teams page by `after`, topics by `nextPage`; the members of a queue have numbers, but no count of pages. */
const CURSORS = ['after', 'nextPage', 'pageNumber'] as const;

/**
 * The entries of a listing, each once. All of them: where the first page tells how many pages there are, the others are
 * read side by side. Up to a limit: one page after the other, no more than needed.
 *
 * @param askFor a page: undefined for the first one, else its number or its cursor
 */
export async function everyEntry<Entry>(
	askFor: (page: string | undefined) => Promise<Listing<Entry>>,
	limit = Infinity,
): Promise<Entry[]> {
	const found = new Map<unknown, Entry>();
	// Something new shifts what is on later pages: what comes twice counts once.
	const add = ({ entities, results }: Listing<Entry>) => {
		for (const entry of entities ?? results ?? []) found.set((entry as { id?: unknown }).id ?? entry, entry);
	};
	for await (const page of pages(askFor, nextOf)) {
		add(page);
		if (found.size >= limit) break;
		if (page.pageNumber === 1 && page.pageCount !== undefined && limit === Infinity) {
			const others = Array.from({ length: Math.max(0, page.pageCount - 1) }, (_, index) => String(index + 2));
			(await inParallel(others, askFor)).forEach(add);
			break;
		}
	}
	return [...found.values()].slice(0, limit);
}
