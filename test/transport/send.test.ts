import type { INodeParameters } from 'n8n-workflow';

import { budgetOf } from '../../nodes/GenesysCloudAnalytics/transport/budget';
import {
	createConversations,
	createOrganization,
	DEFAULT_CLIENT,
	fault502Html,
	fault503,
	faults429,
	startSimulator,
	type Simulator,
	type SimulatorOptions,
} from '../../packages/simulator';
import type { StoredCredential } from '../support/credentials';
import { createHost, runNode, simulatorCredential, type RunOptions, type RunResult } from '../support/engine';
import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';
import { CancelledError } from '../../nodes/GenesysCloudAnalytics/transport/errors';
import { restoreClock, useFastClock, type FastClock } from '../support/fastClock';
import { until } from '../support/until';

const DAY_MS = 86_400_000;
const COUNT = 230;

let time: FastClock;
let simulator: Simulator;
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

/** An organization with 230 conversations of yesterday, on the clock of the node. */
async function organization(options: SimulatorOptions = {}): Promise<void> {
	time = useFastClock();
	const today = time.now() - (time.now() % DAY_MS);
	const entities = createOrganization();
	simulator = await startSimulator({
		now: time.now,
		organization: entities,
		conversations: createConversations({
			count: COUNT,
			from: today - DAY_MS,
			to: today,
			organization: entities,
		}),
		...options,
	});
}

const yesterday: INodeParameters = {
	timeRange: 'yesterday',
	returnAll: true,
	options: { source: 'query', resolveNames: false },
};

async function run(credential: StoredCredential = {}, options: RunOptions = {}): Promise<RunResult> {
	const host = options.host ?? createHost({ ...simulatorCredential(simulator), ...credential });
	return await runNode(simulator, yesterday, { ...options, host });
}

const ids = ({ items }: RunResult) => new Set(items.map(({ json }) => json.conversationId));
const isComplete = (result: RunResult) => [result.error, ids(result).size, result.items.length];
const COMPLETE = [undefined, COUNT, COUNT];
const QUERY = /details\/query/;

