import {
	fields,
	text,
	timeMs,
	type Conversation,
	type Segment,
	type Unchecked,
} from '../records/conversation';
import type { Models } from 'purecloud-platform-client-v2';
import { column, nameColumn, personal, type Column } from './column';
import { legColumns, type LegSubject } from './legColumns';

/** One segment of a session, with where it stands. */
export interface SegmentOfLeg extends LegSubject {
	segment: Segment;
	/** Its place in the session, from 0. */
	index: number;
}

export function segmentsOf(conversation: Conversation): SegmentOfLeg[] {
	return conversation.legs.flatMap((leg) =>
		leg.segments.map((segment, index) => ({ conversation, leg, segment, index })),
	);
}

const PARTICIPANT = 'participants[]';
const SESSION = `${PARTICIPANT}.sessions[]`;
const SEGMENT = `${SESSION}.segments[]`;

const shared = legColumns<SegmentOfLeg>(PARTICIPANT);

/** Segments: one row per segment; the key is conversationId, sessionId and segmentIndex. */
export const segmentColumns: ReadonlyArray<Column<SegmentOfLeg>> = [
	shared.conversationId,
	shared.sessionId,
	column('segmentIndex', 'count', "The segment's position in the session, from 0", SEGMENT, (s) => s.index),
	column('startTime', 'time', 'When it started', `${SEGMENT}.segmentStart`, (s) => s.segment.segmentStart),
	column(
		'endTime',
		'time',
		'When it ended; null while it is in progress',
		`${SEGMENT}.segmentEnd`,
		(s) => s.segment.segmentEnd,
	),
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
	column(
		'segmentType',
		'text',
		'`interact`, `hold`, `alert`, `wrapup`, …',
		`${SEGMENT}.segmentType`,
		(s) => s.segment.segmentType,
	),
	column(
		'purpose',
		'text',
		'`customer`, `agent`, `acd`, `ivr`, …',
		`${PARTICIPANT}.purpose`,
		(s) => s.leg.participant.purpose,
	),
	shared.participantId,
	personal(
		column(
			'participantName',
			'text',
			"The participant's name",
			`${PARTICIPANT}.participantName`,
			(s) => s.leg.participant.participantName,
		),
	),
	column(
		'userId',
		'id',
		'The user, if the participant is one',
		`${PARTICIPANT}.userId`,
		(s) => s.leg.participant.userId,
	),
	nameColumn('userName', 'userId', 'user'),
	shared.mediaType,
	shared.direction,
	column('queueId', 'id', 'The queue', `${SEGMENT}.queueId`, (s) => s.segment.queueId),
	shared.queueName,
	column(
		'disconnectType',
		'text',
		'How the session ended, if it did with this segment',
		`${SEGMENT}.disconnectType`,
		(s) => s.segment.disconnectType,
	),
	column('wrapUpCode', 'id', 'Wrap-up code', `${SEGMENT}.wrapUpCode`, (s) => s.segment.wrapUpCode),
	shared.wrapUpName,
	personal(
		column('wrapUpNote', 'text', 'Note on the wrap-up', `${SEGMENT}.wrapUpNote`, (s) => s.segment.wrapUpNote),
	),
	column(
		'wrapUpTags',
		'texts',
		'Tags on the wrap-up',
		`${SEGMENT}.wrapUpTags[]`,
		(s) => s.segment.wrapUpTags,
	),
	column(
		'skillIds',
		'ids',
		'Skills requested',
		`${SEGMENT}.requestedRoutingSkillIds[]`,
		(s) => s.segment.requestedRoutingSkillIds,
	),
	shared.skillNames,
	column(
		'languageId',
		'id',
		'Language requested',
		`${SEGMENT}.requestedLanguageId`,
		(s) => s.segment.requestedLanguageId,
	),
	shared.languageName,
	column(
		'conference',
		'yes/no',
		'It was part of a conference',
		`${SEGMENT}.conference`,
		(s) => s.segment.conference,
	),
	column('groupId', 'id', 'The group it was for', `${SEGMENT}.groupId`, (s) => s.segment.groupId),
	column('errorCode', 'text', 'Error code', `${SEGMENT}.errorCode`, (s) => s.segment.errorCode),
	column(
		'sipResponseCodes',
		'texts',
		'SIP response codes',
		`${SEGMENT}.sipResponseCodes[]`,
		(s) => s.segment.sipResponseCodes,
	),
	personal(column('subject', 'text', 'Subject of the email', `${SEGMENT}.subject`, (s) => s.segment.subject)),
	personal(
		column(
			'ani',
			'text',
			"The caller's number or the sender's address",
			`${SESSION}.ani, else .addressFrom`,
			(s) => text(s.leg.session.ani) ?? s.leg.session.addressFrom,
		),
	),
	personal(
		column(
			'dnis',
			'text',
			"The number dialed or the recipient's address",
			`${SESSION}.dnis, else .addressTo`,
			(s) => text(s.leg.session.dnis) ?? s.leg.session.addressTo,
		),
	),
	shared.remote,
	column('flowId', 'id', 'The Architect flow', `${SESSION}.flow.flowId`, (s) => flowOf(s).flowId),
	column(
		'flowName',
		'text',
		"The flow's name when it ran",
		`${SESSION}.flow.flowName`,
		(s) => flowOf(s).flowName,
	),
];

function elapsed(from: number | null, to: number | null): number | null {
	return from === null || to === null ? null : to - from;
}

function flowOf({ leg }: SegmentOfLeg): Unchecked<Models.AnalyticsFlow> {
	return fields(leg.session.flow);
}
