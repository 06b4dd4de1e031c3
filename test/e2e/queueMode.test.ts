import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { createConversations, DEFAULT_CLIENT } from '../../packages/simulator';
import type { CredentialReference, WorkflowFile } from './support/n8nClient';
import { until } from './support/processes';
import { type QueueStack, startQueueStack } from './support/queueStack';
import { PostgresServer } from './support/services';
import { analytics, chain, CREDENTIAL_TYPE, webhook } from './support/workflows';

let stack: QueueStack;
let simulator: QueueStack['simulator'];
let client: QueueStack['client'];
let credential: QueueStack['credential'];

const RATE_LIMIT = { allowed: 60, windowSeconds: 5 };
const HOUR = 3_600_000;
const NOW = Date.now();
const conversations = createConversations({ count: 3_000, from: NOW - 60 * HOUR, to: NOW + HOUR });

beforeAll(async () => {
	stack = await startQueueStack(2, { conversations, rateLimit: RATE_LIMIT });
	({ simulator, client, credential } = stack);
	stack.postgres.createDatabase('warehouse');
});

afterAll(async () => await stack?.stop());

it('six workflows at once on one credential: nothing lost, one token, the rate limit held', async () => {
	const paths = ['one', 'two', 'three', 'four', 'five', 'six'];
	const parameters: IDataObject = {
		resource: 'conversation',
		operation: 'getAll',
		timeRange: 'yesterday',
		returnAll: true,
		options: { source: 'query' },
	};
	await Promise.all(
		paths.map(async (path) => {
			const workflow = chain(path, webhook(path), analytics(credential, parameters));
			await client.activate(await client.importWorkflow(workflow));
		}),
	);
	const idsFrom = async (path: string) => {
		const { status, body } = await client.callWebhook<IDataObject[]>(path);
		expect({ path, status }).toEqual({ path, status: 200 });
		return body.map(({ conversationId }) => conversationId);
	};
	const expected = await idsFrom('one');
	expect(expected.length).toBeGreaterThan(500);
	simulator.expireTokens();
	const before = { tokens: simulator.tokensIssued, requests: simulator.requests().length };

	const results = await Promise.all(paths.map(idsFrom));

	for (const ids of results) {
		expect(new Set(ids).size).toBe(ids.length);
		expect([...ids].sort()).toEqual([...expected].sort());
	}
	expect(simulator.tokensIssued - before.tokens).toBe(1);
	expectHeld(before.requests);
	expect(stack.finished().every((count) => count > 0)).toBe(true);
});

/** Those after the first so many requests kept to the rate limit, which they would have broken without care. */
function expectHeld(before: number): void {
	const requests = simulator.requests().slice(before);
	const refused = requests.filter(({ status }) => status === 429).length;
	expect(requests.length).toBeGreaterThan(RATE_LIMIT.allowed);
	expect(refused / requests.length).toBeLessThan(0.1);
}

/** The template of a sync, with a webhook in the place of the schedule and a table of its own. */
function syncInto(table: string, database: CredentialReference): WorkflowFile {
	const text = readFileSync(join(__dirname, '../../examples/sync-conversations-to-postgres.json'), 'utf8');
	const { nodes, connections, ...rest } = JSON.parse(
		text.replace(/(exists|from) conversations\b/g, `$1 ${table}`).replace('"conversations"', `"${table}"`),
	) as WorkflowFile;
	const [schedule, ...others] = nodes as [INode, ...INode[]];
	for (const node of others) {
		node.credentials = node.credentials?.postgres
			? { postgres: database }
			: { [CREDENTIAL_TYPE]: credential };
		const { parameters } = node;
		if (parameters.timeRange !== 'since') continue;
		parameters.firstLoadStart = new Date(NOW - 48 * HOUR).toISOString();
		parameters.maxDays = 1;
	}
	const { name, id, position } = schedule;
	return { ...rest, nodes: [{ ...webhook(table), name, id, position }, ...others], connections };
}

it('six syncs at once on one credential: each table complete, the rate limit held', async () => {
	const database = await client.createCredential('PostgreSQL', 'postgres', {
		host: '127.0.0.1',
		port: stack.postgres.port,
		database: 'warehouse',
		user: PostgresServer.user,
		ssl: 'disable',
	});
	const tables = [1, 2, 3, 4, 5, 6].map((number) => `sync_${number}`);
	for (const table of tables) await client.activate(await client.importWorkflow(syncInto(table, database)));
	const before = { requests: simulator.requests().length, finished: stack.finished() };

	// A first load takes two runs; the third one reads the overlap again.
	for (let round = 0; round < 3; round++) {
		const statuses = await Promise.all(tables.map(async (table) => (await client.callWebhook(table)).status));
		expect(statuses).toEqual(tables.map(() => 200));
	}

	for (const table of tables) {
		const query = (columns: string) => stack.postgres.query('warehouse', `select ${columns} from ${table}`);
		const [[until]] = query('round(extract(epoch from max("rangeEnd")) * 1000)') as [[string]];
		const due = Array.from(conversations.ends).flatMap((end, index) =>
			end >= NOW - 48 * HOUR && end < Number(until) ? [conversations.idAt(index)] : [],
		);
		expect(due.length).toBeGreaterThan(1_500);
		expect(query('"conversationId"').flat().sort()).toEqual(due.sort());
	}
	expectHeld(before.requests);
	expect(stack.finished().every((count, worker) => count > before.finished[worker]!)).toBe(true);
});

it('workers that are shut down in the middle of an execution let it end, and ask for nothing more', async () => {
	const node = analytics(credential, { timeRange: 'last24Hours', limit: 2, options: { source: 'query' } });
	await client.activate(await client.importWorkflow(chain('shutdown', webhook('shutdown'), node)));
	simulator.options.latencyMs = 2_000;
	const before = simulator.requests().length;
	const answer = client.callWebhook<IDataObject[]>('shutdown');
	await until(() => expect(simulator.requests().length).toBeGreaterThan(before));

	await Promise.all(stack.workers.map(async (worker) => await worker.pause()));
	const asked = simulator.requests().length;
	const { status, body } = await answer;
	expect({ status, rows: body.length }).toEqual({ status: 200, rows: 2 });
	expect(simulator.requests()).toHaveLength(asked);

	simulator.options.latencyMs = 0;
	await Promise.all(stack.workers.map(async (worker) => await worker.resume()));
});

it(`keeps the secret of client ${DEFAULT_CLIENT.name} out of every log`, () => {
	for (const n8n of [stack.main, ...stack.workers]) expect(n8n.log()).not.toContain(DEFAULT_CLIENT.secret);
});
