import { onAbort } from './abort';
import { CancelledError } from './errors';
import type { Exchange } from './exchange';
import { isOfLogin } from './failure';
import type { Outcome, Request } from './request';

/**
 * Holds requests back until there is a token. n8n would fetch a token for each request that runs parallel to the first one,
 * and older versions one for each 401: here, one request fetches or renews it while the others wait.
 */
export class TokenGate {
	private signIn: Promise<Outcome> | undefined;
	private renewal: Promise<Outcome> | undefined;

	constructor(private readonly exchange: Pick<Exchange, 'send'>) {}

	/**
	 * Sends it; a 401 means a dead token, which is renewed once.
	 *
	 * @throws CancelledError when `signal` aborts
	 */
	async send(request: Request, signal?: AbortSignal): Promise<Outcome> {
		const outcome = await this.sendSignedIn(request, signal);
		return isUnauthorized(outcome) ? await this.sendRenewed(request, signal) : outcome;
	}

	/** Until there is a token, requests go one by one. */
	private async sendSignedIn(request: Request, signal?: AbortSignal): Promise<Outcome> {
		if (this.signIn) return await this.sendAfter('signIn', this.signIn, request, signal);
		const signIn = this.exchange.send(request, { signal });
		this.signIn = signIn;
		const outcome = await signIn.catch((error: unknown) => {
			// A cancelled one has found out nothing: the next one signs in.
			this.signIn = undefined;
			throw error as Error;
		});
		if (isRefusedAtLogin(outcome)) this.signIn = undefined;
		return outcome;
	}

	private async sendRenewed(request: Request, signal?: AbortSignal): Promise<Outcome> {
		if (this.renewal) return await this.sendAfter('renewal', this.renewal, request, signal);
		this.renewal = this.exchange.send(request, { renews: true, signal });
		try {
			return await this.renewal;
		} finally {
			this.renewal = undefined;
		}
	}

	/** Sends it once `other` is done; what kept that one from getting a token is this one's failure as well. */
	private async sendAfter(
		what: 'signIn' | 'renewal',
		other: Promise<Outcome>,
		request: Request,
		signal?: AbortSignal,
	): Promise<Outcome> {
		const outcome = await unlessAborted(other, signal);
		if (signal?.aborted) throw new CancelledError();
		if (outcome) return isRefusedAtLogin(outcome) ? outcome : await this.exchange.send(request, { signal });
		return await (what === 'signIn' ? this.sendSignedIn(request, signal) : this.sendRenewed(request, signal));
	}
}

/** Undefined where it was cancelled, by whoever sent it or by the signal of the one who waits. */
async function unlessAborted(other: Promise<Outcome>, signal?: AbortSignal): Promise<Outcome | undefined> {
	let takeBack = () => {};
	const aborted = new Promise<undefined>((resolve) => {
		takeBack = onAbort(signal, () => resolve(undefined));
	});
	return await Promise.race([other.catch(() => undefined), aborted]).finally(() => takeBack());
}

function isRefusedAtLogin(outcome: Outcome): boolean {
	return 'failure' in outcome && isOfLogin(outcome.failure);
}

function isUnauthorized(outcome: Outcome): boolean {
	if ('answer' in outcome || isOfLogin(outcome.failure)) return false;
	return outcome.failure.kind === 'answer' && outcome.failure.status === 401;
}
