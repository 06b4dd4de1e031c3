import axios from 'axios';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { failureOf } from '../../nodes/GenesysCloudAnalytics/transport/failure';
import { isRateLimit, requestedWaitMs } from '../../nodes/GenesysCloudAnalytics/transport/retry';
import {
	fault502Html,
	faults429,
	startSimulator,
	type Fault,
	type Simulator,
} from '../../packages/simulator';
import { askToken } from '../../packages/simulator/testClient';
import { simulatorCredential } from '../support/engine';
import { thrownBy, VERSIONS } from './probe';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	simulator.faults.length = 0;
	simulator.options.deniedPermissions = [];
});

const QUEUES = '/api/v2/routing/queues';

/** A request as `send` makes it: statuses are answers, not exceptions. */
function request(more: Partial<IHttpRequestOptions> = {}): IHttpRequestOptions {
	return {
		method: 'GET',
		url: simulator.url + QUEUES,
		json: true,
		timeout: 5_000,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		...more,
	};
}

describe.each(VERSIONS)('an exception of %s', (version) => {
	const failed = async (options = request(), credential = {}) =>
		failureOf(await thrownBy(version, { ...simulatorCredential(simulator), ...credential }, options));

	const OAUTH_SENTENCE = 'Client authentication failed (e.g., unknown client';
	const isOldest = version === 'n8n-core-oldest';

	it.each([
		['a wrong secret', { clientSecret: 'wrong' }, 'authentication failed'],
		['an unknown client', { clientId: 'nobody' }, 'client not found: invalid_client'],
	])('at %s is a token refusal, in the words that n8n hands on', async (_, credential, words) => {
		expect(await failed(request(), credential)).toEqual({
			kind: 'token',
			error: 'invalid_client',
			text: isOldest ? expect.stringContaining(OAUTH_SENTENCE) : words,
		});
	});

	it("at the token endpoint's own limit is one that is waited for", async () => {
		simulator.faults.push({ kind: 'tokenRateLimit' });
		const failure = await failed();
		expect(failure).toMatchObject({ kind: 'token', error: 'invalid_request' });
		expect(isRateLimit(failure)).toBe(true);
	});

	it.each([502, 503])('at a %i of the token endpoint is that status', async (status) => {
		simulator.faults.push({ on: /oauth/, kind: 'status', status, body: '<html></html>' });
		expect(await failed()).toMatchObject({ kind: 'answer', status });
	});

	it.each<[string, Fault['kind'], RegExp]>([
		['a dropped token request', 'drop', /oauth/],
		['a dropped request', 'drop', /queues/],
		['a lost answer', 'dropAnswer', /queues/],
		['an answer that breaks off', 'dropMidBody', /queues/],
		['a token answer that breaks off', 'dropMidBody', /oauth/],
	])('at %s is a dropped connection', async (_, kind, on) => {
		simulator.faults.push({ on, kind });
		expect(await failed()).toMatchObject({ kind: 'network', code: 'ECONNRESET' });
	});

	it('at no answer in time is a timeout', async () => {
		simulator.faults.push({ on: /queues/, kind: 'hang' });
		expect(await failed(request({ timeout: 150 }))).toEqual({ kind: 'network', code: 'ETIMEDOUT' });
	});

	it('at a port where nothing listens is a refused connection', async () => {
		expect(await failed(request({ url: 'http://127.0.0.1:9/' }))).toEqual({
			kind: 'network',
			code: 'ECONNREFUSED',
		});
	});

	it('at a login host where nothing listens is one, and tells so where n8n does', async () => {
		expect(await failed(request(), { loginBaseUrl: 'http://127.0.0.1:9' })).toEqual({
			kind: 'network',
			code: 'ECONNREFUSED',
			...(isOldest ? {} : { login: true }),
		});
	});

	it.each(['url', 'login'])('at a host without an address (%s) is an unknown host', async (which) => {
		const nowhere = 'http://genesys.invalid';
		const failure =
			which === 'url' ? failed(request({ url: nowhere })) : failed(request(), { loginBaseUrl: nowhere });
		// A machine without DNS says EAI_AGAIN.
		expect(await failure).toMatchObject({
			kind: 'network',
			code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
		});
	});

	describe('where statuses are exceptions', () => {
		const thrown = async () => await failed(request({ ignoreHttpStatusErrors: undefined }));

		it('keeps status and body of a 403, and the headers where n8n does', async () => {
			simulator.options.deniedPermissions = ['routing:queue:view'];
			expect(await thrown()).toEqual({
				kind: 'answer',
				status: 403,
				headers: isOldest ? {} : expect.objectContaining({ 'inin-correlation-id': expect.any(String) }),
				body: expect.objectContaining({ code: 'missing.any.permissions' }),
			});
		});

		it('keeps the wait of a 429', async () => {
			simulator.faults.push(faults429({ bodySeconds: 7, on: /queues/ }));
			expect(requestedWaitMs(await thrown())).toBe(7_000);
		});

		it('keeps the status of a gateway’s page', async () => {
			simulator.faults.push(fault502Html({ on: /queues/ }));
			expect(await thrown()).toMatchObject({ kind: 'answer', status: 502 });
		});

		it('is a 401 where also the new token is refused', async () => {
			simulator.faults.push({
				on: /queues/,
				times: 3,
				kind: 'status',
				status: 401,
				body: { code: 'bad.credentials' },
			});
			expect(await thrown()).toMatchObject({ kind: 'answer', status: 401 });
		});
	});
});

