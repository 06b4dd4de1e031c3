import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { inBatches, isRefusedAlone } from '../api/refusals';
import { conversationOf, text } from '../records/conversation';
import { messageIds, type MessageParts } from '../records/messages';
import type { Connection } from '../transport/connection';

/** As many as one request takes. */
const PER_REQUEST = 1_000;

/**
 * The messages and e-mails of these conversations, in their order. One that has none, or may not be read, has a reason.
 *
 * @param records what analytics know of them, by id
 * @throws GenesysError where a permission is missing; CancelledError
 */
export async function readMessageParts(
	connection: Connection,
	ids: readonly string[],
	records: ReadonlyMap<string, unknown>,
): Promise<MessageParts[]> {
	const [first, ...others] = ids;
	if (first === undefined) return [];
	const read = async (id: string) => await readOne(connection, id, records.get(id));
	// Where a permission is missing, one conversation tells it.
	return [await read(first), ...(await inParallel(others, read))];
}

async function readOne(
	connection: Connection,
	conversationId: string,
	record: unknown,
): Promise<MessageParts> {
	const nothing = { conversationId, record, messages: [], emails: [], gone: [] };
	if (record === undefined) return { ...nothing, reason: 'notFound' };
	const media = new Set(conversationOf(record).sessions.map(({ record }) => record.mediaType));
	if (!media.has('message') && !media.has('email')) return { ...nothing, reason: 'noMessages' };
	const read = async (): Promise<MessageParts> => {
		const messages = media.has('message') ? await messagesOf(connection, conversationId) : undefined;
		const emails = media.has('email') ? await emailsOf(connection, conversationId) : undefined;
		// What analytics know and the platform no longer does.
		if (!messages && !emails) return { ...nothing, reason: 'gone' };
		return { ...nothing, ...messages, ...emails, reason: null };
	};
	return await read().catch((error: unknown) => {
		if (!isRefusedAlone(error)) throw error;
		return { ...nothing, reason: 'notPermitted' as const };
	});
}

async function messagesOf(
	connection: Connection,
	id: string,
): Promise<Pick<MessageParts, 'conversation' | 'messages'> | undefined> {
	const conversation = await ask(connection, API.messageConversation, { ids: [id] });
	if (!conversation) return undefined;
	const messages = await inBatches(connection, messageIds(conversation), PER_REQUEST, async (body) => {
		const answer = await ask(connection, API.messagesInBulk, {
			ids: [id],
			query: { useNormalizedMessage: true },
			body,
		});
		return answer?.entities ?? [];
	});
	return { conversation, messages };
}

/** One request each: the list has only the beginnings of the texts. */
async function emailsOf(
	connection: Connection,
	id: string,
): Promise<Pick<MessageParts, 'emails' | 'gone'> | undefined> {
	const listing = await ask(connection, API.emailMessages, { ids: [id] });
	if (!listing) return undefined;
	const previews = (listing.entities ?? []) as ReadonlyArray<{ id?: unknown }>;
	const found = await inParallel(previews, async (preview) => {
		const messageId = text(preview.id);
		return messageId === null ? undefined : await ask(connection, API.emailMessage, { ids: [id, messageId] });
	});
	return {
		emails: found.filter((each) => each !== undefined),
		gone: previews.filter((_, index) => found[index] === undefined),
	};
}
