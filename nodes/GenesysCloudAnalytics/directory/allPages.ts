import type { Listing } from './catalogues';
import type { Connection, Request } from '../transport/send';

/**
 * The entries of a listing, each once. All of them: the first page tells how many pages there are, the others are read side
 * by side. Up to a limit: one page after the other, no more than needed.
 *
 * @param pageRequest the request for a page, from 1 on
 */
export async function allPages<Entity extends { id?: string }>(
	connection: Connection,
	pageRequest: (page: number) => Request,
	limit = Infinity,
): Promise<Entity[]> {
	const pageOf = async (page: number) => await connection.send<Listing>(pageRequest(page));
	const first = await pageOf(1);
	const pages = [first];
	const pageCount = first.pageCount ?? 1;
	if (Number.isFinite(limit)) {
		let count = first.entities?.length ?? 0;
		for (let page = 2; page <= pageCount && count < limit; page++) {
			const next = await pageOf(page);
			pages.push(next);
			count += next.entities?.length ?? 0;
		}
	} else {
		const others = Array.from({ length: pageCount - 1 }, (_, index) => index + 2);
		pages.push(...(await Promise.all(others.map(pageOf))));
	}
	const entities = pages.flatMap((page) => page.entities ?? []) as Entity[];
	// Something new shifts what is on later pages.
	const unique = new Map(entities.map((entity) => [entity.id, entity]));
	return [...unique.values()].slice(0, limit);
}
