import { randomOf } from './entities';
import { iso } from '../interval';
import type { Random } from './random';
import type { ConversationRecord, ParticipantRecord } from './record';
import { AGENT_LINES, CUSTOMER_LINES } from './speech/lines';
import { time } from './conversationStore';

/** Who has the message in its list, besides the customer. */
type Author = 'customer' | 'agent' | 'flow';

/** A message as it was sent; receipts and typing are messages, too. */
export interface SentMessage {
	id: string;
	at: number;
	author: Author;
	type: 'Text' | 'Structured' | 'Receipt' | 'Event';
	text?: string;
	attachment?: string;
}

const HOUR = 3_600_000;

const has = (record: ConversationRecord, mediaType: string) =>
	(record.participants ?? []).some((one) => one.sessions?.some((each) => each?.mediaType === mediaType));

export const agentIn = (record: ConversationRecord): ParticipantRecord | undefined =>
	(record.participants ?? []).find(({ purpose }) => purpose === 'agent');

/** The messages of a messaging conversation or an e-mail, oldest first; none for other channels. */
export function messagesOf(record: ConversationRecord, mediaType: 'message' | 'email'): SentMessage[] {
	if (!has(record, mediaType)) return [];
	const random = randomOf(record.conversationId, 51);
	const start = time(record.conversationStart, 0);
	const end = time(record.conversationEnd, start + HOUR);
	const drafts = mediaType === 'email' ? email(random, record) : messaging(random, record);
	return drafts.map((draft, index) => ({
		...draft,
		id: random.uuid(),
		at: Math.round(start + ((end - start) * (index + 1)) / (drafts.length + 2)),
	}));
}

type Draft = Omit<SentMessage, 'id' | 'at'>;

const customer = (random: Random): Draft => ({
	author: 'customer',
	type: 'Text',
	text: random.pick([...CUSTOMER_LINES]).text,
});
const agent = (random: Random): Draft => ({
	author: 'agent',
	type: 'Text',
	text: random.pick([...AGENT_LINES]).text,
});

function messaging(random: Random, record: ConversationRecord): Draft[] {
	const answer = agentIn(record) ? [agent(random)] : [];
	return [
		{ author: 'customer', type: 'Event' },
		customer(random),
		{ author: 'flow', type: 'Structured', text: 'What is it about?' },
		{ author: 'customer', type: 'Structured', text: 'Billing' },
		...answer,
		...answer.map((): Draft => ({ author: 'agent', type: 'Receipt' })),
		{ author: 'customer', type: 'Text', attachment: 'invoice "May".pdf' },
		...answer.map((): Draft => ({ ...agent(random), author: 'agent' })),
	];
}

function email(random: Random, record: ConversationRecord): Draft[] {
	const first: Draft = { ...customer(random), attachment: 'photo.jpg' };
	return agentIn(record) ? [first, agent(random), customer(random)] : [first];
}

/** As the API has it. */
export const isoOf = ({ at }: SentMessage): string => iso(at);
