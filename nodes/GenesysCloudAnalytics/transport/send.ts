import type {
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	Logger,
} from 'n8n-workflow';

import { budgetOf, type RateBudget } from './budget';
import { clock } from './clock';
import { CancelledError, GenesysError, circumstancesOf } from './errors';
import { failureOf, type Failure } from './failure';
import { hostsOf } from './regions';
import { decide, isRateLimit } from './retry';

export const CREDENTIAL_TYPE = 'genesysCloudOAuth2Api';
/** Long enough for a full page of large conversations, short enough to try again within a minute. */
const TIMEOUT_MS = 25_000;

export type GenesysContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

export interface Request {
	method: IHttpRequestMethods;
	/** Made with the `path` tag. */
	path: string;
	/** Lists become repeated parameters. */
	query?: Record<string, string | number | boolean | string[] | undefined>;
	body?: object;
	/** Permissions that the documentation names for the endpoint, for the message of a 403 that names none. */
	permission?: string;
	/** False for the creation of something: then a lost answer is an error, and the caller looks what became of it. Default true: analytics queries are reads, sent as POST. */
	repeatable?: boolean;
	/** True to go on when the execution is cancelled: for tidying up. */
	detached?: boolean;
}

/** One credential's way to its organization: every request goes through `send`. */
export interface Connection {
	readonly apiHost: string;
	readonly budget: RateBudget;
	readonly logger: Logger;
	/** Aborts when the execution is cancelled. */
	readonly signal: AbortSignal | undefined;
	/**
	 * The answer's body. Waits for the rate limit, repeats what may be repeated, renews the token.
	 * @throws GenesysError, CancelledError
	 */
	send<T>(request: Request): Promise<T>;
}

interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

type Outcome = { answer: Answer } | { failure: Failure; headers: Record<string, unknown> };

