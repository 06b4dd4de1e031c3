import type { IDataObject } from 'n8n-workflow';
import { DEFAULT_CLIENT, startSimulator, type Simulator } from '../../packages/simulator';
import { type CredentialReference, N8nClient } from './support/n8nClient';
import { N8n } from './support/n8nProcess';
import { prepared } from './support/prepared';
import { PostgresServer, type RedisServer, startRedis } from './support/services';
import { credentialData } from './support/stack';
import { analytics, chain, CREDENTIAL_TYPE, webhook } from './support/workflows';

/** n8n's own way past one machine: a main that takes the webhooks, workers that run the workflows. */
let redis: RedisServer;
let postgres: PostgresServer;
let simulator: Simulator;
let main: N8n;
let workers: N8n[];
let client: N8nClient;
let credential: CredentialReference;

const RATE_LIMIT = { allowed: 60, windowSeconds: 5 };

beforeAll(async () => {
	[redis, postgres, simulator] = await Promise.all([
		startRedis(),
		PostgresServer.start(),
		startSimulator({ rateLimit: RATE_LIMIT }),
	]);
	postgres.createDatabase('n8n');
	const env = {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'n8n',
		DB_POSTGRESDB_USER: PostgresServer.user,
	};
	// The main first: it makes the tables that the workers look for.
	main = await N8n.start({ ...prepared(), env });
	workers = await Promise.all([1, 2].map(async () => await N8n.startWorker({ ...prepared(), env })));
	client = await N8nClient.signIn(main.url);
	credential = await client.createCredential('Genesys Cloud', CREDENTIAL_TYPE, credentialData(simulator));
});

afterAll(async () => {
	await Promise.all([...(workers ?? []), main].map(async (n8n) => await n8n?.stop()));
	await Promise.all([redis?.stop(), postgres?.stop(), simulator?.close()]);
});

/** How many executions each worker has finished. */
const finished = () => workers.map((worker) => worker.log().match(/Worker finished execution/g)?.length ?? 0);

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
	const requests = simulator.requests().slice(before.requests);
	const refused = requests.filter(({ status }) => status === 429).length;
	expect(requests.length).toBeGreaterThan(RATE_LIMIT.allowed);
	expect(refused / requests.length).toBeLessThan(0.1);
	expect(finished().every((count) => count > 0)).toBe(true);
});

it(`keeps the secret of client ${DEFAULT_CLIENT.name} out of every log`, () => {
	for (const n8n of [main, ...workers]) expect(n8n.log()).not.toContain(DEFAULT_CLIENT.secret);
});
