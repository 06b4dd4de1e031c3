import { ABANDONS } from '../records/abandoned';
import { ANSWERS, answeredLate } from '../records/answered';
import {
	entries,
	fields,
	handlingAgents,
	number,
	queueIds,
	text,
	type Conversation,
	type Session,
	type Unchecked,
} from '../records/conversation';
import { customerWaitMs } from '../records/consultation';
import { disconnectType } from '../records/disconnect';
import { evaluationsOf, latestEvaluation } from '../records/evaluations';
import { sumOf, sumOfAll } from '../records/metrics';
import { wrapUpCodesOf } from '../records/wrapUps';
import type { Models } from 'purecloud-platform-client-v2';
import { column, conversationLink, nameColumn, personal, type Column } from './column';
import { fieldsOf } from './field';
import {
	countSegments,
	first,
	firstEmitted,
	firstInSegments,
	textsInSegments,
	textsOf,
} from './sessionValues';
import { total } from './metricColumns';
import { dateOf, dayOf } from './zonedTime';

type Survey = Unchecked<Models.AnalyticsSurvey>;
type Flow = Unchecked<Models.AnalyticsFlow>;
type FlowOutcome = Unchecked<Models.AnalyticsFlowOutcome>;

const CUSTOMER = 'participants[purpose=customer, else external]';
const FLOW_OUTS = ['tFlowOut', 'tCfcFlowOut'];
const SESSIONS = 'participants[].sessions[]';
const SEGMENTS = `${SESSIONS}.segments[]`;
const FLOW = `${SESSIONS}.flow, the first`;
const EVALUATION = 'evaluations[] that count, the newest with a score';
const SURVEY = 'surveys[], the first with a score';

const ofConversation = fieldsOf<Models.AnalyticsConversation, Conversation>((c) => c.record);
const ofCustomer = fieldsOf<Models.AnalyticsSession, Conversation>(
	(c) => c.customer?.record,
	`${CUSTOMER}.sessions[0].`,
);
const ofFlow = fieldsOf<Models.AnalyticsFlow, Conversation>(
	({ byTime }) => byTime.find((session) => session.record.flow)?.record.flow,
	`${FLOW}: `,
);
const ofEvaluation = fieldsOf<Models.AnalyticsEvaluation, Conversation>(
	(c) => latestEvaluation(c.record),
	`${EVALUATION}: `,
);
const ofSurvey = fieldsOf<Models.AnalyticsSurvey, Conversation>(surveyOf, `${SURVEY}: `);