/** Reads the credential of the node. The only place that touches `this.helpers`. */
export async function connect(context: GenesysContext): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const hosts = hostsOf(credential);
	const blanks = [credential.clientId, credential.clientSecret].some(
		(value) => typeof value === 'string' && value !== value.trim(),
	);
	const node = context.getNode();
	const budget = budgetOf(node.credentials?.[CREDENTIAL_TYPE]?.id ?? String(credential.clientId), hosts.api);
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const { logger } = context;
	// n8n ties each request to the cancel signal of the context that it is called on.
	const uncancelled = {
		getCredentials: context.getCredentials.bind(context),
		getMode: context.getMode?.bind(context),
		getNode: context.getNode.bind(context),
		helpers: context.helpers,
		logger,
	} as GenesysContext;
	let opening: Promise<Outcome> | undefined;
	let renewal: Promise<Outcome> | undefined;

	async function exchange(request: Request, ignoreErrors: boolean): Promise<Outcome> {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: hosts.api + request.path,
			qs: request.query,
			arrayFormat: 'repeat',
			body: request.body,
			json: true,
			timeout: TIMEOUT_MS,
			returnFullResponse: true,
			...(ignoreErrors ? { ignoreHttpStatusErrors: true } : {}),
		};
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				request.detached ? uncancelled : context,
				CREDENTIAL_TYPE,
				options,
			);
			return outcomeOf(response, request);
		} catch (thrown) {
			const failure = failureOf(thrown);
			return { failure, headers: 'headers' in failure ? failure.headers : {} };
		}
	}

	/** Goes on when `other` is through; what kept that one from having a token is this one's failure as well. */
	async function behind(other: Promise<Outcome>, request: Request): Promise<Outcome> {
		const outcome = await other;
		return isRefusedAtLogin(outcome) ? outcome : await exchange(request, true);
	}

	/** Until there is a token, requests go one by one: n8n would fetch one for each that runs beside the first. */
	async function opened(request: Request): Promise<Outcome> {
		if (opening) return await behind(opening, request);
		opening = exchange(request, true);
		const outcome = await opening;
		if (isRefusedAtLogin(outcome)) opening = undefined;
		return outcome;
	}

	/**
	 * A 401 means a dead token. The request is sent once more without the ignore flag, which makes n8n renew the token and
	 * repeat it. One request does so while the others wait: older n8n versions would fetch a token for each of them.
	 */
	async function renewed(request: Request): Promise<Outcome> {
		if (renewal) return await behind(renewal, request);
		renewal = exchange(request, false);
		try {
			return await renewal;
		} finally {
			renewal = undefined;
		}
	}

	async function attempt(request: Request): Promise<Outcome> {
		const outcome = await opened(request);
		const isUnauthorized =
			'failure' in outcome && outcome.failure.kind === 'answer' && outcome.failure.status === 401;
		return isUnauthorized ? await renewed(request) : outcome;
	}

	async function send<T>(request: Request): Promise<T> {
		const cancel = request.detached ? undefined : signal;
		// Counted apart: who has sat through a rate limit still has all tries for a fault.
		const limited = { number: 0, elapsedMs: 0 };
		const faulty = { number: 0, elapsedMs: 0 };
		for (;;) {
			await budget.admit(cancel);
			const sentAt = clock.now();
			const outcome = await attempt(request);
			const headers = 'answer' in outcome ? outcome.answer.headers : outcome.headers;
			budget.settle(headers, sentAt);
			if (cancel?.aborted) throw new CancelledError();
			const correlationId = String(headers['inin-correlation-id'] ?? '');
			logger.debug(
				`Genesys Cloud: ${request.method} ${request.path} ${labelOf(outcome)} in ${clock.now() - sentAt} ms ${correlationId}`,
			);
			if ('answer' in outcome) return outcome.answer.body as T;

			const { failure } = outcome;
			const tries = isRateLimit(failure) ? limited : faulty;
			tries.number++;
			tries.elapsedMs += clock.now() - sentAt;
			const decision = decide(failure, {
				...tries,
				repeatable: request.repeatable ?? true,
				random: Math.random(),
			});
			if ('giveUp' in decision) {
				throw new GenesysError(
					failure,
					circumstancesOf(failure, {
						host: new URL(isOfLogin(failure) ? hosts.login : hosts.api).host,
						documented: request.permission,
						blanks,
						tries: tries.number,
						giveUpWaitMs: decision.toldMs,
					}),
					reference(request, failure, correlationId),
				);
			}
			tries.elapsedMs += decision.waitMs;
			if (tries === limited) {
				budget.pause(decision.waitMs);
			} else {
				budget.narrow();
				await clock.wait(decision.waitMs, cancel);
			}
		}
	}

	return { apiHost: hosts.api, budget, logger, signal, send };
}

function outcomeOf(response: unknown, request: Request): Outcome {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, unknown>;
		body: unknown;
	};
	if (statusCode >= 400) return { failure: { kind: 'answer', status: statusCode, headers, body }, headers };
	const isJson = typeof body === 'object' && body !== null;
	if (!isJson && request.method !== 'DELETE' && request.method !== 'HEAD') {
		return { failure: { kind: 'garbled', status: statusCode, headers }, headers };
	}
	return { answer: { status: statusCode, headers, body } };
}

function isRefusedAtLogin(outcome: Outcome): boolean {
	return 'failure' in outcome && isOfLogin(outcome.failure);
}

function isOfLogin(failure: Failure): boolean {
	return failure.kind === 'token' || (failure.kind === 'network' && failure.login === true);
}

function labelOf(outcome: Outcome): string {
	if ('answer' in outcome) return String(outcome.answer.status);
	const { failure } = outcome;
	if (failure.kind === 'answer') return String(failure.status);
	return failure.kind === 'network' ? failure.code : failure.kind;
}

function reference(request: Request, failure: Failure, correlationId: string): string {
	const body =
		failure.kind === 'answer' ? (failure.body as { code?: unknown } | null | undefined) : undefined;
	const parts = [
		`${request.method} ${request.path}`,
		failure.kind === 'answer' || failure.kind === 'garbled' ? `status ${failure.status}` : '',
		typeof body?.code === 'string' ? `code ${body.code}` : '',
		correlationId ? `correlation id ${correlationId}` : '',
	];
	return parts.filter(Boolean).join(', ');
}
