import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { clock } from '../transport/clock';
import { connect, patienceWithin } from '../transport/connection';
import { CancelledError, GenesysError, sentenceOf, toNodeError } from '../transport/errors';
import { UserFacingError } from '../userFacingError';
import { LookUpMemory, lookUpMemoryOf } from './lookUpMemory';
import { pollConversations } from './pollConversations';
import { pollQueues } from './pollQueues';
import { pollBudgetMs, PollTime, type Poll } from './pollTime';

/** Failures that pass are only logged, unless they last for so long and so many polls; then that is said once in a while. */
const LASTING_MS = 60 * 60_000;
const LASTING_POLLS = 3;

/** Nodes whose poll is under way. */
const running = new Set<string>();
/** Polls in a row that have failed since an activation, or since that was said last. */
const failures = new WeakMap<IPollFunctions, { count: number; sinceMs: number }>();

/** One poll. Null, not an empty list, where nothing has happened: n8n would start the workflow otherwise. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = `${this.getWorkflow().id} ${this.getNode().id}`;
	const isTest = this.getMode() === 'manual';
	if (!isTest && running.has(node)) {
		this.logger.debug('Genesys Cloud: the poll before is still under way; this one is left out');
		return null;
	}
	if (!isTest) running.add(node);
	try {
		const items = await pollEvent(this, node, isTest);
		failures.delete(this);
		return items.length > 0 ? [items] : null;
	} catch (error) {
		if (isTest || !isMadeUpForLater(this, error)) throw toNodeError(this.getNode(), error);
		const reason = error instanceof CancelledError ? "the poll's time was up" : sentenceOf(error);
		this.logger.warn(`Genesys Cloud: a poll failed, the next one makes up for it (${reason})`);
		return null;
	} finally {
		if (!isTest) running.delete(node);
	}
}

/**
 * A poll that fails while n8n starts would end the trigger for good, and one each minute of an outage would be an error
 * execution each minute. What may pass is left to the next poll, which goes on from the state that is stored.
 */
function isMadeUpForLater(context: IPollFunctions, error: unknown): error is Error {
	const mayPass = error instanceof CancelledError || (error instanceof GenesysError && error.isTemporary);
	const { conversations, queues } = context.getWorkflowStaticData('node');
	if (!mayPass || (conversations ?? queues) === undefined) return false;
	const now = clock.now();
	const { count, sinceMs } = failures.get(context) ?? { count: 0, sinceMs: now };
	const isLasting = count + 1 >= LASTING_POLLS && now - sinceMs >= LASTING_MS;
	if (isLasting) failures.delete(context);
	else failures.set(context, { count: count + 1, sinceMs });
	return !isLasting;
}

async function pollEvent(
	context: IPollFunctions,
	node: string,
	isTest: boolean,
): Promise<INodeExecutionData[]> {
	const event = context.getNodeParameter('event', 'conversationEnded');
	const budgetMs = pollBudgetMs(context);
	const connection = await connect(context, patienceWithin(budgetMs));
	const time = new PollTime(budgetMs, connection);
	// Who tries something out wants to see what has changed meanwhile.
	const memory = isTest ? new LookUpMemory(connection) : lookUpMemoryOf(connection);
	const shared: Poll = { context, node, time, memory };
	try {
		switch (event) {
			case 'conversationEnded':
			case 'conversationAbandoned':
			case 'conversationStarted':
				return await pollConversations(shared, event);
			case 'queueThreshold':
				return await pollQueues(shared);
			default:
				throw new UserFacingError(`The event "${String(event)}" does not exist`, 'Choose one from the list.');
		}
	} finally {
		time.end();
	}
}
