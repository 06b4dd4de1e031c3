/** A simulated Genesys Cloud organization, written from the published contract. It knows nothing about the node. */
export { startSimulator } from './server';
export { DEFAULT_CLIENT } from './tokens';
export { createConversations, type ConversationsOptions } from './data/conversations';
export { storeOf, type ConversationStore } from './data/conversationStore';
export { withEvaluations } from './data/quality/withEvaluations';
export { communicationsOf, type Coverage, type SpeechOptions } from './data/speech/speech';
export { createOrganization, type Organization } from './data/organization';
export type {
	ConversationRecord,
	MetricRecord,
	ParticipantRecord,
	SegmentRecord,
	SessionRecord,
} from './data/record';
export { fault403, fault500, fault502Html, fault503, fault504, faults429 } from './faults';
export type {
	Fault,
	JournalEntry,
	Simulator,
	SimulatorClient,
	SimulatorJobs,
	SimulatorLimits,
	SimulatorOptions,
} from './types';
