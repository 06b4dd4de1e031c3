import { UserFacingError } from '../messages/userFacingError';
import type { Query } from '../transport/request';

/** Pages that don't come to their end. */
export class PagingError extends UserFacingError {
	constructor(message: string) {
		super(
			message,
			'Run the workflow again. If it happens every time, check any proxy between n8n and Genesys Cloud.',
		);
	}
}

/** A page of a listing in any of the ways that the API pages; the type of its entries is up to the caller. */
export interface Listing<Entry = Record<string, unknown>> {
	entities?: Entry[] | null;
	/** Of a search. */
	results?: Entry[] | null;
	pageNumber?: number | null;
	pageCount?: number | null;
	total?: number | null;
	nextUri?: string | null;
	cursor?: string | null;
}

/** A way of paging. What a page is asked for by is a text; undefined for the first page. */
export interface Paging {
	/** The parameters that ask for a page. */
	readonly query: (page: string | undefined) => Query;
	/** What the page after this one is asked for by; undefined after the last one. */
	readonly next: (answer: Listing<unknown>, page: string | undefined) => string | undefined;
	/** Whether pages have numbers, so that any of them can be asked for. */
	readonly isNumbered: boolean;
}

/**
 * By number, up to the count of pages: `{"entities": [{…}], "pageNumber": 1, "pageCount": 3, "total": 250}`. Where there is
 * no count (the members of a queue), as long as there is an address of a next page: `"nextUri": "/api/v2/…?pageNumber=2"`.
 */
export const NUMBERED: Paging = {
	isNumbered: true,
	query: (page) => ({ pageNumber: Number(page ?? 1) }),
	next: ({ pageCount, nextUri }, page) => {
		const following = Number(page ?? 1) + 1;
		const isThere = typeof pageCount === 'number' ? following <= pageCount : Boolean(nextUri);
		return isThere ? String(following) : undefined;
	},
};

/** By a cursor in the address of the next page: `{"entities": [{…}], "nextUri": "/api/v2/teams?pageSize=100&after=YWJj"}`. */
export const byNextUri = (parameter: string): Paging => ({
	isNumbered: false,
	query: (page) => ({ [parameter]: page }),
	next: ({ nextUri }) => {
		if (!nextUri) return undefined;
		const base = 'https://api';
		const uri = URL.canParse(nextUri, base) ? new URL(nextUri, base) : undefined;
		const cursor = uri?.searchParams.get(parameter);
		if (cursor) return cursor;
		throw new PagingError('Genesys Cloud pointed to a next page that can not be asked for');
	},
});

/** By a cursor of its own: `{"entities": [{…}], "cursor": "YWJj"}`, absent on the last page. */
export const BY_CURSOR: Paging = {
	isNumbered: false,
	query: (page) => ({ cursor: page }),
	next: ({ cursor }) => cursor || undefined,
};

/** How many pages may look like the first one: while entries come in, one page may move by exactly its length. */
const MAX_REPEATS = 2;

/** Notices a server that answers with the first page whatever page is asked for: its numbers would never end. */
export class PageWatch {
	private first: string | undefined;
	private repeats = 0;

	/**
	 * @param entries of the page that came
	 * @param keyOf what tells one entry from another
	 * @throws PagingError
	 */
	see<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): void {
		if (entries.length < 2) return;
		const page = `${keyOf(entries[0]!)} ${keyOf(entries.at(-1)!)}`;
		this.first ??= page;
		if (page === this.first && this.repeats++ > MAX_REPEATS) {
			throw new PagingError('Genesys Cloud returned the same page again and again');
		}
	}
}
