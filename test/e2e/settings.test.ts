import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { fault403 } from '../../packages/simulator/faults';
import type { WorkflowFile } from './support/n8nClient';
import { type Stack, startStack } from './support/stack';
import { analytics, chain, webhook, type NodeDraft } from './support/workflows';

/** What a user can set of any node and workflow, in a real n8n. */
let stack: Stack;
let paths = 0;

beforeAll(async () => {
	stack = await startStack(
		{ tokenLifetimeSeconds: 3600 },
		{ N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', N8N_AVAILABLE_BINARY_DATA_MODES: 'filesystem' },
	);
});
afterAll(async () => {
	await stack?.stop();
});
afterEach(() => {
	stack.simulator.faults.length = 0;
	stack.simulator.options.latencyMs = 0;
});

const NAME = 'Genesys Cloud Analytics';
const QUERY = /details\/query/;
const TWO = { timeRange: 'last24Hours', limit: 2 };
const NONE = { timeRange: 'custom', startTime: '2001-01-01T00:00:00Z', endTime: '2001-01-02T00:00:00Z' };

const node = (parameters: IDataObject, more: Partial<NodeDraft> = {}) =>
	analytics(stack.credential, parameters, more);
const core = (name: string, type: string, parameters: IDataObject = {}, typeVersion = 1): NodeDraft => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters: parameters as NodeDraft['parameters'],
});
const THREE_ITEMS = core('Split Out', 'splitOut', { fieldToSplitOut: 'body.list' });
const MANUAL = core('Start', 'manualTrigger');

/** Publishes the workflow behind a webhook and calls it: what its last node returns. */
async function answerOf(...drafts: NodeDraft[]): Promise<IDataObject[]> {
	const path = `settings-${++paths}`;
	return await callOf(chain(path, webhook(path), ...drafts), path);
}

async function callOf(workflow: WorkflowFile, path: string): Promise<IDataObject[]> {
	await stack.client.activate(await stack.client.importWorkflow(workflow));
	const { status, body } = await stack.client.callWebhook<IDataObject[]>(path, { list: [1, 2, 3] });
	expect({ status, body: status === 200 ? 'rows' : body }).toEqual({ status: 200, body: 'rows' });
	return body;
}

const queries = () => stack.simulator.requests().filter(({ path }) => QUERY.test(path)).length;

it('Execute Once: three items, one run', async () => {
	expect(await answerOf(THREE_ITEMS, node(TWO))).toHaveLength(6);
	expect(await answerOf(THREE_ITEMS, node(TWO, { executeOnce: true }))).toHaveLength(2);
});

it('Always Output Data: the workflow goes on where there is nothing', async () => {
	const counting = core('Count', 'set', { mode: 'raw', jsonOutput: '={{ { went: "on" } }}' }, 3.4);
	expect(await answerOf(node(NONE, { alwaysOutputData: true }), counting)).toEqual([{ went: 'on' }]);
});

it('Retry On Fail: what failed once is tried again', async () => {
	stack.simulator.faults.push(fault403('analytics:conversationDetail:view', { on: QUERY }));
	const again = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
	expect(await answerOf(node(TWO, again))).toHaveLength(2);
});

it('the error output gets what failed, with its sentence', async () => {
	stack.simulator.faults.push(fault403('analytics:conversationDetail:view', { on: QUERY, times: 9 }));
	const path = `settings-${++paths}`;
	const failed = core('Failed', 'noOp');
	const workflow = chain(path, webhook(path), node(TWO, { onError: 'continueErrorOutput' }), failed);
	workflow.connections[NAME] = { main: [[], [{ node: 'Failed', type: 'main', index: 0 }]] };
	const [{ error }] = (await callOf(workflow, path)) as [IDataObject];
	expect(error).toContain('lacks the permission analytics:conversationDetail:view');
});

it('pinned data: nothing is asked for', async () => {
	const before = queries();
	const workflow = chain('Pinned', MANUAL, node(TWO));
	workflow.pinData = { [NAME]: [{ json: { conversationId: 'pinned' } }] };
	const saved = await stack.client.importWorkflow(workflow);
	const { status, data } = await stack.client.run(saved, MANUAL.name);
	expect(status).toBe('success');
	expect(JSON.stringify(data)).toContain('pinned');
	expect(queries()).toBe(before);
});

it('a sub-workflow returns its rows', async () => {
	const start = core('Called', 'executeWorkflowTrigger', { inputSource: 'passthrough' }, 1.1);
	const called = await stack.client.importWorkflow(chain('Called', start, node(TWO)));
	await stack.client.activate(called);
	const workflowId = { __rl: true, mode: 'id', value: called.id };
	const rows = await answerOf(core('Call', 'executeWorkflow', { workflowId, options: {} }, 1.2));
	expect(rows).toHaveLength(2);
	expect(rows[0]).toHaveProperty('conversationId');
});

it('a workflow that runs out of time ends, and asks for nothing more', async () => {
	stack.simulator.options.latencyMs = 4_000;
	const workflow = chain('Timeout', MANUAL, node({ ...TWO, timeRange: 'last7Days' }));
	workflow.settings = { executionTimeout: 2 };
	const saved = await stack.client.importWorkflow(workflow);
	const { status } = await stack.client.run(saved, MANUAL.name);
	expect(['canceled', 'error']).toContain(status);
	const asked = stack.simulator.requests().length;
	await new Promise((resolve) => setTimeout(resolve, 6_000));
	expect(stack.simulator.requests()).toHaveLength(asked);
});

it('a file is stored on disk, and read back by the next node', async () => {
	const read = core('Read', 'extractFromFile', { operation: 'csv', options: {} });
	const rows = await answerOf(node({ timeRange: 'last24Hours', returnAs: 'csv' }), read);
	expect(rows.length).toBeGreaterThan(20);
	expect(rows[0]).toHaveProperty('conversationId');
	const folder = join(stack.n8n.userFolder, '.n8n');
	const stored = ['storage', 'binaryData'].filter((name) => existsSync(join(folder, name)));
	expect(stored.flatMap((name) => readdirSync(join(folder, name))).length).toBeGreaterThan(0);
});
