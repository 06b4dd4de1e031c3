import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../descriptions/locators';
import { CATALOGUES, LISTING_PAGE_SIZE, type Listing } from '../../directory/catalogues';
import type { Connection, Request } from '../../transport/send';
import { allPages } from '../../directory/allPages';
import { inBatches } from '../../directory/inBatches';

export const agentsField: INodeProperties = locator({
	displayName: 'Agents',
	name: 'agents',
	search: 'searchAgents',
	description: 'Which agents to get. If empty, every active user.',
});

/** How many ids one request takes is not documented. */
const IDS_PER_REQUEST = 100;

/** A user as the listing tells it. */
export interface ListedUser {
	id: string;
	name?: string;
}

/** Active users, in the order of the listing. */
export async function activeUsers(
	connection: Connection,
	limit: number,
	expand: string[] = [],
): Promise<ListedUser[]> {
	const pageSize = Math.min(LISTING_PAGE_SIZE, limit);
	return await allPages<ListedUser>(
		connection,
		(pageNumber) => users({ state: 'active', expand, pageSize, pageNumber }),
		limit,
	);
}

/** The users with these ids whatever their state, in the order of the ids; unknown ones are left out. */
export async function usersById(
	connection: Connection,
	ids: string[],
	expand: string[],
): Promise<ListedUser[]> {
	const found = await inBatches(ids, IDS_PER_REQUEST, async (id) => {
		const { entities } = await connection.send<Listing>(
			users({ id, state: 'any', expand, pageSize: LISTING_PAGE_SIZE }),
		);
		return (entities ?? []) as ListedUser[];
	});
	const byId = new Map(found.map((user) => [user.id, user]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

function users(query: Request['query']): Request {
	return { method: 'GET', path: '/api/v2/users', query, permission: CATALOGUES.user.permission };
}
