import {
	sessionMetrics,
	timeMs,
	type Conversation,
	type Leg,
	type Segment,
	type Totals,
} from '../conversation';
import { column, nameColumn, personal, type Column, type Unit } from './column';
import { legColumns, type OfLeg } from './legColumns';
import { countSegments, firstInSegments, textsInSegments } from './find';

/** One agent's (or user's) session in a conversation. */
export interface Interaction extends OfLeg {
	legs: readonly [Leg];
	metrics: Totals;
	/** Its segment that began first. */
	first: Segment | undefined;
	/** Its segment that ended last; none while one of them goes on. */
	last: Segment | undefined;
	wrapUp: Segment | undefined;
}

export function interactionsOf(conversation: Conversation): Interaction[] {
	return conversation.legs
		.filter((leg) => leg.role === 'agent')
		.map((leg) => ({
			conversation,
			leg,
			legs: [leg],
			metrics: sessionMetrics(leg.session),
			first: pick(leg.segments, (segment) => -(timeMs(segment.segmentStart) ?? Infinity)),
			last: pick(leg.segments, (segment) => timeMs(segment.segmentEnd) ?? Infinity),
			wrapUp: conversation.wrapUps.findLast((segment) => leg.segments.includes(segment)),
		}));
}

const AGENT = 'participants[purpose=agent or user]';
const SESSION = `${AGENT}.sessions[]`;
const SEGMENTS = `${SESSION}.segments[]`;

const shared = legColumns<Interaction>(AGENT);

