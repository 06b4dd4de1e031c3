import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { UserFacingError } from '../messages/userFacingError';
import { connect, waitsWithin, type Connection } from '../transport/connection';
import { CancelledError, GenesysError, sentenceOf, toNodeError } from '../transport/errors';
import { readSettings } from '../fields/field';
import { formOf } from '../fields/form';
import { isToTell, minutesFailed, noteActivation, tellNameless } from './failures';
import { triggerFields, type TriggerSettings } from './fields';
import { outOfAdherence } from './adherencePeriods';
import { LookUpMemory, lookUpMemoryOf } from './lookUpMemory';
import { pollAgents } from './pollAgents';
import type { CONVERSATION_EVENTS } from './conversationSettings';
import { pollConversations } from './pollConversations';
import { pollPeriods, statusesThatLast } from './pollPeriods';
import { pollQueues } from './pollQueues';
import { isDurable, pollBudgetMs, PollTime, type Poll } from './pollTime';
import { pollUpdates } from './pollUpdates';

/** What the static data of the node keeps, each for some of the events. */
const STATES = ['conversations', 'updates', 'queues', 'agents', 'periods', 'adherence'] as const;

interface TriggerEvent {
	/** Where the node's static data keeps how far it has come. */
	state: (typeof STATES)[number];
	poll: (poll: Poll) => Promise<INodeExecutionData[]>;
}

const ofConversations = (event: (typeof CONVERSATION_EVENTS)[number]): TriggerEvent => ({
	state: 'conversations',
	poll: async (poll) => await pollConversations(poll, event),
});

const EVENTS: Readonly<Record<TriggerSettings['event'], TriggerEvent>> = {
	conversationEnded: ofConversations('conversationEnded'),
	conversationAbandoned: ofConversations('conversationAbandoned'),
	conversationStarted: ofConversations('conversationStarted'),
	conversationUpdated: { state: 'updates', poll: pollUpdates },
	queueThreshold: { state: 'queues', poll: pollQueues },
	agentStatusChanged: { state: 'agents', poll: pollAgents },
	agentStatusThreshold: {
		state: statusesThatLast.state,
		poll: async (poll) => await pollPeriods(poll, statusesThatLast),
	},
	adherence: { state: outOfAdherence.state, poll: async (poll) => await pollPeriods(poll, outOfAdherence) },
};

const OUT_OF_TIME = 'The poll ran out of time';

/** Nodes whose poll is under way. */
const running = new Set<string>();

/** One poll. Null, not an empty list, where nothing has happened: n8n would start the workflow otherwise. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = `${this.getWorkflow().id} ${this.getNode().id}`;
	const isTest = this.getMode() === 'manual';
	if (!isTest && running.has(node)) {
		this.logger.debug('Genesys Cloud: the previous poll is still running; this one is skipped');
		return null;
	}
	if (!isTest) running.add(node);
	if (!isTest && !isDurable(pollBudgetMs(this))) noteActivation(node, this);
	try {
		const items = await pollEvent(this, node, isTest);
		const minutes = isTest ? undefined : minutesFailed(node);
		if (minutes !== undefined) {
			this.logger.info(`Genesys Cloud: a poll has succeeded again; they had failed for ${minutes} minutes`);
		}
		return items.length > 0 ? [items] : null;
	} catch (caught) {
		const error = caught instanceof CancelledError ? outOfTime() : caught;
		if (isTest || isError(this, node, error)) throw toNodeError(this.getNode(), error, undefined, this);
		this.logger.warn(
			`Genesys Cloud: a poll failed; the next one will catch up (${sentenceOf(error as Error)})`,
		);
		return null;
	} finally {
		if (!isTest) running.delete(node);
	}
}

/** n8n's time for a poll, not a person, has ended it. */
function outOfTime(): UserFacingError {
	return new UserFacingError(
		OUT_OF_TIME,
		'The next poll tries again. If this happens often, add filters or choose fewer queues or agents; check whether other workflows use up the rate limit of the OAuth client.',
	);
}

/**
 * A poll that fails while n8n starts would end the trigger for good, and in an outage, every poll would be an error
 * execution. So most failures are left to the next poll, which continues from the stored state.
 */
function isError(context: IPollFunctions, node: string, error: unknown): boolean {
	const staticData = context.getWorkflowStaticData('node');
	if (STATES.every((state) => staticData[state] === undefined)) return true;
	const words = error instanceof Error ? sentenceOf(error) : String(error);
	const mayPass = words === OUT_OF_TIME || (error instanceof GenesysError && error.isTemporary);
	return isToTell(node, mayPass ? undefined : words);
}

/** Otherwise, the node would catch up on another event's state, should it ever go back to that event. */
function forgetOthers(context: IPollFunctions, kept: TriggerEvent['state']): void {
	const staticData = context.getWorkflowStaticData('node');
	for (const state of STATES) if (state !== kept) delete staticData[state];
}

async function pollEvent(
	context: IPollFunctions,
	node: string,
	isTest: boolean,
): Promise<INodeExecutionData[]> {
	const budgetMs = pollBudgetMs(context);
	const connection = await connect(context, waitsWithin(budgetMs));
	const time = new PollTime(budgetMs, connection);
	// People who test a trigger want to see what has changed meanwhile.
	const memory = isTest ? new LookUpMemory(connection) : lookUpMemoryOf(connection);
	try {
		const said = await settingsOf(context, time, memory);
		const event = EVENTS[said.event];
		let isNameless = false;
		const hasNoNameFor = (ids: readonly string[]) => (isNameless ||= ids.length > 0);
		const shared: Poll = { context, said, node, time, memory, hasNoNameFor };
		if (!isTest) forgetOthers(context, event.state);
		const items = await event.poll(shared);
		if (isNameless && items.length > 0 && !isTest) tellNameless(shared);
		return items;
	} finally {
		time.end();
	}
}

/** What the form says; names that stand for ids are looked up once in a while, not at each poll. */
async function settingsOf(
	context: IPollFunctions,
	{ connection }: PollTime,
	memory: LookUpMemory,
): Promise<TriggerSettings> {
	const once: Connection['once'] = async (key, make) => await memory.once(key, make);
	const remembering = Object.assign(Object.create(connection) as Connection, { once });
	const leftOut = (label: string) =>
		context.logger.warn(`Genesys Cloud: not filtered by ${label}, which had no value`);
	const surroundings = { connection: remembering, timeZone: context.getTimezone(), isTool: false, leftOut };
	return await readSettings(triggerFields, formOf(context, surroundings));
}
