import type { Models } from 'purecloud-platform-client-v2';

import {
	entries,
	sessionStart,
	number,
	text,
	timeMs,
	type Conversation,
	type Session,
	type Segment,
	type Unchecked,
} from '../records/conversation';
import { totalsOf, type Totals } from '../records/metrics';
import { column, conversationLink, nameColumn, personal, type Column, type Unit } from './column';
import { fieldsOf } from './field';
import { sessionColumns, type SessionSubject } from './sessionColumns';
import { countSegments, firstInSegments, textsInSegments } from './sessionValues';

type MediaEndpointStat = Unchecked<Models.AnalyticsMediaEndpointStat>;

/** One agent's (or user's) session in a conversation. */
export interface Interaction extends SessionSubject {
	sessions: readonly [Session];
	metrics: Totals;
	/** Its segment that began first. */
	first: Segment | undefined;
	/** Its segment that ended last; none while one of them goes on. */
	last: Segment | undefined;
	wrapUp: Segment | undefined;
}

export function interactionsOf(conversation: Conversation): Interaction[] {
	return conversation.sessions
		.filter((session) => session.role === 'agent')
		.map((session) => ({
			conversation,
			session,
			sessions: [session],
			metrics: totalsOf([session.record]),
			first: pick(session.segments, (segment) => -(timeMs(segment.segmentStart) ?? Infinity)),
			last: pick(session.segments, (segment) => timeMs(segment.segmentEnd) ?? Infinity),
			wrapUp: conversation.wrapUps.findLast((segment) => session.segments.includes(segment)),
		}));
}

const AGENT = 'participants[purpose=agent or user]';
const SESSION = `${AGENT}.sessions[]`;
const SEGMENTS = `${SESSION}.segments[]`;
const PARTY = 'participantId among participants[].sessions[]';

const shared = sessionColumns<Interaction>(AGENT);
const ofConversation = fieldsOf<Models.AnalyticsConversation, Interaction>((i) => i.conversation.record);
const ofParticipant = fieldsOf<Models.AnalyticsParticipant, Interaction>(
	(i) => i.session.participant,
	`${AGENT}.`,
);
const ofSession = fieldsOf<Models.AnalyticsSession, Interaction>((i) => i.session.record, `${SESSION}.`);
const ofWrapUp = fieldsOf<Models.AnalyticsConversationSegment, Interaction>((i) => i.wrapUp, `${SEGMENTS}.`);

