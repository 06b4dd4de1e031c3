import {
	DEFAULT_CLIENT,
	fault502Html,
	faults429,
	startSimulator,
	type Fault,
	type Simulator,
	type SimulatorOptions,
} from './index';
import { askToken, connect } from './testClient';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');

let simulator: Simulator;
let now = NOW;

async function start(options: SimulatorOptions = {}) {
	now = NOW;
	simulator = await startSimulator({ now: () => now, ...options });
	return connect(simulator);
}

afterEach(() => simulator.close());

describe('the token endpoint', () => {
	const clients: SimulatorOptions['clients'] = [
		{ id: 'good', secret: 's3cret' },
		{ id: 'off', secret: 's3cret', state: 'inactive' },
	];

	it.each([
		['good', 's3cret', 'grant_type=client_credentials', 200, undefined],
		['good', 's3cret', 'grant_type=client_credentials&scope=ignored', 200, undefined],
		['good', 'wrong', 'grant_type=client_credentials', 401, 'invalid_client'],
		['unknown', 's3cret', 'grant_type=client_credentials', 400, 'invalid_client'],
		['off', 's3cret', 'grant_type=client_credentials', 400, 'invalid_client'],
		['good', 's3cret', 'grant_type=password', 400, 'unsupported_grant_type'],
		['good', 's3cret', 'scope=x', 400, 'invalid_request'],
	])('%s / %s with %s → %i %s', async (id, secret, body, status, error) => {
		simulator = await startSimulator({ clients });
		const answer = await askToken(simulator, { id, secret }, body);
		expect([answer.status, answer.json.error]).toEqual([status, error]);
		if (status === 200) expect(answer.json).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
		else expect(answer.json.error_description).toBe(answer.json.description);
	});

	it('refuses credentials in the body: only Basic is documented', async () => {
		simulator = await startSimulator();
		const response = await fetch(`${simulator.url}/oauth/token`, {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: DEFAULT_CLIENT.id,
				client_secret: DEFAULT_CLIENT.secret,
			}),
		});
		expect(response.status).toBe(400);
	});

	it('has a rate limit of its own that answers 400', async () => {
		simulator = await startSimulator();
		simulator.faults.push({ kind: 'tokenRateLimit' });
		const refused = await askToken(simulator);
		expect([refused.status, refused.json.error]).toEqual([400, 'invalid_request']);
		expect(refused.json.error_description).toMatch(/^rate limit exceeded;/);
		expect((await askToken(simulator)).status).toBe(200);
	});

	it('gives tokens that end: by their lifetime and when all are expired', async () => {
		const client = await start({ tokenLifetimeSeconds: 300 });
		expect((await client.get('/tokens/me')).status).toBe(200);
		now += 300_000;
		const late = await client.get('/tokens/me');
		expect([late.status, late.json.code]).toEqual([401, 'bad.credentials']);
		const second = await connect(simulator);
		simulator.expireTokens();
		expect((await second.get('/tokens/me')).status).toBe(401);
		expect(simulator.tokensIssued).toBe(2);
	});
});

describe('every API answer', () => {
	it('carries a correlation id that an error body repeats', async () => {
		const client = await start();
		const answer = await client.get('/no/such/path');
		expect(answer.status).toBe(404);
		expect(answer.json).toMatchObject({ code: 'not.found', status: 404, details: [], errors: [] });
		expect(answer.json.contextId).toBe(answer.headers.get('inin-correlation-id'));
		expect(simulator.journal.at(-1)?.correlationId).toBe(answer.json.contextId);
	});

	it('HEAD answers like GET, without a body', async () => {
		const client = await start();
		const answer = await client.send('HEAD', '/tokens/me');
		expect([answer.status, answer.text]).toEqual([200, '']);
	});

	it.each([
		['without a token', {}, 'authentication.required'],
		['with a token that it never gave', { authorization: 'Bearer nonsense' }, 'bad.credentials'],
	])('is 401 %s', async (_, headers, code) => {
		simulator = await startSimulator();
		const response = await fetch(`${simulator.url}/api/v2/tokens/me`, { headers: { ...headers } });
		expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, code]);
	});

	it.each([
		['/users/me', 400, 'bad.request'],
		['/routing/queues', 403, 'missing.any.permissions'],
		['/routing/wrapupcodes', 403, 'missing.permissions'],
		['/analytics/conversations/abc/details', 404, 'not.found'],
	])('%s → %i %s where the client may not', async (path, status, code) => {
		const client = await start({
			deniedPermissions: [
				'routing:queue:view',
				'routing:wrapupCode:view',
				// The other of the two is enough.
				'analytics:conversationDetail:view',
			],
		});
		const answer = await client.get(path);
		expect([answer.status, answer.json.code]).toEqual([status, code]);
		if (status === 403) expect(answer.json.message).toContain('[routing:');
	});

	const QUERY = '/analytics/conversations/details/query';
	it.each([
		['no JSON', '{"interval":', {}, 400, 'bad.request'],
		['another content type', 'a=b', { 'content-type': 'text/plain' }, 415, 'unsupported.media.type'],
		['too large a body', JSON.stringify({ x: 'x'.repeat(512_000) }), {}, 413, 'request.entity.too.large'],
	])('refuses %s', async (_, body, headers, status, code) => {
		const client = await start();
		const answer = await client.send('POST', QUERY, body, headers);
		expect([answer.status, answer.json.code]).toEqual([status, code]);
	});
});

