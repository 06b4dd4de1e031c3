import { ask } from '../api/ask';
import { LISTING_PAGE_SIZE } from '../api/catalogues';
import { API, type Listing } from '../api/endpoints';
import { IDS_PER_REQUEST } from '../api/lookUps';
import { everyEntry } from '../api/pages';
import { inBatches } from '../api/refusals';
import type { Connection } from '../transport/connection';
import type { Query } from '../transport/request';

/** A user as the listing tells it. */
export interface ListedUser {
	id: string;
	name?: string;
}

/** Users up to a limit, and whether it leaves some out. */
export interface UsersUpToLimit {
	users: ListedUser[];
	isCut: boolean;
}

/** Active users, in the order of the listing. */
export async function activeUsers(
	connection: Connection,
	limit: number,
	expand: string[] = [],
): Promise<UsersUpToLimit> {
	const pageSize = Math.min(LISTING_PAGE_SIZE, limit);
	let isCut = false;
	const found = await everyEntry(async (page) => {
		const pageNumber = Number(page ?? 1);
		const answer = await users(connection, { state: 'active', expand, pageSize, pageNumber });
		isCut = (answer.total ?? 0) > limit;
		return answer;
	}, limit);
	return { users: found, isCut };
}

/** The users with these ids, as ids alone, or active users where there are none. */
export async function listedUsers(
	connection: Connection,
	ids: readonly string[],
	limit: number,
): Promise<UsersUpToLimit> {
	if (ids.length === 0) return await activeUsers(connection, limit);
	return { users: ids.slice(0, limit).map((id) => ({ id })), isCut: ids.length > limit };
}

/** The users with these ids whatever their state, in the order of the ids; unknown ones are left out. */
export async function usersById(
	connection: Connection,
	ids: string[],
	expand: string[],
): Promise<ListedUser[]> {
	const found = await inBatches(ids, IDS_PER_REQUEST, async (id) => {
		const { entities } = await users(connection, { id, state: 'any', expand, pageSize: LISTING_PAGE_SIZE });
		return entities ?? [];
	});
	const byId = new Map(found.map((user) => [user.id, user]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

async function users(connection: Connection, query: Query): Promise<Listing<ListedUser>> {
	return (await ask(connection, API.users, { query })) as Listing as Listing<never>;
}
