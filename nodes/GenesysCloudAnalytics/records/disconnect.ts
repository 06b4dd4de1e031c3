import { isContact, type Conversation, type Session, type Segment } from './conversation';
import { text, timeMs } from './json';

export type DisconnectedBy = 'customer' | 'agent' | 'system' | 'transfer' | 'unknown';

interface Disconnect {
	/** The API's disconnectType; never `peer`, which only echoes another session's. */
	type: string;
	by: Exclude<DisconnectedBy, 'unknown'>;
	/** Milliseconds since the epoch; -Infinity where the record doesn't say. */
	at: number;
}

/** Who ended it, null while it goes on. A hang-up (`client`, `endpoint`) is the doing of the session that carries it. */
export function disconnectedBy(conversation: Conversation): DisconnectedBy | null {
	if (conversation.end === null) return null;
	return finalDisconnect(conversation)?.by ?? 'unknown';
}

/** The API's disconnectType of what ended it, null while it goes on and where the record has none. */
export function disconnectType(conversation: Conversation): string | null {
	return conversation.end === null ? null : (finalDisconnect(conversation)?.type ?? null);
}

function finalDisconnect(conversation: Conversation): Disconnect | null {
	let last: Disconnect | null = null;
	for (const session of conversation.sessions) {
		for (const segment of session.segments) {
			const type = text(segment.disconnectType);
			if (type === null || type === 'peer' || !endsContact(conversation, session, segment)) continue;
			const at = endOf(segment);
			// At the same moment, a hang-up says more than the transfer that it cut short.
			if (last && (at < last.at || (at === last.at && (!isTransfer(last.type) || isTransfer(type)))))
				continue;
			last = { type, by: whoEnded(session, segment, type), at };
		}
	}
	return last;
}

/**
 * Whether a segment can end a contact: of agents and users, those in which they had the customer. An agent who barged in has
 * it for as long as the customer is there. Dialing and contacting are an agent's contact only where none came about: later
 * they are calls to somebody else.
 */
function endsContact(conversation: Conversation, { role }: Session, segment: Segment): boolean {
	if (role !== 'agent') return isContact(segment) && !ASIDE.has(segment.segmentType);
	if (hasCustomer(segment)) return true;
	switch (segment.segmentType) {
		case 'barging':
			return endOf(segment) <= customerEnd(conversation);
		case 'dialing':
		case 'contacting':
			return !conversation.sessions.some(
				(session) => session.role === 'agent' && session.segments.some(hasCustomer),
			);
		default:
			return false;
	}
}
const ASIDE = new Set<unknown>(['sharing', 'uploading', 'parked', 'barging']);

function customerEnd({ customer }: Conversation): number {
	return customer ? Math.max(...customer.segments.filter(isContact).map(endOf)) : Infinity;
}

function hasCustomer({ segmentType }: Segment): boolean {
	return segmentType === 'interact' || segmentType === 'hold';
}

function whoEnded({ role, participant }: Session, { segmentType }: Segment, type: string): Disconnect['by'] {
	// The survey comes when the agent is done: that it is over ends nothing that the customer came for.
	if (participant.purpose === 'voicesurveyflow') return 'agent';
	if (isTransfer(type)) return 'transfer';
	// While the agent's own phone is called, only `client` is the agent's doing; `endpoint` is the phone's.
	if (segmentType === 'contacting' && type !== 'client') return 'system';
	const hungUp = type === 'client' || type === 'endpoint';
	return hungUp && (role === 'customer' || role === 'agent') ? role : 'system';
}

function endOf({ segmentEnd }: Segment): number {
	return timeMs(segmentEnd) ?? -Infinity;
}

export function isTransfer(disconnectType: string): boolean {
	return disconnectType === 'transfer' || disconnectType.endsWith('Transfer');
}

/** Whether an agent passed it on: by their metrics; where they have none, by how their contact ended. */
export function transferred({ sessions, metrics: { agent } }: Conversation): boolean {
	if (agent.size > 0) return TRANSFERS.some((name) => (agent.get(name)?.sum ?? 0) > 0);
	return sessions.some(
		({ role, segments }) =>
			role === 'agent' &&
			segments.some((each) => hasCustomer(each) && isTransfer(text(each.disconnectType) ?? '')),
	);
}
const TRANSFERS = ['nTransferred', 'nBlindTransferred', 'nConsultTransferred'];
