import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { toNodeError } from '../transport/errors';
import { connect } from '../transport/connection';
import { UserFacingError } from '../userFacingError';
import { memoryOf } from './memory';
import { pollConversations } from './pollConversations';
import { pollQueues } from './pollQueues';

/** One poll. Null, not an empty list, where nothing has happened: n8n would start the workflow otherwise. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const items = await pollEvent(this);
		return items.length > 0 ? [items] : null;
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

async function pollEvent(context: IPollFunctions): Promise<INodeExecutionData[]> {
	const event = context.getNodeParameter('event', 'conversationEnded');
	const connection = await connect(context);
	const memory = memoryOf(connection);
	const found = (async () => {
		switch (event) {
			case 'conversationEnded':
			case 'conversationAbandoned':
			case 'conversationStarted':
				return await pollConversations(context, connection, memory, event);
			case 'queueThreshold':
				return await pollQueues(context, connection, memory);
			default:
				throw new UserFacingError(`The event "${String(event)}" does not exist`, 'Choose one from the list.');
		}
	})();
	return await found.catch((error: unknown) => {
		memory.forget();
		throw error;
	});
}
