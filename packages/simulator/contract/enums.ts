/** The enumerations of the published request models (Platform API 10706), as one word list each. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** `conversationFilters` of details queries */
export const CONVERSATION_DIMENSIONS = words(`
	accessAttribute conversationEnd conversationId conversationInitiator conversationStart
	customerParticipation divisionId externalTag mediaStatsMinConversationMos originatingDirection
	originatingSocialMediaPublic
`);

export const CONVERSATION_METRICS = words(`
	nBlindTransferred nBotInteractions nCallbackAttempts nCallbackOverSla nCallbackScheduled nCfcOffered
	nCobrowseSessions nConnected nConsult nConsultTransferred nConversations nError nFlow nFlowMilestone
	nFlowOutcome nFlowOutcomeFailed nOffered nOutbound nOutboundAbandoned nOutboundAttempted
	nOutboundConnected nOverSla nStateTransitionError nTakeover nTransferred oAudioMessageCount
	oExternalAudioMessageCount oExternalMediaCount oFlowMilestone oMediaCount oMessageCount
	oMessageSegmentCount oMessageTurn oSkillExpressionApplications tAbandon tAcd tActiveCallback
	tActiveCallbackComplete tAcw tAgentResponseTime tAgentVideoConnected tAlert tAnswered
	tAverageAgentResponseTime tAverageCustomerResponseTime tBarging tCallbackAbandon tCallbackConnect
	tCallbackNotReached tCallbackVirtualWait tCfcAbandon tCfcAcd tCfcAnswered tCfcFlowOut tCoaching
	tCoachingComplete tConnected tContacting tConversationDuration tDialing tFirstConnect tFirstDial
	tFirstEngagement tFirstResponse tFlow tFlowDisconnect tFlowExit tFlowOut tFlowOutcome tHandle tHeld
	tHeldComplete tIvr tMonitoring tMonitoringComplete tNotResponding tPark tParkComplete
	tScreenMonitoring tShortAbandon tSnippetRecord tTalk tTalkComplete tTransmitting tUserResponseTime
	tVoicemail
`);

/** `segmentFilters` of details queries */
export const SEGMENT_DIMENSIONS = words(`
	addressFrom addressTo agentAssistantId agentOwned ani authenticated bargedParticipantId
	callbackNumber callbackScheduledTime canonicalExternalContactId cleared coachedParticipantId
	conference deliveryPushed deliveryStatus destinationAddress destinationConversationId
	detectedSpeechEnd detectedSpeechStart direction disconnectType dnis edgeId engagementSource
	errorCode exitReason extendedDeliveryStatus externalContactId externalOrganizationId flaggedReason
	flowId flowName flowOutType flowOutcome flowOutcomeId flowOutcomeValue flowVersion groupId
	journeyActionId journeyActionMapId journeyCustomerId journeyCustomerIdType journeyCustomerSessionId
	mediaCount mediaType messageType monitoredParticipantId outboundCampaignId outboundContactId
	outboundContactListId participantName protocolCallId provider purpose queueId recording remote
	remoteNameDisplayable requestedLanguageId requestedRouting requestedRoutingSkillId scoredAgentId
	screenMonitoredUserId screenRecording scriptId segmentEnd segmentType sessionDnis sipResponseCode
	skillExpressionId snippetRecording subject teamId transferTargetAddress transferTargetName
	transferType usedRouting userId wrapUpCode wrapUpNote
`);

export const EVALUATION_DIMENSIONS = words(`
	assigneeApplicable assigneeId calibrationId contextId deleted evaluationId evaluationStatus
	evaluatorId eventTime formId formName queueId released rescored systemSubmitted userId
`);

export const SURVEY_DIMENSIONS = words(`
	eventTime queueId surveyCompletedDate surveyFormContextId surveyFormId surveyId
	surveyPartialResponse surveyPromoterScore surveyStatus surveyType userId
`);

