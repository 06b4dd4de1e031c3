import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { HOUR_MS } from '../time/durations';
import { clock } from '../transport/clock';
import { connect, patienceWithin, type Connection } from '../transport/connection';
import { CancelledError, GenesysError, sentenceOf, toNodeError } from '../transport/errors';
import { readSettings } from '../fields/field';
import { formOf } from '../fields/form';
import { triggerFields, type TriggerSettings } from './fields';
import { LookUpMemory, lookUpMemoryOf } from './lookUpMemory';
import { pollAgents } from './pollAgents';
import type { CONVERSATION_EVENTS } from './conversationSettings';
import { pollConversations } from './pollConversations';
import { pollQueues } from './pollQueues';
import { pollBudgetMs, PollTime, type Poll } from './pollTime';
import { pollUpdates } from './pollUpdates';

/** What the static data of the node keeps, each for some of the events. */
const STATES = ['conversations', 'updates', 'queues', 'agents'] as const;

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
};

/** Temporary failures are only logged, until they have lasted this long and for this many polls; then one becomes an error. */
const LASTING_MS = HOUR_MS;
const LASTING_POLLS = 3;

/** Nodes whose poll is under way. */
const running = new Set<string>();
/** Polls in a row that have failed since the activation, or since the last one that became an error. */
const failures = new WeakMap<IPollFunctions, { count: number; sinceMs: number }>();

/** One poll. Null, not an empty list, where nothing has happened: n8n would start the workflow otherwise. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = `${this.getWorkflow().id} ${this.getNode().id}`;
	const isTest = this.getMode() === 'manual';
	if (!isTest && running.has(node)) {
		this.logger.debug('Genesys Cloud: the previous poll is still running; this one is skipped');
		return null;
	}
	if (!isTest) running.add(node);
	try {
		const items = await pollEvent(this, node, isTest);
		failures.delete(this);
		return items.length > 0 ? [items] : null;
	} catch (error) {
		if (isTest || !isMadeUpForLater(this, error)) throw toNodeError(this.getNode(), error, undefined, this);
		const reason = error instanceof CancelledError ? 'the poll ran out of time' : sentenceOf(error);
		this.logger.warn(`Genesys Cloud: a poll failed; the next one will catch up (${reason})`);
		return null;
	} finally {
		if (!isTest) running.delete(node);
	}
}

/**
 * A poll that fails while n8n starts would end the trigger for good, and in an outage, every poll would be an error
 * execution. So temporary failures are left to the next poll, which continues from the stored state.
 */
function isMadeUpForLater(context: IPollFunctions, error: unknown): error is Error {
	const mayPass = error instanceof CancelledError || (error instanceof GenesysError && error.isTemporary);
	const staticData = context.getWorkflowStaticData('node');
	if (!mayPass || STATES.every((state) => staticData[state] === undefined)) return false;
	const now = clock.now();
	const { count, sinceMs } = failures.get(context) ?? { count: 0, sinceMs: now };
	const isLasting = count + 1 >= LASTING_POLLS && now - sinceMs >= LASTING_MS;
	if (isLasting) failures.delete(context);
	else failures.set(context, { count: count + 1, sinceMs });
	return !isLasting;
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
	const connection = await connect(context, patienceWithin(budgetMs));
	const time = new PollTime(budgetMs, connection);
	// People who test a trigger want to see what has changed meanwhile.
	const memory = isTest ? new LookUpMemory(connection) : lookUpMemoryOf(connection);
	try {
		const said = await settingsOf(context, time, memory);
		const event = EVENTS[said.event];
		const shared: Poll = { context, said, node, time, memory };
		if (!isTest) forgetOthers(context, event.state);
		return await event.poll(shared);
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
