import type { Models } from 'purecloud-platform-client-v2';

import { entries, fields, number, text, timeMs } from './json';
import { totalsOf, type Role, type WithMetrics } from './metrics';

export { entries, fields, isApiTime, isoTime, number, text, timeMs } from './json';

/** A part of a record as it came: field names checked against the API's model, values trusted to be of no type. */
export type Unchecked<T> = { readonly [K in keyof T]?: unknown };
export type ConversationRecord = Unchecked<Models.AnalyticsConversation>;
export type Participant = Unchecked<Models.AnalyticsParticipant>;
export type Session = Unchecked<Models.AnalyticsSession>;
export type Segment = Unchecked<Models.AnalyticsConversationSegment>;
export type Metric = Unchecked<Models.AnalyticsSessionMetric>;

/** One session with the participant it belongs to. */
export interface Leg {
	participant: Participant;
	session: Session;
	role: Role;
	segments: readonly Segment[];
}

/** What one conversation record says, read in one go for the columns and the filters. */
export interface Conversation extends WithMetrics {
	record: ConversationRecord;
	id: string | null;
	/** Milliseconds since the epoch. */
	start: number | null;
	/** Milliseconds since the epoch; null while the conversation goes on. */
	end: number | null;
	/** Every session, in the record's order. */
	legs: readonly Leg[];
	/** Every session, by its beginning; those of no time last. */
	byTime: readonly Leg[];
	/** The customer's first session; without a customer, the external party's. */
	customer: Leg | null;
	/** The session that tells what the conversation is: the customer's, or the first of a call among users. */
	origin: Leg | null;
	/** Every entry into a queue, earliest first; a queue entered twice is here twice. */
	queueVisits: readonly QueueVisit[];
	/** The queue that an agent's segment names before any was entered: outbound on behalf of a queue. */
	agentQueueId: string | null;
	/** Sessions in which an agent (or user) had the customer or dialed, by the beginning of the contact. */
	handled: readonly Leg[];
	/** Of `handled`, the one whose contact (its wrap-up left out) ended last. */
	lastHandled: Leg | null;
	/** Wrap-up segments that carry a code, earliest first. */
	wrapUps: readonly Segment[];
}

/** A stay in a queue. */
export interface QueueVisit {
	queueId: string;
	/** The session of the queue. */
	leg: Leg;
	/** The segments of it that are this stay's. */
	segments: Segment[];
	/** False where the session went on to another queue: its metrics tell how it left that one. */
	isLastOfLeg: boolean;
	/** Milliseconds since the epoch; Infinity where the record doesn't say. */
	startMs: number;
	/** Milliseconds in the queue; null while it lasts, or where the record doesn't say. */
	waitMs: number | null;
}

const ROLE_OF_PURPOSE: ReadonlyMap<unknown, Role> = new Map([
	['customer', 'customer'],
	['external', 'customer'],
	['agent', 'agent'],
	['user', 'agent'],
	['acd', 'queue'],
]);

/** Reads a record; whatever is missing or of a wrong type counts as absent. Never throws on parsed JSON. */
export function conversationOf(value: unknown): Conversation {
	const record = fields<ConversationRecord>(value);
	const sessions: Partial<Record<Role, Session[]>> = {};
	const legs: Leg[] = [];
	const handled: Leg[] = [];
	for (const participant of entries<Participant>(record.participants)) {
		const role = ROLE_OF_PURPOSE.get(participant.purpose) ?? 'other';
		for (const session of entries<Session>(participant.sessions)) {
			const leg: Leg = { participant, session, role, segments: entries<Segment>(session.segments) };
			legs.push(leg);
			(sessions[role] ??= []).push(session);
			if (role === 'agent' && (hadContact(session) || isTalking(leg))) handled.push(leg);
		}
	}
	if (handled.length > 1) sortByTime(handled, contactStart);
	const byTime = inTime(legs);
	const customer = customerOf(byTime);
	const visits = queueVisits(legs);
	return {
		record,
		id: text(record.conversationId),
		start: timeMs(record.conversationStart),
		end: timeMs(record.conversationEnd),
		legs,
		byTime,
		customer,
		origin: customer ?? byTime[0] ?? null,
		metrics: metricsOf(sessions),
		queueVisits: visits,
		agentQueueId: agentQueueId(legs, visits[0]),
		handled,
		lastHandled: lastToEnd(handled),
		wrapUps: wrapUpsOf(legs),
	};
}

