import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { isObject } from '../records/isObject';
import { clock } from './clock';
import { CancelledError } from './errors';
import { failureOf } from './failure';
import { withOwnToken } from './issuedToken';
import { LateError, limited } from './limited';
import { outcomeOf, type Outcome, type Request } from './request';
import { LONG } from './retry';
import { jsonOf, reading, TooLargeError, type Stream } from './stream';

export const CREDENTIAL_TYPE = 'genesysCloudOAuth2Api';
/** The longest silence: long enough for a full page of large conversations, short enough to try again within a minute. */
const SILENCE_MS = 25_000;
/** A page has a few megabytes; whatever has more than this is none. */
const MAX_BYTES = 256_000_000;

/** For how long a credential that was read may do. */
const CREDENTIAL_MS = 1_000;

/** Content Too Large: what the caller does not want to have at once. */
const TOO_LARGE = 413;

export type GenesysContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** Sends requests through n8n's own helper, which has the token. The only place that touches `this.helpers`. */
export class Exchange {
	/**
	 * What n8n's helper needs, without the cancel signal of the context, which would take the place of the request's own, and
	 * with a token that was issued for these hosts, or none.
	 */
	private readonly context: GenesysContext;
	/** As it was read last: n8n would ask its database before each request. */
	private credential: { read: Promise<ICredentialDataDecryptedObject>; at: number } | undefined;

	/** @param apiUrl scheme and host, without a slash at the end */
	constructor(
		context: GenesysContext,
		private readonly apiUrl: string,
	) {
		this.context = {
			getCredentials: async (type: string) =>
				await this.latest(() => context.getCredentials<ICredentialDataDecryptedObject>(type)),
			getMode: context.getMode?.bind(context),
			getNode: context.getNode.bind(context),
			helpers: context.helpers,
			logger: context.logger,
		} as GenesysContext;
	}

	/**
	 * Sends it once, and ends it when its time is over. Redirects are never followed: the token would go to wherever they point.
	 *
	 * @param how `renews`: n8n fetches a new token on a 401 and repeats the request, which it does only for errors that it sees
	 * @throws CancelledError when `signal` aborts, unless the request is one whose answer must be known
	 */
	async send(
		request: Request,
		{ renews = false, signal }: { renews?: boolean; signal?: AbortSignal } = {},
	): Promise<Outcome> {
		const { onCancel = 'stop', waits = LONG } = request;
		if (renews) this.credential = undefined;
		const options: IHttpRequestOptions = {
			method: request.method,
			url: this.apiUrl + request.path,
			qs: request.query,
			arrayFormat: 'repeat',
			body: request.body,
			json: true,
			timeout: Math.min(SILENCE_MS, waits.faultMs),
			disableFollowRedirect: true,
			returnFullResponse: true,
			// n8n reads the body of an error only where it is no stream.
			...(renews ? {} : { ignoreHttpStatusErrors: true, encoding: 'stream' }),
		};
		// n8n signs the options in place, as soon as it has a token.
		const isUnsigned = () => options.headers?.Authorization === undefined;
		// What may create something is waited for, but not the sign-in before it.
		const mayEnd = () => onCancel === 'stop' || isUnsigned();
		try {
			const {
				statusCode: status,
				headers,
				body,
			} = await limited(
				waits.attemptMs,
				onCancel === 'ignore' ? undefined : signal,
				async (abortSignal) => await this.exchange(Object.assign(options, { abortSignal }), request.maxBytes),
				mayEnd,
			);
			return outcomeOf({ status, headers, body }, request);
		} catch (thrown) {
			this.credential = undefined;
			if (thrown instanceof CancelledError) throw thrown as Error;
			if (thrown instanceof LateError) {
				const at = isUnsigned() ? ({ login: true } as const) : {};
				return { failure: { kind: 'network', code: 'ETIMEDOUT', ...at }, headers: {} };
			}
			const failure = failureOf(thrown, isUnsigned());
			return { failure, headers: 'headers' in failure ? failure.headers : {} };
		}
	}

	/**
	 * The credential, read again after trouble, such as a dead token, and now and then: all executions are to use the token that
	 * was stored last, since each token has a rate limit of its own, which Genesys asks not to get round.
	 */
	private async latest(
		read: () => Promise<ICredentialDataDecryptedObject>,
	): Promise<ICredentialDataDecryptedObject> {
		const at = clock.elapsed();
		if (!this.credential || at - this.credential.at > CREDENTIAL_MS) {
			this.credential = { read: read().then(withOwnToken), at };
		}
		return await this.credential.read;
	}

	private async exchange(options: IHttpRequestOptions, maxBytes?: number): Promise<Response> {
		const { helpers } = this.context;
		const response = (await helpers.httpRequestWithAuthentication.call(
			this.context,
			CREDENTIAL_TYPE,
			options,
		)) as Response;
		if (!isStream(response.body)) return response;
		const limits = { maxBytes: maxBytes ?? MAX_BYTES, silenceMs: options.timeout ?? SILENCE_MS };
		const read = async () => ({
			...response,
			body: await reading(response.body as Stream, response.headers, limits, jsonOf),
		});
		return await read().catch((error: unknown) => {
			if (!(error instanceof TooLargeError)) throw error as Error;
			return { ...response, ...(maxBytes === undefined ? {} : { statusCode: TOO_LARGE }), body: undefined };
		});
	}
}

interface Response {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

function isStream(body: unknown): body is Stream {
	return isObject(body) && typeof body.destroy === 'function' && typeof body.map === 'function';
}
