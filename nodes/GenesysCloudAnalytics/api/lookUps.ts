import type { NameKind } from '../columns/column';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { CATALOGUES, type Entity } from './catalogues';
import { API, type Listing } from './endpoints';
import { LISTING_PAGE_SIZE, listPage } from './listing';
import { entriesOf, everyEntry, type EntriesOptions } from './pages';

/** The number of ids that one request takes is not documented: this many are tried, fewer where the API refuses them. */
export const IDS_PER_REQUEST = 100;

/** One page of a catalogue; `next` is absent after the last one. */
export interface EntityPage {
	entities: Entity[];
	next?: string;
}

/** The entities of a kind whose name contains `text` (all for an empty one), page by page. */
export async function searchPage(
	connection: Connection,
	kind: NameKind,
	text: string,
	page?: string,
): Promise<EntityPage> {
	const { search, paging } = CATALOGUES[kind];
	const answer = await search(connection, text, page);
	const entities = entitiesOf(answer);
	// After a page without entries there is none.
	return { entities, next: entities.length > 0 ? paging.next(answer, page) : undefined };
}

/**
 * All pages of `searchPage`.
 *
 * @throws UserFacingError where entries are missing, and no `missing` takes the sentence; GenesysError; CancelledError
 */
export async function searchAll(
	connection: Connection,
	kind: NameKind,
	text: string,
	missing?: EntriesOptions['missing'],
): Promise<Entity[]> {
	const { search, paging } = CATALOGUES[kind];
	const askFor = async (page: string | undefined) => await search(connection, text, page);
	return named(await everyEntry(askFor, paging, missing ? { missing } : {}));
}

/** The wrap-up codes of a queue, as far as one page goes; none where they can't be read: it is only a matter of order. */
export async function searchCodesOfQueue(
	connection: Connection,
	queueId: string,
	text: string,
): Promise<Entity[]> {
	const query = { pageSize: LISTING_PAGE_SIZE, name: text || undefined };
	return await listPage(connection, API.queueWrapUpCodes, { ids: [queueId], query }).then(
		entitiesOf,
		(error: unknown) => {
			if (error instanceof GenesysError) return [];
			throw error;
		},
	);
}

/** The entries that have both id and name. */
export function entitiesOf(answer: Listing): Entity[] {
	return named(entriesOf(answer));
}

function named(entries: Array<Record<string, unknown>>): Entity[] {
	return entries.flatMap(({ id, name }) =>
		typeof id === 'string' && typeof name === 'string' && id && name ? [{ id, name }] : [],
	);
}