/** Interactions: one row per agent session; the key is conversationId and sessionId. */
export const interactionColumns: ReadonlyArray<Column<Interaction>> = [
	shared.conversationId,
	shared.sessionId,
	column(
		'startTime',
		'time',
		'When it began to ring or to dial',
		`${SEGMENTS}.segmentStart, the earliest`,
		(i) => i.first?.segmentStart,
	),
	column(
		'endTime',
		'time',
		'When it was over, wrap-up included; null while it goes on',
		`${SEGMENTS}.segmentEnd, the latest`,
		(i) => i.last?.segmentEnd,
	),
	column(
		'durationSeconds',
		'seconds',
		'From its beginning to its end; null while it goes on',
		`${SEGMENTS}: latest segmentEnd − earliest segmentStart`,
		(i) => between(i.first?.segmentStart, i.last?.segmentEnd),
	),
	column(
		'conversationStartTime',
		'time',
		'When the conversation began',
		'conversationStart',
		(i) => i.conversation.record.conversationStart,
	),
	column(
		'conversationEndTime',
		'time',
		'When the conversation ended; null while it goes on',
		'conversationEnd',
		(i) => i.conversation.record.conversationEnd,
	),
	column('agentId', 'id', 'The agent', `${AGENT}.userId`, (i) => i.leg.participant.userId),
	nameColumn('agentName', 'agentId', 'user'),
	column('teamId', 'id', "The agent's team", `${AGENT}.teamId`, (i) => i.leg.participant.teamId),
	nameColumn('teamName', 'teamId', 'team'),
	shared.participantId,
	column(
		'purpose',
		'text',
		'`agent`: by a queue or a campaign, `user`: else',
		`${AGENT}.purpose`,
		(i) => i.leg.participant.purpose,
	),
	column('queueId', 'id', 'The queue it came from', `${SEGMENTS}.queueId, the first`, (i) =>
		firstInSegments(i.legs, (segment) => segment.queueId),
	),
	shared.queueName,
	column(
		'originatingDirection',
		'text',
		"The conversation's direction",
		'originatingDirection',
		(i) => i.conversation.record.originatingDirection,
	),
	shared.direction,
	shared.mediaType,
	column(
		'messageType',
		'text',
		'`sms`, `whatsapp`, …',
		`${SESSION}.messageType`,
		(i) => i.leg.session.messageType,
	),
	personal(column('ani', 'text', "The caller's number", `${SESSION}.ani`, (i) => i.leg.session.ani)),
	personal(column('dnis', 'text', 'The number dialled', `${SESSION}.dnis`, (i) => i.leg.session.dnis)),
	shared.remote,
	column(
		'handled',
		'yes/no',
		'The agent talked to the customer or worked on it; no: it only rang',
		'tTalk or tHandle of the session',
		(i) => i.conversation.handled.includes(i.leg),
	),
	metric('answerSeconds', 'seconds', 'tAnswered', 'Time the customer waited until this agent answered'),
	metric('alertSeconds', 'seconds', 'tAlert', 'Time it rang'),
	metric('notRespondingSeconds', 'seconds', 'tNotResponding', 'Time it rang without an answer'),
	metric('handleSeconds', 'seconds', 'tHandle', 'Handle time: talk, hold and after-call work'),
	metric('talkSeconds', 'seconds', 'tTalk', 'Talk time'),
	metric('holdSeconds', 'seconds', 'tHeld', 'Time on hold'),
	column('holdCount', 'count', 'How often it was put on hold', `${SESSION}.segments[segmentType=hold]`, (i) =>
		countSegments(i.legs, (segment) => segment.segmentType === 'hold'),
	),
	metric('acwSeconds', 'seconds', 'tAcw', 'After-call work'),
	metric('dialingSeconds', 'seconds', 'tDialing', 'Outbound: time spent dialing'),
	metric('contactingSeconds', 'seconds', 'tContacting', 'Outbound: time until the other side answered'),
	metric('transferCount', 'count', 'nTransferred', 'Transfers of any kind by this agent'),
	metric('blindTransferCount', 'count', 'nBlindTransferred', 'Transfers without a word to the next agent'),
	metric('consultTransferCount', 'count', 'nConsultTransferred', 'Transfers after talking to the next agent'),
	metric('consultCount', 'count', 'nConsult', 'Talks with a third party while the customer waited'),
	column(
		'wrapUpCode',
		'id',
		'The latest wrap-up code',
		`${SEGMENTS}.wrapUpCode, latest segmentStart`,
		(i) => i.wrapUp?.wrapUpCode,
	),
	shared.wrapUpName,
	personal(
		column('wrapUpNote', 'text', 'Note beside it', `${SEGMENTS}.wrapUpNote`, (i) => i.wrapUp?.wrapUpNote),
	),
	column(
		'disconnectType',
		'text',
		'How the session ended; `peer`: the other side did',
		`${SEGMENTS}.disconnectType, the first`,
		(i) => firstInSegments(i.legs, (segment) => segment.disconnectType),
	),
	column(
		'usedRouting',
		'text',
		'How it was routed',
		`${SESSION}.usedRouting`,
		(i) => i.leg.session.usedRouting,
	),
	column('skillIds', 'ids', 'Skills asked for', `${SEGMENTS}.requestedRoutingSkillIds[], distinct`, (i) =>
		textsInSegments(i.legs, (segment) => segment.requestedRoutingSkillIds),
	),
	shared.skillNames,
	column('languageId', 'id', 'Language asked for', `${SEGMENTS}.requestedLanguageId, the first`, (i) =>
		firstInSegments(i.legs, (segment) => segment.requestedLanguageId),
	),
	shared.languageName,
	column(
		'recorded',
		'yes/no',
		'The session was recorded',
		`${SESSION}.recording`,
		(i) => i.leg.session.recording,
	),
	column('errorCodes', 'texts', 'Errors, each once', `${SEGMENTS}.errorCode, distinct`, (i) =>
		textsInSegments(i.legs, (segment) => segment.errorCode),
	),
];

function metric(
	name: string,
	unit: Extract<Unit, 'seconds' | 'count'>,
	of: string,
	meaning: string,
): Column<Interaction> {
	return column(
		name,
		unit,
		meaning,
		`${SESSION}.metrics[name=${of}].value, summed`,
		(i) => i.metrics.get(of)?.sum,
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