/** Detailed: these after the columns of summary. */
export const detailedColumns: ReadonlyArray<Column<Conversation>> = [
	// when, in the row's time zone: what pivots are made of
	column(
		'startDate',
		'text',
		'Date of its start in the time zone, YYYY-MM-DD',
		'conversationStart',
		(c, zone) => c.start !== null && dateOf(zone.local(c.start)),
	),
	column(
		'startHour',
		'number',
		'Hour of its start in the time zone, 0–23',
		'conversationStart',
		(c, zone) => c.start !== null && zone.local(c.start).getUTCHours(),
	),
	column(
		'startWeekday',
		'number',
		'Weekday of its start in the time zone, 1 (Monday) to 7 (Sunday)',
		'conversationStart',
		(c, zone) => c.start !== null && (zone.local(c.start).getUTCDay() || 7),
	),
	column(
		'endedOnLaterDay',
		'yes/no',
		'It ended on a later date in the time zone than it started; null while it is in progress',
		'conversationStart, conversationEnd',
		(c, zone) =>
			c.start === null || c.end === null ? null : dayOf(zone.local(c.end)) > dayOf(zone.local(c.start)),
	),

	// the conversation
	column('mediaTypes', 'texts', 'Every media type it had', `${SESSIONS}.mediaType, distinct`, (c) =>
		textsOf(c.sessions, (session) => session.record.mediaType),
	),
	column('messageType', 'text', '`sms`, `whatsapp`, …', `${SESSIONS}.messageType, the first`, (c) =>
		first(c.byTime, (session) => session.record.messageType),
	),
	ofCustomer('provider', 'text', "Where the customer's session came from", 'provider'),
	ofConversation('externalTag', 'text', 'Tag from another system', 'externalTag'),
	ofConversation('divisionIds', 'ids', 'Divisions it belongs to', 'divisionIds[]'),
	nameColumn('divisionNames', 'divisionIds', 'division'),

	// the customer
	personal(
		column(
			'customerName',
			'text',
			"The customer's name",
			`${CUSTOMER}.participantName`,
			(c) => c.customer?.participant.participantName,
		),
	),
	personal(
		column(
			'externalContactId',
			'id',
			'The external contact it is linked to',
			`${CUSTOMER}.externalContactId, the first`,
			(c) =>
				first(
					c.byTime.filter((session) => session.participant.purpose === c.customer?.participant.purpose),
					(session) => session.participant.externalContactId,
				),
		),
	),
	personal(ofCustomer('addressFrom', 'text', "The sender's address", 'addressFrom')),
	personal(ofCustomer('addressTo', 'text', "The recipient's address", 'addressTo')),
	personal(
		column('subject', 'text', 'Subject of the email that started it', `${SEGMENTS}.subject, the first`, (c) =>
			firstInSegments(c.byTime, (segment) => segment.subject),
		),
	),

	// queues
	column(
		'queueIds',
		'ids',
		'Queues entered, each once, in order of entry; before them, the queue on whose behalf an agent called earlier',
		`acd ${SEGMENTS}.queueId, before them the first of agents where it is earlier`,
		queueIds,
	),
	nameColumn('queueNames', 'queueIds', 'queue'),
	column(
		'lastQueueId',
		'id',
		'The last queue entered; if there is none, the queue on whose behalf an agent called',
		`acd ${SEGMENTS}.queueId, latest segmentStart, else the first of agents`,
		(c) => c.queueVisits.at(-1)?.queueId ?? c.agentQueueId,
	),
	nameColumn('lastQueueName', 'lastQueueId', 'queue'),
	total('offeredCount', 'count', ['nOffered', 'nCfcOffered'], 'queue', 'How often it was offered to a queue'),
	column(
		'overServiceLevel',
		'yes/no',
		'It was answered late, after the time that the service level allows; null if nobody answered',
		'metrics[name=nOverSla or nCallbackOverSla].value of any session, where one has tAnswered or tCfcAnswered',
		answeredLate,
	),
	column(
		'answerSeconds',
		'seconds',
		'Time in queue until an agent answered, over all answers',
		'metrics[name=tAnswered or tCfcAnswered].value of agent and user sessions, else of acd sessions, summed',
		(c) => sumOf(c.metrics.agent, ANSWERS) ?? sumOf(c.metrics.queue, ANSWERS),
	),
	total('abandonSeconds', 'seconds', ABANDONS, 'any', 'Time in queue until the customer gave up'),
	column(
		'shortAbandoned',
		'yes/no',
		"The customer gave up within the queue's short-abandon threshold",
		'metrics[name=tShortAbandon] of any session',
		(c) => sumOfAll(c, ['tShortAbandon']) !== null,
	),

	// agents
	column(
		'agentIds',
		'ids',
		'Agents who handled it, each once, in order of first contact',
		'participants[purpose=agent or user].userId of sessions with tTalk, tHeld or tAnswered (outbound also tDialing, tContacting)',
		handlingAgents,
	),
	nameColumn('agentNames', 'agentIds', 'user'),
	column(
		'firstAgentId',
		'id',
		'The agent who handled it first',
		'participants[purpose=agent or user].userId, of the session as in agentIds whose contact began first',
		(c) => c.handled[0]?.participant.userId,
	),
	nameColumn('firstAgentName', 'firstAgentId', 'user'),
	column(
		'agentTeamId',
		'id',
		"The last agent's team",
		'participants[].teamId of that participant',
		(c) => c.lastHandled?.participant.teamId,
	),
	nameColumn('agentTeamName', 'agentTeamId', 'team'),
	total('alertSeconds', 'seconds', 'tAlert', 'agent', 'Time it rang for agents'),
	column(
		'notRespondingCount',
		'count',
		'How often it rang for an agent who did not answer; null if it never did',
		'emissions of tNotResponding in agent and user sessions',
		(c) => c.metrics.agent.get('tNotResponding')?.emissions,
	),
	column(
		'holdCount',
		'count',
		'How often agents had it on hold; chats and messages have hold segments, too, even if nobody pressed hold',
		'segments[segmentType=hold] of agent and user sessions',
		(c) => countSegments(c.sessions.filter(ofAgent), (segment) => segment.segmentType === 'hold'),
	),
	total('dialingSeconds', 'seconds', 'tDialing', 'agent', 'Outbound: time spent dialing'),
	total(
		'contactingSeconds',
		'seconds',
		'tContacting',
		'agent',
		'Outbound: time until the other side answered',
	),
	column(
		'agentResponseSeconds',
		'seconds',
		"Messages: agents' mean time to respond",
		'metrics[name=tAgentResponseTime].value of agent and user sessions, mean of the emissions',
		(c) => meanOf(c.metrics.agent.get('tAgentResponseTime')),
	),
	column(
		'customerResponseSeconds',
		'seconds',
		"Messages: the customer's mean time to respond",
		'metrics[name=tUserResponseTime].value of agent and user sessions, else of the customer, mean of the emissions',
		(c) => meanOf(c.metrics.agent.get('tUserResponseTime') ?? c.metrics.customer.get('tUserResponseTime')),
	),

	// transfers
	total('transferCount', 'count', 'nTransferred', 'agent', 'Transfers of any kind'),
	total(
		'blindTransferCount',
		'count',
		'nBlindTransferred',
		'agent',
		'Transfers without talking to the next agent first',
	),
	total(
		'consultTransferCount',
		'count',
		'nConsultTransferred',
		'agent',
		'Transfers after talking to the next agent',
	),
	total(
		'consultCount',
		'count',
		'nConsult',
		'agent',
		'Consultations with a third party while the customer waited',
	),
	column('conferenced', 'yes/no', 'It was a conference at some point', `${SEGMENTS}.conference`, (c) =>
		c.sessions.some((session) => session.segments.some((segment) => segment.conference === true)),
	),

	// IVR and flows
	total('ivrSeconds', 'seconds', 'tIvr', 'any', 'Time in IVRs; bots and flows of digital channels have none'),
	ofFlow('flowId', 'id', 'The first Architect flow', 'flowId'),
	ofFlow('flowName', 'text', "The flow's name when it ran", 'flowName'),
	ofFlow('flowType', 'text', '`INBOUNDCALL`, `BOT`, …', 'flowType'),
	personal(ofFlow('flowEntryReason', 'text', 'The address, user or flow that led to it', 'entryReason')),
	ofFlow('flowExitReason', 'text', '`TRANSFER`, `DISCONNECT`, …', 'exitReason'),
	column(
		'flowOutcomes',
		'texts',
		'Outcomes of all flows, each as id:value',
		`${SESSIONS}.flow.outcomes[].flowOutcome`,
		(c) => textsOf(c.sessions, outcomesOf),
	),
	ofConversation('selfServed', 'yes/no', 'The flows served the customer to the end', 'selfServed'),

	// routing
	column(
		'usedRouting',
		'text',
		'How it reached the last agent: `Standard`, `Bullseye`, `Preferred`, …',
		`usedRouting of the last agent's session, else the first of ${SESSIONS}`,
		(c) =>
			text(c.lastHandled?.record.usedRouting) ?? first(c.byTime, (session) => session.record.usedRouting),
	),
	column('skillIds', 'ids', 'Skills requested', `${SEGMENTS}.requestedRoutingSkillIds[], distinct`, (c) =>
		textsInSegments(c.sessions, (segment) => segment.requestedRoutingSkillIds),
	),
	nameColumn('skillNames', 'skillIds', 'skill'),
	column('languageId', 'id', 'Language requested', `${SEGMENTS}.requestedLanguageId, the first`, (c) =>
		firstInSegments(c.byTime, (segment) => segment.requestedLanguageId),
	),
	nameColumn('languageName', 'languageId', 'language'),

	// wrap-up
	column(
		'wrapUpCodes',
		'ids',
		'All wrap-up codes, earliest first, each once per use',
		`${SEGMENTS}.wrapUpCode; of several sessions of one participant, once`,
		wrapUpCodesOf,
	),
	nameColumn('wrapUpNames', 'wrapUpCodes', 'wrapUpCode'),
	personal(
		column(
			'wrapUpNote',
			'text',
			'Note on the latest wrap-up',
			`${SEGMENTS}.wrapUpNote`,
			(c) => c.wrapUps.at(-1)?.wrapUpNote,
		),
	),

	// voicemail, callback, outbound
	column(
		'voicemail',
		'yes/no',
		'It reached voicemail',
		`${SESSIONS}.segments[segmentType=voicemail] or participants[purpose=voicemail]`,
		(c) =>
			c.sessions.some(
				(session) =>
					session.participant.purpose === 'voicemail' ||
					session.segments.some((segment) => segment.segmentType === 'voicemail'),
			),
	),
	column(
		'callbackScheduledTime',
		'time',
		'When the callback was scheduled for',
		`${SESSIONS}.callbackScheduledTime, the first`,
		(c) => first(c.byTime, (session) => session.record.callbackScheduledTime),
	),
	personal(
		column(
			'callbackNumbers',
			'texts',
			'Numbers to call back',
			`${SESSIONS}.callbackNumbers[], distinct`,
			(c) => textsOf(c.sessions, (session) => session.record.callbackNumbers),
		),
	),
	column('campaignId', 'id', 'Outbound campaign', `${SESSIONS}.outboundCampaignId, the first`, (c) =>
		first(c.byTime, (session) => session.record.outboundCampaignId),
	),
	nameColumn('campaignName', 'campaignId', 'campaign'),
	column(
		'disposition',
		'text',
		'The outcome of the call attempt, from the dialer',
		`${SESSIONS}.dispositionName, the first`,
		(c) => first(c.byTime, (session) => session.record.dispositionName),
	),

	// how it ended and how good it was
	column(
		'disconnectType',
		'text',
		'How it ended: `client`, `endpoint`, `system`, `transfer`, `timeout`, …; null while it is in progress',
		'that of `disconnectedBy`',
		disconnectType,
	),
	column('errorCodes', 'texts', 'Error codes, each once', `${SEGMENTS}.errorCode, distinct`, (c) =>
		textsInSegments(c.sessions, (segment) => segment.errorCode),
	),
	column('recorded', 'yes/no', 'A session was recorded', `${SESSIONS}.recording`, (c) =>
		c.sessions.some((session) => session.record.recording === true),
	),
	column('minMos', 'number', 'Lowest MOS (voice quality, 1–5)', 'mediaStatsMinConversationMos', (c) =>
		number(c.record.mediaStatsMinConversationMos),
	),
	column(
		'minRFactor',
		'number',
		'Lowest R-factor (voice quality, 0–100)',
		'mediaStatsMinConversationRFactor',
		(c) => number(c.record.mediaStatsMinConversationRFactor),
	),
	column(
		'evaluationCount',
		'count',
		'Number of evaluations that count: not deleted, retracted, not assignable or made for calibration',
		'evaluations[]',
		(c) => evaluationsOf(c.record).length,
	),
	ofEvaluation('evaluationScore', 'number', 'Score of the evaluation', 'oTotalScore'),
	ofEvaluation(
		'evaluationCriticalScore',
		'number',
		'Critical score of the evaluation',
		'oTotalCriticalScore',
	),
	ofEvaluation('evaluationFormName', 'text', 'Form of the evaluation', 'formName'),
	ofSurvey('surveyStatus', 'text', 'Status of the survey', 'surveyStatus'),
	ofSurvey('surveyScore', 'number', 'Score of the survey', 'oSurveyTotalScore'),
	ofSurvey('surveyPromoterScore', 'number', 'NPS answer of the survey, 0–10', 'surveyPromoterScore'),

	// later columns stand here: what users built on keeps its place
	column(
		'flowedOut',
		'yes/no',
		'It left a queue for something other than an agent: voicemail, a callback, another flow',
		'tFlowOut or tCfcFlowOut of any session',
		(c) => sumOfAll(c, FLOW_OUTS) !== null,
	),
	column(
		'flowOutType',
		'text',
		'Where it flowed out to, as the API names it',
		`${SESSIONS}.flowOutType, the first`,
		(c) => first(c.byTime, (session) => session.record.flowOutType),
	),
	total('flowOutSeconds', 'seconds', FLOW_OUTS, 'any', 'Time in queue until it flowed out'),
	column(
		'flowInType',
		'text',
		'What led to the first queue that says so, as the API names it',
		`${SESSIONS}.flowInType, the first`,
		(c) => first(c.byTime, (session) => session.record.flowInType),
	),
	column(
		'queueVisitIds',
		'ids',
		'Each stay in a queue, earliest first; a queue entered twice is here twice',
		`acd ${SEGMENTS}.queueId`,
		(c) => c.queueVisits.map(({ queueId }) => queueId),
	),
	nameColumn('queueVisitNames', 'queueVisitIds', 'queue'),
	column(
		'queueVisitSeconds',
		'texts',
		'Length of each of these stays in seconds; `-` while it lasts',
		`tAcd of the acd session, else the length of its segments`,
		(c) => c.queueVisits.map(({ waitMs }) => (waitMs === null ? '-' : waitMs / 1000)),
	),
	column(
		'firstResponseSeconds',
		'seconds',
		"Messages: time until an agent's first response",
		'metrics[name=tFirstResponse].value, the first emitted',
		(c) => firstEmitted(c.sessions, 'tFirstResponse'),
	),
	column(
		'monitored',
		'yes/no',
		'Somebody listened in',
		`${SESSIONS}.monitoredParticipantId, tMonitoring`,
		(c) => joinedIn(c, 'monitoredParticipantId', 'tMonitoring'),
	),
	column(
		'coached',
		'yes/no',
		'Somebody coached an agent',
		`${SESSIONS}.coachedParticipantId, tCoaching`,
		(c) => joinedIn(c, 'coachedParticipantId', 'tCoaching'),
	),
	column('barged', 'yes/no', 'Somebody barged in', `${SESSIONS}.bargedParticipantId, tBarging`, (c) =>
		joinedIn(c, 'bargedParticipantId', 'tBarging'),
	),
	total('parkSeconds', 'seconds', 'tPark', 'agent', 'Time parked; null if it never was'),
	personal(
		column(
			'sessionDnis',
			'text',
			"The number dialed for the customer's session; differs from `dnis` after a transfer",
			`${CUSTOMER}.sessions[0].sessionDnis`,
			(c) => c.origin?.record.sessionDnis,
		),
	),
	column(
		'contactListId',
		'id',
		'Contact list of the outbound campaign',
		`${SESSIONS}.outboundContactListId, the first`,
		(c) => first(c.byTime, (session) => session.record.outboundContactListId),
	),
	nameColumn('contactListName', 'contactListId', 'contactList'),
	personal(
		column('contactId', 'id', 'Contact in that list', `${SESSIONS}.outboundContactId, the first`, (c) =>
			first(c.byTime, (session) => session.record.outboundContactId),
		),
	),
	column(
		'evaluationAverageScore',
		'number',
		'Mean score of all evaluations that count',
		'evaluations[].oTotalScore, mean of those that have one',
		(c) => meanScore(evaluationsOf(c.record).map(({ oTotalScore }) => oTotalScore)),
	),
	column('surveyCount', 'count', 'Number of surveys', 'surveys[]', (c) => surveysOf(c).length),
	column(
		'surveyAverageScore',
		'number',
		'Mean score of all surveys',
		'surveys[].oSurveyTotalScore, mean of those that have one',
		(c) => meanScore(surveysOf(c).map(({ oSurveyTotalScore }) => oSurveyTotalScore)),
	),
	ofSurvey('surveyCompletedTime', 'time', 'When the survey was completed', 'surveyCompletedDate'),
	ofSurvey('surveyFormName', 'text', "The survey's form", 'surveyFormName'),
	column(
		'customerWaitSeconds',
		'seconds',
		"The customer's time in queues; differs from waitSeconds where an agent consulted a queue",
		'metrics[name=tAcd or tCfcAcd].value of acd sessions whose peerId is no session of an agent, summed',
		customerWaitMs,
	),
	conversationLink((c) => c.id),
];