/** Distinct queues in order of entry; before them, the one on whose behalf an agent called earlier. */
export function queueIds({ queueVisits, agentQueueId }: Conversation): string[] {
	return distinct([agentQueueId, ...queueVisits.map(({ queueId }) => queueId)]);
}

/** The first of `queueIds`. */
export function firstQueueId({ queueVisits, agentQueueId }: Conversation): string | null {
	return agentQueueId ?? queueVisits[0]?.queueId ?? null;
}

/** `inbound` or `outbound`: the conversation's, else that of its first session. */
export function direction({ record, origin }: Conversation): string | null {
	return text(record.originatingDirection) ?? text(origin?.session.direction);
}

/** Distinct agents who handled it, by first contact; an agent without a user id has none to give. */
export function handlingAgents(conversation: Conversation): string[] {
	return distinct(conversation.handled.map((leg) => text(leg.participant.userId)));
}

/** How many agents handled it: as `handlingAgents`, but an agent without a user id still counts as one. */
export function agentCount(conversation: Conversation): number {
	const { handled } = conversation;
	if (handled.length < 2) return handled.length;
	return new Set(
		handled.map(({ participant }) => participant.userId ?? participant.participantId ?? participant),
	).size;
}

/** The record's conversationId. */
export function idOf(record: unknown): string | null {
	return text(fields<ConversationRecord>(record).conversationId);
}

/** The record's conversationStart in milliseconds since the epoch. */
export function startMs(record: unknown): number | null {
	return timeMs(fields<ConversationRecord>(record).conversationStart);
}

/** The record's conversationEnd in milliseconds since the epoch; null while the conversation goes on. */
export function endMs(record: unknown): number | null {
	return timeMs(fields<ConversationRecord>(record).conversationEnd);
}

/** The handle time of all its agents in seconds, null where the record has none. */
export function handleSeconds({ metrics: { agent } }: Conversation): number | null {
	const handle = agent.get('tHandle');
	return handle ? handle.sum / 1000 : null;
}

/** The values that are there, each once, by first appearance. */
function distinct<T>(values: Iterable<T | null>): T[] {
	const result = new Set<T>();
	for (const value of values) if (value !== null) result.add(value);
	return [...result];
}

/** Talks at this moment: metrics of it come when it is over. */
export function isTalking({ segments }: Pick<Leg, 'segments'>): boolean {
	return segments.some(
		({ segmentType, segmentEnd }) => segmentType === 'interact' && text(segmentEnd) === null,
	);
}

function metricsOf(sessions: Partial<Record<Role, Session[]>>): WithMetrics['metrics'] {
	return {
		customer: totalsOf(sessions.customer),
		agent: totalsOf(sessions.agent),
		queue: totalsOf(sessions.queue),
		other: totalsOf(sessions.other),
	};
}

// Not tHandle: it also has the after-call work of an agent who let it ring.
const CONTACT_TIMES = new Set<unknown>(['tTalk', 'tHeld', 'tDialing', 'tContacting']);

/** Whether the agent of the session had the contact, by its metrics. */
function hadContact({ metrics }: Session): boolean {
	return entries<Metric>(metrics).some(
		({ name, value }) =>
			(name === 'tAnswered' && number(value) !== null) ||
			(CONTACT_TIMES.has(name) && (number(value) ?? 0) > 0),
	);
}

// A customer comes before an external party: the latter may be someone the agent consulted.
function customerOf(byTime: readonly Leg[]): Leg | null {
	const external = byTime.find(({ role }) => role === 'customer');
	return byTime.find(({ participant }) => participant.purpose === 'customer') ?? external ?? null;
}

function inTime(legs: readonly Leg[]): readonly Leg[] {
	const sorted = [...legs];
	sortByTime(sorted, legStart);
	return sorted;
}

/** When the session began, ringing included; Infinity where the record doesn't say. */
export function legStart({ segments }: Leg): number {
	let start = Infinity;
	for (const { segmentStart } of segments) start = Math.min(start, timeMs(segmentStart) ?? Infinity);
	return start;
}

