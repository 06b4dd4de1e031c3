import { startSimulator, type Simulator } from '../../packages/simulator';
import { createHost, runNode, simulatorCredential, type Host } from '../support/engine';
import { restoreClock, useFastClock } from '../support/fastClock';

let before: Simulator;
let after: Simulator;
beforeEach(async () => {
	const { now } = useFastClock();
	before = await startSimulator({ now, conversations: [] });
	after = await startSimulator({ now, conversations: [] });
});
afterEach(async () => {
	restoreClock();
	await Promise.all([before.close(), after.close()]);
});

const run = async (host: Host) => await runNode(before, { returnAll: true }, { host });

/** What n8n has stored, with some fields of the credential changed, as saving it in the editor does. */
function change(host: Host, fields: object): void {
	for (const [id, stored] of host.credentials) host.credentials.set(id, { ...stored, ...fields });
}

it.each<[string, (hosts: Record<'old' | 'new', string>) => object]>([
	['both hosts', ({ new: url }) => ({ apiBaseUrl: url, loginBaseUrl: url })],
	['the API host alone', ({ new: url, old }) => ({ apiBaseUrl: url, loginBaseUrl: old })],
])('a stored token is never sent elsewhere where a credential changes: %s', async (_, fields) => {
	const host = createHost(simulatorCredential(before));
	expect((await run(host)).error).toBeUndefined();
	change(host, fields({ old: before.url, new: after.url }));
	const tokensOf = new Set<unknown>();
	const [stored] = host.credentials.values();
	tokensOf.add((stored!.oauthTokenData as { access_token: string }).access_token);
	await run(host);
	// The first request to the new host comes with a token that was issued after the change.
	const [first] = after.requests();
	expect(first?.status).toBe(after.tokensIssued > 0 ? 200 : 401);
	const issued = before.tokensIssued + after.tokensIssued;
	expect(issued).toBeGreaterThanOrEqual(2);
	const [renewed] = host.credentials.values();
	expect(tokensOf).not.toContain((renewed!.oauthTokenData as { access_token: string }).access_token);
});

it('the host of before gets its next token by itself, and tokens are kept while nothing changes', async () => {
	const host = createHost(simulatorCredential(before));
	await run(host);
	await run(host);
	expect(before.tokensIssued).toBe(1);
	change(host, { apiBaseUrl: after.url, loginBaseUrl: after.url });
	await run(host);
	await run(host);
	change(host, { apiBaseUrl: before.url, loginBaseUrl: before.url });
	await run(host);
	expect([before.tokensIssued, after.tokensIssued]).toEqual([2, 1]);
	for (const { status } of [...before.requests(), ...after.requests()]) expect(status).toBe(200);
});

it.each([
	['of nobody knows which host', { access_token: 'abc', token_type: 'bearer' }],
	['without a token', { expires_in: 5 }],
	['that is none', 'abc'],
	['marked for another token', { access_token: 'abc', genesysIssuedFor: 'd34db33f' }],
])('a stored token %s is not sent: a new one is fetched', async (_, oauthTokenData) => {
	const host = createHost({ ...simulatorCredential(before), oauthTokenData: oauthTokenData as never });
	expect((await run(host)).error).toBeUndefined();
	expect(before.tokensIssued).toBe(1);
	expect(before.requests().filter(({ status }) => status === 401)).toEqual([]);
});

it('a token of another client is not used', async () => {
	const clients = ['one', 'two'].map((id) => ({ id, secret: 'simulator-secret' }));
	before.options.clients = clients;
	const host = createHost({ ...simulatorCredential(before), clientId: 'one' });
	await run(host);
	change(host, { clientId: 'two' });
	await run(host);
	expect([...new Set(before.requests().map(({ clientId }) => clientId))]).toEqual(['one', 'two']);
});

it('a dead token is renewed, and the new one is known again', async () => {
	const host = createHost(simulatorCredential(before));
	await run(host);
	before.expireTokens();
	await run(host);
	await run(host);
	expect(before.tokensIssued).toBe(2);
});
