import {
	average,
	averageMs,
	countOf,
	isPopulation,
	populationOf,
	percent,
	serviceLevelPercent,
	thousandths,
	type FigureColumn,
} from './aggregates';
import type { NameKind } from '../columns/column';

/** All metrics of conversation aggregates (API 10706): `t…` are times, `n…` counts, `o…` observations. */
export const METRICS: readonly string[] = [
	'nBlindTransferred',
	'nBotInteractions',
	'nCallbackAttempts',
	'nCallbackOverSla',
	'nCallbackScheduled',
	'nCfcOffered',
	'nCobrowseSessions',
	'nConnected',
	'nConsult',
	'nConsultTransferred',
	'nConversations',
	'nError',
	'nOffered',
	'nOutbound',
	'nOutboundAbandoned',
	'nOutboundAttempted',
	'nOutboundConnected',
	'nOverSla',
	'nStateTransitionError',
	'nTakeover',
	'nTransferred',
	'oAudioMessageCount',
	'oCallbackServiceLevel',
	'oExternalAudioMessageCount',
	'oExternalMediaCount',
	'oMediaCount',
	'oMessageCount',
	'oMessageSegmentCount',
	'oMessageTurn',
	'oServiceLevel',
	'oServiceTarget',
	'oSkillExpressionApplications',
	'tAbandon',
	'tAcd',
	'tActiveCallback',
	'tActiveCallbackComplete',
	'tAcw',
	'tAgentResponseTime',
	'tAgentVideoConnected',
	'tAlert',
	'tAnswered',
	'tAverageAgentResponseTime',
	'tAverageCustomerResponseTime',
	'tBarging',
	'tCallbackAbandon',
	'tCallbackConnect',
	'tCallbackNotReached',
	'tCallbackVirtualWait',
	'tCfcAbandon',
	'tCfcAcd',
	'tCfcAnswered',
	'tCfcFlowOut',
	'tCoaching',
	'tCoachingComplete',
	'tConnected',
	'tContacting',
	'tDialing',
	'tFirstConnect',
	'tFirstDial',
	'tFirstEngagement',
	'tFirstResponse',
	'tFlowOut',
	'tHandle',
	'tHeld',
	'tHeldComplete',
	'tIvr',
	'tMonitoring',
	'tMonitoringComplete',
	'tNotResponding',
	'tPark',
	'tParkComplete',
	'tScreenMonitoring',
	'tShortAbandon',
	'tSnippetRecord',
	'tTalk',
	'tTalkComplete',
	'tTransmitting',
	'tUserResponseTime',
	'tVoicemail',
	'tWait',
];

/** All dimensions that conversation aggregates can be grouped by (API 10706). */
export const DIMENSIONS: readonly string[] = [
	'activeRouting',
	'activeSkillId',
	'addressFrom',
	'addressTo',
	'agentAssistantId',
	'agentBullseyeRing',
	'agentOwned',
	'agentRank',
	'agentScore',
	'ani',
	'assignerId',
	'authenticated',
	'conversationId',
	'conversationInitiator',
	'convertedFrom',
	'convertedTo',
	'customerParticipation',
	'deliveryStatus',
	'destinationAddress',
	'direction',
	'disconnectType',
	'divisionId',
	'dnis',
	'edgeId',
	'eligibleAgentCount',
	'errorCode',
	'extendedDeliveryStatus',
	'externalContactId',
	'externalMediaCount',
	'externalOrganizationId',
	'externalTag',
	'firstQueue',
	'flaggedReason',
	'flowInType',
	'flowOutType',
	'groupId',
	'interactionType',
	'journeyActionId',
	'journeyActionMapId',
	'journeyActionMapVersion',
	'journeyCustomerId',
	'journeyCustomerIdType',
	'journeyCustomerSessionId',
	'journeyCustomerSessionIdType',
	'knowledgeBaseId',
	'mediaCount',
	'mediaType',
	'messageType',
	'originatingDirection',
	'originatingSocialMediaPublic',
	'outboundCampaignId',
	'outboundContactId',
	'outboundContactListId',
	'participantName',
	'peerId',
	'proposedAgentId',
	'provider',
	'purpose',
	'queueId',
	'remote',
	'removedSkillId',
	'requestedLanguageId',
	'requestedRouting',
	'requestedRoutingSkillId',
	'roomId',
	'routingPriority',
	'routingRing',
	'routingRule',
	'routingRuleType',
	'scoredAgentId',
	'selectedAgentId',
	'selectedAgentRank',
	'selfServed',
	'sessionDnis',
	'sessionId',
	'skillExpressionId',
	'stationId',
	'teamId',
	'usedRouting',
	'userId',
	'videoPresent',
	'waitingInteractionCount',
	'wrapUpCode',
];

