import { agentStatusChangeSheet } from '../columns/agentStatusChangeSheet';
import { conversationSheets } from '../columns/conversationSheets';
import { eventFilters } from '../fields/conversationFilters';
import { conversationOutput } from '../fields/conversationRows';
import { hiddenIf, notice, shownIf, withoutForm, type Settings } from '../fields/field';
import { choice, number, severalOfOrDefault, toggle } from '../fields/kinds';
import { emptyFilters, formatOptions, optionsOf } from '../fields/options';
import { about, agents, managementUnits, queues } from '../fields/organization';
import { rows } from '../fields/rows';
import { statusKinds } from '../fields/statusKinds';
import { CHANGES } from './changes';
import { WATCHED_STATUSES, type WatchedStatus } from './statusPeriods';

const event = choice({
	displayName: 'Event',
	byDefault: 'conversationEnded',
	description: 'What starts the workflow',
	options: [
		['conversationEnded', 'Conversation Ended', 'A conversation is over'],
		[
			'conversationAbandoned',
			'Conversation Abandoned',
			'A customer gave up waiting, and the conversation is over',
		],
		['conversationStarted', 'Conversation Started', 'A conversation has started'],
		[
			'conversationUpdated',
			'Conversation Updated',
			'A wrap-up, evaluation or survey of a finished conversation was added or has changed',
		],
		[
			'queueThreshold',
			'Queue Threshold',
			'A queue has reached a threshold, such as 10 conversations waiting',
		],
		[
			'agentStatusChanged',
			'Agent Status Changed',
			'The presence or routing status of an agent has changed since the previous poll',
		],
		[
			'agentStatusThreshold',
			'Agent Status Threshold',
			'An agent has been in a status for long, such as 15 minutes on break or not responding',
		],
		['adherence', 'Agent Out of Adherence', 'An agent has not done for long what the schedule says'],
	],
});

const ofQueues = { event: ['queueThreshold'] };
const ofStatuses = { event: ['agentStatusThreshold'] };
const ofAdherence = { event: ['adherence'] };
const ofPeriods = { event: [...ofStatuses.event, ...ofAdherence.event] };
const ofAgents = { event: ['agentStatusChanged', ...ofPeriods.event] };
const ofUpdates = { event: ['conversationUpdated'] };
const notOfConversations = { event: [...ofQueues.event, ...ofAgents.event] };
/** For options. */
const inUpdates = { '/event': ofUpdates.event };
const inAgents = { '/event': ofAgents.event };
const inStartsOrAgents = { '/event': ['conversationStarted', ...ofAgents.event] };
const inUpdatesOrAgents = { '/event': [...ofUpdates.event, ...ofAgents.event] };

const metric = choice({
	displayName: 'Metric',
	byDefault: 'waiting',
	description: 'What to watch in each queue',
	options: [
		['waiting', 'Waiting', 'Conversations waiting for an agent'],
		['longestWaitingSeconds', 'Longest Waiting (Seconds)'],
		['interacting', 'Interacting', 'Conversations that agents are working on'],
		['onQueueAgents', 'Agents on Queue'],
		['idleAgents', 'Agents Idle', 'Agents on queue who are free for the next conversation'],
		[
			'notRespondingAgents',
			'Agents Not Responding',
			'Agents who did not answer the last conversation offered',
		],
		[
			'serviceLevelPercent',
			'Service Level (Percent)',
			'In the current half hour; no alarm before its first conversation',
		],
		['abandonPercent', 'Abandoned (Percent)', 'Of the conversations offered in the current half hour'],
	],
});

const statusNames: Record<WatchedStatus, string> = {
	'presence AVAILABLE': 'Available',
	'presence AWAY': 'Away',
	'presence BREAK': 'Break',
	'presence BUSY': 'Busy',
	'presence MEAL': 'Meal',
	'presence MEETING': 'Meeting',
	'presence ON_QUEUE': 'On Queue',
	'presence TRAINING': 'Training',
	'routing COMMUNICATING': 'On Queue: Communicating',
	'routing IDLE': 'On Queue: Idle',
	'routing INTERACTING': 'On Queue: Interacting',
	'routing NOT_RESPONDING': 'On Queue: Not Responding',
};

const ofChanges: Record<(typeof CHANGES)[number], [name: string, description: string]> = {
	wrapUp: ['Wrap-Up', 'A wrap-up that was over more than Settle Seconds after the contact'],
	evaluation: ['Evaluation', 'A quality evaluation: created, scored, released, …'],
	survey: ['Survey', 'A customer survey: sent, answered, …'],
};

/** How rows look: of conversations and, as far as it concerns them, of agents. */
function rowFormat() {
	const { includeAttributes, seconds, maskPersonalData, ...shared } = formatOptions(
		agentStatusChangeSheet,
		...Object.values(conversationSheets),
	);
	return {
		...shared,
		seconds,
		// What agents' rows don't have.
		maskPersonalData: hiddenIf(maskPersonalData, inAgents),
		// A trigger reads from the query, which has none.
		includeAttributes: withoutForm(includeAttributes),
	};
}

