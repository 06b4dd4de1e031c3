import { ABANDONS } from './abandoned';
import { ANSWERS } from './answered';
import { consultedQueueSessions } from './consultation';
import { isTransfer } from './disconnect';
import {
	contactStart,
	entries,
	text,
	timeMs,
	type Conversation,
	type Session,
	type QueueVisit as Stay,
	type SessionRecord,
} from './conversation';
import { totalsOf, type Totals } from './metrics';

type QueueOutcome = 'answered' | 'abandoned' | 'flowedOut' | 'transferred' | 'waiting' | 'system';

/** An entry into a queue, and what came of it. */
export interface QueueVisit {
	conversation: Conversation;
	/** Its place among those of the conversation, by time of entry, from 0. */
	index: number;
	stay: Stay;
	/** Milliseconds since the epoch; null while it lasts, or where the record doesn't say. */
	leftMs: number | null;
	outcome: QueueOutcome;
	/** The session of the agent who answered. */
	answer: Session | null;
	/** Of the queue's session; empty for a stay whose session went on to another queue. */
	metrics: Totals;
	/** An agent waited in the queue, for a colleague, while the customer was elsewhere. */
	isConsult: boolean;
	requestedBy: 'customer' | 'agent' | 'flow';
	previous: Stay | null;
}

const FLOW_OUTS = ['tFlowOut', 'tCfcFlowOut'];
/** Between a transfer, or the end of a flow, and the entry that it led to. */
const HAND_OVER_MS = 5_000;

/** Every entry into a queue, earliest first. */
export function queueVisitsOf(conversation: Conversation): QueueVisit[] {
	const consulted = consultedQueueSessions(conversation);
	const taken = new Set<Session>();
	return conversation.queueVisits.map((stay, index, all) => {
		const metrics: Totals = totalsOf(stay.isLastOfSession ? [stay.session.record] : []);
		const isConsult = consulted.has(stay.session);
		const isLeft = [...ABANDONS, ...FLOW_OUTS].some((name) => metrics.has(name));
		const next = all.slice(index + 1).find(({ queueId }) => queueId === stay.queueId);
		const answer = isLeft ? null : answerOf(conversation, stay, next?.startMs ?? Infinity, taken);
		if (answer) taken.add(answer);
		const leftMs = endOf(stay);
		return {
			...{ conversation, index, stay, leftMs, answer, metrics, isConsult },
			outcome: outcomeOf(conversation, stay, metrics, answer),
			requestedBy: isConsult ? 'agent' : requesterOf(conversation, stay),
			previous: all[index - 1] ?? null,
		};
	});
}

/** Milliseconds of handle time of the agent who answered, in this contact; null where nobody did or it goes on. */
export function handleMs({ answer }: QueueVisit): number | null {
	if (!answer) return null;
	let handle: number | null = null;
	// A callback's call is a session of its own of the same participant.
	for (const session of entries<SessionRecord>(answer.participant.sessions)) {
		const total = totalsOf([session]).get('tHandle');
		if (total) handle = (handle ?? 0) + total.sum;
	}
	return handle;
}

/** Whether it was answered later than the service level asks for; null where nobody answered. */
export function isLate({ answer, metrics, outcome }: QueueVisit): boolean | null {
	if (outcome !== 'answered') return null;
	const ofAgent = answer ? totalsOf([answer.record]) : undefined;
	return [metrics, ofAgent].some((of) =>
		['nOverSla', 'nCallbackOverSla'].some((name) => (of?.get(name)?.sum ?? 0) > 0),
	);
}

/** Whether Genesys counts it among the offered; what a campaign dialed and an agent's own callbacks it doesn't. */
export function isOffered({ metrics }: QueueVisit): boolean {
	return ['nOffered', 'nCfcOffered'].some((name) => (metrics.get(name)?.sum ?? 0) > 0);
}

/** The agent who had the contact first on behalf of this queue, before it was entered again. */
function answerOf(
	{ handled }: Conversation,
	{ queueId, startMs }: Stay,
	until: number,
	taken: ReadonlySet<Session>,
): Session | null {
	const found = handled.find((session) => {
		const start = contactStart(session);
		return (
			!taken.has(session) &&
			start >= startMs &&
			start < until &&
			session.segments.some((segment) => segment.queueId === queueId)
		);
	});
	return found ?? null;
}

function outcomeOf(
	{ end }: Conversation,
	{ session, segments }: Stay,
	metrics: Totals,
	answer: Session | null,
): QueueOutcome {
	const has = (names: readonly string[]) => names.some((name) => metrics.has(name));
	if (has(ABANDONS)) return 'abandoned';
	if (has(FLOW_OUTS)) return 'flowedOut';
	if (answer || has(ANSWERS)) return 'answered';
	const last = segments.at(-1);
	if (end === null && text(last?.segmentEnd) === null) return 'waiting';
	const goesOn = session.segments.at(-1) !== last;
	return goesOn || isTransfer(text(last?.disconnectType) ?? '') ? 'transferred' : 'system';
}

function requesterOf(
	{ sessions, customer }: Conversation,
	{ session: own, startMs }: Stay,
): QueueVisit['requestedBy'] {
	const ledHere = (session: Session) => Math.abs((lastEnd(session) ?? Infinity) - startMs) <= HAND_OVER_MS;
	const handsOver = ({ segments }: Session) =>
		segments.some(
			({ disconnectType, segmentEnd }) =>
				isTransfer(text(disconnectType) ?? '') &&
				Math.abs((timeMs(segmentEnd) ?? Infinity) - startMs) <= HAND_OVER_MS,
		);
	const others = sessions.filter((session) => session !== own && session !== customer);
	if (others.some((session) => session.role === 'agent' && handsOver(session))) return 'agent';
	return others.some((session) => session.role === 'other' && session.record.flow && ledHere(session))
		? 'flow'
		: 'customer';
}

function lastEnd({ segments }: Pick<Session, 'segments'>): number | null {
	const ends = segments.map(({ segmentEnd }) => timeMs(segmentEnd)).filter((end) => end !== null);
	return ends.length > 0 ? Math.max(...ends) : null;
}

function endOf({ segments }: Stay): number | null {
	const isOpen = segments.some(({ segmentEnd }) => text(segmentEnd) === null);
	return isOpen ? null : lastEnd({ segments });
}
