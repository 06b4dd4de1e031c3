import type { QueueNow } from '../records/queueStatus';
import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

const columns: ReadonlyArray<Column<QueueNow>> = [
	column('queueId', 'id', 'The queue', 'group.queueId', (q) => q.queueId),
	nameColumn('queueName', 'queueId', 'queue'),
	column(
		'mediaType',
		'text',
		'The media type; null if all media types are in one row',
		'group.mediaType',
		(q) => q.mediaType,
	),
	count('waiting', 'Conversations waiting for an agent', 'oWaiting'),
	column(
		'longestWaitingSeconds',
		'seconds',
		'How long the longest of them has waited',
		'oLongestWaiting',
		(q) => q.longestWaitingMs,
	),
	count('interacting', 'Conversations that agents are working on', 'oInteracting'),
	column(
		'longestInteractingSeconds',
		'seconds',
		'How long the longest of them has lasted',
		'oLongestInteracting',
		(q) => q.longestInteractingMs,
	),
	count('alerting', 'Conversations ringing for an agent', 'oAlerting'),
	count('onQueueAgents', 'Agents on queue', 'oOnQueueUsers'),
	count('offQueueAgents', 'Agents off queue', 'oOffQueueUsers'),
	count('activeAgents', 'Agents who have joined the queue', 'oActiveUsers'),
	count('memberAgents', 'Members of the queue', 'oMemberUsers'),
	count('idleAgents', 'Agents on queue who are free for the next conversation', 'oUserRoutingStatuses IDLE'),
	count('interactingAgents', 'Agents on a conversation', 'oUserRoutingStatuses INTERACTING'),
	count(
		'notRespondingAgents',
		'Agents who did not answer the last conversation offered',
		'oUserRoutingStatuses NOT_RESPONDING',
	),
];

/** Queues now: one row per queue, or per queue and media type. */
export const queueStatusSheet: Sheet<QueueNow, QueueNow> = {
	name: 'queueStatus',
	about: 'One row per queue, or per queue and media type if media types are chosen: what is going on now.',
	columns,
	key: ['queueId', 'mediaType'],
	nullable: ['mediaType'],
	simplified: [
		'queueName',
		'mediaType',
		'waiting',
		'longestWaitingSeconds',
		'interacting',
		'alerting',
		'onQueueAgents',
		'idleAgents',
		'interactingAgents',
		'notRespondingAgents',
	],
};

function count(name: keyof QueueNow, meaning: string, metric: string): Column<QueueNow> {
	return column(name, 'count', meaning, metric, (q) => q[name]);
}
