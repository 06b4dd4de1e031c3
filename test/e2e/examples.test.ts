import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INodeCredentials } from 'n8n-workflow';
import { createConversations, storeOf } from '../../packages/simulator';
import { Editor } from './support/browser';
import { Internet } from './support/internet';
import { attachmentOf, Mailbox } from './support/mailbox';
import type { CredentialReference, SavedWorkflow, WorkflowFile } from './support/n8nClient';
import { prepared } from './support/prepared';
import { until } from './support/processes';
import type { ReceivedRequest } from './support/receiver';
import { PostgresServer } from './support/services';
import { Spreadsheet } from './support/spreadsheet';
import { type Stack, startStack } from './support/stack';
import { CREDENTIAL_TYPE, trigger, exampleOf, fileOfExample } from './support/workflows';

const HOUR = 3_600_000;

/** Two quiet days, and a rush around now, so that one is abandoned before long. */
const conversations = storeOf([
	...createConversations({ count: 2000, from: Date.now() - 50 * HOUR, to: Date.now() - HOUR }),
	...createConversations({ count: 3000, from: Date.now() - HOUR / 2, to: Date.now() + HOUR / 2, seed: 2 }),
]);

/** What the default answer of the tool may cost a model. */
const MOST_TOKENS = 2_000;

let stack: Stack;
let internet: Internet;
let postgres: PostgresServer;
let mailbox: Mailbox;
let credentials: INodeCredentials;

const sheet = new Spreadsheet('KPIs');
const qualitySheet = new Spreadsheet('Quality');
const usageSheet = new Spreadsheet('API Usage');
const repeatSheet = new Spreadsheet('Repeat Callers');
const ownSheet = new Spreadsheet('KPIs');
/** By the ID of their document; any other has the sheet of the KPIs. */
const documents: Record<string, Spreadsheet> = {
	quality: qualitySheet,
	usage: usageSheet,
	repeats: repeatSheet,
	'own-document': ownSheet,
};
const posted: Array<{ channel: string; text: string }> = [];
const asked: ModelRequest[] = [];

beforeAll(async () => {
	internet = await Internet.start({
		'sheets.googleapis.com': (request) => {
			const [, of] = Object.entries(documents).find(([id]) => request.path.includes(`/${id}`)) ?? [];
			return (of ?? sheet).answer(request);
		},
		'slack.com': ({ body }) => {
			posted.push(body as (typeof posted)[number]);
			return { ok: true, channel: 'C1', ts: '1', message: {} };
		},
		'api.openai.com': answerAsModel,
	});
	[stack, postgres, mailbox] = await Promise.all([
		startStack({ conversations }, internet.env),
		PostgresServer.start(),
		Mailbox.start(),
	]);
	const create = async (
		name: string,
		type: string,
		data: IDataObject,
	): Promise<[string, CredentialReference]> => [type, await stack.client.createCredential(name, type, data)];
	const smtp = { host: '127.0.0.1', port: mailbox.port, secure: false, disableStartTls: true };
	credentials = Object.fromEntries([
		[CREDENTIAL_TYPE, stack.credential],
		await create('Google Sheets', 'googleSheetsOAuth2Api', {
			clientId: 'id',
			clientSecret: 'secret',
			oauthTokenData: { access_token: 'token', refresh_token: 'refresh', token_type: 'Bearer' },
		}),
		await create('Slack', 'slackApi', { accessToken: 'xoxb-token' }),
		await create('PostgreSQL', 'postgres', postgres.createDatabase('reports')),
		await create('SMTP', 'smtp', smtp),
		await create('OpenAI', 'openAiApi', { apiKey: 'key' }),
		await create('Header', 'httpHeaderAuth', { name: 'X-Webhook-Key', value: 'webhook key' }),
	]);
});

afterAll(async () => {
	await stack?.stop();
	await Promise.all([internet?.stop(), postgres?.stop(), mailbox?.stop()]);
});

/** Imports an example as a user does: as it is, but for the credentials, which the editor asks for. */
async function imported(
	name: string,
	change: (workflow: WorkflowFile) => void = () => undefined,
): Promise<SavedWorkflow> {
	const workflow = exampleOf(name, credentials);
	change(workflow);
	return await stack.client.importWorkflow(workflow);
}