describe('the token', () => {
	it('is asked for once and used for all requests and all runs', async () => {
		await organization();
		const host = createHost(simulatorCredential(simulator));
		for (let i = 0; i < 3; i++) expect(isComplete(await run({}, { host }))).toEqual(COMPLETE);
		expect(simulator.tokensIssued).toBe(1);
	});

	it('is renewed once when it dies between two pages, and no row is lost', async () => {
		await organization();
		simulator.faults.push({ on: QUERY, after: 1, kind: 'expireToken' });
		expect(isComplete(await run())).toEqual(COMPLETE);
		expect(simulator.tokensIssued).toBe(2);
	});

	it('is renewed once when it has died between two runs', async () => {
		await organization();
		const host = createHost(simulatorCredential(simulator));
		await run({}, { host });
		simulator.expireTokens();
		expect(isComplete(await run({}, { host }))).toEqual(COMPLETE);
		expect(simulator.tokensIssued).toBe(2);
	});

	it('is read from n8n as often for many pages as for one', async () => {
		await organization();
		const host = createHost(simulatorCredential(simulator));
		const { credentialsHelper } = host.additionalData;
		const read = jest.spyOn(credentialsHelper, 'getDecrypted');
		await run({ returnAll: false, limit: 1 }, { host });
		const once = read.mock.calls.length;
		read.mockClear();
		simulator.journal.length = 0;
		expect(isComplete(await run({}, { host }))).toEqual(COMPLETE);
		expect(simulator.requests().length).toBeGreaterThan(1);
		expect(read.mock.calls.length).toBeLessThanOrEqual(once);
	});

	it('is read again where time has passed: another execution may have stored a new one meanwhile', async () => {
		await organization({ rateLimit: { allowed: 1, windowSeconds: 5 } });
		const host = createHost(simulatorCredential(simulator));
		const read = jest.spyOn(host.additionalData.credentialsHelper, 'getDecrypted');
		expect(isComplete(await run({}, { host }))).toEqual(COMPLETE);
		const pages = simulator.requests().length;
		expect(time.waitedMs).toBeGreaterThan((pages - 1) * 4_000);
		expect(read.mock.calls.length).toBeGreaterThan(pages);
	});

	it('is waited for where the token endpoint has its own limit', async () => {
		await organization();
		simulator.faults.push({ kind: 'tokenRateLimit', times: 2 });
		expect(isComplete(await run())).toEqual(COMPLETE);
		expect(time.waitedMs).toBeGreaterThan(5_000);
		expect(time.waitedMs).toBeLessThan(9_000);
	});

	it('is given up where that limit lasts, with the time in the message', async () => {
		await organization();
		simulator.faults.push({ kind: 'tokenRateLimit', times: 100 });
		const { error } = await run();
		expect(error?.message).toMatch(/^Genesys Cloud's rate limit is used up for the next \d+ minutes$/);
		expect(time.waitedMs).toBeLessThan(600_000);
	});

	it('is asked for again where the login host stumbles', async () => {
		await organization();
		simulator.faults.push({ on: /oauth/, kind: 'drop' }, fault502Html({ on: /oauth/, after: 1 }));
		expect(isComplete(await run())).toEqual(COMPLETE);
	});
});

describe('what the user reads', () => {
	const disabled = { ...DEFAULT_CLIENT, state: 'disabled' as const };

	it.each<[string, StoredCredential, SimulatorOptions, RegExp, RegExp]>([
		[
			'of a wrong secret',
			{ clientSecret: 'not-the-secret' },
			{},
			/^Genesys Cloud rejected the client secret, or the region is not that of the client$/,
			/has the secret of this OAuth client and the region.*127\.0\.0\.1.*Only where both are right, create a new secret/,
		],
		[
			'of an unknown client',
			{ clientId: '00000000-0000-0000-0000-000000000000' },
			{},
			/^Genesys Cloud does not know this client ID at 127\.0\.0\.1:\d+$/,
			/Check the client ID and the region/,
		],
		[
			'of a disabled client',
			{},
			{ clients: [disabled] },
			/^Genesys Cloud did not issue an access token at 127\.0\.0\.1:\d+$/,
			/that the OAuth client is active.*"client is disabled"/,
		],
		[
			'of a blank at the end of the secret',
			{ clientSecret: `${DEFAULT_CLIENT.secret} ` },
			{},
			/starts or ends with a space$/,
			/remove the space and save it/,
		],
		[
			'of a blank at the end of the id',
			{ clientId: `${DEFAULT_CLIENT.id}\n` },
			{},
			/starts or ends with a space$/,
			/remove the space and save it/,
		],
		[
			'of a region that an expression made up',
			{ region: '={{ "eu-" + "nowhere" }}' },
			{},
			/^The region "eu-nowhere" in the Genesys Cloud credential is unknown$/,
			/mypurecloud\.ie \(eu-west-1\)/,
		],
		[
			'of a custom host that is no address',
			{ apiBaseUrl: 'api.example.com' },
			{},
			/^The API Base URL of the Genesys Cloud credential is not a web address$/,
			/Enter scheme and host/,
		],
		[
			'of an API host where nothing answers',
			{ apiBaseUrl: 'http://127.0.0.1:9' },
			{},
			/^127\.0\.0\.1:9 can't be reached$/,
			/ECONNREFUSED/,
		],
		[
			'of a login host where nothing answers',
			{ loginBaseUrl: 'http://127.0.0.1:9' },
			{},
			/^127\.0\.0\.1:9 can't be reached$/,
			/ECONNREFUSED/,
		],
		[
			'of a permission that the API names',
			{},
			{ deniedPermissions: ['analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'] },
			/^The OAuth client lacks the permission analytics:conversationDetail:view or analytics:agentConversationDetail:view$/,
			/to a role of the OAuth client.*status 403, code missing\.any\.permissions, correlation id [0-9a-f-]{36}/,
		],
	])('%s', async (_, credential, options, message, description) => {
		await organization(options);
		const { error } = await run(credential);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
	});

	it('of a host where nothing answers comes within 15 seconds', async () => {
		await organization();
		const { error } = await run({ apiBaseUrl: 'http://127.0.0.1:9' });
		expect(error?.message).toContain("can't be reached");
		expect(time.waitedMs).toBeGreaterThan(10_000);
		expect(time.waitedMs).toBeLessThan(15_000);
	});

	it.each([
		[
			'a server that stays in trouble',
			fault503({ on: QUERY, times: 99 }),
			/^Genesys Cloud responded with 503 \(5 attempts\)$/,
		],
		[
			'a line that keeps breaking',
			{ on: QUERY, times: 99, kind: 'drop' as const },
			/^The connection to 127\.0\.0\.1:\d+ was lost \(5 attempts\)$/,
		],
	])('of %s comes within a minute', async (_, fault, message) => {
		await organization();
		simulator.faults.push(fault);
		const { error } = await run();
		expect(error?.message).toMatch(message);
		expect(simulator.requests('details/query')).toHaveLength(5);
		expect(time.waitedMs).toBeLessThan(60_000);
	});

	it('of a host that is not Genesys says so', async () => {
		await organization();
		const page = { on: QUERY, times: 99, kind: 'status' as const, status: 200, body: '<html>Welcome</html>' };
		simulator.faults.push({ ...page, headers: { 'content-type': 'text/html' } });
		const { error } = await run();
		expect(error?.message).toMatch(/^127\.0\.0\.1:\d+ did not respond like Genesys Cloud$/);
		expect(error?.description).toContain('Check the API base URL');
	});

	it('of a client that is disabled while the workflow runs', async () => {
		await organization({ clients: [{ ...DEFAULT_CLIENT }] });
		simulator.faults.push({ on: QUERY, after: 1, kind: 'expireToken' });
		const host = createHost(simulatorCredential(simulator));
		await run({}, { host });
		simulator.options.clients![0]!.state = 'disabled';
		const { error } = await run({}, { host });
		expect(error?.message).toMatch(/^Genesys Cloud did not issue an access token/);
	});
});

describe('the rate limit', () => {
	it.each([
		['the header', { retryAfter: 7 }, 7_000],
		['the body', { bodySeconds: 42 }, 42_000],
		['the window', { reset: 33 }, 33_000],
		['nothing but its own count', {}, 2_000],
	])('requested by %s is observed, and no row is lost', async (_, hints, waitMs) => {
		await organization();
		simulator.faults.push(faults429({ on: QUERY, after: 1, ...hints }));
		expect(isComplete(await run())).toEqual(COMPLETE);
		const at = simulator.requests('details/query').map((entry) => entry.at);
		const refused = simulator.requests('details/query').findIndex(({ status }) => status === 429);
		expect(at.at(-1)! - at[refused]!).toBeGreaterThanOrEqual(waitMs);
		expect(time.waitedMs).toBeLessThanOrEqual(waitMs + 600);
	});

	it('over three minutes is an error with the time in it', async () => {
		await organization();
		simulator.faults.push(faults429({ on: QUERY, retryAfter: 600 }));
		const { error } = await run();
		expect(error?.message).toBe("Genesys Cloud's rate limit is used up for the next 10 minutes");
		expect(error?.httpCode).toBe('429');
		expect(time.waitedMs).toBe(0);
	});

	it('that is requested again and again is given up after ten minutes', async () => {
		await organization();
		simulator.faults.push(faults429({ on: QUERY, retryAfter: 170, times: 99 }));
		const { error } = await run();
		expect(error?.message).toBe("Genesys Cloud's rate limit is used up for the next 3 minutes");
		expect(time.waitedMs).toBeGreaterThan(3 * 170_000);
		expect(time.waitedMs).toBeLessThan(600_000);
	});

	it('is never hit where the organization allows little: requests wait before', async () => {
		await organization({ rateLimit: { allowed: 2, windowSeconds: 60 } });
		expect(isComplete(await run())).toEqual(COMPLETE);
		expect(simulator.journal.filter(({ status }) => status === 429)).toHaveLength(0);
	});

	it('leaves all tries for a fault that comes after it', async () => {
		await organization();
		simulator.faults.push(faults429({ on: QUERY, retryAfter: 170 }), fault503({ on: QUERY, times: 4 }));
		expect(isComplete(await run())).toEqual(COMPLETE);
	});
});

describe('a fault', () => {
	it.each([
		['a gateway’s page', fault502Html({ on: QUERY, after: 1 })],
		['a server that is overloaded', fault503({ on: QUERY, after: 1 })],
		['a connection that is dropped', { on: QUERY, after: 1, kind: 'drop' as const }],
		['an answer that is lost', { on: QUERY, after: 1, kind: 'dropAnswer' as const }],
		['an answer that breaks off in its middle', { on: QUERY, after: 1, kind: 'dropMidBody' as const }],
	])('such as %s is overcome, and no row is lost', async (_, fault) => {
		await organization();
		simulator.faults.push(fault);
		expect(isComplete(await run())).toEqual(COMPLETE);
		expect(simulator.faults).toHaveLength(0);
	});

	it('that lasts leaves one request at a time, until answers come again', async () => {
		await organization();
		simulator.faults.push(fault503({ on: QUERY, times: 5 }));
		const host = createHost(simulatorCredential(simulator));
		expect((await run({}, { host })).error?.httpCode).toBe('503');
		const budget = budgetOf(String([...host.credentials.keys()][0]), simulator.url);
		const sentAt = clock.elapsed();
		await budget.admit();
		const second = new AbortController();
		const waiting = budget.admit(second.signal);
		second.abort();
		await expect(waiting).rejects.toThrow(CancelledError);
		budget.settle({}, sentAt);
	});

	it('on top of another is, too', async () => {
		await organization();
		simulator.faults.push(
			fault502Html({ on: QUERY }),
			{ on: QUERY, kind: 'dropMidBody', after: 1 },
			faults429({ on: QUERY, after: 2, retryAfter: 3 }),
			{ on: QUERY, kind: 'expireToken', after: 3 },
		);
		expect(isComplete(await run())).toEqual(COMPLETE);
		expect(simulator.faults).toHaveLength(0);
	});
});

describe('cancelling', () => {
	it('ends a long wait for the rate limit at once', async () => {
		await organization();
		// A wait that nothing but the cancel ends.
		let waits = 0;
		let ended = 0;
		clock.wait = async (_, signal) => {
			waits++;
			await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
			ended++;
		};
		simulator.faults.push(faults429({ on: QUERY, retryAfter: 170 }));
		const { items } = await run(
			{},
			{ started: (execution) => void until(() => waits > 0).then(() => execution.cancel()) },
		);
		expect(items).toEqual([]);
		await until(() => ended > 0);
		const requests = simulator.requests().length;
		expect(requests).toBe(1);
		// Whatever the cancelled run would still send, it would have sent before this one is through.
		expect(isComplete(await run())).toEqual(COMPLETE);
		expect([waits, ended]).toEqual([1, 1]);
		expect(simulator.requests()).toHaveLength(requests + Math.ceil(COUNT / 100));
	});
});

it('a cancelled run is no failure that becomes an item where the node is set to continue', async () => {
	await organization();
	simulator.faults.push({ kind: 'hang', on: QUERY, times: 99 });
	const { run: whole } = await run(
		{},
		{
			items: [{}, {}],
			onError: 'continueRegularOutput',
			started: (execution) =>
				void until(() => simulator.requests('details/query').length > 0).then(() => execution.cancel()),
		},
	);
	const task = () => whole.data.resultData.runData.Genesys?.[0];
	await until(() => task() !== undefined);
	expect(task()!.error?.message).toBe('The execution was cancelled');
	expect(JSON.stringify(task()!.data)).not.toContain('cancelled');
});

describe('secrets', () => {
	const cases: Array<[string, StoredCredential, (simulator: Simulator) => void]> = [
		['a run that goes well', {}, () => {}],
		['a wrong secret', { clientSecret: 'not-the-secret-either' }, () => {}],
		[
			'a missing permission',
			{},
			({ options }) =>
				(options.deniedPermissions = [
					'analytics:conversationDetail:view',
					'analytics:agentConversationDetail:view',
				]),
		],
		['a dead server', {}, ({ faults }) => faults.push(fault503({ on: QUERY, times: 99 }))],
		['a refused renewal', {}, ({ faults }) => faults.push({ on: QUERY, times: 99, kind: 'expireToken' })],
		['a line that breaks', {}, ({ faults }) => faults.push({ on: QUERY, times: 99, kind: 'dropMidBody' })],
	];

	it.each(cases)('are in nothing that comes of %s', async (_, credential, prepare) => {
		await organization();
		prepare(simulator);
		const stored = { ...simulatorCredential(simulator), ...credential };
		const host = createHost(stored);
		const result = await run({}, { host, onError: 'continueRegularOutput' });
		const failed = await run({}, { host });
		const tokens = [...host.credentials.values()].map(
			({ oauthTokenData }) => (oauthTokenData as { access_token?: string } | undefined)?.access_token,
		);
		const everything = JSON.stringify([
			[result, failed].map(({ items, error, hints, logs, run: whole }) => [
				items,
				hints,
				logs,
				whole.data.resultData,
				error,
				error?.message,
				error?.description,
				error?.stack,
				error?.context,
				error?.cause,
			]),
		]);
		expect(everything).toContain('Genesys');
		const basic = Buffer.from(`${String(stored.clientId)}:${String(stored.clientSecret)}`).toString('base64');
		for (const secret of [String(stored.clientSecret), basic, 'Bearer', ...tokens]) {
			if (secret) expect(everything).not.toContain(secret);
		}
	});
});

describe('debug lines', () => {
	it('have method, path, status, time and correlation id, and nothing else', async () => {
		await organization();
		simulator.faults.push(fault503({ on: QUERY }), { on: QUERY, kind: 'drop', after: 1 });
		const { logs } = await run();
		const isOfRetry = (line: string) => line.includes(' has failed ');
		expect(logs.filter(isOfRetry)).toHaveLength(2);
		const lines = logs.filter((line) => line.includes('/api/') && !isOfRetry(line));
		const statuses = lines.map((line) => {
			const parts = /^Genesys Cloud: POST (\S+) (\S+) in \d+ ms ([0-9a-f-]{36})? $/.exec(line);
			expect([line, parts]).toEqual([line, expect.anything()]);
			expect(parts![1]).toBe('/api/v2/analytics/conversations/details/query');
			return parts![2];
		});
		expect(statuses.slice(0, 3)).toEqual(['503', 'ECONNRESET', '200']);
		const known = new Set(simulator.journal.map(({ correlationId }) => correlationId));
		for (const line of lines.filter((each) => / (200|503) /.test(each))) {
			expect(known).toContain(/[0-9a-f-]{36}/.exec(line)?.[0]);
		}
	});
});

it('executions of one credential share one budget', async () => {
	await organization({ rateLimit: { allowed: 4, windowSeconds: 60 } });
	const host = createHost(simulatorCredential(simulator));
	// The limit is one of the token: all three use the same.
	await run({}, { host });
	time.advance(60_000);
	const results = await Promise.all([1, 2, 3].map(async () => await run({}, { host })));
	for (const result of results) expect(isComplete(result)).toEqual(COMPLETE);
	expect(simulator.tokensIssued).toBe(1);
	expect(simulator.journal.filter(({ status }) => status === 429)).toHaveLength(0);
	const [credentialId] = host.credentials.keys();
	expect(budgetOf(String(credentialId), simulator.url).window?.allowed).toBe(4);
});
