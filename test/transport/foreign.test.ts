import { cut, foreign } from '../../nodes/GenesysCloudAnalytics/messages/foreign';

const SECRET = 'aB3dE5gH7jK9-mN1pQ3';

describe('a secret is not quoted', () => {
	const json = { access_token: SECRET, client_secret: SECRET };
	it.each([
		`Authorization: Bearer ${SECRET}`,
		`authorization=Bearer%20${SECRET}`,
		`{"Authorization":"Basic ${SECRET}="}`,
		`Not for bearer ${SECRET}, sorry`,
		`the client_secret is ${SECRET}`,
		`password: ${SECRET}`,
		`token=${SECRET}&x=1`,
		`access_token=${SECRET}`,
		`token: ${SECRET}`,
		`eyJhbGciOi.${SECRET}.${SECRET}`,
		`GET https://bucket.example.com/a/b.wav?X-Amz-Signature=${SECRET}&X-Amz-Date=1 failed`,
		`https://me:${SECRET}@example.com/`,
		`X-Amz-Signature=${SECRET}`,
		`refresh_token : "${SECRET}"`,
		`${SECRET}${SECRET}${SECRET}`,
		JSON.stringify(json),
		JSON.stringify(JSON.stringify(json)),
		JSON.stringify(JSON.stringify(JSON.stringify(json))),
	])('from %s', (text) => {
		expect(foreign(text)).not.toContain(SECRET);
		expect(foreign({ message: text })).not.toContain(SECRET);
		expect(foreign(`${'x '.repeat(4_990)}${text}`)).not.toContain(SECRET);
	});

	it('where only the caller knows it', () => {
		expect(foreign('It says hunter2', ['hunter2'])).toBe('It says …');
	});
});

describe('what is no secret stays as it was', () => {
	it.each([
		'You are missing the following permission(s): [analytics:conversationDetail:view]',
		'The interval 2026-11-01T00:00:00.000Z/2026-11-20T00:00:00.000Z may not be longer than 31 days',
		'No conversation 7a3f0c52-93c5-4c1e-9a56-3f6f1f2b8d10 in POST /api/v2/analytics/conversations/details/query',
		'client not found: invalid_client',
		'No authentication bearer token specified in authorization header.',
		'Failed to parse token: unexpected end of input',
		'Rate limit exceeded the maximum. Retry the request in [42] seconds',
	])('%s', (text) => {
		expect(foreign(text)).toBe(text);
	});
});

describe('what is quoted', () => {
	it.each([
		['is on one line', 'a\r\n\tb\u2028c\u0000d', 'a b c d'],
		['is nothing for what is no text', undefined, ''],
		['is nothing for null', null, ''],
		['is a number as it is', 42, '42'],
		['is an object as JSON', { a: [1] }, '{"a":[1]}'],
	])('%s', (_, value, expected) => {
		expect(foreign(value)).toBe(expected);
	});

	it.each(['x ', '語', '😀'])('is at most 300 characters, none of them cut in two: %s', (filling) => {
		const text = foreign(filling.repeat(5_000));
		expect(text.length).toBeLessThanOrEqual(300);
		expect(Buffer.from(text).toString()).toBe(text);
	});

	it('takes no time for a text that was made to take long', () => {
		const begunAt = performance.now();
		for (const part of [
			'token',
			'token ',
			'token:',
			'="',
			'https://',
			'\\"',
			'a'.repeat(39),
			'authorization is ',
		]) {
			foreign(part.repeat(100_000));
		}
		expect(performance.now() - begunAt).toBeLessThan(2_000);
	});
});

it('a text that fits is not cut', () => {
	expect(cut('abc', 3)).toBe('abc');
	expect(cut('abcd', 3)).toBe('ab…');
});
