import {
	contactStart,
	conversationOf,
	entries,
	fields,
	text,
	timeMs,
	type Conversation,
} from './conversation';

/** Why a conversation has no messages, or a message no text. */
type NoMessage = 'notFound' | 'noMessages' | 'notPermitted' | 'gone';

type Fields = Readonly<Record<string, unknown>>;

/** What the API tells of the messages of one conversation. */
export interface MessageParts {
	conversationId: string;
	/** The record of analytics; undefined where there is none. */
	record?: unknown;
	/** `MessageConversation`: who has which messages. */
	conversation?: unknown;
	/** `MessageData[]` */
	messages: readonly unknown[];
	/** `EmailMessage[]`; of one that is gone, its `EmailMessagePreview` in `gone`. */
	emails: readonly unknown[];
	/** `EmailMessagePreview[]` of what has no text any more. */
	gone: readonly unknown[];
	/** Null where there may be some. */
	reason: NoMessage | null;
}

/** One message, read for the columns; or why there is none. */
export interface Message {
	conversationId: string;
	messageId: string | null;
	time: string | null;
	direction: string | null;
	sender: 'customer' | 'agent' | 'bot' | 'system' | null;
	agentId: string | null;
	messageType: string | null;
	subject: string | null;
	text: string | null;
	attachments: readonly string[];
	reason: NoMessage | null;
}

/** The ids of the messages that a conversation lists, each once. */
export function messageIds(conversation: unknown): string[] {
	return [...listed(conversation).keys()];
}

/** The messages of a conversation, oldest first, without receipts and typing; a row with the reason where there are none. */
export function readMessages(parts: MessageParts): Message[] {
	const { conversationId, record, reason } = parts;
	const nothing = { ...BLANK, conversationId, reason };
	if (reason !== null) return [nothing];
	const analytics = conversationOf(record);
	const inLists = listed(parts.conversation);
	const found = new Set(parts.messages.map((each) => text(fields<Fields>(each).id)));
	const rows = [
		...parts.messages.flatMap((each) => ofMessaging(conversationId, fields(each), inLists)),
		...[...inLists]
			.filter(([id, entry]) => !found.has(id) && !isSignal(entry.type))
			.map(([messageId, entry]): Message => ({
				...BLANK,
				...{ conversationId, messageId, time: entry.time, reason: 'gone' },
				...senderOf({}, entry),
			})),
		...parts.emails.map((each) => ofEmail(conversationId, fields(each), analytics, null)),
		...parts.gone.map((each) => ofEmail(conversationId, fields(each), analytics, 'gone')),
	];
	if (rows.length === 0) return [{ ...nothing, reason: 'noMessages' }];
	return rows.sort((a, b) => (timeMs(a.time) ?? Infinity) - (timeMs(b.time) ?? Infinity) || byId(a, b));
}

const byId = (a: Message, b: Message) => (String(a.messageId) < String(b.messageId) ? -1 : 1);

const BLANK: Message = {
	conversationId: '',
	messageId: null,
	time: null,
	direction: null,
	sender: null,
	agentId: null,
	messageType: null,
	subject: null,
	text: null,
	attachments: [],
	reason: null,
};

/** Where a message stands in a conversation. */
interface Entry {
	time: string | null;
	type: unknown;
	/** Of whoever has it in their list; where that is also the customer, of the other one. */
	purpose: string | null;
	userId: string | null;
}

function listed(conversation: unknown): Map<string, Entry> {
	const found = new Map<string, Entry>();
	for (const participant of entries<Fields>(fields<Fields>(conversation).participants)) {
		const purpose = text(participant.purpose);
		for (const each of entries<Fields>(participant.messages)) {
			const id = text(each.messageId);
			if (id === null || (found.has(id) && isCustomer(purpose))) continue;
			found.set(id, {
				time: text(each.messageTime),
				type: fields<Fields>(each.messageMetadata).type,
				purpose,
				userId: text(fields<Fields>(participant.user).id),
			});
		}
	}
	return found;
}

/** Read, delivered, typing, joined: nothing that anybody wrote. */
function isSignal(type: unknown): boolean {
	return type === 'Receipt' || type === 'Event';
}

