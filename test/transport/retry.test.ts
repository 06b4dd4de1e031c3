import type { Failure } from '../../nodes/GenesysCloudAnalytics/transport/failure';
import { decide, LONG, type Attempt } from '../../nodes/GenesysCloudAnalytics/transport/retry';

const answer = (status: number, headers: Record<string, unknown> = {}, body: unknown = {}): Failure => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const network = (code: string): Failure => ({ kind: 'network', code });
const token = (error: string, text: string): Failure => ({ kind: 'token', error, text });
const inSeconds = (seconds: number) => ({
	message: `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
});

function attempt(is: Partial<Attempt> = {}): Attempt {
	return { number: 1, elapsedMs: 0, repeatable: true, random: 0, waits: LONG, ...is };
}

describe('the wait after a 429', () => {
	it.each([
		['Retry-After', answer(429, { 'retry-after': '7' }), 7_000],
		[
			'Retry-After, whatever else is said',
			answer(429, { 'retry-after': '7', 'inin-ratelimit-reset': '50' }, inSeconds(42)),
			7_000,
		],
		['Retry-After of no time', answer(429, { 'retry-after': '0' }), 0],
		['Retry-After in fractions of a second', answer(429, { 'retry-after': '1.5' }), 1_500],
		['the "[42] seconds" of the body alone', answer(429, {}, inSeconds(42)), 42_000],
		[
			'the "[42] seconds" of a body that came as text',
			answer(429, {}, JSON.stringify(inSeconds(42))),
			42_000,
		],
		[
			'the body before the end of the window',
			answer(429, { 'inin-ratelimit-reset': '50' }, inSeconds(42)),
			42_000,
		],
		['the end of the window', answer(429, { 'inin-ratelimit-reset': '33' }), 33_000],
		[
			'Retry-After as a date, on the clock of the server',
			answer(429, {
				'retry-after': 'Fri, 20 Nov 2026 09:00:30 GMT',
				date: 'Fri, 20 Nov 2026 09:00:00 GMT',
			}),
			30_000,
		],
		[
			'the body, where Retry-After is a date that is past',
			answer(429, { 'retry-after': 'Fri, 20 Nov 2020 09:00:00 GMT' }, inSeconds(3)),
			3_000,
		],
	])('is the one of %s', (_, failure, waitMs) => {
		expect(decide(failure, attempt())).toEqual({ waitMs });
	});

	it.each([
		[1, 2_000],
		[2, 4_000],
		[3, 8_000],
		[6, 64_000],
	])('doubles without any hint: try %i', (number, waitMs) => {
		expect(decide(answer(429), attempt({ number }))).toEqual({ waitMs });
	});

	it('is spread by up to half a second, never shorter than requested', () => {
		expect(decide(answer(429, { 'retry-after': '7' }), attempt({ random: 0.999 }))).toEqual({
			waitMs: 7_499.5,
		});
	});

	it.each([
		['also for what may not be repeated: it was not done', answer(429, { 'retry-after': '7' }), 7_000],
		[
			"also by OAuth's sentence, all that n8n 2.0 tells",
			token(
				'invalid_request',
				'The request is missing a required parameter, includes an invalid parameter value, …',
			),
			2_000,
		],
		[
			"also by the token endpoint's own words",
			token('invalid_request', 'rate limit exceeded; try again later'),
			2_000,
		],
	])('is waited %s', (_, failure, waitMs) => {
		expect(decide(failure, attempt({ repeatable: false }))).toEqual({ waitMs });
	});

	it.each([
		['of exactly the cap is waited', '180', 0, { waitMs: LONG.waitMs }],
		['of exactly the cap is waited, spread or not', '180', 0.999, { waitMs: LONG.waitMs + 499.5 }],
		['over the cap is reported', '181', 0, { giveUp: true, requestedMs: 181_000 }],
		['of hours is reported', '7200', 0.5, { giveUp: true, requestedMs: 7_200_000 }],
	])('%s', (_, retryAfter, random, decision) => {
		expect(decide(answer(429, { 'retry-after': retryAfter }), attempt({ random }))).toEqual(decision);
	});

	it.each([
		['to the last millisecond', LONG.rateLimitMs - 60_000, { waitMs: 60_000 }],
		['and no further', LONG.rateLimitMs - 59_999, { giveUp: true, requestedMs: 60_000 }],
	])('adds up to ten minutes, %s', (_, elapsedMs, decision) => {
		expect(decide(answer(429, { 'retry-after': '60' }), attempt({ number: 9, elapsedMs }))).toEqual(decision);
	});

	it('ends without a hint, too: the doubled wait is over the cap', () => {
		expect(decide(answer(429), attempt({ number: 8, elapsedMs: 254_000 }))).toEqual({
			giveUp: true,
			requestedMs: 256_000,
		});
	});
});

describe('a fault of the server or the line', () => {
	const faults: Array<[string, Failure]> = [
		['408', answer(408)],
		['500', answer(500)],
		['502 with a page of HTML', answer(502, {}, '<html></html>')],
		['503', answer(503)],
		['504', answer(504)],
		['599', answer(599)],
		['a dropped connection', network('ECONNRESET')],
		['a timeout', network('ETIMEDOUT')],
		['a broken pipe', network('EPIPE')],
		['an answer cut short', { kind: 'garbled', status: 200, headers: {} }],
	];

	it.each(faults)('%s is tried five times in all', (_, failure) => {
		const waits = [1, 2, 3, 4].map((number) => decide(failure, attempt({ number, random: 0.5 })));
		expect(waits).toEqual([{ waitMs: 1_000 }, { waitMs: 3_000 }, { waitMs: 9_000 }, { waitMs: 27_000 }]);
		expect(decide(failure, attempt({ number: 5 }))).toEqual({ giveUp: true });
	});

	it.each(faults)('%s after the creation of something is not: it may have been created', (_, failure) => {
		expect(decide(failure, attempt({ repeatable: false }))).toEqual({ giveUp: true });
	});

	it.each([
		['spread below', 0, { waitMs: 900 }],
		['spread above', 0.75, { waitMs: 1_050 }],
	])('is waited for with jitter: %s', (_, random, decision) => {
		expect(decide(answer(503), attempt({ random }))).toEqual(decision);
	});

	it('waits as long as the server says', () => {
		expect(decide(answer(503, { 'retry-after': '20' }), attempt())).toEqual({ waitMs: 20_000 });
	});

	it.each([
		['to the last millisecond', LONG.faultMs - 9_000, { waitMs: 9_000 }],
		['and no further', LONG.faultMs - 8_999, { giveUp: true }],
	])('is tried for a minute, %s', (_, elapsedMs, decision) => {
		expect(decide(answer(503), attempt({ number: 3, elapsedMs, random: 0.5 }))).toEqual(decision);
	});

	it('is given up where the server says to come back after that minute', () => {
		expect(decide(answer(503, { 'retry-after': '61' }), attempt())).toEqual({ giveUp: true });
	});
});

describe('a host that is not there', () => {
	const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

	it.each(unreachable)('%s is an error within 15 seconds', (code) => {
		let elapsedMs = 0;
		let number = 1;
		for (; ; number++) {
			const decision = decide(network(code), attempt({ number, elapsedMs, random: 0.5 }));
			if ('giveUp' in decision) break;
			elapsedMs += decision.waitMs;
		}
		expect({ number, elapsedMs }).toEqual({ number: 4, elapsedMs: 13_000 });
		expect(elapsedMs).toBeLessThan(LONG.unreachableMs);
	});

	it.each(unreachable)('%s is tried again also for a creation: nothing has been received', (code) => {
		expect(decide(network(code), attempt({ repeatable: false, random: 0.5 }))).toEqual({ waitMs: 1_000 });
	});
});

describe('what trying again does not change', () => {
	it.each<[string, Failure]>([
		['400', answer(400)],
		['401', answer(401)],
		['403', answer(403)],
		['404', answer(404)],
		['409', answer(409)],
		['413', answer(413)],
		['501', answer(501)],
		['a refused secret', token('invalid_client', 'authentication failed')],
		['an invalid token request', token('invalid_request', 'grant_type is missing')],
		['what is not understood', { kind: 'other', text: 'Credentials not found' }],
	])('%s is not tried again', (_, failure) => {
		expect(decide(failure, attempt())).toEqual({ giveUp: true });
	});
});
