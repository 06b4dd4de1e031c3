import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { findOperation } from './resources';
import type { ReadParameter, Session } from './resources/operation';
import { Directory } from './directory/directory';
import { clock } from './transport/clock';
import { connect } from './transport/connection';
import { CancelledError, toNodeError } from './transport/errors';

/**
 * The item loop, the only one: it runs the operation for each input item, pairs what comes with that item, and turns a
 * failure into an item where the node is set to continue.
 */
export async function run(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	let session: Session | undefined;
	for (let item = 0; item < this.getInputData().length; item++) {
		try {
			session ??= await openSession(this);
			const read: ReadParameter = (name, fallback) => this.getNodeParameter(name, item, fallback as object);
			for (const each of await runItem(session, read)) results.push({ ...each, pairedItem: { item } });
		} catch (error) {
			const nodeError = toNodeError(this.getNode(), error, item, {
				logger: this.logger,
				lastRequest: session?.connection.lastRequest,
			});
			if (!this.continueOnFail() || error instanceof CancelledError) throw nodeError;
			results.push({
				json: { error: nodeError.message },
				error: nodeError as NodeApiError,
				pairedItem: { item },
			});
		}
	}
	for (const note of session?.directory.notes() ?? []) session?.hint(note, 'warning');
	return [results];
}

/** Once the operation is over, whether it succeeded or failed, no request that it began is sent any more. */
async function runItem(session: Session, read: ReadParameter) {
	const over = new AbortController();
	const connection = session.connection.within(over.signal);
	try {
		const operation = findOperation(read('resource'), read('operation'));
		return await operation.execute({ ...session, connection }, read);
	} finally {
		over.abort();
	}
}

async function openSession(context: IExecuteFunctions): Promise<Session> {
	const connection = await connect(context);
	const said = new Set<string>();
	return {
		context,
		connection,
		now: clock.now(),
		directory: new Directory(connection),
		hint(message, type = 'info') {
			if (said.has(message)) return;
			said.add(message);
			context.addExecutionHints({ message, type, location: 'outputPane' });
		},
	};
}
