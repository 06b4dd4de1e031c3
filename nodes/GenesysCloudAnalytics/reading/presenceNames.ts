import { presenceNamesOf } from '../records/agentStatus';
import { API } from '../api/endpoints';
import { listPage } from '../api/listing';
import { entriesOf } from '../api/pages';
import { reasonFor } from '../directory/missingNames';
import { CancelledError } from '../transport/errors';
import type { Session } from '../resources/operation';

/**
 * The organization's own names of presences, by id. Nice to have: without them, the system presence still tells what the
 * agent does.
 */
export async function readPresenceNames({
	connection,
	hint,
}: Pick<Session, 'connection' | 'hint'>): Promise<Map<string, string>> {
	const listed = await listPage(connection, API.presenceDefinitions, {}).then(entriesOf, (error: unknown) => {
		if (error instanceof CancelledError) throw error;
		hint(`Names of presences are missing: ${reasonFor(error)}.`, 'warning');
		return [];
	});
	return presenceNamesOf(listed);
}
