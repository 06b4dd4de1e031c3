import type { IHttpRequestOptions } from 'n8n-workflow';

import { CancelledError } from './errors';
import type { GenesysContext } from './exchange';
import { failureOf, type Failure } from './failure';
import { LateError, limited } from './limited';
import type { Outcome } from './request';
import { LONG } from './retry';
import { jsonOf, reading, TooLargeError, type Stream } from './stream';

/** The longest silence. */
const SILENCE_MS = 25_000;
/** A file that comes slower than this is given up: 100 kB a second. */
const SLOWEST_BYTES_PER_MS = 100;

/** A file at a presigned address: whoever has the address may read it, for some minutes. */
export interface PresignedFile<T> {
	/** A secret like a token: it is neither logged nor part of any error. */
	address: string;
	as: 'json' | 'stream';
	/** Whether it is such a file at all: the storage, or a proxy before it, may send something else. */
	fits?: (body: unknown) => boolean;
	/** No more is read, whatever size was announced. */
	maxBytes: number;
	/**
	 * Converts the body. If a stream is cut off, this fails, and the file is fetched again.
	 *
	 * @param size how many bytes of it have been read so far
	 */
	take(body: unknown, headers: Record<string, unknown>, size: () => number): Promise<T>;
	/** What stands for a file that is larger; without it, such a file is a failure. */
	tooLarge?(): T;
}

/**
 * Fetches files from presigned addresses, which are on another host than the API: without the token, which must not go there
 * and which the storage refuses. Redirects are not followed.
 */
export class PresignedExchange {
	/** @param apiUrl the API's own address: only where that is plain http, files may be */
	constructor(
		private readonly context: GenesysContext,
		private readonly apiUrl: string,
	) {}

	/**
	 * Fetches it once; the answer's body is what `take` made of it.
	 *
	 * @throws CancelledError when `signal` aborts
	 */
	async fetch<T>(file: PresignedFile<T>, signal?: AbortSignal): Promise<Outcome> {
		const refused = this.refusalOf(file.address);
		if (refused) return { failure: refused, headers: {} };
		try {
			const limitMs = LONG.attemptMs + file.maxBytes / SLOWEST_BYTES_PER_MS;
			return await limited(limitMs, signal, async (abortSignal) => await this.read(file, abortSignal));
		} catch (thrown) {
			if (thrown instanceof CancelledError) throw thrown as Error;
			const isLate = thrown instanceof LateError;
			return { failure: isLate ? { kind: 'network', code: 'ETIMEDOUT' } : failureOf(thrown), headers: {} };
		}
	}

	private refusalOf(address: string): Failure | undefined {
		const scheme = URL.canParse(address) ? new URL(address).protocol.slice(0, -1) : '';
		if (scheme === 'https' || (scheme === 'http' && this.apiUrl.startsWith('http:'))) return undefined;
		return { kind: 'address', scheme };
	}

	private async read<T>(file: PresignedFile<T>, abortSignal: AbortSignal): Promise<Outcome> {
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: file.address,
			timeout: SILENCE_MS,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal,
			encoding: 'stream',
		};
		const response = (await this.context.helpers.httpRequest(options)) as {
			statusCode: number;
			headers: Record<string, unknown>;
			body: Stream;
		};
		const { statusCode: status, headers, body } = response;
		if (status >= 300) {
			body.destroy();
			return { failure: { kind: 'answer', status, headers, body: undefined }, headers };
		}
		const limits = { maxBytes: file.maxBytes, silenceMs: SILENCE_MS };
		try {
			return await reading(body, headers, limits, async (stream, size): Promise<Outcome> => {
				const taken = file.as === 'json' ? await jsonOf(stream) : stream;
				if (typeof taken !== 'object' || taken === null || file.fits?.(taken) === false) {
					return { failure: { kind: 'garbled', status, headers }, headers };
				}
				return { answer: { status, headers, body: await file.take(taken, headers, size) } };
			});
		} catch (error) {
			if (!(error instanceof TooLargeError)) throw error as Error;
			if (!file.tooLarge) return { failure: { kind: 'garbled', status, headers }, headers };
			return { answer: { status, headers, body: file.tooLarge() } };
		}
	}
}
