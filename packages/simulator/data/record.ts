/** The conversation detail record as the details query and the jobs give it: every field may be missing. */
export interface ConversationRecord {
	conversationId: string;
	conversationStart?: string;
	/** Absent while the conversation goes on. */
	conversationEnd?: string;
	originatingDirection?: string;
	divisionIds?: string[] | null;
	participants?: ParticipantRecord[] | null;
	[field: string]: unknown;
}

export interface ParticipantRecord {
	participantId?: string;
	participantName?: string;
	purpose?: string;
	userId?: string;
	teamId?: string;
	/** Participant data: only the jobs hand it out. */
	attributes?: Record<string, string>;
	sessions?: SessionRecord[] | null;
	[field: string]: unknown;
}

export interface SessionRecord {
	sessionId?: string;
	mediaType?: string;
	direction?: string;
	segments?: SegmentRecord[] | null;
	metrics?: MetricRecord[] | null;
	[field: string]: unknown;
}

export interface SegmentRecord {
	segmentType?: string;
	segmentStart?: string;
	segmentEnd?: string;
	queueId?: string;
	wrapUpCode?: string;
	disconnectType?: string;
	[field: string]: unknown;
}

/** `t…` values are milliseconds, `n…` values are counts. */
export interface MetricRecord {
	name?: string;
	value?: number;
	emitDate?: string;
}