function ofAgent(session: Session): boolean {
	return session.role === 'agent';
}

function meanOf(total: { sum: number; emissions: number } | undefined): number | null {
	return total ? Math.round(total.sum / total.emissions) : null;
}

function outcomesOf({ record }: Session): unknown[] {
	if (!record.flow) return [];
	return entries<FlowOutcome>(fields<Flow>(record.flow).outcomes).map((outcome) => outcome.flowOutcome);
}

function surveysOf({ record }: Conversation): readonly Survey[] {
	return entries<Survey>(record.surveys);
}

function surveyOf(conversation: Conversation): Survey {
	const all = surveysOf(conversation);
	return all.find((survey) => number(survey.oSurveyTotalScore) !== null) ?? all[0] ?? {};
}

function meanScore(scores: readonly unknown[]): number | null {
	const known = scores.map(number).filter((score) => score !== null);
	if (known.length === 0) return null;
	return Math.round((known.reduce((sum, score) => sum + score, 0) / known.length) * 100) / 100;
}

function joinedIn(
	conversation: Conversation,
	field: 'monitoredParticipantId' | 'coachedParticipantId' | 'bargedParticipantId',
	metric: string,
): boolean {
	return (
		sumOfAll(conversation, [metric]) !== null ||
		conversation.sessions.some((session) => text(session.record[field]) !== null)
	);
}
