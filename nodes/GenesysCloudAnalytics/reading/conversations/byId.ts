import type { Connection } from '../../transport/connection';
import { GenesysError } from '../../transport/errors';
import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inBatches } from '../../api/refusals';

/** How many ids one request takes is not documented; this many keep the URL short. */
const IDS_PER_REQUEST = 50;

/** The records of the conversations that analytics know. */
export async function conversationsById(connection: Connection, ids: string[]): Promise<unknown[]> {
	const [only, another] = ids;
	if (only && !another) {
		return await ask(connection, API.conversationDetails, { ids: [only] }).then(
			(record) => [record],
			(error: unknown) => {
				if (error instanceof GenesysError && error.status === 404) return [];
				throw error;
			},
		);
	}
	return await inBatches(ids, IDS_PER_REQUEST, async (id) => {
		const { conversations } = await ask(connection, API.conversationsDetails, { query: { id } });
		return conversations ?? [];
	});
}
