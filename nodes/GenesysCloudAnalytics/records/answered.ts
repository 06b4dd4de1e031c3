import { direction, isTalking, type Conversation, type Session } from './conversation';
import { hasAny, hasPositive, ROLES } from './metrics';

const DIGITAL = new Set<unknown>(['email', 'message', 'chat']);
/** Emitted when an agent takes what waited in a queue; the second is that of customer-first callbacks. */
export const ANSWERS: readonly string[] = ['tAnswered', 'tCfcAnswered'];
const TALK = ['tTalk', 'tTalkComplete', 'tHeld'];
const CONNECTS = ['nConnected', 'nOutboundConnected'];
/** Both take a message of the customer's to come about. */
const REPLIES = ['tUserResponseTime', 'tAgentResponseTime'];
const LATE = ['nOverSla', 'nCallbackOverSla'];

/**
 * Whether an agent had the customer, or, of outbound ones, somebody was reached. What an agent writes of its own accord
 * is answered once the other side replies; until then nobody can tell, which is null.
 */
export function answered(conversation: Conversation): boolean | null {
	if (hasAny(conversation, ['agent', 'queue'], ANSWERS)) return true;
	if (direction(conversation) === 'outbound') return reached(conversation);
	return hasTalk(conversation) || tookCallback(conversation) || wasHandledWithoutQueue(conversation);
}

/** Whether an answer came later than the service level asks for; null where nobody answered. */
export function answeredLate(conversation: Conversation): boolean | null {
	if (!hasAny(conversation, ROLES, ANSWERS)) return null;
	return hasPositive(conversation, ROLES, LATE);
}

function reached(conversation: Conversation): boolean | null {
	if (DIGITAL.has(conversation.origin?.record.mediaType)) {
		return hasAny(conversation, ROLES, REPLIES) || null;
	}
	if (hasTalk(conversation) || tookCallback(conversation)) return true;
	if (hasPositive(conversation, ['agent'], CONNECTS)) return true;
	return withoutAgents(conversation) && talkedWithFlow(conversation);
}

function hasTalk(conversation: Conversation): boolean {
	return hasPositive(conversation, ['agent'], TALK) || conversation.handled.some(isTalking);
}

// An agent who accepts a callback answers it, whether or not the call that follows reaches anybody.
function tookCallback({ handled }: Conversation): boolean {
	return handled.some(({ record }) => record.mediaType === 'callback');
}

function wasHandledWithoutQueue({ queueVisits, handled }: Conversation): boolean {
	return queueVisits.length === 0 && handled.length > 0;
}

function withoutAgents({ sessions }: Conversation): boolean {
	return !sessions.some(({ role }) => role === 'agent');
}

/** The other side picked up and a flow spoke to it: a campaign without agents. */
function talkedWithFlow(conversation: Conversation): boolean {
	const hasFlow = conversation.sessions.some(({ role, record }) => role === 'other' && record.flow);
	return hasFlow && (hasPositive(conversation, ROLES, CONNECTS) || isInContact(conversation.customer));
}

function isInContact(customer: Session | null): boolean {
	return customer?.segments.some(({ segmentType }) => segmentType === 'interact') ?? false;
}