async function run(workflow: SavedWorkflow): Promise<void> {
	const execution = await stack.client.run(workflow, workflow.nodes[0]!.name);
	expect({ status: execution.status, error: execution.status === 'success' ? null : execution.data }).toEqual(
		{
			status: 'success',
			error: null,
		},
	);
}

it('recent conversations run without a change', async () => {
	await run(await imported('recent-conversations'));
});

it('KPIs reach the sheet, one row per queue under one header', async () => {
	const workflow = await imported('kpis-to-google-sheets');
	await run(workflow);
	await run(workflow);

	const [header, ...rows] = sheet.rows;
	expect(header).toEqual(
		expect.arrayContaining(['intervalStart', 'queueName', 'offered', 'serviceLevelPercent']),
	);
	expect(sheet.rows.filter((row) => row[0] === header![0])).toHaveLength(1);
	expect(rows.length).toBeGreaterThan(2);
	const column = (name: string) => rows.map((row) => row[header!.indexOf(name)]);
	for (const time of column('intervalStart')) expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:(00|15|30|45):00$/);
	for (const offered of column('offered')) expect(Number(offered)).toBeGreaterThanOrEqual(0);
});

it('quality scores reach the sheet, one row per agent', async () => {
	await run(
		await imported('weekly-quality-scores-to-google-sheets', ({ nodes: [, scores, append] }) => {
			// As in the example, but of the days that there are, and to a document of its own.
			Object.assign(scores!.parameters, { timeRange: 'relative', relativeAmount: 3, relativeUnit: 'days' });
			Object.assign(append!.parameters.documentId as object, { value: 'quality' });
		}),
	);
	const [header, ...rows] = qualitySheet.rows;
	expect(header).toEqual(expect.arrayContaining(['intervalStart', 'userName', 'oTotalScore_avg']));
	expect(rows.length).toBeGreaterThan(2);
	for (const row of rows) expect(row[header!.indexOf('userName')]).toMatch(/\S/);
});

it('an abandoned conversation is told in Slack', async () => {
	const workflow = await imported('abandoned-to-slack', ({ nodes: [node] }) => {
		// As in the example, but not after minutes.
		node!.parameters = {
			...node!.parameters,
			...trigger(stack.credential, { options: { settleSeconds: 5 } }).parameters,
		};
	});
	await stack.client.activate(workflow);
	await until(() => expect(posted.length).toBeGreaterThan(0), { patience: 150_000, every: 1000 });
	await stack.client.deactivate(workflow);

	const { channel, text } = posted[0]!;
	expect(channel).toBe('#contact-centre');
	expect(text).toMatch(/Abandoned in \*.+\* after \d+ s of waiting \(\w+, .+\)/);
	const id = text.split('\n').at(-1)!;
	expect(conversations.indexOf(id)).toBeGreaterThanOrEqual(0);
	expect(JSON.stringify(conversations.byId(id))).toContain('tAbandon');
});

it("yesterday's calls with a negative sentiment are told in Slack, each with its words", async () => {
	posted.length = 0;
	await run(await imported('negative-calls-to-slack'));

	expect(posted.length).toBeGreaterThan(0);
	for (const { channel, text } of posted) {
		expect(channel).toBe('#contact-centre');
		const [headline, words, ...rest] = text.split('\n');
		expect(headline).toMatch(/^:cloud_with_rain: \*.+\*, .+, sentiment -\d/);
		expect(words).toMatch(/\w/);
		expect(conversations.byId(rest.at(-1)!)?.participants).toBeDefined();
	}
	const ids = posted.map(({ text }) => text.split('\n').at(-1));
	expect(new Set(ids).size).toBe(ids.length);
});

it('who is out of adherence is told in Slack', async () => {
	posted.length = 0;
	const workflow = await imported('adherence-to-slack', ({ nodes: [, , filter] }) => {
		// As in the example, but whatever the state: at night, there is nobody at work in the simulator.
		const { conditions } = filter!.parameters.conditions as { conditions: IDataObject[] };
		conditions[0]!.leftValue = '={{ $json.adherenceState !== null }}';
	});
	await run(workflow);
	expect(posted.length).toBeGreaterThan(0);
	for (const { channel, text } of posted) {
		expect(channel).toBe('#contact-centre');
		expect(text).toMatch(/^:calendar: \*\S.*\* is out of adherence for \d+ min: \w+ is scheduled, \w+ is/);
	}
});

