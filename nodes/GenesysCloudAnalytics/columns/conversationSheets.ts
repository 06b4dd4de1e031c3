import { digest, type Conversation } from '../records/conversation';
import { attributesOf } from './attributes';
import { detailedColumns } from './detailedColumns';
import { interactionColumns, interactionsOf, type Interaction } from './interactionColumns';
import { segmentColumns, segmentsOf, type SegmentOfLeg } from './segmentColumns';
import type { Sheet } from './sheet';
import { summaryColumns } from './summaryColumns';

/** What the rows of conversations can be: the choices of the Output field. */
export type Output = 'summary' | 'detailed' | 'interactions' | 'segments' | 'raw';

const summary: Sheet<Conversation> = {
	name: 'summary',
	about: 'One row per conversation.',
	columns: summaryColumns,
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
	subjects: (record) => [digest(record)],
	attributes: attributesOf,
};

const detailed: Sheet<Conversation> = {
	...summary,
	name: 'detailed',
	about: 'One row per conversation: the columns of Summary, then these.',
	columns: [...summaryColumns, ...detailedColumns],
	continues: summary,
};

const interactions: Sheet<Interaction> = {
	name: 'interactions',
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
	subjects: (record) => interactionsOf(digest(record)),
	attributes: ({ conversation }, mask) => attributesOf(conversation, mask),
};

const segments: Sheet<SegmentOfLeg> = {
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
	subjects: (record) => segmentsOf(digest(record)),
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
	summary,
	detailed,
	interactions,
	segments,
	raw,
};
