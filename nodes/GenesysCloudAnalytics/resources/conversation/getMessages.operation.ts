import { API } from '../../api/endpoints';
import { messageSheet } from '../../columns/messageSheet';
import { conversationIds } from '../../fields/conversationIds';
import type { Settings } from '../../fields/field';
import { limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { counted } from '../../messages/count';
import { conversationsById } from '../../reading/conversations/byId';
import { readMessageParts } from '../../reading/messages';
import { idOf } from '../../records/conversation';
import { readMessages } from '../../records/messages';
import { usesForConversationsById } from '../uses';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';

const sheets = [messageSheet];

const fields = {
	conversationId: conversationIds,
	rows: rows(messageSheet),
	limit: limitForAgents(),
	options: options(sheets, {}, { hasFilters: false }),
	permissionNotice: permissionNotice(API.messagesInBulk),
};
type Said = Settings<typeof fields>;

export const getMessages = operation({
	value: 'getMessages',
	name: 'Get Messages',
	action: 'Get messages of conversation',
	description:
		'Get the texts of web messaging, SMS, WhatsApp and email conversations, one row per message: who wrote what and when',
	rowPer: 'message of web messaging, SMS, WhatsApp or email: who wrote what',
	fields,
	sheets,
	uses: [
		...usesForConversationsById,
		{ endpoint: API.messageConversation },
		{ endpoint: API.messagesInBulk, for: 'messages' },
		{ endpoint: API.emailMessages },
		{ endpoint: API.emailMessage },
	],
	sheetOf: () => messageSheet,
	find,
});

async function find({ conversationId, limit }: Said, { connection, report }: Work): Promise<Found> {
	// Each conversation has a row at least; with one more than the limit, it is known to cut.
	const ids = conversationId.slice(0, limit + 1);
	const records = await conversationsById(connection, ids);
	const byId = new Map(records.map((record) => [idOf(record) ?? '', record]));
	const found = await readMessageParts(connection, ids, byId);
	const without = found.filter(({ reason }) => reason !== null).length;
	if (without > 0) {
		report.note(
			`${without} of ${counted(ids.length, 'conversations')} have no messages; the column reason says why.`,
		);
	}
	const messages = found.flatMap(readMessages);
	return { records: upToLimit(report, messages, limit, 'messages'), fileName: 'messages' };
}
