import { text, type Conversation, type Leg } from './conversation';
import { sumOf, totalsOf } from './metrics';

const WAITS = ['tAcd', 'tCfcAcd'];

/**
 * The sessions of queues that an agent, not the customer, waited in: their `peerId` names the session of an agent ("pairs of
 * related sessions"). A session without a peer is the customer's.
 */
export function consultedQueueLegs({ legs }: Conversation): ReadonlySet<Leg> {
	if (!legs.some(({ role }) => role === 'queue')) return NONE;
	const agents = new Set(
		legs.flatMap(({ role, session }) => (role === 'agent' ? (text(session.sessionId) ?? []) : [])),
	);
	return new Set(
		legs.filter(({ role, session }) => role === 'queue' && agents.has(text(session.peerId) ?? '')),
	);
}
const NONE: ReadonlySet<Leg> = new Set();

/** Milliseconds that the customer spent in queues; null where no queue tells of any. */
export function customerWaitMs(conversation: Conversation): number | null {
	const consulted = consultedQueueLegs(conversation);
	if (consulted.size === 0) return sumOf(conversation.metrics.queue, WAITS);
	const own = conversation.legs.filter((leg) => leg.role === 'queue' && !consulted.has(leg));
	return sumOf(totalsOf(own.map(({ session }) => session)), WAITS);
}
