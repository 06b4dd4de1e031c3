import { answered } from './answered';
import { consultedQueueSessions } from './consultation';
import type { Conversation } from './conversation';
import { hasAny, ROLES, totalsOf } from './metrics';

/** Emitted when a queue is left before an agent answered: those of callbacks beside the usual one. */
export const ABANDONS: readonly string[] = ['tAbandon', 'tCfcAbandon', 'tCallbackAbandon'];
/** A conversation that counts as abandoned has one of these, but not each that has one does. */
export const ABANDON_METRICS: readonly string[] = [...ABANDONS, 'nOutboundAbandoned'];

/**
 * Whether the customer left a queue before an agent answered. A consultation that an agent gave up is not the customer's; a
 * campaign's call that was late for an agent (a compliance abandon) is lost only if none had it afterwards.
 */
export function abandoned(conversation: Conversation): boolean {
	if (!hasAny(conversation, ROLES, ABANDON_METRICS)) return false;
	const consulted = consultedQueueSessions(conversation);
	const own = conversation.sessions.filter((session) => !consulted.has(session));
	const totals = own.map(({ record }) => totalsOf([record]));
	if (totals.some((metrics) => ABANDONS.some((name) => metrics.has(name)))) return true;
	const lost = totals.some((metrics) => (metrics.get('nOutboundAbandoned')?.sum ?? 0) > 0);
	return lost && !conversation.metrics.agent.has('tTalk') && answered(conversation) !== true;
}
