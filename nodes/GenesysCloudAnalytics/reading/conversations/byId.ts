import type { Connection } from '../../transport/connection';
import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { inBatches } from '../../api/refusals';
import { UserFacingError } from '../../messages/userFacingError';

/** How many ids one request takes is not documented; this many keep the URL short. */
const IDS_PER_REQUEST = 50;
/** Asked for alone where several bring nothing. */
const CHECKED_IDS = 3;

/** The records of the conversations that analytics know. */
export async function conversationsById(connection: Connection, ids: string[]): Promise<unknown[]> {
	const [only, another] = ids;
	if (only && !another) return await oneById(connection, only);
	return await inBatches(connection, ids, IDS_PER_REQUEST, async (id) => {
		const { conversations } = await ask(connection, API.conversationsDetails, { query: { id } });
		if (!conversations) await checkThatNoneIsThere(connection, id);
		return conversations ?? [];
	});
}

/**
 * Whether the API answers with nothing at all where it knows none of several is not documented. It is believed where it
 * doesn't know the first ones alone either: for one, it has a status.
 */
async function checkThatNoneIsThere(connection: Connection, ids: string[]): Promise<void> {
	const some = await inParallel(ids.slice(0, CHECKED_IDS), async (each) => await oneById(connection, each));
	if (some.flat().length === 0) return;
	throw new UserFacingError(
		'Genesys Cloud returned nothing for several conversations, though it has them',
		'Run the workflow again. If it happens every time, check any proxy between n8n and Genesys Cloud.',
	);
}

async function oneById(connection: Connection, id: string): Promise<unknown[]> {
	const record = await ask(connection, API.conversationDetails, { ids: [id] });
	return record ? [record] : [];
}
