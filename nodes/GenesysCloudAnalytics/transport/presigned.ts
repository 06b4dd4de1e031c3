import type { IHttpRequestOptions } from 'n8n-workflow';

import type { GenesysContext } from './exchange';
import { failureOf } from './failure';
import type { Outcome } from './request';

/** JSON is small; for a stream, this is the longest silence. */
const TIMEOUT_MS = 25_000;

/** A file at a presigned address: whoever has the address may read it, for some minutes. */
export interface PresignedFile<T> {
	/** A secret like a token: it is neither logged nor part of any error. */
	address: string;
	as: 'json' | 'stream';
	/** Whether it is such a file at all: the storage, or a proxy before it, may send something else. */
	fits?: (body: unknown) => boolean;
	/** Converts the body. If a stream is cut off, this fails, and the file is fetched again. */
	take(body: unknown, headers: Record<string, unknown>): Promise<T>;
}

/**
 * Fetches files from presigned addresses, which are on another host than the API: without the token, which must not go there
 * and which the storage refuses. Redirects are not followed.
 */
export class PresignedExchange {
	constructor(private readonly context: GenesysContext) {}

	/** Fetches it once; the answer's body is what `take` made of it. */
	async fetch<T>({ address, as, fits, take }: PresignedFile<T>, signal?: AbortSignal): Promise<Outcome> {
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: address,
			timeout: TIMEOUT_MS,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: signal,
			...(as === 'stream' ? { encoding: 'stream' } : { json: true }),
		};
		try {
			const response = (await this.context.helpers.httpRequest(options)) as {
				statusCode: number;
				headers: Record<string, unknown>;
				body: unknown;
			};
			const { statusCode: status, headers, body } = response;
			if (status >= 300) {
				if (as === 'stream') (body as { destroy?(): void }).destroy?.();
				return { failure: { kind: 'answer', status, headers, body: undefined }, headers };
			}
			if (typeof body !== 'object' || body === null || fits?.(body) === false) {
				return { failure: { kind: 'garbled', status, headers }, headers };
			}
			return { answer: { status, headers, body: await take(body, headers) } };
		} catch (thrown) {
			return { failure: failureOf(thrown), headers: {} };
		}
	}
}
