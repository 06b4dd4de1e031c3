import { ABANDONS } from './abandoned';
import { ANSWERS } from './answered';
import { consultedQueueLegs } from './consultation';
import { isTransfer } from './disconnect';
import {
	contactStart,
	entries,
	text,
	timeMs,
	type Conversation,
	type Leg,
	type QueueVisit as Stay,
	type Session,
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
	answer: Leg | null;
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
	const consulted = consultedQueueLegs(conversation);
	const taken = new Set<Leg>();
	return conversation.queueVisits.map((stay, index, all) => {
		const metrics: Totals = totalsOf(stay.isLastOfLeg ? [stay.leg.session] : []);
		const isConsult = consulted.has(stay.leg);
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
	for (const session of entries<Session>(answer.participant.sessions)) {
		const total = totalsOf([session]).get('tHandle');
		if (total) handle = (handle ?? 0) + total.sum;
	}
	return handle;
}

/** Whether it was answered later than the service level asks for; null where nobody answered. */
export function isLate({ answer, metrics, outcome }: QueueVisit): boolean | null {
	if (outcome !== 'answered') return null;
	const ofAgent = answer ? totalsOf([answer.session]) : undefined;
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
	taken: ReadonlySet<Leg>,
): Leg | null {
	const found = handled.find((leg) => {
		const start = contactStart(leg);
		return (
			!taken.has(leg) &&
			start >= startMs &&
			start < until &&
			leg.segments.some((segment) => segment.queueId === queueId)
		);
	});
	return found ?? null;
}

function outcomeOf(
	{ end }: Conversation,
	{ leg, segments }: Stay,
	metrics: Totals,
	answer: Leg | null,
): QueueOutcome {
	const has = (names: readonly string[]) => names.some((name) => metrics.has(name));
	if (has(ABANDONS)) return 'abandoned';
	if (has(FLOW_OUTS)) return 'flowedOut';
	if (answer || has(ANSWERS)) return 'answered';
	const last = segments.at(-1);
	if (end === null && text(last?.segmentEnd) === null) return 'waiting';
	const goesOn = leg.segments.at(-1) !== last;
	return goesOn || isTransfer(text(last?.disconnectType) ?? '') ? 'transferred' : 'system';
}

function requesterOf(
	{ legs, customer }: Conversation,
	{ leg: own, startMs }: Stay,
): QueueVisit['requestedBy'] {
	const ledHere = (leg: Leg) => Math.abs((lastEnd(leg) ?? Infinity) - startMs) <= HAND_OVER_MS;
	const handsOver = ({ segments }: Leg) =>
		segments.some(
			({ disconnectType, segmentEnd }) =>
				isTransfer(text(disconnectType) ?? '') &&
				Math.abs((timeMs(segmentEnd) ?? Infinity) - startMs) <= HAND_OVER_MS,
		);
	const others = legs.filter((leg) => leg !== own && leg !== customer);
	if (others.some((leg) => leg.role === 'agent' && handsOver(leg))) return 'agent';
	return others.some((leg) => leg.role === 'other' && leg.session.flow && ledHere(leg)) ? 'flow' : 'customer';
}

function lastEnd({ segments }: Pick<Leg, 'segments'>): number | null {
	const ends = segments.map(({ segmentEnd }) => timeMs(segmentEnd)).filter((end) => end !== null);
	return ends.length > 0 ? Math.max(...ends) : null;
}

function endOf({ segments }: Stay): number | null {
	const isOpen = segments.some(({ segmentEnd }) => text(segmentEnd) === null);
	return isOpen ? null : lastEnd({ segments });
}
