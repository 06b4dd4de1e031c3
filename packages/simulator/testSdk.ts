import platformClient from 'purecloud-platform-client-v2';
import { DEFAULT_CLIENT, type Simulator } from './index';

/** Logs Genesys's own client in: an independent check that the endpoints follow the contract. */
export async function connectSdk(simulator: Simulator): Promise<typeof platformClient> {
	const client = platformClient.ApiClient.instance;
	client.setGateway({ host: '127.0.0.1', protocol: 'http', port: Number(new URL(simulator.url).port) });
	await client.loginClientCredentialsGrant(DEFAULT_CLIENT.id, DEFAULT_CLIENT.secret);
	return platformClient;
}