it('API usage reaches the sheet, a row per day and address', async () => {
	await run(
		await imported('api-usage-to-google-sheets', ({ nodes: [, , append] }) => {
			Object.assign(append!.parameters.documentId as object, { value: 'usage' });
		}),
	);
	const [header, ...rows] = usageSheet.rows;
	expect(header).toEqual(expect.arrayContaining(['date', 'template', 'requests', 'status429']));
	expect(new Set(rows.map((row) => row[0])).size).toBe(7);
});

it("yesterday's repeat callers reach the sheet, with how often and how long ago", async () => {
	await run(
		await imported('repeat-callers-to-google-sheets', ({ nodes: [, , filter, append] }) => {
			Object.assign(append!.parameters.documentId as object, { value: 'repeats' });
			// As in the example, but all calls: the simulated customers rarely call twice.
			const { conditions } = filter!.parameters.conditions as { conditions: IDataObject[] };
			conditions[0]!.leftValue = '={{ $json.contactsInWindow !== null }}';
		}),
	);
	const [header, ...rows] = repeatSheet.rows;
	expect(header!.slice(-4)).toEqual([
		...['isRepeat', 'previousConversationId', 'hoursSincePrevious', 'contactsInWindow'],
	]);
	expect(rows.length).toBeGreaterThan(50);
	for (const row of rows) expect(Number(row.at(-1))).toBeGreaterThanOrEqual(1);
});

it("yesterday's queue visits are in PostgreSQL once, and a view counts them", async () => {
	const workflow = await imported('queue-visits-to-postgres');
	await run(workflow);
	await run(workflow);
	const [[count, distinct]] = postgres.query(
		'reports',
		'select count(*), count(distinct ("conversationId", "visitIndex")) from queue_visits',
	) as [[string, string]];
	expect(Number(count)).toBeGreaterThan(300);
	expect(distinct).toBe(count);
	const kpis = postgres.query(
		'reports',
		'select sum("offered"), sum("answered"), sum("abandoned"), sum("flowedOut") from queue_kpis',
	) as [[string, string, string, string]];
	const [offered, answered, abandoned, flowedOut] = kpis[0].map(Number) as [number, number, number, number];
	expect(answered).toBeGreaterThan(200);
	expect(abandoned).toBeGreaterThan(10);
	expect(offered).toBeGreaterThanOrEqual(answered + abandoned + flowedOut);
});

it('what was written in negative conversations reaches Slack as a summary', async () => {
	posted.length = 0;
	asked.length = 0;
	await run(await imported('negative-messages-to-ai-summary'));
	expect(posted.length).toBeGreaterThan(0);
	for (const { text } of posted) {
		expect(text).toMatch(/^:speech_balloon: Ten conversations came in\./);
		expect(conversations.byId(text.split('\n').at(-1)!)?.participants).toBeDefined();
	}
	expect(asked).toHaveLength(posted.length);
	const prompt = asked[0]!.messages.at(-1)!.content;
	expect(prompt).toMatch(/^Sum up this conversation/);
	expect(prompt).toMatch(/\ncustomer: \S/);
});