const options = optionsOf({
	...rowFormat(),
	checkMinutes: shownIf(
		number({
			displayName: 'Check Every (Minutes)',
			byDefault: 60,
			min: 5,
			max: 1_440,
			description: 'How often to check conversations for changes',
		}),
		inUpdates,
	),
	emitReopened: hiddenIf(
		toggle({
			displayName: 'Emit Again When Reopened',
			byDefault: false,
			description: 'Whether to emit a conversation again if it is reopened, as emails can be, and ends again',
		}),
		{ '/event': ['conversationStarted', ...inUpdatesOrAgents['/event']] },
	),
	emptyFilters: hiddenIf(emptyFilters, inAgents),
	lateMinutes: hiddenIf(
		number({
			displayName: 'Late Minutes',
			byDefault: 60,
			min: 0,
			max: 1_440,
			description:
				'How many minutes after its end a conversation may appear in analytics without being missed',
		}),
		inUpdatesOrAgents,
	),
	lookBackDays: hiddenIf(
		number({
			displayName: 'Look Back Days',
			byDefault: 30,
			min: 1,
			max: 30,
			description: 'How many days ago a conversation may have started; emails can stay open for weeks',
		}),
		inAgents,
	),
	settleSeconds: hiddenIf(
		number({
			displayName: 'Settle Seconds',
			byDefault: 60,
			min: 0,
			max: 3_600,
			description:
				'How many seconds to wait after the end of a conversation, so that its wrap-up is included',
		}),
		inStartsOrAgents,
	),
	watchHours: shownIf(
		number({
			displayName: 'Watch Hours',
			byDefault: 48,
			min: 1,
			max: 720,
			description: 'How many hours after its end to watch a conversation for changes',
		}),
		inUpdates,
	),
});

/** The form of the trigger. */
export const triggerFields = {
	event,
	updatesNotice: notice(
		'Once an hour (Check Every), the trigger reads all conversations of the last 48 hours (Watch Hours) that may have changed. You can change both in the options.',
		{ show: ofUpdates },
	),
	changes: shownIf(
		severalOfOrDefault({
			displayName: 'Changes',
			byDefault: CHANGES,
			description:
				'Which additions or changes to a finished conversation start the workflow. If empty, all of them.',
			options: CHANGES.map((change) => [change, ...ofChanges[change]] as const),
		}),
		ofUpdates,
	),
	managementUnits: shownIf(
		about(
			managementUnits,
			'The management units whose agents to watch. If empty, all that the OAuth client can see.',
		),
		ofAdherence,
	),
	agents: shownIf(
		about(
			agents,
			'Which agents to watch. If empty, all active users, or all agents of the management units.',
		),
		ofAgents,
	),
	statusKinds: shownIf(statusKinds('Which changes start the workflow. If empty, both.', 'do'), {
		event: ['agentStatusChanged'],
	}),
	statuses: shownIf(
		severalOfOrDefault<WatchedStatus>({
			displayName: 'Statuses',
			byDefault: ['presence BREAK', 'routing NOT_RESPONDING'],
			description: 'Which presences and routing statuses to watch',
			options: WATCHED_STATUSES.map((status) => [status, statusNames[status]] as const),
		}),
		ofStatuses,
	),
	minutes: shownIf(
		number({
			displayName: 'Minutes',
			byDefault: 15,
			min: 1,
			max: 1_440,
			isRequired: true,
			description:
				'How long an agent must have been in the status, or out of adherence. Starts the workflow once, until that ends.',
		}),
		ofPeriods,
	),
	queues: shownIf(
		about(queues, 'Which queues to watch. If empty, all queues that the OAuth client can see.'),
		ofQueues,
	),
	metric: shownIf(metric, ofQueues),
	comparison: shownIf(
		choice({
			displayName: 'Comparison',
			byDefault: 'gte',
			description: 'Whether high or low values raise the alarm',
			options: [
				['gte', 'At Least'],
				['lte', 'At Most'],
			],
		}),
		ofQueues,
	),
	threshold: shownIf(
		number({
			displayName: 'Threshold',
			byDefault: 10,
			isRequired: true,
			description: 'The value that raises the alarm; reaching it exactly is enough',
		}),
		ofQueues,
	),
	rearm: shownIf(
		choice({
			displayName: 'Fire Again',
			byDefault: 'whenCleared',
			description: 'When a queue that has raised an alarm can raise the next one',
			options: [
				['whenCleared', 'When Cleared', 'Only after the value has been back to normal in between'],
				['everyPoll', 'At Every Poll', 'As long as the alarm lasts'],
			],
		}),
		ofQueues,
	),
	filters: hiddenIf(eventFilters, notOfConversations),
	output: hiddenIf(conversationOutput, notOfConversations),
	rows: hiddenIf(rows(conversationSheets, { hasFile: false }), notOfConversations),
	// One for all events: of several, n8n would take the last where an expression chooses the event.
	options: hiddenIf(options, ofQueues),
};

export type TriggerSettings = Settings<typeof triggerFields>;
