import type { Connection } from '../../transport/connection';
import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { inBatches } from '../../api/refusals';

/** How many ids one request takes is not documented; this many keep the URL short. */
const IDS_PER_REQUEST = 50;

/** The records of the conversations that analytics know. */
export async function conversationsById(connection: Connection, ids: string[]): Promise<unknown[]> {
	const [only, another] = ids;
	if (only && !another) return await oneById(connection, only);
	return await inBatches(ids, IDS_PER_REQUEST, async (id) => {
		const { conversations } = await ask(connection, API.conversationsDetails, { query: { id } });
		if (conversations) return conversations;
		// Whether the API answers with nothing at all where it knows none is not documented; one by one, it has a status for it.
		return (await inParallel(id, async (each) => await oneById(connection, each))).flat();
	});
}

async function oneById(connection: Connection, id: string): Promise<unknown[]> {
	const record = await ask(connection, API.conversationDetails, { ids: [id] });
	return record ? [record] : [];
}
