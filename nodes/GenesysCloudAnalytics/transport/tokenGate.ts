import { CancelledError } from './errors';
import type { Exchange } from './exchange';
import type { Failure } from './failure';
import type { Outcome, Request } from './request';

/**
 * Holds requests back until there is a token. n8n would fetch a token for each request that runs parallel to the first one,
 * and older versions one for each 401: here, one request fetches or renews it while the others wait.
 */
export class TokenGate {
	private signIn: Promise<Outcome> | undefined;
	private renewal: Promise<Outcome> | undefined;

	constructor(private readonly exchange: Exchange) {}

	/**
	 * Sends it; a 401 means a dead token, which is renewed once.
	 *
	 * @throws CancelledError when `signal` has aborted before it is sent
	 */
	async send(request: Request, signal?: AbortSignal): Promise<Outcome> {
		const outcome = await this.sendSignedIn(request, signal);
		return isUnauthorized(outcome) ? await this.sendRenewed(request, signal) : outcome;
	}

	/** Until there is a token, requests go one by one. */
	private async sendSignedIn(request: Request, signal?: AbortSignal): Promise<Outcome> {
		if (this.signIn) return await this.sendAfter(this.signIn, request, signal);
		this.signIn = this.exchange.send(request);
		const outcome = await this.signIn;
		if (isRefusedAtLogin(outcome)) this.signIn = undefined;
		return outcome;
	}

	private async sendRenewed(request: Request, signal?: AbortSignal): Promise<Outcome> {
		if (this.renewal) return await this.sendAfter(this.renewal, request, signal);
		this.renewal = this.exchange.send(request, { renews: true });
		try {
			return await this.renewal;
		} finally {
			this.renewal = undefined;
		}
	}

	/** Sends it once `other` is done; what kept that one from getting a token is this one's failure as well. */
	private async sendAfter(other: Promise<Outcome>, request: Request, signal?: AbortSignal): Promise<Outcome> {
		const outcome = await other;
		if (signal?.aborted) throw new CancelledError();
		return isRefusedAtLogin(outcome) ? outcome : await this.exchange.send(request);
	}
}

/** It failed at the token endpoint, not at the API. */
export function isOfLogin(failure: Failure): boolean {
	return failure.kind === 'token' || (failure.kind === 'network' && failure.login === true);
}

function isRefusedAtLogin(outcome: Outcome): boolean {
	return 'failure' in outcome && isOfLogin(outcome.failure);
}

function isUnauthorized(outcome: Outcome): boolean {
	return 'failure' in outcome && outcome.failure.kind === 'answer' && outcome.failure.status === 401;
}