/** Interactions: one row per agent session; the key is conversationId and sessionId. */
export const interactionColumns: ReadonlyArray<Column<Interaction>> = [
	shared.conversationId,
	shared.sessionId,
	column(
		'startTime',
		'time',
		'When it started to ring or to dial',
		`${SEGMENTS}.segmentStart, the earliest`,
		(i) => i.first?.segmentStart,
	),
	column(
		'endTime',
		'time',
		'When it ended, including wrap-up; null while it is in progress',
		`${SEGMENTS}.segmentEnd, the latest`,
		(i) => i.last?.segmentEnd,
	),
	column(
		'durationSeconds',
		'seconds',
		'From start to end; null while it is in progress',
		`${SEGMENTS}: latest segmentEnd − earliest segmentStart`,
		(i) => between(i.first?.segmentStart, i.last?.segmentEnd),
	),
	ofConversation('conversationStartTime', 'time', 'When the conversation started', 'conversationStart'),
	ofConversation(
		'conversationEndTime',
		'time',
		'When the conversation ended; null while it is in progress',
		'conversationEnd',
	),
	ofParticipant('agentId', 'id', 'The agent', 'userId'),
	nameColumn('agentName', 'agentId', 'user'),
	ofParticipant('teamId', 'id', "The agent's team", 'teamId'),
	nameColumn('teamName', 'teamId', 'team'),
	shared.participantId,
	ofParticipant(
		'purpose',
		'text',
		'`agent` if it came from a queue or a campaign, otherwise `user`',
		'purpose',
	),
	column('queueId', 'id', 'The queue it came from', `${SEGMENTS}.queueId, the first`, (i) =>
		firstInSegments(i.sessions, (segment) => segment.queueId),
	),
	shared.queueName,
	ofConversation('originatingDirection', 'text', "The conversation's direction", 'originatingDirection'),
	shared.direction,
	shared.mediaType,
	ofSession('messageType', 'text', '`sms`, `whatsapp`, …', 'messageType'),
	personal(ofSession('ani', 'text', "The caller's number", 'ani')),
	personal(ofSession('dnis', 'text', 'The number dialed', 'dnis')),
	shared.remote,
	column(
		'handled',
		'yes/no',
		'The agent was in contact with the customer, or dialed; false if it only rang, even with after-call work',
		'tTalk, tHeld or tAnswered (outbound also tDialing, tContacting) of the session',
		(i) => i.conversation.handled.includes(i.session),
	),
	metric('answerSeconds', 'seconds', 'tAnswered', 'Time the customer waited until this agent answered'),
	metric('alertSeconds', 'seconds', 'tAlert', 'Time it rang'),
	metric('notRespondingSeconds', 'seconds', 'tNotResponding', 'Time it rang without an answer'),
	metric('handleSeconds', 'seconds', 'tHandle', 'Handle time: talk, hold and after-call work'),
	metric('talkSeconds', 'seconds', 'tTalk', 'Talk time'),
	metric('holdSeconds', 'seconds', 'tHeld', 'Time on hold'),
	column('holdCount', 'count', 'How often it was put on hold', `${SESSION}.segments[segmentType=hold]`, (i) =>
		countSegments(i.sessions, (segment) => segment.segmentType === 'hold'),
	),
	metric('acwSeconds', 'seconds', 'tAcw', 'After-call work'),
	metric('dialingSeconds', 'seconds', 'tDialing', 'Outbound: time spent dialing'),
	metric('contactingSeconds', 'seconds', 'tContacting', 'Outbound: time until the other side answered'),
	metric('transferCount', 'count', 'nTransferred', 'Transfers of any kind by this agent'),
	metric(
		'blindTransferCount',
		'count',
		'nBlindTransferred',
		'Transfers without talking to the next agent first',
	),
	metric('consultTransferCount', 'count', 'nConsultTransferred', 'Transfers after talking to the next agent'),
	metric('consultCount', 'count', 'nConsult', 'Consultations with a third party while the customer waited'),
	column(
		'wrapUpCode',
		'id',
		'The latest wrap-up code',
		`${SEGMENTS}.wrapUpCode, latest segmentStart`,
		(i) => i.wrapUp?.wrapUpCode,
	),
	shared.wrapUpName,
	personal(ofWrapUp('wrapUpNote', 'text', 'Note on it', 'wrapUpNote')),
	column(
		'disconnectType',
		'text',
		'How the session ended; `peer` if the other side ended it',
		`${SEGMENTS}.disconnectType, the first`,
		(i) => firstInSegments(i.sessions, (segment) => segment.disconnectType),
	),
	ofSession('usedRouting', 'text', 'How it was routed', 'usedRouting'),
	column('skillIds', 'ids', 'Skills requested', `${SEGMENTS}.requestedRoutingSkillIds[], distinct`, (i) =>
		textsInSegments(i.sessions, (segment) => segment.requestedRoutingSkillIds),
	),
	shared.skillNames,
	column('languageId', 'id', 'Language requested', `${SEGMENTS}.requestedLanguageId, the first`, (i) =>
		firstInSegments(i.sessions, (segment) => segment.requestedLanguageId),
	),
	shared.languageName,
	column(
		'recorded',
		'yes/no',
		"It was recorded, as the customer's session says",
		`${SESSION}.recording, that of the session with its peerId, else any of the conversation`,
		recorded,
	),
	column('errorCodes', 'texts', 'Error codes, each once', `${SEGMENTS}.errorCode, distinct`, (i) =>
		textsInSegments(i.sessions, (segment) => segment.errorCode),
	),

	// later columns stand here: what users built on keeps its place
	column(
		'monitored',
		'yes/no',
		'Somebody listened in on this agent',
		`${PARTY}.monitoredParticipantId`,
		(i) => isJoined(i, 'monitoredParticipantId'),
	),
	column('coached', 'yes/no', 'Somebody coached this agent', `${PARTY}.coachedParticipantId`, (i) =>
		isJoined(i, 'coachedParticipantId'),
	),
	column('barged', 'yes/no', 'Somebody barged in on this agent', `${PARTY}.bargedParticipantId`, (i) =>
		isJoined(i, 'bargedParticipantId'),
	),
	column(
		'minMos',
		'number',
		"Lowest MOS (voice quality, 1–5) of the agent's streams",
		`${SESSION}.mediaEndpointStats[].minMos, the lowest`,
		(i) => lowest(i, 'minMos'),
	),
	column(
		'minRFactor',
		'number',
		"Lowest R-factor (voice quality, 0–100) of the agent's streams",
		`${SESSION}.mediaEndpointStats[].minRFactor, the lowest`,
		(i) => lowest(i, 'minRFactor'),
	),
	metric(
		'firstResponseSeconds',
		'seconds',
		'tFirstResponse',
		"Messages: time until the agent's first response",
	),
	mean('agentResponseSeconds', 'tAgentResponseTime', "Messages: the agent's mean time to respond"),
	mean('customerResponseSeconds', 'tUserResponseTime', "Messages: the customer's mean time to respond"),
	column(
		'flowInType',
		'text',
		'What led to the queue it came from, as the API names it',
		`${SESSION}.flowInType, else of the acd session that it came from: the latest of its queue`,
		flowInType,
	),
	ofSession('acwSkipped', 'yes/no', 'The agent skipped the after-call work', 'acwSkipped'),
	conversationLink((i) => i.conversation.id),
];

