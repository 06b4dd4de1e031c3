import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { GenesysCloudAnalyticsTrigger } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node';
import { createConversations, createOrganization } from '../../packages/simulator';
import { stateAt } from '../../packages/simulator/data/timeline';
import { NEWEST } from './install';
import { Editor } from './support/browser';
import { installAsReadme } from './support/packPackage';
import { until } from './support/processes';
import { credentialData, type Stack, startStack } from './support/stack';
import {
	analytics,
	chain,
	CREDENTIAL_TYPE,
	exampleOf,
	type NodeDraft,
	postTo,
	trigger,
} from './support/workflows';

const DAY = 86_400_000;
const now = Date.now();
const organization = createOrganization();
const conversations = createConversations({
	count: 6_000,
	from: now - 2 * DAY,
	to: now + DAY / 4,
	busiestAt: now,
	organization,
});

let stack: Stack;
let editor: Editor;
let page: Page;

beforeAll(async () => {
	stack = await startStack({ organization, conversations }, {}, NEWEST, installAsReadme);
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

const SIMPLIFIED = [
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

/** The node as a new user has it. */
const node = (parameters: IDataObject = {}): NodeDraft => analytics(stack.credential, parameters);

/** What has ended has all its cells; a table in a picture has no room for milliseconds. */
const READABLE = {
	matchBy: 'ended',
	limit: 11,
	options: { dateFormat: 'spreadsheet', seconds: 'whole' },
};

/** The trigger as most people have it. */
const everyFiveMinutes = (parameters: IDataObject): NodeDraft => {
	const pollTimes = { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] };
	return trigger(stack.credential, { pollTimes, ...parameters });
};

/** The panel's fields that n8n marks as wrong. */
const markedWrong = async () => await page.getByTestId('parameter-issues').count();

it("is in n8n after the README's lines: the node, its tool and the trigger", async () => {
	const own = (await stack.client.nodeTypes()).filter((name) => /genesys/i.test(name));
	const node = 'n8n-nodes-genesys-cloud-analytics.genesysCloudAnalytics';
	expect(own.sort()).toEqual([node, `${node}Tool`, `${node}Trigger`]);
});

it('shows recent conversations as a table of ten columns, by name, one click after the node is opened', async () => {
	const options = { dateFormat: 'spreadsheet', seconds: 'whole' };
	const over = { matchBy: 'ended', limit: 11, options };
	const { id, nodes } = await stack.client.importWorkflow(chain('Recent conversations', MANUAL, node(over)));
	await editor.openNode(id, nodes[1]!.name);
	await page.getByTestId('node-execute-button').click();
	const table = page.getByTestId('output-panel').locator('table');
	await table.locator('th').first().waitFor();
	expect(await editor.headerOf(table)).toEqual(SIMPLIFIED);
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

it('adds the node with its credential, and shows the last hour as a table: one click', async () => {
	await page.getByTestId('node-creator-item-name').filter({ hasText: 'Get many conversations' }).click();
	await page.getByTestId('ndv').waitFor();
	const chosen = page.getByTestId('node-credentials-select').locator('input').first();
	expect(await chosen.inputValue()).toBe('Genesys Cloud');

	editor.clicks = 0;
	await editor.click(page.getByTestId('node-execute-button'));
	const table = page.getByTestId('output-panel').locator('table');
	await table.locator('tbody tr').nth(5).waitFor();

	expect(await editor.headerOf(table)).toEqual(SIMPLIFIED);
	expect(editor.clicks).toBe(1);
});

it('picks a queue from the searched list, and the table has its conversations alone', async () => {
	await editor.dismissMessage();
	await page.getByTestId('resource-locator-queue').getByTestId('rlc-input').first().click();
	await page.getByTestId('rlc-item').nth(5).waitFor();
	await editor.picture('pick-a-queue');

	await page.getByTestId('rlc-search').fill('bill');
	await until(async () => expect(await page.getByTestId('rlc-item').allInnerTexts()).toEqual(['Billing']));
	await page.getByTestId('rlc-item').first().click();
	expect(await markedWrong()).toBe(0);

	await page.getByTestId('node-execute-button').click();
	const table = page.getByTestId('output-panel').locator('table');
	const queue = SIMPLIFIED.indexOf('queueName') + 1;
	await until(async () => {
		const names = await table.locator(`tbody tr td:nth-child(${queue})`).allInnerTexts();
		expect([...new Set(names.map((name) => name.trim()))]).toEqual(['Billing']);
	});
	await editor.widenOutput();
	await editor.picture('conversations');
});

/** The panel shows a CSV file with yesterday's abandoned conversations of Billing, all of them. */
async function seesTheFileOfBilling(): Promise<void> {
	const output = page.getByTestId('output-panel');
	await output
		.getByText(/^conversations-.+\.csv$/)
		.first()
		.waitFor();
	await output.getByText('JSON', { exact: true }).first().click();
	const billing = organization.queues.find(({ name }) => name === 'Billing')!.id;
	const midnight = Math.floor(now / DAY) * DAY;
	const due = [...conversations].filter((record) => {
		const started = Date.parse(record.conversationStart!);
		const text = JSON.stringify(record);
		return (
			started >= midnight - DAY && started < midnight && text.includes('"tAbandon"') && text.includes(billing)
		);
	});
	expect(due.length).toBeGreaterThan(0);
	await output
		.getByText(new RegExp(`"rows":\\s*${due.length},`))
		.first()
		.waitFor();
}

it("writes yesterday's abandoned conversations of a queue to a CSV file, complete: six clicks, the one to run included", async () => {
	const { id, nodes } = await stack.client.importWorkflow(chain('Abandoned', MANUAL, node()));
	await editor.openNode(id, nodes[1]!.name);
	const list = (parameter: string) => page.getByTestId(`parameter-input-${parameter}`).first();

	editor.clicks = 0;
	await editor.chooseByName(list('timeRange'), 'Yesterday');
	await editor.chooseByName(list('returnAs'), 'CSV');
	await editor.chooseByName(page.getByTestId('collection-parameter-add').first(), 'Outcome');
	await editor.click(page.getByTestId('resource-locator-queue').getByTestId('rlc-input').first());
	await editor.click(page.getByTestId('rlc-item').filter({ hasText: /^Billing$/ }));
	await editor.click(page.getByTestId('node-execute-button'));

	await seesTheFileOfBilling();
	expect(editor.clicks).toBeLessThanOrEqual(6);
});

it('shows the form, the rows and the trigger in the dark theme, too', async () => {
	await editor.useTheme('dark');
	const rows = await stack.client.importWorkflow(chain('Dark rows', MANUAL, node(READABLE)));
	await editor.openNode(rows.id, rows.nodes[1]!.name);
	await page.getByTestId('node-execute-button').click();
	// n8n remembers how rows were looked at last.
	await page.getByTestId('output-panel').getByText('Table', { exact: true }).first().click();
	await page.getByTestId('output-panel').locator('table tbody tr').nth(5).waitFor();
	expect(await page.evaluate('document.body.dataset.theme')).toBe('dark');
	await editor.picture('dark-conversations');

	const workflow = await stack.client.importWorkflow(
		chain('Dark trigger', everyFiveMinutes({ event: 'conversationEnded' })),
	);
	await editor.openNode(workflow.id, workflow.nodes[0]!.name);
	await page.getByText('Poll Times').waitFor();
	expect(await markedWrong()).toBe(0);
	await editor.showInput();
	await editor.picture('dark-trigger');
	await editor.useTheme('light');
});

const { properties } = new GenesysCloudAnalyticsTrigger().description;
const events = properties.find(({ name }) => name === 'event')!.options as INodePropertyOptions[];

/** Of events that aren't about conversations: what tells their rows apart. */
const KEYS: Record<string, string> = {
	queueThreshold: 'queueId',
	agentStatusChanged: 'agentId',
	agentStatusThreshold: 'agentId',
	adherence: 'agentId',
};

describe('Fetch Test Event', () => {
	beforeAll(() => {
		// By night, nobody is on a break, nor out of adherence: the day before, somebody was.
		const isOnBreak = (at: number) =>
			organization.users.some((user) => stateAt(user, organization, at).presence.systemPresence === 'BREAK');
		let busy = now;
		while (!isOnBreak(busy)) busy -= DAY / 96;
		stack.simulator.options.now = () => Date.now() - now + busy;
	});

	afterAll(() => {
		stack.simulator.options.now = Date.now;
	});

	const fetchTestEvent = async (parameters: IDataObject) => {
		const { id, nodes } = await stack.client.importWorkflow(
			chain('Test event', everyFiveMinutes(parameters)),
		);
		await editor.openNode(id, nodes[0]!.name);
		const button = page.getByTestId('node-execute-button').filter({ hasText: 'Fetch Test Event' });
		await button.click();
		return page.getByTestId('output-panel');
	};

	it.each(events)('shows a row of $name', async ({ value }) => {
		const output = await fetchTestEvent({ event: value });
		await output.getByText('Table', { exact: true }).first().click();
		const table = output.locator('table');
		await table.locator('tbody tr').first().waitFor();
		const key = (await editor.headerOf(table)).indexOf(KEYS[String(value)] ?? 'conversationId') + 1;
		expect(await table.locator(`tbody tr td:nth-child(${key})`).first().innerText()).toMatch(
			/^[0-9a-f-]{36}$/,
		);
	});

	it('says what to do if there is none', async () => {
		const output = await fetchTestEvent({ event: 'conversationEnded', filters: { ani: '+4900000' } });
		await output.getByText('There is no conversation to show').first().waitFor();
	});
});

it('tests the credential in its dialog, and shows what is wrong with a bad one', async () => {
	const { client, simulator } = stack;
	const own = await client.createCredential('Genesys Cloud', CREDENTIAL_TYPE, credentialData(simulator));
	const { id, nodes } = await client.importWorkflow(chain('Credential', MANUAL, analytics(own, {})));
	await editor.openNode(id, nodes[1]!.name);
	await page.getByTestId('credential-edit-button').click();
	const dialog = page.getByTestId('editCredential-modal');
	const tested = simulator.requests('/api/v2/tokens/me').length;
	await dialog.getByRole('button', { name: 'Retry' }).click();
	await dialog.getByText('Connection tested successfully').waitFor();
	expect(simulator.requests('/api/v2/tokens/me').length).toBeGreaterThan(tested);
	await editor.picture('credential');

	// The token that n8n holds would still do.
	simulator.expireTokens();
	await dialog.locator('input[type="password"]').fill('wrong');
	await dialog.getByTestId('credential-save-button').click();
	await dialog.getByText('More details').click();
	await dialog.getByText(/Client authentication failed/).waitFor();
	await page.keyboard.press('Escape');
});

it("shows the trigger's panel, nothing marked wrong", async () => {
	const { event, metric } = { event: 'queueThreshold', metric: 'longestWaitingSeconds' };
	const alarm = everyFiveMinutes({ event, metric, comparison: 'gte', threshold: 120 });
	const workflow = await stack.client.importWorkflow(chain('Alarm', alarm));
	await editor.openNode(workflow.id, workflow.nodes[0]!.name);
	await page.getByText('Poll Times').waitFor();
	await page.getByText('Threshold', { exact: true }).first().waitFor();
	expect(await markedWrong()).toBe(0);
	await editor.picture('trigger');
});

it('maps a column by dragging it, before any run and after it', async () => {
	const { id, nodes } = await stack.client.importWorkflow(
		chain('Mapping', MANUAL, node(READABLE), postTo('')),
	);
	await editor.openNode(id, nodes[2]!.name);
	const input = page.getByTestId('ndv-input-panel');
	const url = page.getByTestId('parameter-input-url').first();
	const drag = async (column: string) => {
		await input.getByTestId('run-data-schema-node-name').filter({ hasText: column }).first().dragTo(url);
		await until(async () => expect(await url.innerText()).toContain(`{{ $json.${column} }}`));
	};
	await input.getByText('Preview').waitFor();
	await drag('agentName');

	await input.getByText('Execute the node').click();
	await input.getByText('Preview').waitFor({ state: 'hidden' });
	await drag('queueName');
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
	await editor.openNode(id, nodes[1]!.name);
	await page.getByText('Tool Description').waitFor();
	await page.getByText(/Defined automatically by the/).waitFor();
	expect(await markedWrong()).toBe(0);
	await editor.picture('ai-tool');
});

// The last one: what is not saved yet holds the editor back from going elsewhere.
it('takes an example that is pasted', async () => {
	const example = exampleOf('kpis-to-google-sheets', {});
	await page.goto(`${stack.n8n.url}/workflow/new`);
	await page.getByTestId('canvas-add-button').first().waitFor();
	await editor.paste(JSON.stringify(example));
	for (const { name } of example.nodes.filter(({ type }) => type.endsWith('genesysCloudAnalytics'))) {
		await editor.openFromCanvas(name);
	}
	await page.getByTestId('parameter-input-groupBy').first().waitFor();
});
