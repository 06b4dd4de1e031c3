/** What aggregates can be about besides conversations, with metrics and dimensions. Source: the models of API 10706. */
export interface Subject {
	/** As the field Subject has it. */
	name: string;
	about: string;
	/** What the names of its own fields begin with: `flow` of `flowMetrics`. */
	prefix: string;
	metrics: readonly string[];
	/** What it can be grouped and filtered by. */
	dimensions: readonly string[];
	/** The dates that can decide whether an event is in the range, the default first. */
	times: readonly [string, ...string[]];
	/** What is chosen at first. */
	defaults: { metrics: readonly string[]; groupBy: readonly string[] };
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** By the values of the field Subject. */
export const SUBJECTS = {
	flows: {
		name: 'Flows',
		about: 'Architect flows: how often they ran, how they ended, outcomes and milestones',
		prefix: 'flow',
		metrics: words(`
			nFlow nFlowMilestone nFlowOutcome nFlowOutcomeFailed oFlowMilestone tFlow tFlowDisconnect
			tFlowExit tFlowOutcome
		`),
		dimensions: words(`
			activeRouting activeSkillId addressFrom addressTo agentAssistantId agentBullseyeRing agentOwned
			agentRank agentScore ani assignerId authenticated conversationId conversationInitiator
			convertedFrom convertedTo customerParticipation deliveryStatus destinationAddress direction
			disconnectType divisionId dnis edgeId eligibleAgentCount endingLanguage entryReason entryType
			errorCode exitReason extendedDeliveryStatus externalContactId externalMediaCount
			externalOrganizationId externalTag firstQueue flaggedReason flowId flowInType flowMilestoneId
			flowName flowOutType flowOutcome flowOutcomeId flowOutcomeValue flowSubType flowType flowVersion
			groupId interactionType journeyActionId journeyActionMapId journeyActionMapVersion
			journeyCustomerId journeyCustomerIdType journeyCustomerSessionId journeyCustomerSessionIdType
			knowledgeBaseId mediaCount mediaType messageType originatingDirection outboundCampaignId
			outboundContactId outboundContactListId participantName peerId proposedAgentId provider purpose
			queueId recognitionFailureReason remote removedSkillId requestedLanguageId requestedRouting
			requestedRoutingSkillId roomId routingPriority routingRing routingRule routingRuleType
			scoredAgentId selectedAgentId selectedAgentRank selfServed sessionDnis sessionId
			skillExpressionId startingLanguage stationId teamId transferTargetAddress transferTargetName
			transferType usedRouting userId videoPresent waitingInteractionCount wrapUpCode
		`),
		times: ['eventTime'],
		defaults: { metrics: words('nFlow tFlow nFlowOutcome nFlowOutcomeFailed'), groupBy: words('flowId') },
	},
	bots: {
		name: 'Bots',
		about: 'Bot sessions: turns, intents, how they ended',
		prefix: 'bot',
		metrics: words(`
			nBotSessionTurns nBotSessions oBotIntent oBotSessionCollection oBotSessionCollectionSelfServed
			oBotSessionQuery oBotSessionQuerySelfServed oBotSessionTurn oBotSlot tBotDisconnect tBotExit
			tBotRecognitionFailure tBotSession
		`),
		dimensions: words(`
			askActionId askActionResult askActionType botFinalIntent botFlowSubType botFlowType botId
			botIntent botName botProduct botProvider botRecognitionFailureReason botResult botSessionId
			botSlot botSlotMechanism botVersion conversationId externalContactId intermediateIntentName
			knowledgeBaseId languageCode lastActionId lastInputActionId mediaType messageType previewMode
			selfServed
		`),
		times: ['eventTime'],
		defaults: { metrics: words('nBotSessions tBotSession'), groupBy: words('botId') },
	},
	surveys: {
		name: 'Surveys',
		about: 'Customer surveys: sent, answered, scores, NPS',
		prefix: 'survey',
		metrics: words(`
			nSurveyErrors nSurveyFullResponses nSurveyNpsDetractors nSurveyNpsPromoters nSurveyNpsResponses
			nSurveyPartialResponses nSurveyQuestionGroupResponses nSurveyQuestionResponses nSurveyResponses
			nSurveysAbandoned nSurveysDeleted nSurveysExpired nSurveysSent nSurveysStarted nVoiceSurveys
			nWebSurveys oSurveyQuestionGroupScore oSurveyQuestionScore oSurveyTotalScore
		`),
		dimensions: words(`
			conversationId divisionId externalContactId mediaType queueId requestedLanguageId
			requestedRoutingSkillId surveyAnswerId surveyErrorReason surveyFormContextId surveyFormId
			surveyFormName surveyId surveyPartialResponse surveyPreviousStatus surveyPromoterScore
			surveyQuestionGroupId surveyQuestionId surveyStatus surveyType teamId userId wrapUpCode
		`),
		times: ['eventTime', 'surveyCreatedDate'],
		defaults: {
			metrics: words('nSurveyResponses oSurveyTotalScore nSurveyNpsPromoters nSurveyNpsDetractors'),
			groupBy: words('surveyFormContextId'),
		},
	},
	evaluations: {
		name: 'Evaluations',
		about: 'Quality evaluations: number and scores',
		prefix: 'evaluation',
		metrics: words(`
			nEvaluations nEvaluationsDeleted nEvaluationsRescored oTotalCriticalScore oTotalScore
		`),
		dimensions: words(`
			assigneeApplicable assigneeId calibrationId contextId conversationId divisionId
			evaluationContextId evaluationId evaluatorId formId mediaType queueId released rescored
			systemSubmitted teamId userId
		`),
		times: ['eventTime', 'conversationStart', 'evaluationCreatedDate', 'evaluationReleaseDate'],
		defaults: { metrics: words('nEvaluations oTotalScore oTotalCriticalScore'), groupBy: words('userId') },
	},
	transcripts: {
		name: 'Transcripts',
		about: 'Speech and text analytics: sentiment, talk time, topics',
		prefix: 'transcript',
		metrics: words(`
			nSpeechTextAnalyzedConversations nTopicCommunications oCustomerSentiment
			oOverTalkSpeechInstances oSentimentScore tAgentSpeech tCustomerSpeech tOtherAudio
			tOverTalkSpeech tSilence tTotalSpeechAndSilence
		`),
		dimensions: words(`
			addressFrom addressTo ani categoryId channel conversationId direction divisionId dnis flowId
			flowVersion mediaType messageType queueId teamId topicId userId wrapUpCode
		`),
		times: ['eventTime'],
		defaults: {
			metrics: words('nSpeechTextAnalyzedConversations oSentimentScore'),
			groupBy: words('queueId'),
		},
	},
	summaries: {
		name: 'Summaries',
		about: 'AI summaries of conversations',
		prefix: 'summary',
		metrics: words(`
			nConversationSummaries nConversationSummaryEngagements tConversationSummary
		`),
		dimensions: words(`
			conversationId copied editedField errorType language mediaType messageType presented queueId
			summaryGenerated summaryId summaryRating triggerSourceId triggerSourceOutcome triggerSourceType
			userId wrapUpCodeRating wrapUpCodeSuggestionSelected wrapupCodesGenerated
		`),
		times: ['eventTime'],
		defaults: { metrics: words('nConversationSummaries'), groupBy: words('queueId') },
	},
	journeys: {
		name: 'Journeys',
		about: 'Predictive engagement: sessions, segments, outcomes, web actions',
		prefix: 'journey',
		metrics: words(`
			nDistinctJourneyActions nDistinctJourneySessions nJourneyActionsBlocked nJourneyOutcomesAchieved
			nJourneyOutcomesAttributed nJourneySegmentsAssigned nJourneySessions nWebActionsAbandoned
			nWebActionsAccepted nWebActionsEngaged nWebActionsErrored nWebActionsFrequencyCapReached
			nWebActionsIgnored nWebActionsOffered nWebActionsOfferedOutsideSchedule nWebActionsQualified
			nWebActionsQualifiedOutsideSchedule nWebActionsRejected nWebActionsStarted nWebActionsTimedout
			oJourneyOutcomeTouchpointValue oJourneyOutcomeValue
		`),
		dimensions: words(`
			containsAllCondition containsAnyCondition endsWithCondition equalCondition journeyActionId
			journeyActionMapId journeyActionMapVersion journeyActionMediaType journeyActionTargetId
			journeyActionTemplateId journeyBlockingActionMapId journeyBlockingEmergencyScheduleGroupId
			journeyBlockingReason journeyBlockingScheduleGroupId journeyCustomerId journeyCustomerIdType
			journeyDeviceCategory journeyDeviceType journeyFrequencyCapReason journeyOutcomeId
			journeySegmentId journeySegmentScope journeySessionId journeySessionSegmentId journeySessionType
			notContainsAllCondition notContainsAnyCondition notEqualCondition startsWithCondition
			touchpointActionMapId
		`),
		times: ['eventTime'],
		defaults: { metrics: words('nJourneySessions'), groupBy: words('journeyDeviceType') },
	},
	resolutions: {
		name: 'Resolutions',
		about: 'Contacts that customers did not need to repeat',
		prefix: 'resolution',
		metrics: words(`
			nNextContactAvoided
		`),
		dimensions: words(`
			conversationId externalContactId mediaType queueId requestedRouting usedRouting userId
		`),
		times: ['eventTime', 'wrapUpDate'],
		defaults: { metrics: words('nNextContactAvoided'), groupBy: words('queueId') },
	},
	flowExecutions: {
		name: 'Flow Executions',
		about: 'Workflows: how often they ran',
		prefix: 'flowExecution',
		metrics: words(`
			nFlowExecutions
		`),
		dimensions: words(`
			divisionId flowId flowObjectId flowVersion
		`),
		times: ['eventTime'],
		defaults: { metrics: words('nFlowExecutions'), groupBy: words('flowId') },
	},
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof SUBJECTS;