/** Conversation aggregates: metrics, groups, filters */
export const AGGREGATE_METRICS = words(`
	nBlindTransferred nBotInteractions nCallbackAttempts nCallbackOverSla nCallbackScheduled nCfcOffered
	nCobrowseSessions nConnected nConsult nConsultTransferred nConversations nError nOffered nOutbound
	nOutboundAbandoned nOutboundAttempted nOutboundConnected nOverSla nStateTransitionError nTakeover
	nTransferred oAudioMessageCount oCallbackServiceLevel oExternalAudioMessageCount oExternalMediaCount
	oMediaCount oMessageCount oMessageSegmentCount oMessageTurn oServiceLevel oServiceTarget
	oSkillExpressionApplications tAbandon tAcd tActiveCallback tActiveCallbackComplete tAcw
	tAgentResponseTime tAgentVideoConnected tAlert tAnswered tAverageAgentResponseTime
	tAverageCustomerResponseTime tBarging tCallbackAbandon tCallbackConnect tCallbackNotReached
	tCallbackVirtualWait tCfcAbandon tCfcAcd tCfcAnswered tCfcFlowOut tCoaching tCoachingComplete
	tConnected tContacting tDialing tFirstConnect tFirstDial tFirstEngagement tFirstResponse tFlowOut
	tHandle tHeld tHeldComplete tIvr tMonitoring tMonitoringComplete tNotResponding tPark tParkComplete
	tScreenMonitoring tShortAbandon tSnippetRecord tTalk tTalkComplete tTransmitting tUserResponseTime
	tVoicemail tWait
`);

export const AGGREGATE_GROUPS = words(`
	activeRouting activeSkillId addressFrom addressTo agentAssistantId agentBullseyeRing agentOwned
	agentRank agentScore ani assignerId authenticated conversationId conversationInitiator convertedFrom
	convertedTo customerParticipation deliveryStatus destinationAddress direction disconnectType
	divisionId dnis edgeId eligibleAgentCount errorCode extendedDeliveryStatus externalContactId
	externalMediaCount externalOrganizationId externalTag firstQueue flaggedReason flowInType
	flowOutType groupId interactionType journeyActionId journeyActionMapId journeyActionMapVersion
	journeyCustomerId journeyCustomerIdType journeyCustomerSessionId journeyCustomerSessionIdType
	knowledgeBaseId mediaCount mediaType messageType originatingDirection originatingSocialMediaPublic
	outboundCampaignId outboundContactId outboundContactListId participantName peerId proposedAgentId
	provider purpose queueId remote removedSkillId requestedLanguageId requestedRouting
	requestedRoutingSkillId roomId routingPriority routingRing routingRule routingRuleType scoredAgentId
	selectedAgentId selectedAgentRank selfServed sessionDnis sessionId skillExpressionId stationId
	teamId usedRouting userId videoPresent waitingInteractionCount wrapUpCode
`);

export const AGGREGATE_DIMENSIONS = [...AGGREGATE_GROUPS, 'canonicalExternalContactId'];

/** What topN and bottomN can be sorted by. */
export const SORT_METRICS = AGGREGATE_METRICS.filter(
	(name) => !['oCallbackServiceLevel', 'oServiceLevel', 'tShortAbandon', 'tWait'].includes(name),
);

/** Queue observations */
/** `ConversationActivityQuery` */
export const ACTIVITY_METRICS = words('oAlerting oInteracting oLongestInteracting oLongestWaiting oWaiting');
export const ACTIVITY_DIMENSIONS = words(`
	activeRouting addressFrom addressTo agentScore ani conversationId convertedFrom convertedTo direction dnis
	mediaType participantName queueId requestedLanguageId requestedRouting requestedRoutingSkillId
	routingPriority scoredAgentId sessionId teamId usedRouting userId
`);

export const QUEUE_OBSERVATION_METRICS = words(`
	oActiveUsers oAlerting oInteracting oLongestInteracting oLongestWaiting oMemberUsers oOffQueueUsers
	oOnQueueUsers oUserPresences oUserRoutingStatuses oWaiting
`);

export const QUEUE_OBSERVATION_DETAILS = words(`
	oActiveUsers oAlerting oInteracting oMemberUsers oOffQueueUsers oOnQueueUsers oUserPresences
	oUserRoutingStatuses oWaiting
`);

/** What evaluations can be searched by; those of single questions are not among them here. */
export const EVALUATION_SEARCH_FIELDS = words(`
	evaluationId conversationId contextId formId evaluationStatus queueId agentTeamId divisionId agentId
	evaluatorId assigneeId totalScore totalCriticalScore conversationDate createdDate submittedDate
	releaseDate released mediaType
`);
