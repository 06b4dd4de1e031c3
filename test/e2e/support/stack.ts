import {
	DEFAULT_CLIENT,
	startSimulator,
	type Simulator,
	type SimulatorOptions,
} from '../../../packages/simulator';
import { NEWEST } from '../install';
import { type CredentialReference, N8nClient } from './n8nClient';
import { N8n, type N8nOptions } from './n8nProcess';
import { prepared } from './prepared';
import { CREDENTIAL_TYPE } from './workflows';

/** A real n8n with the package, an owner, and a credential for the simulated Genesys Cloud organization. */
export interface Stack {
	simulator: Simulator;
	n8n: N8n;
	client: N8nClient;
	credential: CredentialReference;
	stop(): Promise<void>;
}

/** Only a test of the rate limit is to wait for one. */
const UNLIMITED = { allowed: 100_000, windowSeconds: 60 };

export async function startStack(
	options: SimulatorOptions = {},
	env: Record<string, string> = {},
	line = NEWEST,
	installPackage?: N8nOptions['installPackage'],
): Promise<Stack> {
	const simulator = await startSimulator({ rateLimit: UNLIMITED, ...options });
	const n8n = await N8n.start({ ...prepared(line), env, installPackage });
	const client = await N8nClient.signIn(n8n.url);
	const credential = await client.createCredential(
		'Genesys Cloud',
		CREDENTIAL_TYPE,
		credentialData(simulator),
	);
	return {
		simulator,
		n8n,
		client,
		credential,
		stop: async () => {
			await n8n.stop();
			await simulator.close();
		},
	};
}

/** The credential's fields for an organization at the simulator's address. */
export function credentialData({ url }: Pick<Simulator, 'url'>) {
	return {
		clientId: DEFAULT_CLIENT.id,
		clientSecret: DEFAULT_CLIENT.secret,
		region: 'custom',
		loginBaseUrl: url,
		apiBaseUrl: url,
	};
}
