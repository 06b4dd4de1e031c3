import type { NameKind } from '../analytics/rows';
import { GenesysError } from '../transport/errors';
import { path } from '../transport/path';
import { asError } from '../transport/rethrow';
import type { Connection } from '../transport/send';
import { CATALOGUES, LISTING_PAGE_SIZE, type Entity, type Listing } from './catalogues';

/** One page of a catalogue; `next` is absent after the last one. */
export interface EntityPage {
	entities: Entity[];
	next?: string;
}

/** The things of a kind whose name holds `text` (all for an empty one), page by page. */
export async function searchPage(
	connection: Connection,
	kind: NameKind,
	text: string,
	page?: string,
): Promise<EntityPage> {
	const answer = await connection.send<Listing>(CATALOGUES[kind].search(text, page));
	return { entities: entitiesOf(answer), next: nextOf(answer) };
}

/** All pages of `searchPage`. */
export async function searchAll(connection: Connection, kind: NameKind, text: string): Promise<Entity[]> {
	const found: Entity[] = [];
	let page: string | undefined;
	do {
		const { entities, next } = await searchPage(connection, kind, text, page);
		found.push(...entities);
		page = next;
	} while (page);
	return found;
}

/** The wrap-up codes of a queue, as far as one page goes; none where they can't be read: it is only a matter of order. */
export async function searchCodesOfQueue(
	connection: Connection,
	queueId: string,
	text: string,
): Promise<Entity[]> {
	try {
		return entitiesOf(
			await connection.send<Listing>({
				method: 'GET',
				path: path`/api/v2/routing/queues/${queueId}/wrapupcodes`,
				query: { pageSize: LISTING_PAGE_SIZE, name: text || undefined },
				permission: 'routing:queue:view',
			}),
		);
	} catch (error) {
		if (error instanceof GenesysError) return [];
		throw asError(error);
	}
}

/** The entries that have both id and name. */
export function entitiesOf({ entities, results }: Listing): Entity[] {
	return (entities ?? results ?? []).filter((entity): entity is Entity => Boolean(entity.id && entity.name));
}

function nextOf({ entities, pageNumber, pageCount, nextUri }: Listing): string | undefined {
	if (pageNumber !== undefined && pageCount !== undefined) {
		return pageNumber < pageCount ? String(pageNumber + 1) : undefined;
	}
	if (!nextUri || !entities?.length) return undefined;
	return new URL(nextUri, 'https://api').searchParams.get('after') ?? undefined;
}
