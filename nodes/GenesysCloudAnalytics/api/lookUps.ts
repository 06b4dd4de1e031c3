import type { NameKind } from '../columns';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { ask } from './ask';
import { CATALOGUES, LISTING_PAGE_SIZE, type Entity } from './catalogues';
import { API, type Listing } from './endpoints';
import { everyEntry, nextOf } from './pages';

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
	const answer = await CATALOGUES[kind].search(connection, text, page);
	return { entities: entitiesOf(answer), next: nextOf(answer) };
}

/** All pages of `searchPage`. */
export async function searchAll(connection: Connection, kind: NameKind, text: string): Promise<Entity[]> {
	const { search } = CATALOGUES[kind];
	return named(await everyEntry(async (page) => await search(connection, text, page)));
}

/** The wrap-up codes of a queue, as far as one page goes; none where they can't be read: it is only a matter of order. */
export async function searchCodesOfQueue(
	connection: Connection,
	queueId: string,
	text: string,
): Promise<Entity[]> {
	const query = { pageSize: LISTING_PAGE_SIZE, name: text || undefined };
	return await ask(connection, API.queueWrapUpCodes, { ids: [queueId], query }).then(
		entitiesOf,
		(error: unknown) => {
			if (error instanceof GenesysError) return [];
			throw error;
		},
	);
}

/** The entries that have both id and name. */
export function entitiesOf({ entities, results }: Listing<Partial<Entity>>): Entity[] {
	return named(entities ?? results ?? []);
}

function named(entries: Array<Partial<Entity>>): Entity[] {
	return entries.filter((entity): entity is Entity => Boolean(entity.id && entity.name));
}