const NAMED: Readonly<Record<string, NameKind>> = {
	queueId: 'queue',
	userId: 'user',
	assignerId: 'user',
	proposedAgentId: 'user',
	scoredAgentId: 'user',
	selectedAgentId: 'user',
	wrapUpCode: 'wrapUpCode',
	divisionId: 'division',
	flowId: 'flow',
	teamId: 'team',
	activeSkillId: 'skill',
	removedSkillId: 'skill',
	requestedRoutingSkillId: 'skill',
	requestedLanguageId: 'language',
	evaluatorId: 'user',
	assigneeId: 'user',
	flowOutcomeId: 'flowOutcome',
	flowMilestoneId: 'flowMilestone',
	topicId: 'topic',
	contextId: 'evaluationForm',
	surveyFormContextId: 'surveyForm',
	outboundCampaignId: 'campaign',
	outboundContactListId: 'contactList',
};

/** Names that don't follow from the id's. */
const NAME_COLUMNS: Readonly<Record<string, string>> = {
	contextId: 'formName',
	surveyFormContextId: 'surveyFormName',
};

/** A group's column, and the column of names beside it where the dimension holds ids: queueId → queueName. */
export interface DimensionColumn {
	column: string;
	nameColumn?: string;
	kind?: NameKind;
	/** Tells something of the customer. */
	personal?: true;
}

/** Numbers, addresses and names of customers. */
const PERSONAL: readonly string[] = [
	...['addressFrom', 'addressTo', 'ani', 'destinationAddress', 'dnis', 'participantName', 'remote'],
];

export function dimensionColumn(dimension: string): DimensionColumn {
	const kind = NAMED[dimension];
	if (!kind) return { column: dimension, ...(PERSONAL.includes(dimension) && { personal: true }) };
	const nameColumn = NAME_COLUMNS[dimension] ?? `${dimension.replace(/Id$|Code$/, '')}Name`;
	return { column: dimension, nameColumn, kind };
}

/** The columns of the groups; a name that is grouped by itself (flowName beside flowId) is not looked up again. */
export function dimensionColumns(dimensions: readonly string[]): DimensionColumn[] {
	return dimensions.map((dimension) => {
		const found = dimensionColumn(dimension);
		return found.nameColumn && dimensions.includes(found.nameColumn) ? { column: dimension } : found;
	});
}

/** The columns of a metric of another subject than conversations: its observations are scores and the like, never states. */
export function subjectMetricColumns(metric: string): FigureColumn[] {
	if (!metric.startsWith('o')) return metricColumns(metric);
	return [
		{ name: `${metric}_count`, read: (figures) => countOf(figures, metric) },
		{ name: `${metric}_sum`, read: stat(metric, 'sum', thousandths) },
		{ name: `${metric}_avg`, read: (figures) => average(figures, metric) },
		{ name: `${metric}_min`, read: stat(metric, 'min') },
		{ name: `${metric}_max`, read: stat(metric, 'max') },
	];
}

/** The columns of a metric: those of its kind, whether the API has them or not. */
export function metricColumns(metric: string): FigureColumn[] {
	if (isPopulation(metric))
		return [{ name: `${metric}_count`, read: (figures) => populationOf(figures, metric) }];
	if (metric.startsWith('n'))
		return [{ name: `${metric}_count`, read: (figures) => countOf(figures, metric) }];
	if (metric.startsWith('t')) {
		return [
			{ name: `${metric}_count`, read: (figures) => countOf(figures, metric) },
			{ name: `${metric}_sumSeconds`, read: stat(metric, 'sum', Math.round) },
			{ name: `${metric}_avgSeconds`, read: (figures) => averageMs(figures, metric) },
			{ name: `${metric}_minSeconds`, read: stat(metric, 'min', Math.round) },
			{ name: `${metric}_maxSeconds`, read: stat(metric, 'max', Math.round) },
		];
	}
	if (metric.endsWith('ServiceLevel')) {
		return [
			{ name: `${metric}_percent`, read: (figures) => serviceLevelPercent(figures, metric) },
			{ name: `${metric}_numerator`, read: stat(metric, 'numerator') },
			{ name: `${metric}_denominator`, read: stat(metric, 'denominator') },
			{ name: `${metric}_targetPercent`, read: (figures) => percent(figures.get(metric)?.target, 1) },
		];
	}
	return (['count', 'sum', 'min', 'max', 'current'] as const).map((name) => ({
		name: `${metric}_${name}`,
		read: stat(metric, name),
	}));
}

type Stat = 'sum' | 'min' | 'max' | 'current' | 'count' | 'numerator' | 'denominator';

function stat(
	metric: string,
	name: Stat,
	convert: (value: number) => number = (value) => value,
): FigureColumn['read'] {
	return (figures) => {
		const value = figures.get(metric)?.[name];
		return value === undefined ? null : convert(value);
	};
}
