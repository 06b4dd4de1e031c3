import { column, secondsColumn, type Column, type Row } from './column';
import type { Sheet } from './sheet';

const columns: ReadonlyArray<Column<Row>> = [
	column('queueId', 'id', 'The queue', 'group.queueId', (q) => q.queueId),
	column('queueName', 'name', "The queue's name; null if it can't be read", 'name', (q) => q.queueName),
	column(
		'mediaType',
		'text',
		'The channel; null if all channels are in one row',
		'group.mediaType',
		(q) => q.mediaType,
	),
	count('waiting', 'Conversations waiting for an agent', 'oWaiting'),
	seconds('longestWaitingSeconds', 'How long the longest of them has waited', 'oLongestWaiting'),
	count('interacting', 'Conversations that agents are working on', 'oInteracting'),
	seconds('longestInteractingSeconds', 'How long the longest of them has lasted', 'oLongestInteracting'),
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
export const queueStatusSheet: Sheet<Row, Row> = {
	name: 'queueStatus',
	about: 'One row per queue, or per queue and media type if media types are chosen: what is going on now.',
	columns,
	key: ['queueId', 'mediaType'],
	nullable: ['mediaType'],
};

function count(name: string, meaning: string, metric: string): Column<Row> {
	return column(name, 'count', meaning, metric, (q) => q[name]);
}

function seconds(name: string, meaning: string, metric: string): Column<Row> {
	return secondsColumn(name, meaning, metric, (q) => q[name] as number | null);
}