describe('the rate limit', () => {
	it('counts in a fixed window that the first request opens', async () => {
		const client = await start({ rateLimit: { allowed: 3, windowSeconds: 60 } });
		const seen: unknown[] = [];
		for (const wait of [0, 10_500, 1_000, 1_000, 47_500]) {
			now += wait;
			const { status, headers, json } = await client.get('/tokens/me');
			seen.push([
				status,
				headers.get('inin-ratelimit-count'),
				headers.get('inin-ratelimit-allowed'),
				headers.get('inin-ratelimit-reset'),
				headers.get('retry-after'),
				json.code,
			]);
		}
		expect(seen).toEqual([
			[200, '1', '3', '60', null, undefined],
			[200, '2', '3', '50', null, undefined],
			[200, '3', '3', '49', null, undefined],
			[429, '3', '3', '48', '48', 'too.many.requests.retry.after'],
			[200, '1', '3', '60', null, undefined],
		]);
	});

	it('is per token', async () => {
		const first = await start({ rateLimit: { allowed: 1, windowSeconds: 60 } });
		const second = await connect(simulator);
		const statuses = [
			await first.get('/tokens/me'),
			await second.get('/tokens/me'),
			await first.get('/tokens/me'),
		];
		expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
		expect(statuses[2]!.json.message).toBe(
			'Rate limit exceeded the maximum. Retry the request in [60] seconds',
		);
	});
});

describe('scripted faults', () => {
	it('strike in their order, as often as they should, and leave the list', async () => {
		const client = await start();
		const faults: Fault[] = [
			faults429({ retryAfter: 7 }),
			faults429({ bodySeconds: 42 }),
			faults429({ reset: 9 }),
			fault502Html({ on: /organizations/, after: 1, times: 2 }),
		];
		simulator.faults.push(...faults);
		const limited = [
			await client.get('/tokens/me'),
			await client.get('/tokens/me'),
			await client.get('/tokens/me'),
		];
		expect(limited.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
			[429, '7'],
			[429, null],
			[429, null],
		]);
		expect(limited[1]!.json.message).toContain('[42] seconds');
		expect(limited[2]!.headers.get('inin-ratelimit-reset')).toBe('9');
		const statuses: number[] = [];
		for (let i = 0; i < 4; i++) statuses.push((await client.get('/organizations/me')).status);
		expect(statuses).toEqual([200, 502, 502, 200]);
		expect(simulator.faults).toEqual([]);
		expect(simulator.journal.filter((entry) => entry.fault)).toHaveLength(5);
	});

	it.each(['drop', 'dropAnswer', 'dropMidBody'] as const)('%s breaks the connection', async (kind) => {
		const client = await start();
		simulator.faults.push({ kind });
		await expect(client.get('/tokens/me')).rejects.toThrow();
		expect((await client.get('/tokens/me')).status).toBe(200);
	});

	it('a lost answer has been acted on, a dropped request has not', async () => {
		const client = await start();
		const body = { interval: '2026-11-18T00:00:00Z/2026-11-19T00:00:00Z' };
		simulator.faults.push({ kind: 'drop' }, { kind: 'dropAnswer', after: 1 });
		await expect(client.post('/analytics/conversations/details/jobs', body)).rejects.toThrow();
		expect(simulator.jobIds).toHaveLength(0);
		await expect(client.post('/analytics/conversations/details/jobs', body)).rejects.toThrow();
		expect(simulator.jobIds).toHaveLength(1);
	});

	it('hang never answers', async () => {
		const client = await start();
		simulator.faults.push({ kind: 'hang' });
		const answer = client.get('/tokens/me');
		answer.catch(() => undefined);
		// Asked later, and answered.
		const later = client.get('/tokens/me').then(() => 'silence');
		await expect(Promise.race([answer, later])).resolves.toBe('silence');
	});

	it('expireToken voids the token that it carries and no other', async () => {
		const client = await start();
		const other = await connect(simulator);
		simulator.faults.push({ kind: 'expireToken', after: 1 });
		const statuses = [
			await client.get('/tokens/me'),
			await client.get('/tokens/me'),
			await client.get('/tokens/me'),
		];
		expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401]);
		expect((await other.get('/tokens/me')).status).toBe(200);
	});
});

describe('the journal', () => {
	it('reports what was asked and holds no secret and no token', async () => {
		const client = await start();
		await client.get('/users?id=a&id=b&pageSize=2');
		await client.post('/analytics/conversations/details/query', { interval: 'x' });
		const text = JSON.stringify(simulator.journal);
		expect(text).not.toContain(DEFAULT_CLIENT.secret);
		expect(text).not.toContain(client.token);
		expect(text).not.toContain('grant_type');
		expect(simulator.requests().map(({ method, path, status }) => [method, path, status])).toEqual([
			['GET', '/api/v2/users', 200],
			['POST', '/api/v2/analytics/conversations/details/query', 400],
		]);
		expect(simulator.requests('users')[0]).toMatchObject({
			at: NOW,
			query: { id: ['a', 'b'], pageSize: '2' },
			clientId: DEFAULT_CLIENT.id,
		});
		expect(simulator.requests('details')[0]?.body).toEqual({ interval: 'x' });
	});

	it('responds with the latency that is set', async () => {
		const client = await start({ latencyMs: 60_000 });
		jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
		try {
			const answer = client.get('/tokens/me');
			while (jest.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
			await jest.advanceTimersByTimeAsync(59_999);
			expect(simulator.requests()[0]?.status).toBe(0);
			await jest.advanceTimersByTimeAsync(1);
			expect((await answer).status).toBe(200);
		} finally {
			jest.useRealTimers();
		}
	});
});
