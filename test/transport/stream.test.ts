import { Readable } from 'node:stream';

import { LateError } from '../../nodes/GenesysCloudAnalytics/transport/limited';
import {
	jsonOf,
	reading,
	TooLargeError,
	type Stream,
} from '../../nodes/GenesysCloudAnalytics/transport/stream';
import { restoreClock, useFastClock } from '../support/fastClock';

const LIMITS = { maxBytes: 1_000, silenceMs: 25_000 };
const streamOf = (chunks: Iterable<Buffer> | AsyncIterable<Buffer>) =>
	Readable.from(chunks) as unknown as Stream & Readable;

afterEach(restoreClock);

it.each([
	['JSON', '{"a":"ü"}', { a: 'ü' }],
	['JSON behind a byte order mark', '\uFEFF[1]', [1]],
	['what is none, as text', '<html>', '<html>'],
	['nothing', '', ''],
])('reads %s, wherever it is cut into pieces', async (_, text, expected) => {
	const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
	expect(await reading(streamOf(bytes), {}, LIMITS, jsonOf)).toEqual(expected);
});

it('counts what has come', async () => {
	const chunks = [Buffer.alloc(600), Buffer.alloc(400)];
	const size = await reading(streamOf(chunks), {}, LIMITS, async (stream, soFar) => {
		await jsonOf(stream);
		return soFar();
	});
	expect(size).toBe(1_000);
});

it('ends as soon as more comes than may, whatever was announced', async () => {
	let made = 0;
	const endless = streamOf(
		(function* () {
			for (;;) {
				made++;
				yield Buffer.alloc(100);
			}
		})(),
	);
	await expect(reading(endless, { 'content-length': '5' }, LIMITS, jsonOf)).rejects.toThrow(TooLargeError);
	expect(endless.destroyed).toBe(true);
	expect(made).toBeLessThan(60);
});

it('does not begin where more is announced than may come', async () => {
	const body = streamOf([Buffer.alloc(1)]);
	await expect(reading(body, { 'content-length': '1001' }, LIMITS, jsonOf)).rejects.toThrow(TooLargeError);
	expect(body.destroyed).toBe(true);
});

it('ends where nothing comes any more', async () => {
	useFastClock().endSoon(50);
	const body = new Readable({ read() {} }) as unknown as Stream & Readable;
	body.push('{');
	await expect(reading(body, {}, LIMITS, jsonOf)).rejects.toThrow(LateError);
});

it('fails with what ends the stream', async () => {
	const body = streamOf(
		(async function* () {
			yield Buffer.from('{');
			throw new Error('aborted');
		})(),
	);
	await expect(reading(body, {}, LIMITS, jsonOf)).rejects.toThrow('aborted');
});
