import { createConversations, fault502Html, faults429, startSimulator } from '../../packages/simulator';
import type { Simulator } from '../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../support/fastClock';
import { custom, DAY, HOUR, idsOf, idsStarted } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const old = { from: NOW - 5 * DAY, to: NOW - 4 * DAY };

let clock: FastClock;
let simulator: Simulator;

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

it('pages through everything with a token death, a 429, a 502 and a drop on the way', async () => {
	const conversations = createConversations({ count: 730, from: NOW - HOUR, to: NOW });
	simulator = await startSimulator({ now: clock.now, conversations });
	simulator.faults.push(
		{ kind: 'expireToken', after: 1 },
		{ ...faults429({ retryAfter: 9 }), after: 2 },
		{ ...fault502Html(), after: 3 },
		{ kind: 'dropMidBody', after: 5 },
		{ kind: 'drop', after: 6 },
	);
	const { items, error } = await runNode(simulator, { returnAll: true });
	expect(error).toBeUndefined();
	expect(idsOf(items)).toEqual(idsStarted(conversations, NOW - HOUR, NOW).reverse());
	expect(items.some(({ json }) => json.queueName !== null)).toBe(true);
	expect(simulator.faults).toEqual([]);
});

it('reads a job and deletes it', async () => {
	const conversations = createConversations({ count: 1_500, ...old });
	simulator = await startSimulator({ now: clock.now, conversations });
	const { items, error } = await runNode(simulator, {
		...custom(old.from, old.to),
		returnAll: true,
		options: { source: 'job' },
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1_500);
	expect(simulator.requests('/details/jobs').map(({ method }) => method)).toContain('DELETE');
});

it('writes a file', async () => {
	simulator = await startSimulator({
		now: clock.now,
		conversations: createConversations({ count: 40, from: NOW - HOUR, to: NOW }),
	});
	const { items } = await runNode(simulator, { returnAs: 'csv' });
	expect(items[0]?.json).toMatchObject({ rows: 40, complete: true });
	const csv = Buffer.from(String(items[0]?.binary?.data?.data), 'base64').toString();
	expect(csv.split('\r\n')).toHaveLength(42);
});

it.each([
	{
		what: 'a wrong secret',
		change: { clientSecret: 'wrong' },
		message: /rejected the client secret|did not issue an access token/,
	},
	{
		what: 'an unknown client',
		change: { clientId: 'nobody' },
		message: /does not know this client ID|did not issue an access token/,
	},
	{ what: 'an unknown region', change: { region: 'moon' }, message: /region "moon".* is unknown/ },
] as Array<{ what: string; change: Record<string, string>; message: RegExp }>)(
	'says what is wrong with $what',
	async ({ change, message }) => {
		simulator = await startSimulator({ now: clock.now });
		const host = createHost({ ...simulatorCredential(simulator), ...change });
		const { error } = await runNode(simulator, {}, { host });
		expect(error?.message).toMatch(message);
		expect(JSON.stringify([error, host.logs])).not.toContain(String(change.clientSecret ?? 'Bearer'));
	},
);

it('goes on after a bad item with Continue On Fail', async () => {
	simulator = await startSimulator({ now: clock.now });
	const { items } = await runNode(
		simulator,
		{ limit: '={{ $json.limit }}' },
		{ items: [{ limit: 1 }, { limit: 'x' }, { limit: 1 }], onError: 'continueRegularOutput' },
	);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
});
