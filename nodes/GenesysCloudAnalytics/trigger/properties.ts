import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { conversationFilters } from '../descriptions/filters';
import { locator } from '../descriptions/locators';
import { conversationColumnFields, formatOptions, optionCollection } from '../descriptions/output';
import { conversationSheets } from '../analytics/rows';

const forQueues = { show: { event: ['queueThreshold'] } };
const forConversations = { hide: { event: ['queueThreshold'] } };

/** What the trigger asks of the user. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		default: 'conversationEnded',
		description: 'What starts the workflow',
		options: [
			{
				name: 'Conversation Abandoned',
				value: 'conversationAbandoned',
				description: 'A customer gave up waiting, and the conversation is over',
			},
			{ name: 'Conversation Ended', value: 'conversationEnded', description: 'A conversation is over' },
			{ name: 'Conversation Started', value: 'conversationStarted', description: 'A conversation has begun' },
			{
				name: 'Queue Threshold',
				value: 'queueThreshold',
				description: 'A figure of a queue has reached a limit',
			},
		],
	},
	{
		...locator({
			displayName: 'Queues',
			name: 'queues',
			search: 'searchQueues',
			description:
				'The queue to watch, or several of them. Empty means every queue that the OAuth client may see.',
		}),
		displayOptions: forQueues,
	},
	{
		displayName: 'Metric',
		name: 'metric',
		type: 'options',
		default: 'waiting',
		description: 'The figure of the queue to watch',
		displayOptions: forQueues,
		options: [
			{ name: 'Agents Idle', value: 'idleAgents', description: 'Agents on queue who have nothing to do' },
			{ name: 'Agents on Queue', value: 'onQueueAgents' },
			{ name: 'Interacting', value: 'interacting', description: 'Conversations that agents are working on' },
			{ name: 'Longest Waiting (Seconds)', value: 'longestWaitingSeconds' },
			{ name: 'Waiting', value: 'waiting', description: 'Conversations that wait for an agent' },
		],
	},
	{
		displayName: 'Comparison',
		name: 'comparison',
		type: 'options',
		default: 'gte',
		description: 'On which side of the threshold the alarm is',
		displayOptions: forQueues,
		options: [
			{ name: 'At Least', value: 'gte' },
			{ name: 'At Most', value: 'lte' },
		],
	},
	{
		displayName: 'Threshold',
		name: 'threshold',
		type: 'number',
		default: 10,
		description: 'The value from which on there is an alarm; it counts as reached when it is met exactly',
		displayOptions: forQueues,
	},
	{
		displayName: 'Fire Again',
		name: 'rearm',
		type: 'options',
		default: 'whenCleared',
		description: 'When a queue that has raised an alarm may raise the next one',
		displayOptions: forQueues,
		options: [
			{ name: 'At Every Poll', value: 'everyPoll', description: 'As long as the alarm stands' },
			{ name: 'When Cleared', value: 'whenCleared', description: 'After it was back on the good side' },
		],
	},
	...updateDisplayOptions(forConversations, conversationColumnFields),
	{ ...conversationFilters, displayOptions: forConversations },
	{
		...optionCollection([
			...formatOptions(...Object.values(conversationSheets)).filter(
				// A trigger reads from the query, which has none.
				({ name }) => name !== 'includeAttributes',
			),
			{
				displayName: 'Late Minutes',
				name: 'lateMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: 60,
				description: 'How late Genesys Cloud may show a conversation without it being missed',
			},
			{
				displayName: 'Look Back Days',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 30 },
				default: 30,
				description: 'How many days ago a conversation may have begun: emails stay open for weeks',
			},
			{
				displayName: 'Settle Seconds',
				name: 'settleSeconds',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3600 },
				default: 60,
				description: 'How long a conversation must be over, so that its wrap-up is there',
			},
		]),
		displayOptions: forConversations,
	},
];
