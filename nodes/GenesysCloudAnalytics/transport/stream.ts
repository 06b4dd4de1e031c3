import { clock, turn } from './clock';
import { LateError } from './limited';

/** What is used of Node's stream of an answer. */
export interface Stream extends AsyncIterable<Uint8Array> {
	map(convert: (chunk: Uint8Array) => Uint8Array): Stream;
	destroy(error?: Error): void;
}

/** Bytes from which on an answer takes long enough to read that others must come first. */
const LARGE_BYTES = 64 * 1_024;

/** More of a body came, or was announced, than may. */
export class TooLargeError extends Error {}

/**
 * What `use` makes of the body while it comes: of no more of it than may come, and only while it comes. n8n's own limits end with
 * the headers where a body is streamed, and where it is not, the whole of it is kept in memory, however large.
 *
 * @param limits `silenceMs`: the longest time without a piece of it
 * @param use gets the stream, and how many bytes of it have come so far
 * @throws TooLargeError, LateError, and whatever ends the stream
 */
export async function reading<T>(
	body: Stream,
	headers: Record<string, unknown>,
	{ maxBytes, silenceMs }: { maxBytes: number; silenceMs: number },
	use: (stream: Stream, size: () => number) => Promise<T>,
): Promise<T> {
	let bytes = 0;
	const watch = () => clock.after(silenceMs, () => body.destroy(new LateError()));
	let takeBack = watch();
	try {
		if (Number(headers['content-length'] ?? NaN) > maxBytes) throw new TooLargeError();
		const counted = body.map((chunk) => {
			takeBack();
			takeBack = watch();
			bytes += chunk.length;
			if (bytes > maxBytes) throw new TooLargeError();
			return chunk;
		});
		return await use(counted, () => bytes);
	} catch (error) {
		body.destroy();
		throw error as Error;
	} finally {
		takeBack();
	}
}

/** Its JSON; the text itself where it is none. */
export async function jsonOf(stream: Stream): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	if (bytes.length > LARGE_BYTES) await turn();
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