function ofMessaging(conversationId: string, message: Fields, inLists: Map<string, Entry>): Message[] {
	const normalized = fields<Fields>(message.normalizedMessage);
	const content = entries<Fields>(normalized.content);
	const attachments = content.flatMap(({ attachment }) => nameOf(attachment) ?? []);
	const said = text(normalized.text) ?? text(message.textBody) ?? textIn(content);
	if (normalized.type === 'Receipt') return [];
	if (normalized.type === 'Event' && said === null && attachments.length === 0) return [];
	const messageId = text(message.id);
	const entry = inLists.get(messageId ?? '');
	return [
		{
			...BLANK,
			...{ conversationId, messageId, time: text(message.timestamp) ?? entry?.time ?? null },
			...senderOf(message, entry),
			messageType: text(message.messengerType),
			text: said,
			attachments,
		},
	];
}

/** What was tapped in a message of choices, or what a card says. */
function textIn(content: readonly Fields[]): string | null {
	const parts = content.flatMap((each) =>
		['buttonResponse', 'quickReply', 'text', 'story', 'card'].flatMap((kind) => {
			const part = fields<Fields>(each[kind]);
			return text(part.text) ?? text(part.body) ?? text(part.title) ?? [];
		}),
	);
	return parts.length > 0 ? parts.join('\n') : null;
}

/** The name of an attachment, else what kind of file it is. */
function nameOf(attachment: unknown): string | null {
	const { filename, mediaType, name, contentType } = fields<Fields>(attachment);
	return text(filename) ?? text(name) ?? text(mediaType) ?? text(contentType);
}

function senderOf(
	message: Fields,
	entry: Entry | undefined,
): Pick<Message, 'direction' | 'sender' | 'agentId'> {
	const { originatingEntity } = fields<Fields>(message.normalizedMessage);
	const direction = text(message.direction) ?? (entry && isCustomer(entry.purpose) ? 'inbound' : null);
	if (direction === 'inbound') return { direction, sender: 'customer', agentId: null };
	if (originatingEntity === 'Bot') return { direction, sender: 'bot', agentId: null };
	const isAgents = entry?.purpose === 'agent' || entry?.purpose === 'user';
	const agentId = text(fields<Fields>(message.createdBy).id) ?? (isAgents ? entry.userId : null);
	if (agentId !== null) return { direction, sender: 'agent', agentId };
	return { direction, sender: direction === null && !entry ? null : 'system', agentId: null };
}

function isCustomer(purpose: string | null): boolean {
	return purpose === 'customer' || purpose === 'external';
}

function ofEmail(
	conversationId: string,
	email: Fields,
	analytics: Conversation,
	reason: NoMessage | null,
): Message {
	const time = text(email.time);
	return {
		...{ conversationId, messageId: text(email.id), time, reason },
		...senderOfEmail(email, analytics),
		messageType: 'email',
		subject: text(email.subject),
		text: reason === null ? (text(email.textBody) ?? withoutTags(text(email.htmlBody))) : null,
		attachments: entries<Fields>(email.attachments).flatMap((each) => nameOf(each) ?? []),
	};
}

/** An email doesn't tell its direction: what comes from an address of the customer's sessions is theirs. */
function senderOfEmail(
	email: Fields,
	analytics: Conversation,
): Pick<Message, 'direction' | 'sender' | 'agentId'> {
	const from = addressOf(email.from);
	const theirs = customerAddresses(analytics);
	if (from === null || theirs.length === 0) return { direction: null, sender: null, agentId: null };
	if (theirs.includes(from)) return { direction: 'inbound', sender: 'customer', agentId: null };
	const agentId = agentAt(timeMs(email.time), analytics);
	return { direction: 'outbound', sender: agentId === null ? 'system' : 'agent', agentId };
}

function customerAddresses({ sessions }: Conversation): string[] {
	return sessions.flatMap(({ role, record }) => {
		if (role !== 'customer') return [];
		const address = text(record.direction === 'outbound' ? record.addressTo : record.addressFrom);
		return address?.toLowerCase() ?? [];
	});
}

function addressOf(address: unknown): string | null {
	return text(fields<Fields>(address).email)?.toLowerCase() ?? null;
}

/** The agent who had it last by then. */
function agentAt(ms: number | null, { handled }: Conversation): string | null {
	const before = handled.filter((session) => ms === null || contactStart(session) <= ms);
	return text(before.at(-1)?.participant.userId);
}

function withoutTags(html: string | null): string | null {
	if (html === null) return null;
	const plain = html
		.replace(/<(style|script)[\s\S]*?<\/\1>/gi, '')
		.replace(/<br\s*\/?>|<\/(p|div|tr|li)>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&nbsp;/g, ' ')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&');
	return plain.trim() || null;
}
