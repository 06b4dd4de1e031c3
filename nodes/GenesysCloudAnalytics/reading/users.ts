import { API } from '../api/endpoints';
import { listAll, LISTING_PAGE_SIZE, listPage } from '../api/listing';
import { IDS_PER_REQUEST } from '../api/lookUps';
import { entriesOf } from '../api/pages';
import { inBatches } from '../api/refusals';
import type { Connection } from '../transport/connection';

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
	let total = 0;
	const query = { state: 'active', expand };
	const counted = (count: number) => (total = count);
	const found = await listAll(connection, API.users, { query }, { limit, counted });
	return { users: usersIn(found), isCut: total > limit };
}

/** The users of a stretch of the past. */
export interface PastUsers extends UsersUpToLimit {
	/** Those who are not active any more: they count if there is anything of them in it. */
	gone: ReadonlySet<string>;
}

/** The users with these ids, as ids alone; where there are none, active users, and as far as the limit goes, all former ones. */
export async function pastUsers(
	connection: Connection,
	ids: readonly string[],
	limit: number,
): Promise<PastUsers> {
	if (ids.length > 0) {
		return { users: ids.slice(0, limit).map((id) => ({ id })), isCut: ids.length > limit, gone: new Set() };
	}
	const active = await activeUsers(connection, limit);
	if (active.users.length >= limit) return { ...active, gone: new Set() };
	const former = await Promise.all(
		['inactive', 'deleted'].map(async (state) => {
			return usersIn(await listAll(connection, API.users, { query: { state } }, { limit: Infinity }));
		}),
	);
	const gone = former.flat();
	return { ...active, users: [...active.users, ...gone], gone: new Set(gone.map(({ id }) => id)) };
}

/** The users with these ids whatever their state, in the order of the ids; unknown ones are left out. */
export async function usersById(
	connection: Connection,
	ids: string[],
	expand: string[],
): Promise<ListedUser[]> {
	const found = await inBatches(connection, ids, IDS_PER_REQUEST, async (id) => {
		const query = { id, state: 'any', expand, pageSize: LISTING_PAGE_SIZE };
		return usersIn(entriesOf(await listPage(connection, API.users, { query })));
	});
	const byId = new Map(found.map((user) => [user.id, user]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

function usersIn(entries: Array<Record<string, unknown>>): ListedUser[] {
	return entries.filter(
		(entry): entry is Record<string, unknown> & ListedUser => typeof entry.id === 'string',
	);
}
