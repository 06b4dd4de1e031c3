import { badRequest, notFound } from '../apiError';
import { time } from '../data/conversationStore';
import { agentIn, isoOf, messagesOf, type SentMessage } from '../data/messages';
import type { ConversationRecord, SessionRecord } from '../data/record';
import { DAY } from '../interval';
import type { Context, Reply, Route } from '../router';

const MESSAGES = '/api/v2/conversations/messages/{conversationId}';
const EMAILS = '/api/v2/conversations/emails/{conversationId}/messages';
const READ = ['conversation:message:view', 'conversation:webmessaging:view'];
const MOST_IDS = 1_000;
/** How long texts are kept; not documented. */
const KEPT = 60 * DAY;

/** The texts of messaging conversations and e-mails. */
export const messageRoutes: Route[] = [
	{ method: 'GET', path: MESSAGES, query: [], handle: conversation },
	{
		method: 'POST',
		path: `${MESSAGES}/messages/bulk`,
		query: ['useNormalizedMessage'],
		any: READ,
		model: 'string[]',
		handle: bulk,
	},
	{ method: 'GET', path: EMAILS, query: ['includeAgentlessStitchedMessages'], handle: emails },
	{ method: 'GET', path: `${EMAILS}/{messageId}`, query: [], handle: email },
];

function recordWith({ world, params }: Context, mediaType: 'message' | 'email') {
	const record = world.conversation(params.conversationId);
	const messages = record ? messagesOf(record, mediaType) : [];
	if (!record || messages.length === 0) throw notFound();
	return { record, messages };
}

/** `MessageConversation`: a message stands in the customer's list, and in that of whoever sent it. */
function conversation(context: Context): Reply {
	const { record, messages } = recordWith(context, 'message');
	const participants = (record.participants ?? []).flatMap((one) => {
		const isCustomer = one.purpose === 'customer' || one.purpose === 'external';
		const own = messages.filter(({ author }) => isCustomer || isBy(author, one, record));
		return {
			id: one.participantId,
			purpose: one.purpose,
			...(one.userId === undefined ? {} : { user: { id: one.userId } }),
			messages: own.map((message) => ({
				messageId: message.id,
				messageURI: `/api/v2/conversations/messages/${record.conversationId}/messages/${message.id}`,
				messageStatus: 'sent',
				messageTime: isoOf(message),
			})),
		};
	});
	return { json: { id: record.conversationId, participants } };
}

function isBy(author: SentMessage['author'], one: { purpose?: string }, record: ConversationRecord): boolean {
	if (author === 'agent') return one === agentIn(record);
	return author === 'flow' && (one.purpose === 'workflow' || one.purpose === 'acd');
}

const isGone = (record: ConversationRecord, now: number) => now - time(record.conversationStart, now) > KEPT;

/** `TextMessageListing`: what is no longer there is left out. */
function bulk(context: Context): Reply {
	const { record, messages } = recordWith(context, 'message');
	const ids = context.body as unknown as string[];
	if (ids.length > MOST_IDS) throw badRequest(`No more than ${MOST_IDS} messages can be asked for.`);
	const found = isGone(record, context.now) ? [] : messages.filter(({ id }) => ids.includes(id));
	return { json: { entities: found.map((message) => messageData(message, record)) } };
}

/** `MessageData` */
function messageData(message: SentMessage, record: ConversationRecord): object {
	const { id, author, type, text, attachment } = message;
	const direction = author === 'customer' ? 'inbound' : 'outbound';
	const agent = agentIn(record);
	return {
		id,
		timestamp: isoOf(message),
		direction,
		messengerType: sessionOf(record)?.messageType ?? 'webmessaging',
		status: 'sent',
		normalizedMessage: {
			id,
			type,
			...(text === undefined ? {} : { text }),
			originatingEntity: author === 'flow' ? 'Bot' : 'Human',
			direction: direction === 'inbound' ? 'Inbound' : 'Outbound',
			...(type === 'Event' ? { events: [{ eventType: 'Typing', typing: { type: 'On' } }] } : {}),
			...(type === 'Receipt' ? { status: 'Delivered', isFinalReceipt: true } : {}),
			...(attachment === undefined
				? {}
				: {
						content: [{ contentType: 'Attachment', attachment: { mediaType: 'File', filename: attachment } }],
					}),
		},
		...(author === 'agent' && agent?.userId ? { createdBy: { id: agent.userId } } : {}),
		conversationId: record.conversationId,
	};
}

const sessionOf = (record: ConversationRecord): SessionRecord | undefined =>
	(record.participants ?? [])
		.flatMap(({ sessions }) => sessions ?? [])
		.find(({ mediaType }) => mediaType === 'message' || mediaType === 'email');

/** `EmailMessagePreviewListing` */
function emails(context: Context): Reply {
	const { record, messages } = recordWith(context, 'email');
	const entities = messages.map((message) => {
		const { textBody, htmlBody, ...preview } = emailMessage(message, record);
		void htmlBody;
		return { ...preview, textBodyPreview: textBody.slice(0, 20) };
	});
	return {
		json: { entities, pageSize: entities.length, pageNumber: 1, total: entities.length, pageCount: 1 },
	};
}

function email(context: Context): Reply {
	const { record, messages } = recordWith(context, 'email');
	const found = messages.find(({ id }) => id === context.params.messageId);
	if (!found || isGone(record, context.now)) throw notFound();
	return { json: emailMessage(found, record) };
}

/** `EmailMessage` */
function emailMessage(message: SentMessage, record: ConversationRecord) {
	const { addressFrom, addressTo } = sessionOf(record) ?? {};
	const [customer, us] = [{ email: String(addressFrom) }, { email: String(addressTo) }];
	const [from, to] = message.author === 'customer' ? [customer, us] : [us, customer];
	return {
		id: message.id,
		from,
		to: [to],
		subject: 'About my order',
		attachments:
			message.attachment === undefined
				? []
				: [{ attachmentId: `${message.id}-1`, name: message.attachment, inlineImage: false }],
		textBody: message.text ?? '',
		htmlBody: `<p>${message.text ?? ''}</p>`,
		time: isoOf(message),
		historyIncluded: false,
		state: 'Sent',
	};
}
