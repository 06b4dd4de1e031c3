import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { findOperation } from './actions';
import type { Session } from './actions/operation';
import { Directory } from './directory/directory';
import { CancelledError, toNodeError } from './transport/errors';
import { connect } from './transport/send';

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
			const operation = findOperation(
				this.getNodeParameter('resource', item),
				this.getNodeParameter('operation', item),
			);
			const found = await operation.execute(session, (name, fallback) =>
				this.getNodeParameter(name, item, fallback as object),
			);
			for (const each of found) results.push({ ...each, pairedItem: { item } });
		} catch (error) {
			const nodeError = toNodeError(this.getNode(), error, item);
			if (!this.continueOnFail() || error instanceof CancelledError) throw nodeError;
			results.push({ json: { error: nodeError.message }, error: nodeError, pairedItem: { item } });
		}
	}
	return [results];
}

async function openSession(context: IExecuteFunctions): Promise<Session> {
	const connection = await connect(context);
	const said = new Set<string>();
	return {
		context,
		connection,
		directory: new Directory(connection),
		hint(message, type = 'info') {
			if (said.has(message)) return;
			said.add(message);
			context.addExecutionHints({ message, type, location: 'outputPane' });
		},
	};
}
