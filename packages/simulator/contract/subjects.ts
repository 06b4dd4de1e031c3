/** The subjects of aggregates queries beside conversations and users, with the enumerations of their published models. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export interface SubjectContract {
	/** Of its models: `FlowAggregationQuery`, … */
	prefix: string;
	/** `analytics:…:view` */
	permission: string;
	metrics: readonly string[];
	/** What can be grouped by, and filtered by. */
	groups: readonly string[];
	/** What can be filtered by only. */
	filterOnly: readonly string[];
	timeDimensions: readonly string[];
	/** It takes topN and bottomN. */
	ranked: boolean;
}

/** By the word in the path. */
export const SUBJECTS = {
	flows: {
		prefix: 'Flow',
		permission: 'analytics:flowAggregate:view',
		metrics: words(`
			nFlow nFlowMilestone nFlowOutcome nFlowOutcomeFailed oFlowMilestone tFlow tFlowDisconnect
			tFlowExit tFlowOutcome
		`),
		groups: words(`
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
			scoredAgentId selectedAgentId selectedAgentRank selfServed sessionDnis sessionId skillExpressionId
			startingLanguage stationId teamId transferTargetAddress transferTargetName transferType
			usedRouting userId videoPresent waitingInteractionCount wrapUpCode
		`),
		filterOnly: ['canonicalExternalContactId'],
		timeDimensions: ['eventTime'],
		ranked: false,
	},
	bots: {
		prefix: 'Bot',
		permission: 'analytics:botAggregate:view',
		metrics: words(`
			nBotSessionTurns nBotSessions oBotIntent oBotSessionCollection oBotSessionCollectionSelfServed
			oBotSessionQuery oBotSessionQuerySelfServed oBotSessionTurn oBotSlot tBotDisconnect tBotExit
			tBotRecognitionFailure tBotSession
		`),
		groups: words(`
			askActionId askActionResult askActionType botFinalIntent botFlowSubType botFlowType botId
			botIntent botName botProduct botProvider botRecognitionFailureReason botResult botSessionId
			botSlot botSlotMechanism botVersion conversationId externalContactId intermediateIntentName
			knowledgeBaseId languageCode lastActionId lastInputActionId mediaType messageType previewMode
			selfServed
		`),
		filterOnly: [],
		timeDimensions: ['eventTime'],
		ranked: true,
	},
	surveys: {
		prefix: 'Survey',
		permission: 'analytics:surveyAggregate:view',
		metrics: words(`
			nSurveyErrors nSurveyFullResponses nSurveyNpsDetractors nSurveyNpsPromoters nSurveyNpsResponses
			nSurveyPartialResponses nSurveyQuestionGroupResponses nSurveyQuestionResponses nSurveyResponses
			nSurveysAbandoned nSurveysDeleted nSurveysExpired nSurveysSent nSurveysStarted nVoiceSurveys
			nWebSurveys oSurveyQuestionGroupScore oSurveyQuestionScore oSurveyTotalScore
		`),
		groups: words(`
			conversationId divisionId externalContactId mediaType queueId requestedLanguageId
			requestedRoutingSkillId surveyAnswerId surveyErrorReason surveyFormContextId surveyFormId
			surveyFormName surveyId surveyPartialResponse surveyPreviousStatus surveyPromoterScore
			surveyQuestionGroupId surveyQuestionId surveyStatus surveyType teamId userId wrapUpCode
		`),
		filterOnly: ['surveyCreatedDate'],
		timeDimensions: ['eventTime', 'surveyCreatedDate'],
		ranked: false,
	},
	evaluations: {
		prefix: 'Evaluation',
		permission: 'analytics:evaluationAggregate:view',
		metrics: words(`
			nEvaluations nEvaluationsDeleted nEvaluationsRescored oTotalCriticalScore oTotalScore
		`),
		groups: words(`
			assigneeApplicable assigneeId calibrationId contextId conversationId divisionId
			evaluationContextId evaluationId evaluatorId formId mediaType queueId released rescored
			systemSubmitted teamId userId
		`),
		filterOnly: ['conversationStart', 'evaluationCreatedDate', 'evaluationReleaseDate'],
		timeDimensions: ['conversationStart', 'evaluationCreatedDate', 'evaluationReleaseDate', 'eventTime'],
		ranked: false,
	},
	transcripts: {
		prefix: 'Transcript',
		permission: 'analytics:speechAndTextAnalyticsAggregates:view',
		metrics: words(`
			nSpeechTextAnalyzedConversations nTopicCommunications oCustomerSentiment oOverTalkSpeechInstances
			oSentimentScore tAgentSpeech tCustomerSpeech tOtherAudio tOverTalkSpeech tSilence
			tTotalSpeechAndSilence
		`),
		groups: words(`
			addressFrom addressTo ani categoryId channel conversationId direction divisionId dnis flowId
			flowVersion mediaType messageType queueId teamId topicId userId wrapUpCode
		`),
		filterOnly: ['conversationDuration', 'handleTime', 'resultsBy'],
		timeDimensions: ['eventTime'],
		ranked: true,
	},
	summaries: {
		prefix: 'Summary',
		permission: 'analytics:summaryAggregate:view',
		metrics: words(`
			nConversationSummaries nConversationSummaryEngagements tConversationSummary
		`),
		groups: words(`
			conversationId copied editedField errorType language mediaType messageType presented queueId
			summaryGenerated summaryId summaryRating triggerSourceId triggerSourceOutcome triggerSourceType
			userId wrapUpCodeRating wrapUpCodeSuggestionSelected wrapupCodesGenerated
		`),
		filterOnly: [],
		timeDimensions: ['eventTime'],
		ranked: true,
	},
	journeys: {
		prefix: 'Journey',
		permission: 'analytics:journeyAggregate:view',
		metrics: words(`
			nDistinctJourneyActions nDistinctJourneySessions nJourneyActionsBlocked nJourneyOutcomesAchieved
			nJourneyOutcomesAttributed nJourneySegmentsAssigned nJourneySessions nWebActionsAbandoned
			nWebActionsAccepted nWebActionsEngaged nWebActionsErrored nWebActionsFrequencyCapReached
			nWebActionsIgnored nWebActionsOffered nWebActionsOfferedOutsideSchedule nWebActionsQualified
			nWebActionsQualifiedOutsideSchedule nWebActionsRejected nWebActionsStarted nWebActionsTimedout
			oJourneyOutcomeTouchpointValue oJourneyOutcomeValue
		`),
		groups: words(`
			containsAllCondition containsAnyCondition endsWithCondition equalCondition journeyActionId
			journeyActionMapId journeyActionMapVersion journeyActionMediaType journeyActionTargetId
			journeyActionTemplateId journeyBlockingActionMapId journeyBlockingEmergencyScheduleGroupId
			journeyBlockingReason journeyBlockingScheduleGroupId journeyCustomerId journeyCustomerIdType
			journeyDeviceCategory journeyDeviceType journeyFrequencyCapReason journeyOutcomeId
			journeySegmentId journeySegmentScope journeySessionId journeySessionSegmentId journeySessionType
			notContainsAllCondition notContainsAnyCondition notEqualCondition startsWithCondition
			touchpointActionMapId
		`),
		filterOnly: [],
		timeDimensions: ['eventTime'],
		ranked: false,
	},
	resolutions: {
		prefix: 'Resolution',
		permission: 'analytics:resolutionAggregate:view',
		metrics: words(`
			nNextContactAvoided
		`),
		groups: words(`
			conversationId externalContactId mediaType queueId requestedRouting usedRouting userId
		`),
		filterOnly: ['wrapUpDate'],
		timeDimensions: ['eventTime', 'wrapUpDate'],
		ranked: false,
	},
	flowexecutions: {
		prefix: 'FlowExecution',
		permission: 'analytics:flowExecutionAggregate:view',
		metrics: words(`
			nFlowExecutions
		`),
		groups: words(`
			divisionId flowId flowObjectId flowVersion
		`),
		filterOnly: [],
		timeDimensions: ['eventTime'],
		ranked: false,
	},
} as const satisfies Record<string, SubjectContract>;

export type SubjectName = keyof typeof SUBJECTS;
