import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { failureOf } from './failure';
import { outcomeOf, type Outcome, type Request } from './request';

export const CREDENTIAL_TYPE = 'genesysCloudOAuth2Api';
/** Long enough for a full page of large conversations, short enough to try again within a minute. */
const TIMEOUT_MS = 25_000;

export type GenesysContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** Sends requests through n8n's own helper, which has the token. The only place that touches `this.helpers`. */
export class Exchange {
	/** n8n ties each request to the cancel signal of the context that it is called on; this one has none. */
	private readonly uncancelled: GenesysContext;

	/** @param apiUrl scheme and host, without a slash at the end */
	constructor(
		private readonly context: GenesysContext,
		private readonly apiUrl: string,
	) {
		this.uncancelled = {
			getCredentials: context.getCredentials.bind(context),
			getMode: context.getMode?.bind(context),
			getNode: context.getNode.bind(context),
			helpers: context.helpers,
			logger: context.logger,
		} as GenesysContext;
	}

	/**
	 * Sends it once. Redirects are never followed: the token would go to wherever they point.
	 *
	 * @param renews true to have n8n fetch a new token on a 401 and repeat the request: it does so only for errors that it sees
	 */
	async send(request: Request, { renews = false } = {}): Promise<Outcome> {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: this.apiUrl + request.path,
			qs: request.query,
			arrayFormat: 'repeat',
			body: request.body,
			json: true,
			timeout: Math.min(TIMEOUT_MS, request.patience?.faultMs ?? TIMEOUT_MS),
			disableFollowRedirect: true,
			returnFullResponse: true,
			...(renews ? {} : { ignoreHttpStatusErrors: true }),
		};
		const isCancellable = (request.onCancel ?? 'stop') === 'stop';
		try {
			const response = (await this.context.helpers.httpRequestWithAuthentication.call(
				isCancellable ? this.context : this.uncancelled,
				CREDENTIAL_TYPE,
				options,
			)) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
			const { statusCode: status, headers, body } = response;
			return outcomeOf({ status, headers, body }, request);
		} catch (thrown) {
			const failure = failureOf(thrown);
			return { failure, headers: 'headers' in failure ? failure.headers : {} };
		}
	}
}
