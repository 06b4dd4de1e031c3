import type { Models } from 'purecloud-platform-client-v2';

import { entries, fields, number, text, timeMs } from './json';
import { totalsOf, type Role, type WithMetrics } from './metrics';

export { entries, fields, isApiTime, isoTime, number, text, timeMs } from './json';

/** A part of a record as it came: field names checked against the API's model, values trusted to be of no type. */
export type Unchecked<T> = { readonly [K in keyof T]?: unknown };
export type ConversationRecord = Unchecked<Models.AnalyticsConversation>;
export type Participant = Unchecked<Models.AnalyticsParticipant>;
export type SessionRecord = Unchecked<Models.AnalyticsSession>;
export type Segment = Unchecked<Models.AnalyticsConversationSegment>;
export type Metric = Unchecked<Models.AnalyticsSessionMetric>;

/** One session with the participant it belongs to. */
export interface Session {
	participant: Participant;
	record: SessionRecord;
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
	sessions: readonly Session[];
	/** Every session, by its beginning; those of no time last. */
	byTime: readonly Session[];
	/** The customer's first session; without a customer, the external party's. */
	customer: Session | null;
	/** The session that tells what the conversation is: the customer's, or the first of a call among users. */
	origin: Session | null;
	/** Every entry into a queue, earliest first; a queue entered twice is here twice. */
	queueVisits: readonly QueueVisit[];
	/** The queue that an agent's segment names before any was entered: outbound on behalf of a queue. */
	agentQueueId: string | null;
	/** Sessions in which an agent (or user) had the customer or dialed, by the beginning of the contact. */
	handled: readonly Session[];
	/** Of `handled`, the one whose contact (its wrap-up left out) ended last. */
	lastHandled: Session | null;
	/** Wrap-up segments that carry a code, earliest first. */
	wrapUps: readonly Segment[];
}

