import { time } from './conversationStore';
import type { ConversationRecord, ParticipantRecord, SessionRecord } from './record';

/**
 * A record as it was at a moment: what begins later is not in it, what ends later has no end yet, metrics come when
 * they are emitted. Dates that can't be read count as past.
 */
export function recordAsOf(record: ConversationRecord, at: number): ConversationRecord {
	const seen: ConversationRecord = { ...record };
	if (time(record.conversationEnd, 0) > at) {
		delete seen.conversationEnd;
		delete seen.mediaStatsMinConversationMos;
		delete seen.mediaStatsMinConversationRFactor;
	}
	if (Array.isArray(record.participants)) {
		seen.participants = record.participants
			.filter((one) => hasJoined(one, at))
			.map((one) => participantAt(one, at));
	}
	for (const field of ['evaluations', 'surveys']) {
		const list = record[field];
		if (Array.isArray(list)) seen[field] = list.filter((one) => time(one?.eventTime, 0) <= at);
	}
	return seen;
}

/** The next moment after this one at which the record looks different; Infinity where it stays as it is. */
export function nextChange(record: ConversationRecord, at: number): number {
	let next = Infinity;
	const consider = (text: unknown) => {
		const moment = time(text, 0);
		if (moment > at && moment < next) next = moment;
	};
	consider(record.conversationEnd);
	for (const participant of record.participants ?? []) {
		for (const session of participant?.sessions ?? []) {
			for (const segment of session?.segments ?? []) {
				consider(segment?.segmentStart);
				consider(segment?.segmentEnd);
			}
			for (const metric of session?.metrics ?? []) consider(metric?.emitDate);
		}
	}
	for (const results of [record.evaluations, record.surveys]) {
		if (Array.isArray(results)) results.forEach((one) => consider(one?.eventTime));
	}
	return next;
}

/** The record without participant attributes, which only jobs carry. */
export function withoutAttributes(record: ConversationRecord): ConversationRecord {
	if (!record.participants?.some((participant) => participant?.attributes)) return record;
	return {
		...record,
		participants: record.participants.map((participant) => {
			return participant?.attributes ? without(participant, ['attributes']) : participant;
		}),
	};
}

function hasJoined(participant: ParticipantRecord, at: number): boolean {
	if (!participant?.sessions?.length) return true;
	return participant.sessions.some((session) => hasBegun(session, at));
}

function hasBegun(session: SessionRecord, at: number): boolean {
	return (
		!session?.segments?.length || session.segments.some((segment) => time(segment?.segmentStart, 0) <= at)
	);
}

function participantAt(participant: ParticipantRecord, at: number): ParticipantRecord {
	if (!Array.isArray(participant?.sessions)) return participant;
	return {
		...participant,
		sessions: participant.sessions
			.filter((session) => hasBegun(session, at))
			.map((one) => sessionAt(one, at)),
	};
}

function sessionAt(session: SessionRecord, at: number): SessionRecord {
	const seen = { ...session };
	if (Array.isArray(session?.segments)) {
		seen.segments = session.segments
			.filter((segment) => time(segment?.segmentStart, 0) <= at)
			.map((segment) => {
				return time(segment?.segmentEnd, 0) <= at ? segment : without(segment, KNOWN_AT_ITS_END);
			});
	}
	if (Array.isArray(session?.metrics)) {
		seen.metrics = session.metrics.filter((metric) => time(metric?.emitDate, 0) <= at);
	}
	return seen;
}

/** What a segment gets when it ends. */
const KNOWN_AT_ITS_END = ['segmentEnd', 'disconnectType', 'wrapUpCode', 'wrapUpNote', 'wrapUpTags'];

function without<T extends object>(record: T, fields: string[]): T {
	const rest = { ...record } as Record<string, unknown>;
	for (const field of fields) delete rest[field];
	return rest as T;
}
