import { startSimulator, type Fault, type Simulator } from '../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { restoreClock, useFastClock } from '../support/fastClock';

const TOKEN = 'T0ken-that-nobody-may-ever-see-in-a-sentence_0123456789';
const token = JSON.stringify({ access_token: TOKEN, token_type: 'bearer' });
const LOGIN = /oauth/;
/** n8n 2.0 does not tell a refusal from nonsense. */
const NO_TOKEN = /did not respond like Genesys Cloud|did not issue an access token/;

let simulator: Simulator;
let other: Simulator;
beforeEach(async () => {
	const time = useFastClock();
	time.endSoon(500);
	simulator = await startSimulator({ now: time.now, conversations: [] });
	other = await startSimulator({ now: time.now, conversations: [] });
});
afterEach(async () => {
	restoreClock();
	await Promise.all([simulator.close(), other.close()]);
});

const answered = (status: number, body: string | object): Fault => ({
	kind: 'status',
	on: LOGIN,
	times: 99,
	status,
	body,
});

it.each<[string, Fault, RegExp]>([
	['is cut short', answered(200, token.slice(0, -1)), NO_TOKEN],
	['has a byte too many', answered(200, `${token}}`), NO_TOKEN],
	['is null', answered(200, 'null'), NO_TOKEN],
	['has no token', answered(200, '{"a":1}'), /did not respond like Genesys Cloud/],
	[
		'is a page',
		answered(403, '<html>No</html>'),
		/responded with 403, but not like|did not issue an access token/,
	],
	['says access_denied', answered(400, { error: 'access_denied' }), /: access_denied$/],
	['says too many', answered(429, { message: 'x', code: 'too.many' }), /rate limit.* is used up/],
	['drips', { kind: 'drip', on: LOGIN, times: 99 }, /did not answer in time/],
	['never comes', { kind: 'hang', on: LOGIN, times: 99 }, /did not answer in time/],
])('a token answer that %s ends in a sentence without the token', async (_, fault, message) => {
	simulator.faults.push(fault);
	const { error, logs, run } = await runNode(simulator, { returnAll: true });
	expect(error?.message).toMatch(message);
	expect(error?.description).toContain('POST /oauth/token');
	expect(JSON.stringify([error, error?.description, logs, run.data.resultData])).not.toContain(TOKEN);
});

it('a token is renewed when the hosts of the credential change, and kept when they do not', async () => {
	const host = createHost(simulatorCredential(simulator));
	await runNode(simulator, { returnAll: true }, { host });
	await runNode(simulator, { returnAll: true }, { host });
	const [id, stored] = [...host.credentials][0]!;
	host.credentials.set(id, { ...stored, ...simulatorCredential(other) });
	const { error } = await runNode(other, { returnAll: true }, { host });
	expect(error).toBeUndefined();
	expect([simulator.tokensIssued, other.tokensIssued]).toEqual([1, 1]);
	expect(other.requests().map(({ status }) => status)).not.toContain(401);
});
