import { UserFacingError } from '../messages/userFacingError';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import type { Failure } from '../transport/failure';
import type { Query } from '../transport/request';
import { ask, type Question } from './ask';
import type { ListEndpoint } from './endpoints';
import { entriesOf, everyEntry, type EntriesOptions } from './pages';
import { PageSize } from './pageSize';
import type { Listing } from './paging';

/** Entries of a page, unless fewer are wanted. */
export const LISTING_PAGE_SIZE = 100;
/** Pages that take too long get smaller down to this. */
const SMALLEST_PAGE_SIZE = 25;

/** As the API has it. */
type Entry = Record<string, unknown>;

/** What is asked for, but for its pages. */
type Asked<Ids extends string[]> = { query?: Query } & (Ids extends [] ? { ids?: [] } : { ids: Ids });

/** A listing that is refused from some page on. */
class EndOfListing extends Error {
	constructor(refusal: GenesysError) {
		super(refusal.circumstances.text);
	}
}

/** One page of a listing; one without entries where there is nothing that could have any. */
export async function listPage<Ids extends string[]>(
	connection: Connection,
	endpoint: ListEndpoint<Ids>,
	question: Question<Ids, undefined>,
): Promise<Listing> {
	return (await ask(connection, endpoint, question)) ?? {};
}

/**
 * The entries of a listing, each once: all of them, or the first ones up to a limit. Some listings refuse pages beyond a
 * number of entries: then it is asked in parts, or another listing is.
 *
 * @throws UserFacingError where the listing ends before its entries do, or entries are missing; GenesysError; CancelledError
 */
export async function listAll<Ids extends string[]>(
	connection: Connection,
	endpoint: ListEndpoint<Ids>,
	asked: Asked<Ids>,
	options: EntriesOptions = {},
): Promise<Entry[]> {
	const { limit = Infinity } = options;
	const size = Math.min(LISTING_PAGE_SIZE, limit);
	const reader = await PageReader.of(connection, endpoint, asked, size);
	let total = 0;
	const askFor = async (page: string | undefined) => {
		const answer = await reader.read(page);
		total = answer.total ?? total;
		return answer;
	};
	return await everyEntry(askFor, endpoint.paging, options).catch(async (error: unknown) => {
		if (!(error instanceof EndOfListing)) throw error;
		const { beyond } = endpoint;
		if (beyond) return await listBeyond(connection, endpoint, beyond, asked, options);
		throw new UserFacingError(
			`Genesys Cloud does not list all ${total} entries: ${error.message || 'it refuses the last pages'}`,
			'Use filters such as the name or the division, and get the entries in several steps.',
		);
	});
}

/** In parts, each of which the listing may have as a whole; or by the listing that has all of them. */
async function listBeyond<Ids extends string[]>(
	connection: Connection,
	endpoint: ListEndpoint<Ids>,
	{ parts, all }: NonNullable<ListEndpoint['beyond']>,
	asked: Asked<Ids>,
	{ limit = Infinity, missing }: EntriesOptions,
): Promise<Entry[]> {
	const { query = {} } = asked;
	const narrower = parts(query);
	if (!narrower) return await listAll(connection, all, { query }, { limit, missing });
	const found = new Map<unknown, Entry>();
	for (const part of narrower) {
		const left = limit - found.size;
		const entries = await listAll(connection, endpoint, { ...asked, query: part }, { limit: left, missing });
		for (const entry of entries) found.set(entry.id ?? entry, entry);
		if (found.size >= limit) break;
	}
	return [...found.values()];
}

/** Reads pages of a listing, in halves where they take too long. */
class PageReader<Ids extends string[]> {
	private constructor(
		private readonly connection: Connection,
		private readonly endpoint: ListEndpoint<Ids>,
		private readonly asked: Asked<Ids>,
		private readonly size: number,
		private readonly learned: PageSize,
	) {}

	/** @param size entries of a page */
	static async of<Ids extends string[]>(
		connection: Connection,
		endpoint: ListEndpoint<Ids>,
		asked: Asked<Ids>,
		size: number,
	): Promise<PageReader<Ids>> {
		const what = endpoint.path(...((asked.ids ?? []) as Ids));
		const learned = await PageSize.of(connection, what, LISTING_PAGE_SIZE, SMALLEST_PAGE_SIZE);
		return new PageReader(connection, endpoint, asked, size, learned);
	}

	/** @throws EndOfListing where the listing refuses to go on */
	async read(page: string | undefined): Promise<Listing> {
		const { isNumbered, query } = this.endpoint.paging;
		return isNumbered
			? await this.numbered(Number(page ?? 1), this.size)
			: await this.ask({ ...query(page), pageSize: this.size });
	}

	private async numbered(number: number, size: number): Promise<Listing> {
		const { learned, endpoint } = this;
		const isKnownAsSlow = size > learned.current && learned.canHalve(size);
		const query = { ...endpoint.paging.query(String(number)), pageSize: size };
		const attempt = isKnownAsSlow
			? undefined
			: learned.attempt(size, async (isBusy) => await this.ask(query, isBusy));
		const answer = await attempt?.catch((error: unknown) => {
			// The first page was taken: what is refused is how far this one is from it.
			const isTooFar = number > 1 && error instanceof GenesysError && error.status === 400;
			throw isTooFar ? new EndOfListing(error) : error;
		});
		return answer ?? (await this.halves(number, size / 2));
	}

	/** Two pages of half the size, as the one that they make up. */
	private async halves(number: number, size: number): Promise<Listing> {
		const first = await this.numbered(2 * number - 1, size);
		const { pageCount } = first;
		const isLast = typeof pageCount === 'number' ? 2 * number > pageCount : !first.nextUri;
		const second = isLast ? {} : await this.numbered(2 * number, size);
		return {
			...first,
			nextUri: isLast ? null : second.nextUri,
			entities: [...entriesOf(first), ...entriesOf(second)],
			pageCount: typeof pageCount === 'number' ? Math.ceil(pageCount / 2) : pageCount,
		};
	}

	private async ask(query: Query, isBusy?: (failure: Failure) => boolean): Promise<Listing> {
		const question = { ...this.asked, query: { ...this.asked.query, ...query }, isBusy };
		return await listPage(this.connection, this.endpoint, question as Question<Ids, undefined>);
	}
}
