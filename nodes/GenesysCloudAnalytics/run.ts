import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { Directory } from './directory/directory';
import { Report } from './output/report';
import { findOperation } from './resources';
import { runOperation, type Session } from './resources/frame';
import { clock, inTurns } from './transport/clock';
import { connect } from './transport/connection';
import { CancelledError, toNodeError } from './transport/errors';

const ITEMS_AT_A_TIME = 10_000;

/** What came of all items: rows, and one report for each of them. */
interface Results {
	rows: INodeExecutionData[];
	reports: INodeExecutionData[];
}

/**
 * The item loop, the only one: it runs the operation for each input item, pairs what comes with that item, and turns a
 * failure into an item where the node is set to continue. Once it is over, nothing is sent any more.
 */
export async function run(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const over = new AbortController();
	try {
		return await runItems(this, over.signal);
	} finally {
		over.abort();
	}
}

async function runItems(context: IExecuteFunctions, over: AbortSignal): Promise<INodeExecutionData[][]> {
	const results: Results = { rows: [], reports: [] };
	const say = hintsOnce(context);
	let session: Session | undefined;
	for (let item = 0; item < context.getInputData().length; item++) {
		const report = new Report();
		try {
			session ??= await openSession(context, over);
			await runItem(session, item, report, results);
		} catch (error) {
			const nodeError = toNodeError(context.getNode(), error, item, {
				logger: context.logger,
				lastRequest: session?.connection.lastRequest,
			});
			if (!context.continueOnFail() || error instanceof CancelledError) throw nodeError;
			const { message } = nodeError;
			results.rows.push({ json: { error: message }, error: nodeError as NodeApiError, pairedItem: { item } });
			report.misses(message);
			report.rows = 0;
			results.reports.push({ json: report.forFlow({ requests: 0, waitedMs: 0 }), pairedItem: { item } });
		}
		for (const { message, type } of report.forPeople()) {
			say(message, type);
			session?.connection.log(message);
		}
	}
	for (const note of session?.directory.notes() ?? []) say(note, 'warning');
	const { rows, reports } = results;
	return hasReport(context) ? [rows, reports] : [rows];
}

/** Once the operation is over, whether it succeeded or failed, no request that it began is sent any more. */
async function runItem(session: Session, item: number, report: Report, results: Results): Promise<void> {
	const { context } = session;
	const over = new AbortController();
	const connection = session.connection.within(over.signal);
	const directory = session.directory.through(connection);
	const isTool = context.getNode().type.endsWith('Tool');
	try {
		const [resource, name] = ['resource', 'operation'].map((each) => context.getNodeParameter(each, item));
		const operation = findOperation(resource, name);
		const items = await runOperation(
			operation,
			{ ...session, connection, directory },
			{ item, report, isTool },
		);
		report.names(directory.notes());
		const paired = { item };
		for (const note of noteFor(isTool, report)) results.rows.push({ ...note, pairedItem: paired });
		for await (const some of inTurns(items, ITEMS_AT_A_TIME)) {
			for (const each of some) results.rows.push(Object.assign(each, { pairedItem: paired }));
		}
		results.reports.push({ json: report.forFlow(connection.usage), pairedItem: { item } });
	} finally {
		over.abort();
	}
}

/** An AI agent gets the items alone, and no hints. */
function noteFor(isTool: boolean, report: Report): Array<{ json: IDataObject }> {
	const note = isTool ? report.forAgent() : undefined;
	return note === undefined ? [] : [{ json: { note } }];
}

function hasReport(context: IExecuteFunctions): boolean {
	const { options } = context.getNode().parameters;
	return (options as IDataObject | undefined)?.report === true;
}

/** Each hint once, even if several items give the same one. */
function hintsOnce(context: IExecuteFunctions): (message: string, type: 'info' | 'warning') => void {
	const said = new Set<string>();
	return (message, type) => {
		if (said.has(message)) return;
		said.add(message);
		context.addExecutionHints({ message, type, location: 'outputPane' });
	};
}

async function openSession(context: IExecuteFunctions, over: AbortSignal): Promise<Session> {
	const connection = (await connect(context)).within(over);
	return { context, connection, now: clock.now(), directory: new Directory(connection) };
}
