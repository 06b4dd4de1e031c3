import { text, timeMs, type Conversation, type Segment } from '../records/conversation';
import type { Models } from 'purecloud-platform-client-v2';
import { column, nameColumn, personal, type Column } from './column';
import { fieldsOf } from './field';
import { sessionColumns, type SessionSubject } from './sessionColumns';

/** One segment of a session, with where it stands. */
export interface SegmentOfSession extends SessionSubject {
	segment: Segment;
	/** Its place in the session, from 0. */
	index: number;
}

export function segmentsOf(conversation: Conversation): SegmentOfSession[] {
	return conversation.sessions.flatMap((session) =>
		session.segments.map((segment, index) => ({ conversation, session, segment, index })),
	);
}

const PARTICIPANT = 'participants[]';
const SESSION = `${PARTICIPANT}.sessions[]`;
const SEGMENT = `${SESSION}.segments[]`;

const shared = sessionColumns<SegmentOfSession>(PARTICIPANT);
const ofSegment = fieldsOf<Models.AnalyticsConversationSegment, SegmentOfSession>(
	(s) => s.segment,
	`${SEGMENT}.`,
);
const ofParticipant = fieldsOf<Models.AnalyticsParticipant, SegmentOfSession>(
	(s) => s.session.participant,
	`${PARTICIPANT}.`,
);
const ofFlow = fieldsOf<Models.AnalyticsFlow, SegmentOfSession>(
	(s) => s.session.record.flow,
	`${SESSION}.flow.`,
);

/** Segments: one row per segment; the key is conversationId, sessionId and segmentIndex. */
export const segmentColumns: ReadonlyArray<Column<SegmentOfSession>> = [
	shared.conversationId,
	shared.sessionId,
	column('segmentIndex', 'count', "The segment's position in the session, from 0", SEGMENT, (s) => s.index),
	ofSegment('startTime', 'time', 'When it started', 'segmentStart'),
	ofSegment('endTime', 'time', 'When it ended; null while it is in progress', 'segmentEnd'),
	column('durationSeconds', 'seconds', 'From start to end', 'segmentEnd − segmentStart', (s) =>
		elapsed(timeMs(s.segment.segmentStart), timeMs(s.segment.segmentEnd)),
	),
	column(
		'offsetSeconds',
		'seconds',
		'From the start of the conversation to that of the segment',
		'segmentStart − conversationStart',
		(s) => elapsed(s.conversation.start, timeMs(s.segment.segmentStart)),
	),
	ofSegment('segmentType', 'text', '`interact`, `hold`, `alert`, `wrapup`, …', 'segmentType'),
	column(
		'purpose',
		'text',
		'`customer`, `agent`, `acd`, `ivr`, …; `external` for an outside party other than the customer',
		`${PARTICIPANT}.purpose; the customer's is external in queries and customer in jobs`,
		({ session: { participant }, conversation }) =>
			participant === conversation.customer?.participant ? 'customer' : participant.purpose,
	),
	shared.participantId,
	personal(ofParticipant('participantName', 'text', "The participant's name", 'participantName')),
	ofParticipant('userId', 'id', 'The user, if the participant is one', 'userId'),
	nameColumn('userName', 'userId', 'user'),
	shared.mediaType,
	shared.direction,
	ofSegment('queueId', 'id', 'The queue', 'queueId'),
	shared.queueName,
	ofSegment('disconnectType', 'text', 'How the session ended, if it did with this segment', 'disconnectType'),
	ofSegment('wrapUpCode', 'id', 'Wrap-up code', 'wrapUpCode'),
	shared.wrapUpName,
	personal(ofSegment('wrapUpNote', 'text', 'Note on the wrap-up', 'wrapUpNote')),
	ofSegment('wrapUpTags', 'texts', 'Tags on the wrap-up', 'wrapUpTags[]'),
	ofSegment('skillIds', 'ids', 'Skills requested', 'requestedRoutingSkillIds[]'),
	shared.skillNames,
	ofSegment('languageId', 'id', 'Language requested', 'requestedLanguageId'),
	shared.languageName,
	ofSegment('conference', 'yes/no', 'It was part of a conference', 'conference'),
	ofSegment('groupId', 'id', 'The group it was for', 'groupId'),
	ofSegment('errorCode', 'text', 'Error code', 'errorCode'),
	ofSegment('sipResponseCodes', 'texts', 'SIP response codes', 'sipResponseCodes[]'),
	personal(ofSegment('subject', 'text', 'Subject of the email', 'subject')),
	personal(
		column(
			'ani',
			'text',
			"The caller's number or the sender's address",
			`${SESSION}.ani, else .addressFrom`,
			(s) => text(s.session.record.ani) ?? s.session.record.addressFrom,
		),
	),
	personal(
		column(
			'dnis',
			'text',
			"The number dialed or the recipient's address",
			`${SESSION}.dnis, else .addressTo`,
			(s) => text(s.session.record.dnis) ?? s.session.record.addressTo,
		),
	),
	shared.remote,
	ofFlow('flowId', 'id', 'The Architect flow', 'flowId'),
	ofFlow('flowName', 'text', "The flow's name when it ran", 'flowName'),
];

function elapsed(from: number | null, to: number | null): number | null {
	return from === null || to === null ? null : to - from;
}
