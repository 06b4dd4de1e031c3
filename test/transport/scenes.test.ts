import type { INodeParameters } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	DEFAULT_CLIENT,
	startSimulator,
	type Fault,
	type Simulator,
} from '../../packages/simulator';
import { createHost, runNode, simulatorCredential, type RunResult } from '../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../support/fastClock';
import { until } from '../support/until';

const DAY_MS = 86_400_000;
const COUNT = 12;
const QUERY = /details\/query/;
const LOGIN = /oauth/;
const TOKEN = 'T0ken-that-nobody-may-ever-see-in-a-sentence_0123456789';
/** What no user should read. */
const JAVASCRIPT =
	/undefined|\bNaN\b|Infinity|\[object|is not a function|Cannot read|Unexpected token|JSON at/;

let time: FastClock;
let simulator: Simulator;
const unhandled: unknown[] = [];
const remember = (reason: unknown) => void unhandled.push(reason);
beforeEach(async () => {
	unhandled.length = 0;
	process.on('unhandledRejection', remember);
	time = useFastClock();
	// What would take two minutes is given up after half a real second.
	time.endSoon(500);
	const today = time.now() - (time.now() % DAY_MS);
	const organization = createOrganization();
	simulator = await startSimulator({
		now: time.now,
		organization,
		conversations: createConversations({ count: COUNT, from: today - DAY_MS, to: today, organization }),
	});
});
afterEach(async () => {
	await simulator.close();
	restoreClock();
	process.off('unhandledRejection', remember);
	expect(unhandled).toEqual([]);
});

const yesterday: INodeParameters = {
	timeRange: 'yesterday',
	returnAll: true,
	options: { source: 'query', resolveNames: false },
};

/** What comes of it, after the checks that hold for all: it ends in time, floods nobody, tells no secret, speaks plainly. */
async function play(faults: Fault[], credential: object = {}): Promise<RunResult> {
	const stored = { ...simulatorCredential(simulator), ...credential };
	const host = createHost(stored);
	simulator.faults.push(...faults);
	const begunAt = time.now();
	const result = await runNode(simulator, yesterday, { host });
	expect(time.now() - begunAt).toBeLessThan(15 * 60_000);
	expect(simulator.journal.length).toBeLessThanOrEqual(3 * 2 + 20);

	const { error, hints, logs, run } = result;
	const said = [error?.message, error?.description, ...hints.map(({ message }) => message)].join('\n');
	expect(said).not.toMatch(JAVASCRIPT);
	expect(Buffer.byteLength(`${error?.message ?? ''}${error?.description ?? ''}`)).toBeLessThanOrEqual(1_024);
	const everything = JSON.stringify([
		said,
		logs,
		run.data.resultData,
		error?.stack,
		error?.context,
		error?.cause,
	]);
	const tokens = [...host.credentials.values()].map(
		({ oauthTokenData }) => (oauthTokenData as { access_token?: string } | undefined)?.access_token,
	);
	const basic = Buffer.from(`${DEFAULT_CLIENT.id}:${DEFAULT_CLIENT.secret}`).toString('base64');
	for (const secret of [DEFAULT_CLIENT.secret, basic, TOKEN, ...tokens]) {
		if (secret) expect(everything).not.toContain(secret);
	}
	return result;
}

const always = { times: 99 };
const status = (on: RegExp, code: number, body: string | object = '', headers = {}): Fault => ({
	kind: 'status',
	on,
	status: code,
	body,
	headers,
	...always,
});
const html = '<!DOCTYPE html><html><body>Access denied</body></html>';
const page = (on: RegExp, code: number) => status(on, code, html, { 'content-type': 'text/html' });
const once = (fault: Fault): Fault => ({ ...fault, times: 1 });
const token = JSON.stringify({ access_token: TOKEN, token_type: 'bearer', expires_in: 86_400 });
const limits = (count: unknown, allowed: unknown, reset: unknown) => ({
	'inin-ratelimit-count': String(count),
	'inin-ratelimit-allowed': String(allowed),
	'inin-ratelimit-reset': String(reset),
});
const tooMany = { message: 'Rate limit exceeded the maximum.', code: 'too.many.requests', status: 429 };
const empty = { conversations: [], totalHits: 0 };

const HOST = String.raw`127\.0\.0\.1:\d+`;
const lostOf = (words: string) => new RegExp(`^${HOST} ${words}`);

/** Each a server, a proxy or a clock that does what it should not, and how the run ends: whole, or with one sentence. */
const scenes: ReadonlyArray<[name: string, faults: Fault[], ending: 'whole' | 'empty' | RegExp]> = [
	// Answers that never end.
	['a query whose answer drips', [{ kind: 'drip', on: QUERY, ...always }], lostOf('did not answer in time')],
	['a query whose answer drips once', [{ kind: 'drip', on: QUERY }], lostOf('did not answer in time')],
	[
		'a query whose answer has no end',
		[{ kind: 'endless', on: QUERY, ...always }],
		lostOf('did not answer in time'),
	],
	[
		'a query that is never answered',
		[{ kind: 'hang', on: QUERY, ...always }],
		lostOf('did not answer in time'),
	],
	['a sign-in that drips', [{ kind: 'drip', on: LOGIN, ...always }], lostOf('did not answer in time')],
	[
		'a sign-in that has no end',
		[{ kind: 'endless', on: LOGIN, ...always }],
		lostOf('did not answer in time'),
	],
	[
		'a sign-in that is never answered',
		[{ kind: 'hang', on: LOGIN, ...always }],
		lostOf('did not answer in time'),
	],
	['a 101 to a query', [{ kind: 'switchProtocols', on: QUERY, ...always }], /127/],
	['a 101 to a sign-in', [{ kind: 'switchProtocols', on: LOGIN, ...always }], /127/],

	// Lines that damage what they carry.
	['a line that speaks another protocol once', [{ kind: 'noHttp', on: QUERY }], 'whole'],
	[
		'a line that speaks another protocol',
		[{ kind: 'noHttp', on: QUERY, ...always }],
		/arrived damaged \(5 attempts\)$/,
	],
	['a sign-in in another protocol once', [{ kind: 'noHttp', on: LOGIN }], 'whole'],
	['a broken compression once', [{ kind: 'badEncoding', on: QUERY }], 'whole'],
	[
		'a broken compression',
		[{ kind: 'badEncoding', on: QUERY, ...always }],
		/arrived damaged \(5 attempts\)$/,
	],
	['an answer that is cut', [{ kind: 'dropMidBody', on: QUERY }], 'whole'],
	['a sign-in that is cut', [{ kind: 'dropMidBody', on: LOGIN }], 'whole'],
	[
		'JSON that is cut, with a length that fits',
		[once(status(QUERY, 200, '{"conversations":[{"conver'))],
		'whole',
	],

	// Tokens of every form.
	[
		'a token answer that is cut short',
		[status(LOGIN, 200, token.slice(0, -1))],
		lostOf('did not respond like Genesys'),
	],
	[
		'a token answer with a byte too many',
		[status(LOGIN, 200, `${token}}`)],
		lostOf('did not respond like Genesys'),
	],
	[
		'a token answer in quotes',
		[status(LOGIN, 200, JSON.stringify(token))],
		lostOf('did not respond like Genesys'),
	],
	['a token answer of null', [status(LOGIN, 200, 'null')], lostOf('did not respond like Genesys')],
	['a token answer that is a list', [status(LOGIN, 200, '[]')], lostOf('did not respond like Genesys')],
	[
		'a token answer without a token',
		[status(LOGIN, 200, '{"expires_in":1}')],
		lostOf('did not respond like Genesys'),
	],
	[
		'a token answer with a line break in the token',
		[status(LOGIN, 200, JSON.stringify({ access_token: `${TOKEN}\n` }))],
		/rejected the access token|did not respond like Genesys/,
	],
	['a token answer that is none, once', [once(status(LOGIN, 200, '{"a":1}'))], 'whole'],
	[
		'a token of another type',
		[once(status(LOGIN, 200, { access_token: TOKEN, token_type: 'mac' }))],
		'whole',
	],
	[
		'a sign-in with status 302',
		[status(LOGIN, 302, '', { location: '/elsewhere' })],
		lostOf(String.raw`did not issue an access token \(401\)$`),
	],
	[
		'a sign-in that is refused in HTML',
		[page(LOGIN, 401)],
		lostOf('responded with 401, but not like Genesys'),
	],
	['a sign-in at an address with a page', [page(LOGIN, 200)], lostOf('did not respond like Genesys')],
	['too many sign-ins, as 429', [{ ...status(LOGIN, 429, tooMany), times: 2 }], 'whole'],
	['too many sign-ins, as 429 without words', [status(LOGIN, 429)], /rate limit of 127.* is used up/],
	[
		'a sign-in from a forbidden address',
		[status(LOGIN, 403, { error: 'access_denied', description: `Not for ${TOKEN}` })],
		/^Genesys Cloud refused to issue an access token at 127.*: access_denied$/,
	],
	[
		'a client that may not have this grant',
		[status(LOGIN, 400, { error: 'unauthorized_client', description: 'No.' })],
		/^Genesys Cloud did not issue an access token/,
	],
	['a scope that is none', [status(LOGIN, 400, { error: 'invalid_scope' })], /: invalid_scope$/],
	[
		'a token endpoint in trouble, as OAuth says it',
		[status(LOGIN, 400, { error: 'server_error' })],
		/could not issue an access token .*\(5 attempts\)$/,
	],
	[
		'a token endpoint in trouble once',
		[once(status(LOGIN, 400, { error: 'temporarily_unavailable' }))],
		'whole',
	],

	// Statuses with odd bodies.
	...[400, 401, 403, 404, 405, 407, 410, 418, 451].map((code): [string, Fault[], RegExp] => [
		`a page with ${code}`,
		[page(QUERY, code)],
		new RegExp(`^${HOST} responded with ${code}, but not like Genesys Cloud$`),
	]),
	[
		'a page with 500',
		[page(QUERY, 500)],
		lostOf(String.raw`responded with 500, but not like Genesys Cloud \(5 attempts\)$`),
	],
	['a page with 200', [page(QUERY, 200)], lostOf('did not respond like Genesys Cloud$')],
	[
		'a refusal that quotes the token',
		[{ kind: 'echo', on: QUERY, ...always }],
		/^Genesys Cloud did not accept the request: Not for …/,
	],
	[
		'a 403 that quotes the token',
		[{ kind: 'echo', status: 403, on: QUERY, ...always }],
		/^Genesys Cloud does not allow this/,
	],
	[
		'a 418 that quotes the token',
		[{ kind: 'echo', status: 418, on: QUERY, ...always }],
		/^Genesys Cloud responded with 418: Not/,
	],
	[
		'a sign-in that quotes the secret',
		[{ kind: 'echo', status: 403, on: LOGIN, ...always }],
		lostOf(String.raw`did not issue an access token \(403\)$`),
	],
	[
		'a message that is an object',
		[status(QUERY, 400, { message: { a: { b: 1 } }, code: 'bad.request' })],
		/^Genesys Cloud did not accept the request: \{"a":\{"b":1\}\}$/,
	],
	['a message that is a list', [status(QUERY, 400, { message: [], code: [] })], /127|Genesys/],
	[
		'a message of a megabyte',
		[status(QUERY, 400, { message: 'x\n'.repeat(500_000), code: 'bad' })],
		/^Genesys Cloud did not accept the request: x x/,
	],
	['a code of a megabyte', [status(QUERY, 418, { message: 'no', code: 'é'.repeat(500_000) })], /418: no$/],
	['a body of null with 400', [status(QUERY, 400, 'null')], /not like Genesys Cloud$/],
	[
		'a correlation id that is a token',
		[status(QUERY, 418, { message: 'no' }, { 'inin-correlation-id': TOKEN })],
		/418: no$/,
	],

	// Redirects.
	['a redirect to nowhere', [status(QUERY, 302)], /redirected to nowhere$/],
	['a redirect to no address', [status(QUERY, 302, '', { location: 'http://[' })], /redirected to nowhere$/],
	[
		'a redirect with a secret',
		[status(QUERY, 307, '', { location: `https://user:${TOKEN}@example.com/?token=${TOKEN}` })],
		/redirected to example\.com$/,
	],
	['a 304', [status(QUERY, 304)], /responded with 304/],

	// Retry-After of any form.
	...[
		'0',
		'-5',
		'soon',
		'1e3',
		'0x10',
		' ',
		'Thu, 01 Jan 1970 00:00:00 GMT',
		'Infinity',
		'9'.repeat(400),
	].map((after): [string, Fault[], RegExp] => [
		`429 with Retry-After "${after.slice(0, 20)}", for ever`,
		[status(QUERY, 429, tooMany, { 'retry-after': after })],
		/^Genesys Cloud's rate limit is used up(?: for the next (?!0)\d+ (?:seconds?|minutes?))?$/,
	]),
	[
		'429 with a Retry-After in a year 9999',
		[status(QUERY, 429, tooMany, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' })],
		/^Genesys Cloud's rate limit is used up/,
	],
	[
		'429 with a day to wait',
		[status(QUERY, 429, tooMany, { 'retry-after': '86400' })],
		/for the next about 24 hours$/,
	],
	['429 from a proxy', [page(QUERY, 429)], /^The rate limit of 127.* is used up/],
	[
		'503 with Retry-After 0, for ever',
		[status(QUERY, 503, { message: 'no' }, { 'retry-after': '0' })],
		/503 \(5 attempts\)$/,
	],
	[
		'503 with an hour to wait',
		[status(QUERY, 503, { message: 'no' }, { 'retry-after': '3600' })],
		/503 \(1 attempt\)$/,
	],

	// Headers of the rate limit that make no sense.
	...(
		[
			['a window of ten minutes', limits(300, 300, 600)],
			['a window of thirty years', limits(300, 300, 1_000_000_000)],
			['a reset in the past', limits(300, 300, -60)],
			['no number at all', limits('many', 'some', 'later')],
			['a limit of zero', limits(5, 0, 60)],
			['a negative count', limits(-1, 300, 60)],
			['numbers with exponents', limits('1e9', '1e2', '1e9')],
			['a count beyond all numbers', limits('9'.repeat(400), 300, 60)],
		] as const
	).map(([name, headers]): [string, Fault[], 'whole' | 'empty'] => [
		`an answer whose limit headers say ${name}`,
		[once(status(QUERY, 200, empty, headers))],
		'empty',
	]),
	[
		'a 429 whose window ends in thirty years, once',
		[once(status(QUERY, 429, tooMany, limits(300, 300, 1_000_000_000)))],
		'whole',
	],

	// Clocks.
	['a Date that is none', [once(status(QUERY, 200, empty, { date: 'yesterday' }))], 'empty'],
	[
		'a Date of 1970',
		[
			once(
				status(
					QUERY,
					503,
					{ message: 'x' },
					{ date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT' },
				),
			),
		],
		'whole',
	],
];

it.each(scenes)('%s', async (_, faults, ending) => {
	const { error, items } = await play(faults);
	if (ending === 'whole') expect([error?.message, items.length]).toEqual([undefined, COUNT]);
	else if (ending === 'empty') expect([error?.message, items.length]).toEqual([undefined, 0]);
	else expect(error?.message).toMatch(ending);
});

it('an error of the sign-in names that request, not the one that waited for it', async () => {
	const { error } = await play([status(LOGIN, 400, { error: 'access_denied' })]);
	expect(error?.description).toContain('(POST /oauth/token, error access_denied)');
});

it.each([
	['a sign-in that hangs', LOGIN],
	['a query that hangs', QUERY],
])('a cancel ends %s at once', async (_, on) => {
	time.endSoon(1_000_000);
	simulator.faults.push({ kind: 'hang', on, ...always });
	const { run } = await runNode(simulator, yesterday, {
		started: (execution) =>
			void until(() => simulator.journal.some(({ fault }) => fault === 'hang')).then(() =>
				execution.cancel(),
			),
	});
	await until(() => run.data.resultData.runData.Genesys?.[0] !== undefined);
	expect(run.data.resultData.runData.Genesys?.[0]?.error?.message).toBe('The execution was cancelled');
});

it('a used-up window of thirty years holds up the next run for two minutes at most', async () => {
	const host = createHost(simulatorCredential(simulator));
	simulator.faults.push(once(status(QUERY, 200, empty, limits(300, 300, 1_000_000_000))));
	await runNode(simulator, yesterday, { host });
	const before = time.waitedMs;
	const { items } = await runNode(simulator, yesterday, { host });
	expect(items).toHaveLength(COUNT);
	expect(time.waitedMs - before).toBeGreaterThan(110_000);
	expect(time.waitedMs - before).toBeLessThanOrEqual(120_000);
});

it('a token that answers 401 to everything is renewed once per request, and nothing of it is quoted', async () => {
	const { error } = await play([{ kind: 'echo', status: 401, on: QUERY, ...always }]);
	expect(error?.message).toBe('Genesys Cloud rejected the access token, even after renewal');
});

describe('a base URL', () => {
	it.each([
		['a user', (url: string) => url.replace('://', '://user:pa55word@')],
		['a query', (url: string) => `${url}?key=pa55word`],
		['a fragment', (url: string) => `${url}/#pa55word`],
	])('with %s is refused, and none of it quoted', async (_, change) => {
		for (const field of ['apiBaseUrl', 'loginBaseUrl']) {
			const { error, logs } = await play([], { [field]: change(simulator.url) });
			expect(error?.message).toMatch(
				/ Base URL of the Genesys Cloud credential has more than scheme, host and path$/,
			);
			expect(JSON.stringify([error, error?.description, logs])).not.toContain('pa55word');
		}
		expect(simulator.journal).toEqual([]);
	});
});
