import type { Page } from 'playwright-core';
import { Editor } from './support/browser';
import { until } from './support/processes';
import { type Stack, startStack } from './support/stack';
import { analytics, chain, type NodeDraft, trigger } from './support/workflows';

let stack: Stack;
let editor: Editor;
let page: Page;

beforeAll(async () => {
	stack = await startStack();
	editor = await Editor.open(stack.n8n.url);
	page = editor.page;
});

afterAll(async () => {
	await editor?.close();
	await stack?.stop();
});

const MANUAL: NodeDraft = {
	name: 'When clicking ‘Execute workflow’',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

/** The panel's fields that n8n marks as wrong. */
const markedWrong = async () => await page.getByTestId('parameter-issues').count();

it('shows recent conversations as a table of ten columns, by name, one click after the node is opened', async () => {
	const columns = [
		'startTime',
		'mediaType',
		'direction',
		'queueName',
		'agentName',
		'handleSeconds',
		'waitSeconds',
		'wrapUpName',
		'disconnectedBy',
		'conversationId',
	];
	const options = { dateFormat: 'spreadsheet', seconds: 'whole' };
	const node: NodeDraft = { ...analytics(stack.credential, { limit: 11, options }), typeVersion: 2 };
	const { id, nodes } = await stack.client.importWorkflow(chain('Recent conversations', MANUAL, node));
	await editor.openNode(id, nodes[1]!.id);
	await page.getByTestId('node-execute-button').click();
	const table = page.getByTestId('output-panel').locator('table');
	await table.locator('th').first().waitFor();
	const header = await table.locator('th').allInnerTexts();
	expect(header.map((text) => text.trim()).filter(Boolean)).toEqual(columns);
	expect(await table.locator('tbody tr').count()).toBeGreaterThan(5);
	await editor.widenOutput();
	await editor.picture('recent-conversations');
});

it('finds the node by "genesys", and lists what it can do', async () => {
	const { id } = await stack.client.importWorkflow(chain('Conversations of a queue', MANUAL));
	await editor.openWorkflow(id);
	await page.getByTestId('canvas-handle-plus').first().click();
	await page.getByTestId('node-creator-search-bar').waitFor();
	await page.keyboard.type('genesys');
	await page.getByTestId('node-creator-item-name').filter({ hasText: 'Genesys Cloud Analytics' }).click();
	await page.getByText(/Actions \(\d+\)/).waitFor();
	const actions = await page.getByTestId('node-creator-item-name').allInnerTexts();
	expect(actions).toEqual(expect.arrayContaining(['Get many conversations', 'Get conversation']));
	await editor.picture('node-panel');
});

it('adds the node with its credential, and picks a queue from the searched list', async () => {
	await page.getByTestId('node-creator-item-name').filter({ hasText: 'Get many conversations' }).click();
	await page.getByTestId('ndv').waitFor();
	const chosen = page.getByTestId('node-credentials-select').locator('input').first();
	expect(await chosen.inputValue()).toBe('Genesys Cloud');

	await page.getByTestId('collection-parameter-add').first().click();
	await page
		.getByTestId('collection-parameter-option')
		.filter({ hasText: /^Queue$/ })
		.last()
		.click();
	await page.getByTestId('resource-locator-queue').getByTestId('rlc-input').first().click();
	await page.getByTestId('rlc-item').nth(5).waitFor();
	await editor.picture('pick-a-queue');

	await page.getByTestId('rlc-search').fill('bill');
	await until(async () => expect(await page.getByTestId('rlc-item').allInnerTexts()).toEqual(['Billing']));
	await page.getByTestId('rlc-item').first().click();
	expect(await markedWrong()).toBe(0);
});

it('executes, and the table has a row for each conversation of that queue', async () => {
	await page.getByTestId('node-execute-button').click();
	await page.getByText('Node executed successfully').waitFor();
	const table = page.getByTestId('output-panel').locator('table');
	await table.locator('th').first().waitFor();
	const header = await table.locator('th').allInnerTexts();
	expect(header.map((text) => text.trim())).toEqual(
		expect.arrayContaining(['conversationId', 'startTime', 'queueName']),
	);
	const queue = header.findIndex((text) => text.trim() === 'queueName');
	const names = await table.locator(`tbody tr td:nth-child(${queue + 1})`).allInnerTexts();
	expect(names.length).toBeGreaterThan(0);
	expect([...new Set(names.map((name) => name.trim()))]).toEqual(['Billing']);
	await editor.widenOutput();
	await editor.picture('conversations');
});

it('tests the credential in its dialog, and shows what is wrong with a bad one', async () => {
	await page.getByTestId('credential-edit-button').click();
	const dialog = page.getByTestId('editCredential-modal');
	const tested = stack.simulator.requests('/api/v2/tokens/me').length;
	await dialog.getByRole('button', { name: 'Retry' }).click();
	await dialog.getByText('Connection tested successfully').waitFor();
	expect(stack.simulator.requests('/api/v2/tokens/me').length).toBeGreaterThan(tested);
	await editor.picture('credential');

	// The token that n8n holds would still do.
	stack.simulator.expireTokens();
	await dialog.locator('input[type="password"]').fill('wrong');
	await dialog.getByTestId('credential-save-button').click();
	await dialog.getByText('More details').click();
	await dialog.getByText(/Client authentication failed/).waitFor();
});

it("shows the trigger's panel, nothing marked wrong", async () => {
	const { event, metric } = { event: 'queueThreshold', metric: 'longestWaitingSeconds' };
	const node = trigger(stack.credential, { event, metric, comparison: 'gte', threshold: 120 });
	node.parameters.pollTimes = { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] };
	const workflow = await stack.client.importWorkflow(chain('Alarm', node));
	await editor.openNode(workflow.id, workflow.nodes[0]!.id);
	await page.getByText('Poll Times').waitFor();
	await page.getByText('Threshold', { exact: true }).first().waitFor();
	expect(await markedWrong()).toBe(0);
	await editor.picture('trigger');
});

it("lets an AI agent's model fill a field of the tool", async () => {
	const tool = analytics(
		stack.credential,
		{ limit: '={{ /*n8n-auto-generated-fromAI-override*/ $fromAI(`Limit`, ``, `number`) }}' },
		{ type: 'n8n-nodes-genesys-cloud-analytics.genesysCloudAnalyticsTool' },
	);
	const agent: NodeDraft = {
		name: 'AI Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion: 2,
		parameters: {},
	};
	const workflow = chain('Ask about conversations', agent, tool);
	workflow.connections = { [tool.name]: { ai_tool: [[{ node: agent.name, type: 'ai_tool', index: 0 }]] } };
	const { id, nodes } = await stack.client.importWorkflow(workflow);
	await editor.openNode(id, nodes[1]!.id);
	await page.getByText('Tool Description').waitFor();
	await page.getByText(/Defined automatically by the/).waitFor();
	expect(await markedWrong()).toBe(0);
	await editor.picture('ai-tool');
});
