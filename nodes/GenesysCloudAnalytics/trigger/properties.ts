import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { conversationFilters } from '../descriptions/filters';
import { locator } from '../descriptions/locators';
import { conversationColumnFields, formatOptions, optionCollection } from '../descriptions/output';
import { conversationSheets } from '../analytics/rows';

// Named, not in place: n8n's lint wants lists in place in the order of the alphabet.
const metrics = [
	{ name: 'Waiting', value: 'waiting', description: 'Conversations waiting for an agent' },
	{ name: 'Longest Waiting (Seconds)', value: 'longestWaitingSeconds' },
	{ name: 'Interacting', value: 'interacting', description: 'Conversations that agents are working on' },
	{ name: 'Agents on Queue', value: 'onQueueAgents' },
	{
		name: 'Agents Idle',
		value: 'idleAgents',
		description: 'Agents on queue, free for the next conversation',
	},
	{
		name: 'Agents Not Responding',
		value: 'notRespondingAgents',
		description: 'Agents who did not answer the last conversation offered',
	},
	{
		name: 'Service Level (Percent)',
		value: 'serviceLevelPercent',
		description: 'Of the current half hour; no alarm before the first conversation of it',
	},
	{
		name: 'Abandoned (Percent)',
		value: 'abandonPercent',
		description: 'Of the conversations offered in the current half hour',
	},
];

/** What a queue can be watched for. */
export const THRESHOLD_METRICS: readonly string[] = metrics.map(({ value }) => value);

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
			{ name: 'Conversation Ended', value: 'conversationEnded', description: 'A conversation is over' },
			{
				name: 'Conversation Abandoned',
				value: 'conversationAbandoned',
				description: 'A customer gave up waiting, and the conversation is over',
			},
			{
				name: 'Conversation Started',
				value: 'conversationStarted',
				description: 'A conversation has started',
			},
			{
				name: 'Queue Threshold',
				value: 'queueThreshold',
				description: 'A queue has reached a limit, such as 10 conversations waiting',
			},
		],
	},
	{
		...locator({
			displayName: 'Queues',
			name: 'queues',
			search: 'searchQueues',
			description: 'Which queues to watch. If empty, every queue that the OAuth client may see.',
		}),
		displayOptions: forQueues,
	},
	{
		displayName: 'Metric',
		name: 'metric',
		type: 'options',
		default: 'waiting',
		description: 'What to watch in each queue',
		displayOptions: forQueues,
		options: metrics,
	},
	{
		displayName: 'Comparison',
		name: 'comparison',
		type: 'options',
		default: 'gte',
		description: 'Whether high or low values raise the alarm',
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
		description: 'The value that raises the alarm, as soon as it is met exactly',
		displayOptions: forQueues,
	},
	{
		displayName: 'Fire Again',
		name: 'rearm',
		type: 'options',
		default: 'whenCleared',
		description: 'When a queue that has raised an alarm raises the next one',
		displayOptions: forQueues,
		options: [
			{ name: 'At Every Poll', value: 'everyPoll', description: 'For as long as the alarm lasts' },
			{
				name: 'When Cleared',
				value: 'whenCleared',
				description: 'Once the value has been back to normal in between',
			},
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
				displayName: 'Emit Again When Reopened',
				name: 'emitReopened',
				type: 'boolean',
				default: false,
				description:
					'Whether a conversation that is reopened after its end, as emails are, is emitted again when it ends again',
			},
			{
				displayName: 'Late Minutes',
				name: 'lateMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: 60,
				description:
					'How many minutes after its end a conversation may appear in analytics without being missed',
			},
			{
				displayName: 'Look Back Days',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 30 },
				default: 30,
				description: 'How many days ago a conversation may have started: emails can stay open for weeks',
			},
			{
				displayName: 'Settle Seconds',
				name: 'settleSeconds',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3600 },
				default: 60,
				description:
					'How many seconds to wait after the end of a conversation, so that its wrap-up is included',
			},
		]),
		displayOptions: forConversations,
	},
];
