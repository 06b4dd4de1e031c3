import { conversationOf, type Conversation } from '../records/conversation';
import { attributesOf } from './attributes';
import { detailedColumns } from './detailedColumns';
import { interactionColumns, interactionsOf, type Interaction } from './interactionColumns';
import { segmentColumns, segmentsOf, type SegmentOfSession } from './segmentColumns';
import { queueVisits } from './queueVisitSheet';
import type { Sheet } from './sheet';
import { summaryColumns } from './summaryColumns';

/** What the rows of conversations can be: the choices of the Output field. */
export type Output = 'conversations' | 'queueVisits' | 'agentSessions' | 'segments' | 'raw';

const conversations: Sheet<Conversation> = {
	name: 'conversations',
	about: 'One row per conversation.',
	columns: [...summaryColumns, ...detailedColumns],
	key: ['conversationId'],
	mark: 'endTime',
	simplified: [
		'startTime',
		'mediaType',
		'direction',
		'queueName',
		'agentName',
		'handleSeconds',
		'waitSeconds',
		'wrapUpName',
		'disconnectedBy',
		'conversationId',
	],
	standard: summaryColumns.map(({ name }) => name),
	subjects: (record) => [conversationOf(record)],
	attributes: attributesOf,
};

const agentSessions: Sheet<Interaction> = {
	name: 'agentSessions',
	about: 'One row per agent session, including those that only rang.',
	columns: interactionColumns,
	key: ['conversationId', 'sessionId'],
	// Agents' sessions end before their conversation does, by which a range is read.
	mark: 'conversationEndTime',
	simplified: [
		'startTime',
		'agentName',
		'queueName',
		'mediaType',
		'direction',
		'handled',
		'handleSeconds',
		'wrapUpName',
		'disconnectType',
		'conversationId',
	],
	subjects: (record) => interactionsOf(conversationOf(record)),
	attributes: ({ conversation }, mask) => attributesOf(conversation, mask),
};

const segments: Sheet<SegmentOfSession> = {
	name: 'segments',
	about: 'One row per segment.',
	columns: segmentColumns,
	key: ['conversationId', 'sessionId', 'segmentIndex'],
	mark: 'endTime',
	simplified: [
		'startTime',
		'durationSeconds',
		'segmentType',
		'purpose',
		'userName',
		'queueName',
		'mediaType',
		'wrapUpName',
		'disconnectType',
		'conversationId',
	],
	subjects: (record) => segmentsOf(conversationOf(record)),
	attributes: ({ conversation }, mask) => attributesOf(conversation, mask),
};

const raw: Sheet = {
	name: 'raw',
	about: "One item per conversation: the API's own record, unchanged.",
	columns: [],
	key: ['conversationId'],
	mark: 'conversationEnd',
};

export const conversationSheets: Readonly<Record<Output, Sheet>> = {
	conversations,
	queueVisits,
	agentSessions,
	segments,
	raw,
};
