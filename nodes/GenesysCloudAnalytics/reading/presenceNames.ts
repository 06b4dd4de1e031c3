import { presenceNamesOf } from '../records/agentStatus';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { GenesysError, sentenceOf } from '../transport/errors';
import type { Session } from '../resources/operation';

/**
 * The organization's own names of presences, by id. Nice to have: without them, the system presence still tells what the
 * agent does.
 */
export async function readPresenceNames({
	connection,
	hint,
}: Pick<Session, 'connection' | 'hint'>): Promise<Map<string, string>> {
	const { entities } = await ask(connection, API.presenceDefinitions, {}).catch((error: unknown) => {
		if (!(error instanceof GenesysError) || error.status === undefined || error.status >= 500) throw error;
		hint(`Names of presences are missing: ${sentenceOf(error)}.`, 'warning');
		return { entities: [] };
	});
	return presenceNamesOf(entities ?? []);
}
