import { DEFAULT_CLIENT, type Simulator, type SimulatorClient } from './index';

export interface ApiAnswer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined where it is no JSON. */
	json: ReturnType<typeof JSON.parse>;
}

/** Asks the token endpoint as the official SDKs do. */
export async function askToken(
	simulator: Simulator,
	client: Pick<SimulatorClient, 'id' | 'secret'> = DEFAULT_CLIENT,
	body = 'grant_type=client_credentials',
): Promise<ApiAnswer> {
	const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
	const response = await fetch(`${simulator.url}/oauth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
		body,
	});
	return read(response);
}

/** A plain client with a token of its own: it retries nothing. */
export async function connect(simulator: Simulator) {
	const token = (await askToken(simulator)).json.access_token as string;
	const send = async (
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<ApiAnswer> =>
		read(
			await fetch(`${simulator.url}/api/v2${path}`, {
				method,
				headers: {
					authorization: `Bearer ${token}`,
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
					...headers,
				},
				...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			}),
		);
	return {
		token,
		send,
		get: (path: string) => send('GET', path),
		post: (path: string, body: unknown) => send('POST', path, body),
		delete: (path: string) => send('DELETE', path),
	};
}

async function read(response: Response): Promise<ApiAnswer> {
	const text = await response.text();
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	return { status: response.status, headers: response.headers, text, json };
}
