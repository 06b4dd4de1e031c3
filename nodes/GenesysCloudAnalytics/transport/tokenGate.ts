import { CancelledError } from './errors';
import type { Exchange } from './exchange';
import type { Failure } from './failure';
import type { Outcome, Request } from './request';

/**
 * Lets requests pass as the token allows. n8n would fetch a token for each request that runs beside the first, and older
 * versions one for each that is answered 401: here one request fetches or renews it while the others wait.
 */
export class TokenGate {
	private opening: Promise<Outcome> | undefined;
	private renewal: Promise<Outcome> | undefined;

	constructor(private readonly exchange: Exchange) {}

	/**
	 * Sends it; a 401 means a dead token, which is renewed once.
	 *
	 * @throws CancelledError when `signal` has aborted before it is sent
	 */
	async send(request: Request, signal?: AbortSignal): Promise<Outcome> {
		const outcome = await this.opened(request, signal);
		return isUnauthorized(outcome) ? await this.renewed(request, signal) : outcome;
	}

	/** Until there is a token, requests go one by one. */
	private async opened(request: Request, signal?: AbortSignal): Promise<Outcome> {
		if (this.opening) return await this.behind(this.opening, request, signal);
		this.opening = this.exchange.send(request);
		const outcome = await this.opening;
		if (isRefusedAtLogin(outcome)) this.opening = undefined;
		return outcome;
	}

	private async renewed(request: Request, signal?: AbortSignal): Promise<Outcome> {
		if (this.renewal) return await this.behind(this.renewal, request, signal);
		this.renewal = this.exchange.send(request, { renews: true });
		try {
			return await this.renewal;
		} finally {
			this.renewal = undefined;
		}
	}

	/** Goes on when `other` is through; what kept that one from having a token is this one's failure as well. */
	private async behind(other: Promise<Outcome>, request: Request, signal?: AbortSignal): Promise<Outcome> {
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