describe('an exception of axios itself', () => {
	const thrown = async (options: object) => {
		try {
			const { access_token: token } = (await askToken(simulator)).json;
			const headers = { authorization: `Bearer ${token}` };
			await axios.request({ url: simulator.url + QUEUES, headers, proxy: false, ...options });
		} catch (error) {
			return failureOf(error);
		}
		throw new Error('nothing was thrown');
	};

	it('with an answer keeps it', async () => {
		expect(await thrown({ headers: {} })).toEqual({
			kind: 'answer',
			status: 401,
			headers: expect.objectContaining({ 'inin-correlation-id': expect.any(String) }),
			body: expect.objectContaining({ code: 'authentication.required' }),
		});
	});

	it.each<[string, Fault, object, string]>([
		['a hang-up', { kind: 'drop' }, {}, 'ECONNRESET'],
		['an answer that breaks off', { kind: 'dropMidBody' }, {}, 'ECONNRESET'],
		['a timeout', { kind: 'hang' }, { timeout: 100 }, 'ETIMEDOUT'],
		[
			'a timeout under its newer name',
			{ kind: 'hang' },
			{ timeout: 100, transitional: { clarifyTimeoutError: true } },
			'ETIMEDOUT',
		],
	])('at %s keeps the code', async (_, fault, options, code) => {
		simulator.faults.push(fault);
		expect(await thrown(options)).toEqual({ kind: 'network', code });
	});
});

describe('an exception of which only the text is left', () => {
	it.each([
		['socket hang up', 'ECONNRESET'],
		['aborted', 'ECONNRESET'],
		['stream has been aborted', 'ECONNRESET'],
		['Client network socket disconnected before secure TLS connection was established', 'ECONNRESET'],
		['timeout of 60000ms exceeded', 'ETIMEDOUT'],
		["The connection timed out, consider setting the 'Retry on Fail' option", 'ETIMEDOUT'],
		['connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED'],
		['getaddrinfo ENOTFOUND api.mypurecloud.example', 'ENOTFOUND'],
		['getaddrinfo EAI_AGAIN api.mypurecloud.com', 'EAI_AGAIN'],
	])('"%s" is %s', (text, code) => {
		expect(failureOf(new Error(text))).toEqual({ kind: 'network', code });
	});

	it('is a token refusal where n8n says that it got no token, and nothing of that is kept', () => {
		expect(failureOf(new Error('Failed to acquire OAuth2 access token: authentication failed'))).toEqual({
			kind: 'token',
			error: '',
			text: '',
		});
	});

	it.each([
		[new Error('Node does not have credential type'), 'Node does not have credential type'],
		['thrown text', ''],
		[undefined, ''],
		[null, ''],
		[{ message: 5 }, ''],
	])('is handed on where nothing else is known: %p', (thrown, text) => {
		expect(failureOf(thrown)).toEqual({ kind: 'other', text });
	});

	it('does not loop over a chain of causes that bites its tail', () => {
		const error = new Error('outer') as Error & { cause?: unknown };
		error.cause = error;
		expect(failureOf(error)).toEqual({ kind: 'other', text: 'outer' });
	});
});