/** A stay in a queue. */
export interface QueueVisit {
	queueId: string;
	/** The session of the queue. */
	session: Session;
	/** The segments of it that are this stay's. */
	segments: Segment[];
	/** False where the session went on to another queue: its metrics tell how it left that one. */
	isLastOfSession: boolean;
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
	const byRole: Partial<Record<Role, SessionRecord[]>> = {};
	const sessions: Session[] = [];
	const handled: Session[] = [];
	for (const participant of entries<Participant>(record.participants)) {
		const role = ROLE_OF_PURPOSE.get(participant.purpose) ?? 'other';
		for (const own of entries<SessionRecord>(participant.sessions)) {
			const session: Session = { participant, record: own, role, segments: entries<Segment>(own.segments) };
			sessions.push(session);
			(byRole[role] ??= []).push(own);
			if (role === 'agent' && (hadContact(own) || isTalking(session))) handled.push(session);
		}
	}
	if (handled.length > 1) sortByTime(handled, contactStart);
	const byTime = inTime(sessions);
	const customer = customerOf(byTime);
	const visits = queueVisits(sessions);
	return {
		record,
		id: text(record.conversationId),
		start: timeMs(record.conversationStart),
		end: timeMs(record.conversationEnd),
		sessions,
		byTime,
		customer,
		origin: customer ?? byTime[0] ?? null,
		metrics: metricsOf(byRole),
		queueVisits: visits,
		agentQueueId: agentQueueId(sessions, visits[0]),
		handled,
		lastHandled: lastToEnd(handled),
		wrapUps: wrapUpsOf(sessions),
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
	return text(record.originatingDirection) ?? text(origin?.record.direction);
}

/** Distinct agents who handled it, by first contact; an agent without a user id has none to give. */
export function handlingAgents(conversation: Conversation): string[] {
	return distinct(conversation.handled.map((session) => text(session.participant.userId)));
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
export function isTalking({ segments }: Pick<Session, 'segments'>): boolean {
	return segments.some(
		({ segmentType, segmentEnd }) => segmentType === 'interact' && text(segmentEnd) === null,
	);
}

function metricsOf(byRole: Partial<Record<Role, SessionRecord[]>>): WithMetrics['metrics'] {
	return {
		customer: totalsOf(byRole.customer),
		agent: totalsOf(byRole.agent),
		queue: totalsOf(byRole.queue),
		other: totalsOf(byRole.other),
	};
}

// Not tHandle: it also has the after-call work of an agent who let it ring.
const CONTACT_TIMES = new Set<unknown>(['tTalk', 'tHeld', 'tDialing', 'tContacting']);

/** Whether the agent of the session had the contact, by its metrics. */
function hadContact({ metrics }: SessionRecord): boolean {
	return entries<Metric>(metrics).some(
		({ name, value }) =>
			(name === 'tAnswered' && number(value) !== null) ||
			(CONTACT_TIMES.has(name) && (number(value) ?? 0) > 0),
	);
}

// A customer comes before an external party: the latter may be someone the agent consulted.
function customerOf(byTime: readonly Session[]): Session | null {
	const external = byTime.find(({ role }) => role === 'customer');
	return byTime.find(({ participant }) => participant.purpose === 'customer') ?? external ?? null;
}

function inTime(sessions: readonly Session[]): readonly Session[] {
	const sorted = [...sessions];
	sortByTime(sorted, sessionStart);
	return sorted;
}

/** When the session began, ringing included; Infinity where the record doesn't say. */
export function sessionStart({ segments }: Session): number {
	let start = Infinity;
	for (const { segmentStart } of segments) start = Math.min(start, timeMs(segmentStart) ?? Infinity);
	return start;
}

function queueVisits(sessions: readonly Session[]): QueueVisit[] {
	const visits: QueueVisit[] = [];
	for (const session of sessions) {
		if (session.role !== 'queue') continue;
		const before = visits.length;
		let current: (typeof visits)[number] | undefined;
		for (const segment of session.segments) {
			const queueId = text(segment.queueId);
			if (queueId === null) continue;
			const length = lengthMs(segment);
			if (queueId === current?.queueId) {
				current.segments.push(segment);
				current.waitMs = current.waitMs === null || length === null ? null : current.waitMs + length;
				continue;
			}
			if (current) current.isLastOfSession = false;
			current = {
				queueId,
				session,
				segments: [segment],
				isLastOfSession: true,
				startMs: timeMs(segment.segmentStart) ?? Infinity,
				waitMs: length,
			};
			visits.push(current);
		}
		// Genesys's own figure, where it is of one visit alone.
		if (current && visits.length === before + 1) current.waitMs = waitIn(session.record) ?? current.waitMs;
	}
	if (visits.length > 1) sortByTime(visits, ({ startMs }) => startMs);
	return visits;
}

function waitIn({ metrics }: SessionRecord): number | null {
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

function agentQueueId(sessions: readonly Session[], visit: QueueVisit | undefined): string | null {
	let first: string | null = null;
	let firstStart = Infinity;
	for (const { role, segments } of sessions) {
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
function wrapUpsOf(sessions: readonly Session[]): Segment[] {
	const result: Segment[] = [];
	for (const session of sessions) {
		for (const segment of session.segments) if (text(segment.wrapUpCode) !== null) result.push(segment);
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

export function contactStart({ segments }: Session): number {
	let start = Infinity;
	for (const segment of segments) {
		if (isContact(segment)) {
			start = Math.min(start, timeMs(segment.segmentStart) ?? Infinity);
		}
	}
	return start;
}

// Wrap-up is left out: an agent who transferred may still write notes when the next one is long done.
function contactEnd({ segments }: Session): number {
	let end = -Infinity;
	for (const segment of segments) {
		if (isContact(segment)) {
			end = Math.max(end, timeMs(segment.segmentEnd) ?? Infinity);
		}
	}
	return end;
}

function lastToEnd(handled: readonly Session[]): Session | null {
	let last: Session | null = null;
	let lastEnd = -Infinity;
	for (const session of handled) {
		const end = handled.length > 1 ? contactEnd(session) : Infinity;
		if (!last || end >= lastEnd) {
			last = session;
			lastEnd = end;
		}
	}
	return last;
}
