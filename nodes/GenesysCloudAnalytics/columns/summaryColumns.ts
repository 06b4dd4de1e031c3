import type { Models } from 'purecloud-platform-client-v2';

import { abandoned } from '../records/abandoned';
import { answered } from '../records/answered';
import {
	agentCount,
	direction,
	firstQueueId,
	queueIds,
	text,
	type Conversation,
} from '../records/conversation';
import { disconnectedBy, transferred } from '../records/disconnect';
import { column, nameColumn, personal, type Column } from './column';
import { fieldsOf } from './field';
import { total } from './metricColumns';

const CUSTOMER = 'participants[purpose=customer, else external, else the first].sessions[0]';
const CONTACT = 'tTalk, tHeld or tAnswered (outbound also tDialing, tContacting)';

const ofConversation = fieldsOf<Models.AnalyticsConversation, Conversation>((c) => c.record);

/** Summary: one row per conversation. The order is part of what users build on. */
export const summaryColumns: ReadonlyArray<Column<Conversation>> = [
	column('conversationId', 'id', 'The conversation', 'conversationId', (c) => c.id),
	ofConversation('startTime', 'time', 'When it started', 'conversationStart'),
	ofConversation('endTime', 'time', 'When it ended; null while it is in progress', 'conversationEnd'),
	column(
		'durationSeconds',
		'seconds',
		'From start to end, including the last after-call work; null while it is in progress',
		'conversationEnd − conversationStart',
		(c) => (c.start === null || c.end === null ? null : c.end - c.start),
	),
	column(
		'direction',
		'text',
		"`inbound` or `outbound`: the conversation's, else that of the customer's session",
		`originatingDirection, else ${CUSTOMER}.direction`,
		direction,
	),
	column(
		'mediaType',
		'text',
		"`voice`, `chat`, `email`, `message`, `callback`, …: of the customer's first session; in a call between users, of the first one",
		`${CUSTOMER}.mediaType`,
		(c) => c.origin?.record.mediaType,
	),
	column(
		'queueId',
		'id',
		'The first queue entered; if an agent called on behalf of a queue before that, this queue',
		'participants[purpose=acd].sessions[].segments[].queueId, or that of agents, earliest segmentStart',
		firstQueueId,
	),
	nameColumn('queueName', 'queueId', 'queue'),
	column(
		'agentId',
		'id',
		'The agent who handled it last',
		`participants[purpose=agent or user].userId, of the session with ${CONTACT} whose contact ended last`,
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
			(c) => text(c.origin?.record.ani) ?? c.origin?.record.addressFrom,
		),
	),
	personal(
		column(
			'dnis',
			'text',
			"The number dialed or the recipient's address",
			`${CUSTOMER}.dnis, else .addressTo`,
			(c) => text(c.origin?.record.dnis) ?? c.origin?.record.addressTo,
		),
	),
	column(
		'answered',
		'yes/no',
		'An agent talked with the customer or took the callback; for outbound calls, the other side talked with an agent or, without agents, with a flow; null for outbound emails and messages without a reply',
		`tAnswered or tCfcAnswered of acd or agent sessions; tTalk or tHeld of agent sessions, or an open interact segment; outbound also nConnected of agent sessions, or a flow without agents; outbound emails and messages tUserResponseTime or tAgentResponseTime; without a queue ${CONTACT}`,
		answered,
	),
	column(
		'abandoned',
		'yes/no',
		'It left a queue before an agent answered: the customer gave up, or the system disconnected it; an outbound call: no agent was there in time, nor later',
		'tAbandon, tCfcAbandon or tCallbackAbandon of sessions other than those that an agent consulted; nOutboundAbandoned where no agent had it afterwards',
		abandoned,
	),
	column(
		'transferred',
		'yes/no',
		'An agent transferred it',
		'nTransferred, nBlindTransferred or nConsultTransferred of agent sessions; without metrics, their disconnectType: transfer, consultTransfer, …',
		transferred,
	),
	column(
		'disconnectedBy',
		'text',
		'Who ended it: `customer`, `agent`, `system`, `transfer` or `unknown`; null while it is in progress',
		'disconnectType other than peer, latest segmentEnd: of agents and users in interact and hold segments, barging while the customer is there, dialing and contacting where nobody had the customer',
		disconnectedBy,
	),
	total('waitSeconds', 'seconds', ['tAcd', 'tCfcAcd'], 'queue', 'Time in queues'),
	total(
		'handleSeconds',
		'seconds',
		'tHandle',
		'agent',
		'Handle time of all agents, as Genesys emits it: talk, hold and after-call work (for outbound, also dialing and contacting)',
	),
	total('talkSeconds', 'seconds', 'tTalk', 'agent', 'Talk time of all agents'),
	total('holdSeconds', 'seconds', 'tHeld', 'agent', 'Time on hold'),
	total('acwSeconds', 'seconds', 'tAcw', 'agent', 'After-call work of all agents'),
	column(
		'agentCount',
		'count',
		'Number of different agents who handled it',
		`distinct userId of agent and user sessions with ${CONTACT}`,
		agentCount,
	),
	column(
		'queueCount',
		'count',
		'Number of different queues entered, including the queue on whose behalf an agent called before that',
		'distinct queueId of the segments of acd sessions, and the first of agent sessions where it is earlier',
		(c) => queueIds(c).length,
	),
];
