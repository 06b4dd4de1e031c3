import { text, type Conversation, type Session } from './conversation';
import { sumOf, totalsOf } from './metrics';

const WAITS = ['tAcd', 'tCfcAcd'];

/**
 * The sessions of queues that an agent, not the customer, waited in: their `peerId` names the session of an agent ("pairs of
 * related sessions"). A session without a peer is the customer's.
 */
export function consultedQueueSessions({ sessions }: Conversation): ReadonlySet<Session> {
	if (!sessions.some(({ role }) => role === 'queue')) return NONE;
	const agents = new Set(
		sessions.flatMap(({ role, record }) => (role === 'agent' ? (text(record.sessionId) ?? []) : [])),
	);
	return new Set(
		sessions.filter(({ role, record }) => role === 'queue' && agents.has(text(record.peerId) ?? '')),
	);
}
const NONE: ReadonlySet<Session> = new Set();

/** Milliseconds that the customer spent in queues; null where no queue tells of any. */
export function customerWaitMs(conversation: Conversation): number | null {
	const consulted = consultedQueueSessions(conversation);
	if (consulted.size === 0) return sumOf(conversation.metrics.queue, WAITS);
	const own = conversation.sessions.filter((session) => session.role === 'queue' && !consulted.has(session));
	return sumOf(totalsOf(own.map(({ record }) => record)), WAITS);
}