function queueVisits(legs: readonly Leg[]): QueueVisit[] {
	const visits: QueueVisit[] = [];
	for (const leg of legs) {
		if (leg.role !== 'queue') continue;
		const before = visits.length;
		let current: (typeof visits)[number] | undefined;
		for (const segment of leg.segments) {
			const queueId = text(segment.queueId);
			if (queueId === null) continue;
			const length = lengthMs(segment);
			if (queueId === current?.queueId) {
				current.segments.push(segment);
				current.waitMs = current.waitMs === null || length === null ? null : current.waitMs + length;
				continue;
			}
			if (current) current.isLastOfLeg = false;
			current = {
				queueId,
				leg,
				segments: [segment],
				isLastOfLeg: true,
				startMs: timeMs(segment.segmentStart) ?? Infinity,
				waitMs: length,
			};
			visits.push(current);
		}
		// Genesys's own figure, where it is of one visit alone.
		if (current && visits.length === before + 1) current.waitMs = waitIn(leg.session) ?? current.waitMs;
	}
	if (visits.length > 1) sortByTime(visits, ({ startMs }) => startMs);
	return visits;
}

function waitIn({ metrics }: Session): number | null {
	const emissions = entries<Metric>(metrics).filter(
		({ name, value }) => (name === 'tAcd' || name === 'tCfcAcd') && number(value) !== null,
	);
	return emissions.length > 0 ? emissions.reduce((sum, { value }) => sum + Number(value), 0) : null;
}

function lengthMs({ segmentStart, segmentEnd }: Segment): number | null {
	const start = timeMs(segmentStart);
	const end = timeMs(segmentEnd);
	return start === null || end === null ? null : end - start;
}

function agentQueueId(legs: readonly Leg[], visit: QueueVisit | undefined): string | null {
	let first: string | null = null;
	let firstStart = Infinity;
	for (const { role, segments } of legs) {
		if (role !== 'agent') continue;
		for (const segment of segments) {
			const queueId = text(segment.queueId);
			const start = timeMs(segment.segmentStart) ?? Infinity;
			if (queueId === null || (first !== null && start >= firstStart)) continue;
			first = queueId;
			firstStart = start;
		}
	}
	return !visit || firstStart < visit.startMs ? first : null;
}

// A wrap-up code on a segment of another type isn't ruled out by the API's schema; the code is what counts.
function wrapUpsOf(legs: readonly Leg[]): Segment[] {
	const result: Segment[] = [];
	for (const leg of legs) {
		for (const segment of leg.segments) if (text(segment.wrapUpCode) !== null) result.push(segment);
	}
	if (result.length > 1) sortByTime(result, (segment) => timeMs(segment.segmentStart) ?? -Infinity);
	return result;
}

/** Sorts in place, earliest first; at the same time the record's order stays. */
function sortByTime<T>(values: T[], timeOf: (value: T) => number): void {
	const times = values.map(timeOf);
	// As they are as a rule.
	if (times.every((time, index) => index === 0 || times[index - 1]! <= time)) return;
	const keyed = values.map((value, index) => ({ value, time: times[index]! }));
	keyed.sort((a, b) => (a.time === b.time ? 0 : a.time - b.time));
	keyed.forEach(({ value }, index) => (values[index] = value));
}

/**
 * Ringing is not yet contact; wrap-up no longer is, though it carries the disconnect type of its session, too; who only
 * listens, or watches a screen, has none.
 */
export function isContact({ segmentType }: Segment): boolean {
	return !WITHOUT_CONTACT.has(segmentType);
}
const WITHOUT_CONTACT = new Set<unknown>(['alert', 'wrapup', 'monitoring', 'coaching', 'screenmonitoring']);

export function contactStart({ segments }: Leg): number {
	let start = Infinity;
	for (const segment of segments) {
		if (isContact(segment)) {
			start = Math.min(start, timeMs(segment.segmentStart) ?? Infinity);
		}
	}
	return start;
}

// Wrap-up is left out: an agent who transferred may still write notes when the next one is long done.
function contactEnd({ segments }: Leg): number {
	let end = -Infinity;
	for (const segment of segments) {
		if (isContact(segment)) {
			end = Math.max(end, timeMs(segment.segmentEnd) ?? Infinity);
		}
	}
	return end;
}

function lastToEnd(handled: readonly Leg[]): Leg | null {
	let last: Leg | null = null;
	let lastEnd = -Infinity;
	for (const leg of handled) {
		const end = handled.length > 1 ? contactEnd(leg) : Infinity;
		if (!last || end >= lastEnd) {
			last = leg;
			lastEnd = end;
		}
	}
	return last;
}
