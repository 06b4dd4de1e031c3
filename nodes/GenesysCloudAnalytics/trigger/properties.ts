import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { conversationFilters } from '../fields/filters';
import { locator } from '../fields/locators';
import { conversationColumnFields, formatOptions, optionCollection } from '../fields/output';
import { agentStatusChangeSheet, conversationSheets } from '../columns';
import { statusKindsField } from '../fields/statusKinds';
import { CHANGES } from './changes';

// A constant, because n8n's lint wants inline options in alphabetical order.
const metrics = [
	{ name: 'Waiting', value: 'waiting', description: 'Conversations waiting for an agent' },
	{ name: 'Longest Waiting (Seconds)', value: 'longestWaitingSeconds' },
	{ name: 'Interacting', value: 'interacting', description: 'Conversations that agents are working on' },
	{ name: 'Agents on Queue', value: 'onQueueAgents' },
	{
		name: 'Agents Idle',
		value: 'idleAgents',
		description: 'Agents on queue who are free for the next conversation',
	},
	{
		name: 'Agents Not Responding',
		value: 'notRespondingAgents',
		description: 'Agents who did not answer the last conversation offered',
	},
	{
		name: 'Service Level (Percent)',
		value: 'serviceLevelPercent',
		description: 'In the current half hour; no alarm before its first conversation',
	},
	{
		name: 'Abandoned (Percent)',
		value: 'abandonPercent',
		description: 'Of the conversations offered in the current half hour',
	},
];

const events = [
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
		name: 'Conversation Updated',
		value: 'conversationUpdated',
		description: 'A wrap-up, evaluation or survey of a finished conversation was added or has changed',
	},
	{
		name: 'Queue Threshold',
		value: 'queueThreshold',
		description: 'A queue has reached a threshold, such as 10 conversations waiting',
	},
	{
		name: 'Agent Status Changed',
		value: 'agentStatusChanged',
		description: 'The presence or routing status of an agent has changed since the previous poll',
	},
];

/** What a queue can be watched for. */
export const THRESHOLD_METRICS: readonly string[] = metrics.map(({ value }) => value);

const forQueues = { show: { event: ['queueThreshold'] } };
const forAgents = { show: { event: ['agentStatusChanged'] } };
const forUpdates = { show: { event: ['conversationUpdated'] } };
const forConversations = { hide: { event: ['queueThreshold', 'agentStatusChanged'] } };
/** For options. */
const onlyForUpdates = { show: { '/event': ['conversationUpdated'] } };
const notForUpdates = { hide: { '/event': ['conversationUpdated', 'agentStatusChanged'] } };
const notForAgents = { hide: { '/event': ['agentStatusChanged'] } };

const formatOfAgents = formatOptions(agentStatusChangeSheet).map(({ name }) => name);
/** How rows look: of conversations and, as far as it concerns them, of agents. */
const rowFormat = formatOptions(...Object.values(conversationSheets))
	// A trigger reads from the query, which has none.
	.filter(({ name }) => name !== 'includeAttributes')
	.map((option) =>
		formatOfAgents.includes(option.name) ? option : { ...option, displayOptions: notForAgents },
	);

/** The form of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		default: 'conversationEnded',
		description: 'What starts the workflow',
		options: events,
	},
	{
		displayName:
			'Once an hour (Check Every), the trigger reads all conversations of the last 48 hours (Watch Hours) that may have changed. You can change both in the options.',
		name: 'updatesNotice',
		type: 'notice',
		default: '',
		displayOptions: forUpdates,
	},
	{
		displayName: 'Changes',
		name: 'changes',
		type: 'multiOptions',
		default: [...CHANGES],
		description:
			'Which additions or changes to a finished conversation start the workflow. If empty, all of them.',
		displayOptions: forUpdates,
		options: [
			{
				name: 'Wrap-Up',
				value: 'wrapUp',
				description: 'A wrap-up code or note added more than Settle Seconds after the end',
			},
			{
				name: 'Evaluation',
				value: 'evaluation',
				description: 'A quality evaluation: created, scored, released, …',
			},
			{ name: 'Survey', value: 'survey', description: 'A customer survey: sent, answered, …' },
		],
	},
	{
		...locator({
			displayName: 'Agents',
			name: 'agents',
			search: 'searchAgents',
			description: 'Which agents to watch. If empty, all active users.',
		}),
		displayOptions: forAgents,
	},
	{
		...statusKindsField('Which changes start the workflow. If empty, both.', 'do'),
		displayOptions: forAgents,
	},
	{
		...locator({
			displayName: 'Queues',
			name: 'queues',
			search: 'searchQueues',
			description: 'Which queues to watch. If empty, all queues that the OAuth client can see.',
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
		description: 'The value that raises the alarm; reaching it exactly is enough',
		displayOptions: forQueues,
	},
	{
		displayName: 'Fire Again',
		name: 'rearm',
		type: 'options',
		default: 'whenCleared',
		description: 'When a queue that has raised an alarm can raise the next one',
		displayOptions: forQueues,
		options: [
			{
				name: 'When Cleared',
				value: 'whenCleared',
				description: 'Only after the value has been back to normal in between',
			},
			{ name: 'At Every Poll', value: 'everyPoll', description: 'As long as the alarm lasts' },
		],
	},
	...updateDisplayOptions(forConversations, conversationColumnFields),
	{ ...conversationFilters, displayOptions: forConversations },
	{
		...optionCollection([
			...rowFormat,
			{
				displayName: 'Check Every (Minutes)',
				name: 'checkMinutes',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 1440 },
				default: 60,
				displayOptions: onlyForUpdates,
				description: 'How often to check conversations for changes',
			},
			{
				displayName: 'Emit Again When Reopened',
				name: 'emitReopened',
				type: 'boolean',
				default: false,
				displayOptions: notForUpdates,
				description:
					'Whether to emit a conversation again if it is reopened, as emails can be, and ends again',
			},
			{
				displayName: 'Late Minutes',
				name: 'lateMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: 60,
				displayOptions: notForUpdates,
				description:
					'How many minutes after its end a conversation may appear in analytics without being missed',
			},
			{
				displayName: 'Look Back Days',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 30 },
				default: 30,
				displayOptions: notForAgents,
				description: 'How many days ago a conversation may have started; emails can stay open for weeks',
			},
			{
				displayName: 'Settle Seconds',
				name: 'settleSeconds',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3600 },
				default: 60,
				displayOptions: notForAgents,
				description:
					'How many seconds to wait after the end of a conversation, so that its wrap-up is included',
			},
			{
				displayName: 'Watch Hours',
				name: 'watchHours',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 720 },
				default: 48,
				displayOptions: onlyForUpdates,
				description: 'How many hours after its end to watch a conversation for changes',
			},
		]),
		// One for all events: of several, n8n would take the last where an expression chooses the event.
		displayOptions: { hide: { event: ['queueThreshold'] } },
	},
];
