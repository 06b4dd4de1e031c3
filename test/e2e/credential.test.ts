import { credentialData, type Stack, startStack } from './support/stack';
import { CREDENTIAL_TYPE } from './support/workflows';

/** Genesys answers a wrong secret and an id of another region alike. */
const UNKNOWN_CLIENT =
	'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).';

let stack: Stack;

beforeAll(async () => {
	stack = await startStack();
});

afterAll(async () => {
	await stack?.stop();
});

async function test(fields: object) {
	const data = { ...credentialData(stack.simulator), ...fields };
	const credential = await stack.client.createCredential('Under test', CREDENTIAL_TYPE, data);
	return await stack.client.testCredential(CREDENTIAL_TYPE, credential);
}

describe('the test button of the credential dialog', () => {
	it('says that a good credential connects', async () => {
		expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(stack.simulator.requests('/api/v2/tokens/me').at(-1)).toMatchObject({ status: 200 });
	});

	it('takes hosts with a slash at their end', async () => {
		const { url } = stack.simulator;
		expect(await test({ loginBaseUrl: `${url}/`, apiBaseUrl: `${url}/` })).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong secret', () => ({ clientSecret: 'not-the-secret' })],
		['a client that the region does not know', () => ({ clientId: 'c0ffee00-9999-4222-8333-444455556666' })],
	])('refuses %s, and shows nothing secret', async (_, fields) => {
		const { status, message } = await test(fields());
		expect(status).toBe('Error');
		expect(message).toBe(`Failed to acquire OAuth2 access token: ${UNKNOWN_CLIENT}`);
		expect(message).not.toMatch(/secret/i);
	});

	it('says that nothing answers at a wrong host', async () => {
		const { status, message } = await test({
			loginBaseUrl: 'http://127.0.0.1:9',
			apiBaseUrl: 'http://127.0.0.1:9',
		});
		expect(status).toBe('Error');
		expect(message).toBe('The service refused the connection - perhaps it is offline');
	});
});
