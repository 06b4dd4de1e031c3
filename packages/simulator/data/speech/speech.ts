import { time } from '../conversationStore';
import { hashOf, randomOf } from '../entities';
import type { TopicEntity } from '../catalogues';
import type { Organization } from '../organization';
import type { ConversationRecord, ParticipantRecord, SessionRecord } from '../record';
import { AGENT_LINES, CUSTOMER_LINES, FLOW_LINE, type Line } from './lines';

export type Coverage = 'all' | 'part' | 'none';

export interface SpeechOptions {
	/** How much of a conversation is transcribed; by default by its id: one in five not at all, one in ten in part. */
	coverage?: (conversation: ConversationRecord) => Coverage;
	/**
	 * Whose session carries the transcript: the customer's for the whole conversation (default), each agent's, or the
	 * customer's and each agent's with what the customer doesn't hear.
	 */
	communication?: 'customer' | 'agent' | 'both';
	/** The factor that analytics apply to the sentiment of −1…1 (100): the documentation doesn't say. */
	sentimentScale?: number;
}

export interface Phrase {
	purpose: 'external' | 'internal' | 'ivr';
	text: string;
	/** Milliseconds since 1970. */
	start: number;
	duration: number;
	sentiment?: -1 | 0 | 1;
	topic?: TopicEntity;
}

/** Someone's part in a communication. */
interface Speaker {
	purpose: Phrase['purpose'];
	start: number;
	end: number;
	userId?: string;
	queueId?: string;
	flowId?: string;
	ani?: string;
	dnis?: string;
}

/** One transcript. */
export interface Communication {
	/** The session that it belongs to. */
	id: string;
	mediaType: 'call' | 'message' | 'chat' | 'email';
	start: number;
	end: number;
	phrases: Phrase[];
	speakers: Speaker[];
}

const CALLS: Record<string, Communication['mediaType']> = {
	voice: 'call',
	message: 'message',
	chat: 'chat',
	email: 'email',
};

/** What was said in a conversation that is over, always the same; empty where it isn't transcribed. */
export function communicationsOf(
	record: ConversationRecord,
	organization: Organization,
	options: SpeechOptions = {},
): Communication[] {
	const coverage = (options.coverage ?? coverageOf)(record);
	if (coverage === 'none' || record.conversationEnd === undefined) return [];
	const spoken = transcribedSessions(record);
	if (spoken.length === 0) return [];
	const ofAgents = () =>
		spoken.map((one) => communication(record, one.session.sessionId!, [one], organization));
	const all =
		options.communication === 'agent'
			? ofAgents()
			: [
					communication(
						record,
						customerSession(record) ?? spoken[0]!.session.sessionId!,
						spoken,
						organization,
					),
				];
	if (options.communication === 'both') {
		const others = ofAgents().filter(({ id }) => id !== all[0]!.id);
		const among = (phrase: Phrase) => ({ ...phrase, text: `Between us: ${phrase.text}` });
		return [
			...all,
			...others.map((one) => ({
				...one,
				phrases: one.phrases.filter(({ purpose }) => purpose !== 'ivr').map(among),
			})),
		];
	}
	if (coverage === 'all') return all;
	if (all.length > 1) return all.slice(0, 1);
	return all.map((one) => ({ ...one, phrases: one.phrases.slice(0, Math.ceil(one.phrases.length / 2)) }));
}

function coverageOf({ conversationId }: ConversationRecord): Coverage {
	const tenth = hashOf(conversationId) % 10;
	return tenth < 2 ? 'none' : tenth === 2 ? 'part' : 'all';
}

interface Spoken {
	participant: ParticipantRecord;
	session: SessionRecord;
	segments: { start: number; end: number; queueId?: string }[];
}

