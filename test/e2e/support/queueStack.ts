import { startSimulator, type Simulator, type SimulatorOptions } from '../../../packages/simulator';
import { type CredentialReference, N8nClient } from './n8nClient';
import { N8n } from './n8nProcess';
import { prepared } from './prepared';
import { PostgresServer, startRedis } from './services';
import { credentialData } from './stack';
import { CREDENTIAL_TYPE } from './workflows';

/** n8n's own way past one machine: a main that takes the webhooks, workers that run the workflows. */
export interface QueueStack {
	postgres: PostgresServer;
	simulator: Simulator;
	main: N8n;
	workers: N8n[];
	client: N8nClient;
	credential: CredentialReference;
	/** How many executions each worker has finished. */
	finished(): number[];
	stop(): Promise<void>;
}

/** Starts so many workers, and what they share: Redis, PostgreSQL, a simulated organization and its credential. */
export async function startQueueStack(count: number, options: SimulatorOptions): Promise<QueueStack> {
	const [redis, postgres, simulator] = await Promise.all([
		startRedis(),
		PostgresServer.start(),
		startSimulator(options),
	]);
	const running: N8n[] = [];
	const stop = async () => {
		await Promise.all(running.map(async (n8n) => await n8n.stop()));
		await Promise.all([redis.stop(), postgres.stop(), simulator.close()]);
	};
	try {
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
		const main = await N8n.start({ ...prepared(), env });
		running.push(main);
		const workers = await Promise.all(
			Array.from({ length: count }, async () => {
				const worker = await N8n.startWorker({ ...prepared(), env });
				running.push(worker);
				return worker;
			}),
		);
		const client = await N8nClient.signIn(main.url);
		const credential = await client.createCredential(
			'Genesys Cloud',
			CREDENTIAL_TYPE,
			credentialData(simulator),
		);
		const finished = () =>
			workers.map((worker) => worker.log().match(/Worker finished execution/g)?.length ?? 0);
		return { postgres, simulator, main, workers, client, credential, finished, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
