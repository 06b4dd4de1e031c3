import type { Message } from '../records/messages';
import { column, conversationLink, nameColumn, personal } from './column';
import type { Sheet } from './sheet';

/** The messages and e-mails of conversations. */
export const messageSheet: Sheet<Message, Message> = {
	name: 'messages',
	about:
		'One row per message, oldest first in each conversation, without receipts and typing; one without a message where there is none.',
	columns: [
		column('conversationId', 'id', 'The conversation', 'conversationId', (m) => m.conversationId),
		column('messageId', 'id', 'The message; null where there is none', 'id', (m) => m.messageId),
		column('time', 'time', 'When it was sent', 'timestamp; email: time', (m) => m.time),
		column(
			'direction',
			'text',
			'`inbound` or `outbound`',
			"direction; email: inbound if from the customer's address",
			(m) => m.direction,
		),
		column(
			'sender',
			'text',
			'`customer`, `agent`, `bot`, `system`',
			'direction, normalizedMessage.originatingEntity, createdBy',
			(m) => m.sender,
		),
		column(
			'agentId',
			'id',
			'The agent who wrote it; of an email, who had it then',
			'createdBy.id; email: userId of analytics',
			(m) => m.agentId,
		),
		nameColumn('agentName', 'agentId', 'user'),
		column(
			'messageType',
			'text',
			'The channel, such as `webmessaging`, `sms`, `whatsapp`, `email`',
			'messengerType',
			(m) => m.messageType,
		),
		personal(column('subject', 'text', 'The subject of an email', 'subject', (m) => m.subject)),
		personal(
			column('text', 'text', 'What was written', 'normalizedMessage.text; email: textBody', (m) => m.text),
		),
		personal(
			column(
				'attachments',
				'texts',
				'Names of the attachments',
				'normalizedMessage.content[].attachment.filename; email: attachments[].name',
				(m) => m.attachments,
			),
		),
		column(
			'reason',
			'text',
			'Why there is no text: `notFound` (no such conversation), `noMessages` (none, or another media type), `notPermitted` (not for this conversation), `gone` (no longer kept); null if there is one',
			'status of the answer',
			(m) => m.reason,
		),
		conversationLink((m: Message) => m.conversationId),
	],
	key: ['conversationId', 'messageId'],
	nullable: ['messageId'],
	simplified: [
		'time',
		'sender',
		'agentName',
		'text',
		'attachments',
		'messageType',
		'direction',
		'reason',
		'messageId',
		'conversationId',
	],
};
