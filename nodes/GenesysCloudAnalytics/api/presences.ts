import type { Models } from 'purecloud-platform-client-v2';

import type { Unchecked } from '../records/conversation';
import type { Connection } from '../transport/connection';
import { API } from './endpoints';
import { inParallel } from './inParallel';
import { listPage } from './listing';
import { entriesOf } from './pages';

export type PresenceDefinition = Unchecked<Models.OrganizationPresenceDefinition>;

/**
 * Every presence of the organization: those in use, and those that no longer are, which the API lists apart and history
 * still has. Read once per execution.
 */
export async function presenceDefinitions(connection: Connection): Promise<PresenceDefinition[]> {
	return await connection.once(API.presenceDefinitions.path(), async () => {
		const lists = await inParallel(['false', 'true'], async (deactivated) => {
			const listed = await listPage(connection, API.presenceDefinitions, { query: { deactivated } });
			return entriesOf(listed) as PresenceDefinition[];
		});
		// An API that lists all of them either way lists them twice.
		return [...new Map(lists.flat().map((presence) => [presence.id, presence])).values()];
	});
}
