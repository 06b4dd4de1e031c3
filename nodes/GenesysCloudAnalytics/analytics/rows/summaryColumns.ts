import {
	abandoned,
	agentCount,
	answered,
	disconnectedBy,
	queueIds,
	text,
	transferred,
	type Conversation,
} from '../conversation';
import { column, nameColumn, personal, type Column } from './column';
import { total } from './metricColumns';

const CUSTOMER = 'participants[purpose=customer, else external].sessions[0]';

/** Summary: one row per conversation. The order is part of what users build on. */
export const summaryColumns: ReadonlyArray<Column<Conversation>> = [
	column('conversationId', 'id', 'The conversation', 'conversationId', (c) => c.id),
	column('startTime', 'time', 'When it began', 'conversationStart', (c) => c.record.conversationStart),
	column(
		'endTime',
		'time',
		'When it ended; null while it goes on',
		'conversationEnd',
		(c) => c.record.conversationEnd,
	),
	column(
		'durationSeconds',
		'seconds',
		'From its beginning to its end; null while it goes on',
		'conversationEnd − conversationStart',
		(c) => (c.start === null || c.end === null ? null : c.end - c.start),
	),
	column(
		'direction',
		'text',
		"`inbound` or `outbound`: the conversation's, else the customer's leg's",
		`originatingDirection, else ${CUSTOMER}.direction`,
		(c) => text(c.record.originatingDirection) ?? c.customer?.session.direction,
	),
	column(
		'mediaType',
		'text',
		"`voice`, `chat`, `email`, `message`, `callback`, …: of the customer's first session",
		`${CUSTOMER}.mediaType`,
		(c) => c.customer?.session.mediaType,
	),
	column(
		'queueId',
		'id',
		'The first queue entered',
		'participants[purpose=acd].sessions[].segments[].queueId, earliest segmentStart',
		(c) => c.queueVisits[0],
	),
	nameColumn('queueName', 'queueId', 'queue'),
	column(
		'agentId',
		'id',
		'The agent who handled it last',
		'participants[purpose=agent or user].userId, of the session with tTalk or tHandle whose contact ended last',
		(c) => c.lastHandled?.participant.userId,
	),
	nameColumn('agentName', 'agentId', 'user'),
	column(
		'wrapUpCode',
		'id',
		'The latest wrap-up code',
		'participants[].sessions[].segments[].wrapUpCode, latest segmentStart',
		(c) => c.wrapUps.at(-1)?.wrapUpCode,
	),
	nameColumn('wrapUpName', 'wrapUpCode', 'wrapUpCode'),
	personal(
		column(
			'ani',
			'text',
			"The caller's number or the sender's address",
			`${CUSTOMER}.ani, else .addressFrom`,
			(c) => text(c.customer?.session.ani) ?? c.customer?.session.addressFrom,
		),
	),
	personal(
		column(
			'dnis',
			'text',
			"The number dialled or the recipient's address",
			`${CUSTOMER}.dnis, else .addressTo`,
			(c) => text(c.customer?.session.dnis) ?? c.customer?.session.addressTo,
		),
	),
	column(
		'answered',
		'yes/no',
		'An agent answered it; outside queues: an agent handled it',
		'tAnswered of acd or agent sessions; without a queue, tTalk or tHandle of agent sessions',
		answered,
	),
	column('abandoned', 'yes/no', 'The customer gave up waiting', 'tAbandon of any session', abandoned),
	column(
		'transferred',
		'yes/no',
		'An agent transferred it',
		'nTransferred, nBlindTransferred or nConsultTransferred of agent sessions',
		transferred,
	),
	column(
		'disconnectedBy',
		'text',
		'Who ended it: `customer`, `agent`, `system`, `transfer` or `unknown`; null while it goes on',
		'participants[].sessions[].segments[].disconnectType other than peer, latest segmentEnd',
		disconnectedBy,
	),
	total('waitSeconds', 'seconds', 'tAcd', 'queue', 'Time in queues'),
	total(
		'handleSeconds',
		'seconds',
		'tHandle',
		'agent',
		'Handle time of all agents: talk, hold and after-call work (outbound: dialing and contacting too)',
	),
	total('talkSeconds', 'seconds', 'tTalk', 'agent', 'Talk time of all agents'),
	total('holdSeconds', 'seconds', 'tHeld', 'agent', 'Time on hold'),
	total('acwSeconds', 'seconds', 'tAcw', 'agent', 'After-call work of all agents'),
	column(
		'agentCount',
		'count',
		'Different agents who handled it',
		'distinct userId of agent and user sessions with tTalk or tHandle',
		agentCount,
	),
	column(
		'queueCount',
		'count',
		'Different queues entered',
		'distinct queueId of the segments of acd sessions',
		(c) => queueIds(c).length,
	),
];
