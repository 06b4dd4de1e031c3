import type { Models } from 'purecloud-platform-client-v2';

import { conversationOf, isoTime, text } from '../records/conversation';
import { handleMs, isLate, isOffered, queueVisitsOf, type QueueVisit } from '../records/queueVisits';
import { attributesOf } from './attributes';
import { column, conversationLink, nameColumn, type Column } from './column';
import { fieldsOf } from './field';
import { firstInSegments, textsInSegments } from './sessionValues';
import type { Sheet } from './sheet';

const SESSION = 'participants[purpose=acd].sessions[]';
const SEGMENTS = `${SESSION}.segments[]`;
const ANSWER =
	"the first agent session with contact whose segments have the queueId, before the queue's next visit";

const ofConversation = fieldsOf<Models.AnalyticsConversation, QueueVisit>((v) => v.conversation.record);
const ofSession = fieldsOf<Models.AnalyticsSession, QueueVisit>((v) => v.stay.session.record, `${SESSION}.`);

const columns: ReadonlyArray<Column<QueueVisit>> = [
	ofConversation('conversationId', 'id', 'The conversation', 'conversationId'),
	column(
		'visitIndex',
		'count',
		'Which visit of the conversation it is, by entry, from 0',
		SEGMENTS,
		(v) => v.index,
	),
	column('queueId', 'id', 'The queue', `${SEGMENTS}.queueId`, (v) => v.stay.queueId),
	nameColumn('queueName', 'queueId', 'queue'),
	ofSession('mediaType', 'text', '`voice`, `chat`, `email`, …', 'mediaType'),
	column('enteredTime', 'time', 'When it entered the queue', `${SEGMENTS}.segmentStart, the first`, (v) =>
		isoTime(v.stay.startMs),
	),
	column(
		'leftTime',
		'time',
		'When it left the queue, to an agent or otherwise; null while it waits',
		`${SEGMENTS}.segmentEnd, the latest`,
		(v) => isoTime(v.leftMs),
	),
	column(
		'waitSeconds',
		'seconds',
		'Time in the queue; null while it waits',
		`${SESSION}.metrics[name=tAcd or tCfcAcd], else the length of its segments`,
		(v) => v.stay.waitMs,
	),
	column(
		'outcome',
		'text',
		'`answered` by an agent; `abandoned`; `flowedOut` to a flow, voicemail, callback or another queue; `transferred` before anyone answered; `waiting`; `system`: it ended otherwise',
		'tAbandon, tFlowOut and tAnswered (or those of callbacks), the answering session, disconnectType',
		(v) => v.outcome,
	),
	column(
		'offered',
		'yes/no',
		'It counts as offered in Get KPIs; calls that a campaign dialed and callbacks of one agent may not',
		`${SESSION}.metrics[name=nOffered or nCfcOffered]`,
		isOffered,
	),
	column('agentId', 'id', 'The agent who answered', ANSWER, (v) => v.answer?.participant.userId),
	nameColumn('agentName', 'agentId', 'user'),
	column(
		'agentSessionId',
		'id',
		"The agent's session, as in Agent Sessions",
		ANSWER,
		(v) => v.answer?.record.sessionId,
	),
	column(
		'requestedBy',
		'text',
		'Who sent it to the queue: `agent` by a transfer or a consultation, `flow`, else `customer`',
		'a transfer of an agent, or a flow, that ended within 5 seconds of the entry',
		(v) => v.requestedBy,
	),
	column(
		'isConsult',
		'yes/no',
		'An agent waited in the queue for a colleague, not the customer',
		`${SESSION}.peerId is a session of an agent`,
		(v) => v.isConsult,
	),
	column(
		'previousQueueId',
		'id',
		'The queue visited before',
		`${SEGMENTS}.queueId`,
		(v) => v.previous?.queueId,
	),
	nameColumn('previousQueueName', 'previousQueueId', 'queue'),
	column('skillIds', 'ids', 'Skills requested', `${SEGMENTS}.requestedRoutingSkillIds[], distinct`, (v) =>
		textsInSegments([v.stay], (segment) => segment.requestedRoutingSkillIds),
	),
	nameColumn('skillNames', 'skillIds', 'skill'),
	column('languageId', 'id', 'Language requested', `${SEGMENTS}.requestedLanguageId, the first`, (v) =>
		firstInSegments([v.stay], (segment) => segment.requestedLanguageId),
	),
	nameColumn('languageName', 'languageId', 'language'),
	column(
		'routingUsed',
		'text',
		'How it reached the agent: `Standard`, `Bullseye`, `Preferred`, …',
		`usedRouting of the agent's session, else ${SESSION}.usedRouting`,
		(v) => text(v.answer?.record.usedRouting) ?? v.stay.session.record.usedRouting,
	),
	column(
		'overServiceLevel',
		'yes/no',
		'It was answered late, after the time that the service level allows; null if nobody answered',
		"metrics[name=nOverSla or nCallbackOverSla] of the agent's or the queue's session",
		isLate,
	),
	column(
		'shortAbandoned',
		'yes/no',
		"It was abandoned within the organization's short-abandon threshold",
		`${SESSION}.metrics[name=tShortAbandon]`,
		(v) => v.metrics.has('tShortAbandon'),
	),
	column(
		'handleSeconds',
		'seconds',
		'Handle time of the agent who answered; null if nobody did or it goes on',
		"metrics[name=tHandle].value of that agent's sessions, summed",
		handleMs,
	),
	ofSession('flowInType', 'text', 'What led to the queue, as the API names it', 'flowInType'),
	ofSession('flowOutType', 'text', 'Where it flowed out to, as the API names it', 'flowOutType'),
	ofConversation('originatingDirection', 'text', "The conversation's direction", 'originatingDirection'),
	ofConversation('conversationStartTime', 'time', 'When the conversation started', 'conversationStart'),
	ofConversation(
		'conversationEndTime',
		'time',
		'When the conversation ended; null while it is in progress',
		'conversationEnd',
	),
	conversationLink((v) => v.conversation.id),
];

/** One row per entry into a queue; KPIs can be counted from it by hand. */
export const queueVisits: Sheet<QueueVisit> = {
	name: 'queueVisits',
	about: 'One row per entry into a queue, whether or not an agent answered.',
	columns,
	key: ['conversationId', 'visitIndex'],
	// Visits end before their conversation does, by which a range is read.
	mark: 'conversationEndTime',
	simplified: [
		'enteredTime',
		'queueName',
		'mediaType',
		'outcome',
		'waitSeconds',
		'agentName',
		'overServiceLevel',
		'handleSeconds',
		'isConsult',
		'conversationId',
	],
	subjects: (record) => queueVisitsOf(conversationOf(record)),
	attributes: ({ conversation }, mask) => attributesOf(conversation, mask),
};