it('a run whose rows are not complete is told in Slack, one that has them all is not', async () => {
	posted.length = 0;
	await run(await imported('incomplete-rows-to-slack'));
	expect(posted).toEqual([]);
	await run(
		await imported('incomplete-rows-to-slack', ({ nodes: [, conversationsOfYesterday] }) => {
			Object.assign(conversationsOfYesterday!.parameters, { returnAll: false, limit: 5 });
		}),
	);
	expect(posted).toHaveLength(1);
	expect(posted[0]!.text).toMatch(/^:warning: Yesterday's conversations are not complete \(5 rows\)\. \w/);
});

it('a conversation whose end Genesys Cloud tells by a webhook is told in Slack, with agent and wrap-up', async () => {
	const workflow = await imported('conversation-ended-webhook', ({ nodes: [, wait] }) => {
		// As in the example, but not after a minute.
		Object.assign(wait!.parameters, { amount: 1, unit: 'seconds' });
	});
	await stack.client.activate(workflow);
	const index = conversations.ends.findIndex((end, i) => {
		const text = JSON.stringify(conversations.get(i));
		return end < Date.now() - HOUR && text.includes('wrapUpCode') && text.includes('"purpose":"acd"');
	});
	const record = conversations.get(index);
	const { conversationId } = record;
	const customer = record.participants!.find(({ purpose }) => purpose === 'customer');
	const session = customer?.sessions?.[0];
	// What a process-automation trigger on v2.detail.events.conversation.{id}.customer.end hands on.
	const event = {
		eventTime: Date.parse(record.conversationEnd!),
		conversationId,
		participantId: customer?.participantId,
		sessionId: session?.sessionId,
		disconnectType: 'CLIENT',
		mediaType: session?.mediaType?.toUpperCase(),
		direction: 'INBOUND',
	};
	const path = 'genesys-cloud-conversation-ended';
	expect((await stack.client.callWebhook(path, event)).status).toBe(403);
	expect((await stack.client.callWebhook(path, event, { 'X-Webhook-Key': 'webhook key' })).status).toBe(200);
	const told = () => posted.filter(({ text }) => text.startsWith('Ended in'));
	await until(() => expect(told()).toHaveLength(1), { patience: 60_000, every: 500 });
	await stack.client.deactivate(workflow);
	expect(told()[0]!.channel).toBe('#contact-centre');
	expect(told()[0]!.text).toMatch(/^Ended in \*.+\*: \S.*, \d+ s, \S.*/);
	expect(told()[0]!.text.split('\n').at(-1)).toBe(conversationId);
});

it('the conversations that ended yesterday are in PostgreSQL once, however often it runs', async () => {
	const midnight = new Date().setUTCHours(0, 0, 0, 0);
	const due = [...conversations.ends].filter((end) => end >= midnight - 24 * HOUR && end < midnight).length;
	expect(due).toBeGreaterThan(500);

	const workflow = await imported('nightly-conversations-to-postgres');
	await run(workflow);
	await run(workflow);

	const [[count, distinct, named]] = postgres.query(
		'reports',
		'select count(*), count(distinct "conversationId"), count("queueName") from conversations',
	) as [[string, string, string]];
	expect([Number(count), Number(distinct)]).toEqual([due, due]);
	expect(Number(named)).toBeGreaterThan(due / 2);
});

it('the agent report arrives by e-mail with a row per agent', async () => {
	await run(await imported('daily-agent-report'));
	const [message] = mailbox.messages;
	expect(message).toContain('To: team-leads@example.com');
	const [header, ...lines] = attachmentOf(message!).trim().split(/\r?\n/);
	expect(header!.replace('\uFEFF', '').split(',')).toEqual(
		expect.arrayContaining(['agentName', 'onQueueSeconds']),
	);
	expect(lines.length).toBeGreaterThan(5);
});

it("an AI agent reads recent conversations by the model's own arguments", async () => {
	asked.length = 0;
	const workflow = await imported('ask-about-conversations', ({ nodes: [node] }) => {
		node!.parameters = { ...node!.parameters, public: true, mode: 'webhook' };
	});
	await stack.client.activate(workflow);
	const path = `${workflow.nodes[0]!.webhookId}/chat`;
	const { status, body } = await stack.client.callWebhook<{ output: string }>(path, {
		action: 'sendMessage',
		sessionId: 'one',
		chatInput: 'What came in within the last two hours?',
	});

	expect({ status, body }).toEqual({ status: 200, body: { output: 'Ten conversations came in.' } });
	const offered = asked[0]!.tools!.map((tool) => tool.function);
	expect(offered).toEqual([
		expect.objectContaining({ description: expect.stringMatching(/conversations/i) }),
	]);
	const answer = asked[1]!.messages.find(({ role }) => role === 'tool')!.content;
	expect(answer.match(/"conversationId"/g)).toHaveLength(10);
	expect(tokensOf(answer)).toBeLessThan(MOST_TOKENS);
});

it('an AI agent counts by KPIs and is told what is cut', async () => {
	asked.length = 0;
	const workflow = await imported('ask-how-many-why-who', ({ nodes: [node] }) => {
		node!.parameters = { ...node!.parameters, public: true, mode: 'webhook' };
	});
	await stack.client.activate(workflow);
	const { status, body } = await stack.client.callWebhook<{ output: string }>(
		`${workflow.nodes[0]!.webhookId}/chat`,
		{ action: 'sendMessage', sessionId: 'two', chatInput: 'How many came in, and who took them?' },
	);
	await stack.client.deactivate(workflow);
	expect({ status, body }).toEqual({ status: 200, body: { output: 'Ten conversations came in.' } });
	expect(asked[0]!.tools!.map((tool) => tool.function.name).sort()).toEqual([
		...['Conversations', 'KPIs', 'Transcripts'],
	]);
	expect(asked[0]!.messages[0]!.content).toContain('If the first item of an answer is a note');
	const answers = asked
		.at(-1)!
		.messages.filter(({ role }) => role === 'tool')
		.map(({ content }) => content);
	expect(answers.some((answer) => answer.includes('"offered"'))).toBe(true);
	const rows = answers.find((answer) => answer.includes('"conversationId"'))!;
	expect(rows).toContain('To count conversations, use Get KPIs instead.');
});

/** As OpenAI's newer models count them; the counter is a part of n8n. */
function tokensOf(text: string): number {
	const { getEncoding } = createRequire(join(prepared().installation.folder, 'package.json'))(
		'js-tiktoken',
	) as { getEncoding(name: string): { encode(text: string): number[] } };
	return getEncoding('o200k_base').encode(text).length;
}

describe('a template, imported in the browser', () => {
	let editor: Editor;

	beforeAll(async () => {
		editor = await Editor.open(stack.n8n.url);
	});

	afterAll(async () => {
		await editor?.close();
	});

	/** Imports it with no credential to choose: n8n finds them by their names. */
	const open = async (name: string) => {
		await editor.importFile(fileOfExample(name));
		editor.clicks = 0;
	};

	/** By the button of the canvas, up to the message of success. */
	const execute = async () => {
		const { page } = editor;
		await editor.click(page.getByTestId('execute-workflow-button').first());
		await page.getByText('Workflow executed successfully').first().waitFor({ timeout: 120_000 });
	};

	it('KPIs every 15 minutes to a sheet: the document named, run, published', async () => {
		const { page } = editor;
		await open('kpis-to-google-sheets');
		await editor.openFromCanvas('Append to sheet');
		// n8n forgets the sheet with the document that it was in.
		await editor.type('documentId', 'own-document');
		await editor.type('sheetName', 'KPIs');
		await editor.click(page.getByTestId('node-execute-button'));
		await until(() => expect(ownSheet.rows.length).toBeGreaterThan(2), { patience: 120_000 });
		expect(ownSheet.rows[0]).toEqual(expect.arrayContaining(['queueName', 'mediaType', 'offered']));
		expect(editor.clicks).toBe(4);
		await page.getByText('Node executed successfully').first().waitFor();
		await page.getByTestId('ndv-close-button').click();
		await editor.picture('template');

		await page.getByTestId('workflow-open-publish-modal-button').click();
		await page.getByTestId('workflow-publish-button').click();
		await page
			.getByText(/Published|Unpublish/)
			.first()
			.waitFor();
	});

	it('what a PostgreSQL table does not have yet: run as it is', async () => {
		postgres.query('reports', 'drop table if exists conversations');
		await open('sync-conversations-to-postgres');
		await execute();
		const [[count, distinct]] = postgres.query(
			'reports',
			'select count(*), count(distinct "conversationId") from conversations',
		) as [[string, string]];
		expect(Number(count)).toBeGreaterThan(500);
		expect(distinct).toBe(count);
	});
});

interface ModelRequest {
	messages: Array<{ role: string; content: string }>;
	tools?: Array<{ function: { name: string; description: string } }>;
}

/** A model that first asks each tool that counts or lists for ten conversations of two hours, then says so. */
function answerAsModel({ body }: ReceivedRequest): unknown {
	const request = body as ModelRequest;
	asked.push(request);
	const names = (request.tools ?? [])
		.map((tool) => tool.function.name)
		.filter((name) => name !== 'Transcripts');
	const calls = names.map((name, index) => ({
		id: `call_${index}`,
		type: 'function',
		function: { name, arguments: name === 'KPIs' ? '{"hours":2}' : '{"hours":2,"limit":10}' },
	}));
	const isFirst = calls.length > 0 && !request.messages.some(({ role }) => role === 'tool');
	const message = isFirst
		? { role: 'assistant', content: null, tool_calls: calls }
		: { role: 'assistant', content: 'Ten conversations came in.' };
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 0,
		model: 'gpt-4o-mini',
		choices: [{ index: 0, message, finish_reason: isFirst ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