/** Calls are transcribed where they are recorded, messages always; callbacks and e-mails are not. */
function transcribedSessions(record: ConversationRecord): Spoken[] {
	const found: Spoken[] = [];
	const recorded = recordedSessions(record);
	for (const participant of record.participants ?? []) {
		if (participant?.purpose !== 'agent') continue;
		for (const session of participant.sessions ?? []) {
			const isRecorded =
				session?.mediaType === 'voice' &&
				(recorded.has(session.sessionId) || recorded.has(session.peerId as string | undefined));
			if (!isRecorded && session?.mediaType !== 'message') continue;
			const segments = (session.segments ?? [])
				.filter((segment) => segment?.segmentType === 'interact')
				.map(({ segmentStart, segmentEnd, queueId }) => ({
					start: time(segmentStart, NaN),
					end: time(segmentEnd, NaN),
					queueId,
				}))
				.filter(({ start, end }) => end > start);
			if (segments.length > 0 && session.sessionId !== undefined)
				found.push({ participant, session, segments });
		}
	}
	return found;
}

/** A recording is that of the customer's stream, or of an agent's. */
function recordedSessions({ participants }: ConversationRecord): Set<string | undefined> {
	const sessions = (participants ?? []).flatMap((participant) => participant?.sessions ?? []);
	return new Set(sessions.filter((session) => session?.recording === true).map((one) => one.sessionId));
}

const customerSession = ({ participants }: ConversationRecord): string | undefined =>
	participants?.find((one) => one?.purpose === 'customer' || one?.purpose === 'external')?.sessions?.[0]
		?.sessionId;

function communication(
	record: ConversationRecord,
	id: string,
	spoken: Spoken[],
	organization: Organization,
): Communication {
	const random = randomOf(id, 40);
	const topics = new Map(organization.topics.map((topic) => [topic.name, topic]));
	const first = spoken[0]!.session;
	const phrases: Phrase[] = [];
	const speakers: Speaker[] = [];
	const say = (
		purpose: Phrase['purpose'],
		{ text, sentiment, topic }: Line,
		start: number,
		duration: number,
	) => {
		const known = topic === undefined ? undefined : topics.get(topic);
		phrases.push({
			purpose,
			text,
			start,
			duration,
			...(sentiment === undefined ? {} : { sentiment }),
			...(known ? { topic: known } : {}),
		});
	};
	for (const flow of flowsOf(record)) {
		speakers.push({ purpose: 'ivr', ...flow });
		say('ivr', { text: FLOW_LINE }, flow.start, Math.min(4000, flow.end - flow.start));
	}
	const begin = spoken[0]!.segments[0]!.start;
	const end = spoken.at(-1)!.segments.at(-1)!.end;
	speakers.push({
		purpose: 'external',
		start: begin,
		end,
		...(first.ani === undefined ? {} : { ani: String(first.ani), dnis: String(first.dnis) }),
	});
	for (const { participant, segments } of spoken) {
		speakers.push({
			purpose: 'internal',
			start: segments[0]!.start,
			end: segments.at(-1)!.end,
			userId: participant.userId,
			queueId: segments[0]!.queueId,
		});
		for (const { start, end: over } of segments) {
			const step = Math.max(4500, (over - start) / 30);
			let at = start;
			for (let agent = true; at < over; agent = !agent) {
				const line = random.pick(agent ? AGENT_LINES : CUSTOMER_LINES);
				const length = Math.min(over - at, Math.round(step * (0.4 + random.next() * 0.5)));
				say(agent ? 'internal' : 'external', line, Math.round(at), length);
				at += step;
			}
		}
	}
	const mediaType = CALLS[first.mediaType ?? ''] ?? 'call';
	return { id, mediaType, start: phrases[0]!.start, end, phrases, speakers };
}

function flowsOf(record: ConversationRecord): { start: number; end: number; flowId?: string }[] {
	return (record.participants ?? []).flatMap((participant) => {
		if (participant?.purpose !== 'ivr') return [];
		const session = participant.sessions?.[0];
		const segment = session?.segments?.[0];
		const start = time(segment?.segmentStart, NaN);
		const end = time(segment?.segmentEnd, NaN);
		const flowId = (session?.flow as { flowId?: string } | undefined)?.flowId;
		return end > start ? [{ start, end, ...(flowId === undefined ? {} : { flowId }) }] : [];
	});
}