function metric(
	name: string,
	unit: Extract<Unit, 'seconds' | 'count'>,
	metricName: string,
	meaning: string,
): Column<Interaction> {
	return column(
		name,
		unit,
		meaning,
		`${SESSION}.metrics[name=${metricName}].value, summed`,
		(i) => i.metrics.get(metricName)?.sum,
	);
}

function mean(name: string, metricName: string, meaning: string): Column<Interaction> {
	return column(
		name,
		'seconds',
		meaning,
		`${SESSION}.metrics[name=${metricName}].value, mean of the emissions`,
		(i) => {
			const total = i.metrics.get(metricName);
			return total && Math.round(total.sum / total.emissions);
		},
	);
}

/** "Any transfers of that session … spawn new sessions whose peerIds point back to that original external session." */
function recorded({ conversation, session }: Interaction): boolean | undefined {
	const { recording, peerId } = session.record;
	if (recording === true) return true;
	const peer = conversation.sessions.find(
		({ record }) => text(peerId) !== null && record.sessionId === peerId,
	);
	if (typeof peer?.record.recording === 'boolean') return peer.record.recording;
	const recorded = conversation.sessions.map(({ record }) => record.recording);
	return recorded.includes(true) ? true : recorded.includes(false) ? false : undefined;
}

function isJoined(
	{ conversation, session }: Interaction,
	field: 'monitoredParticipantId' | 'coachedParticipantId' | 'bargedParticipantId',
): boolean {
	const id = text(session.participant.participantId);
	return id !== null && conversation.sessions.some(({ record }) => record[field] === id);
}

function lowest({ session }: Interaction, field: 'minMos' | 'minRFactor'): number | null {
	const values = entries<MediaEndpointStat>(session.record.mediaEndpointStats)
		.map((stats) => number(stats[field]))
		.filter((value) => value !== null);
	return values.length > 0 ? Math.min(...values) : null;
}

function flowInType({ conversation, session }: Interaction): unknown {
	const queueId = firstInSegments([session], (segment) => segment.queueId);
	return (
		text(session.record.flowInType) ??
		conversation.queueVisits.findLast(
			(visit) => visit.queueId === queueId && visit.startMs <= sessionStart(session),
		)?.session.record.flowInType
	);
}

/** The segment of the highest rank, the first of equals. */
function pick(segments: readonly Segment[], rank: (segment: Segment) => number): Segment | undefined {
	let best = segments[0];
	for (const segment of segments) if (best && rank(segment) > rank(best)) best = segment;
	return best;
}

function between(start: unknown, end: unknown): number | null {
	const from = timeMs(start);
	const to = timeMs(end);
	return from === null || to === null ? null : to - from;
}
