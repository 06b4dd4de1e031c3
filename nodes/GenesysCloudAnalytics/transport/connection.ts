import type { Logger } from 'n8n-workflow';

import { cut, foreign } from '../messages/foreign';
import { askedBy } from './asked';
import { budgetOf, type RateBudget } from './budget';
import { clock } from './clock';
import { CancelledError, GenesysError, circumstancesOf } from './errors';
import { CREDENTIAL_TYPE, Exchange, type GenesysContext } from './exchange';
import { isOfLogin, type Failure } from './failure';
import type { Place } from './hints';
import type { Path } from './path';
import { PresignedExchange, type PresignedFile } from './presigned';
import { hostsOf, type Hosts } from './regions';
import { labelOf, referenceOf, type Outcome, type Request } from './request';
import { decide, isRateLimit, LONG, type Decision, type Waits } from './retry';
import { serverClockOf, type ServerClock } from './serverClock';
import { TokenGate } from './tokenGate';

export { CREDENTIAL_TYPE } from './exchange';
export { BRIEF, waitsWithin } from './retry';

/** What a part of the work has cost. */
export interface Usage {
	requests: number;
	/** For the rate limit, milliseconds. */
	waitedMs: number;
}

/** One credential's way to its organization: every request goes through `send`. */
export interface Connection {
	readonly apiHost: string;
	readonly budget: RateBudget;
	/** Tells n8n's debug log what was decided, and why. */
	log(sentence: string): void;
	/** n8n's own log, for what an operator has to read. */
	readonly logger: Logger;
	/** Of this connection, not of those within it. */
	readonly usage: Readonly<Usage>;
	/** Aborts when what the connection serves is over: finished, failed or cancelled. */
	readonly signal: AbortSignal | undefined;
	/** Now on the server's clock, as its last answer told it; undefined before the first one. */
	serverNow(): number | undefined;
	/**
	 * The answer's body. Waits for the rate limit, repeats what may be repeated, renews the token.
	 * @throws GenesysError, CancelledError
	 */
	send<T>(request: Request): Promise<T>;
	/**
	 * What `take` makes of the file at a presigned address, fetched without the token and outside the rate limit.
	 * @throws GenesysError, CancelledError
	 */
	download<T>(file: PresignedFile<T>): Promise<T>;
	/** The same connection for a part of the work, which sends nothing more once `signal` has aborted. */
	within(signal: AbortSignal): Connection;
	/** The last request that was answered, with its correlation id, for the report of something unforeseen. */
	readonly lastRequest: string | undefined;
	/**
	 * What `make` returned when it was first called with this key; remembered for the execution, unless it failed. Whoever asks
	 * meanwhile waits for that call.
	 */
	once<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/** What all connections of one execution share. */
interface Shared {
	gate: TokenGate;
	presigned: PresignedExchange;
	hosts: Hosts;
	budget: RateBudget;
	serverClock: ServerClock;
	logger: Logger;
	waits: Waits;
	/** Whether the client id or secret starts or ends with a space. */
	hasOuterSpaces: boolean;
	/** What no error quotes, wherever it comes from. */
	secrets: string[];
	/** Where the execution's errors are read. */
	place: Place;
	lastRequest: string | undefined;
	/** What `once` remembers. */
	known: Map<string, Promise<unknown>>;
}

/** Reads the credential of the node. */
export async function connect(context: GenesysContext, waits = LONG): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const hosts = hostsOf(credential);
	const credentialId = context.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? String(credential.clientId);
	const shared: Shared = {
		gate: new TokenGate(new Exchange(context, hosts.api)),
		presigned: new PresignedExchange(context, hosts.api),
		hosts,
		budget: budgetOf(credentialId, hosts.api),
		serverClock: serverClockOf(hosts.api),
		logger: context.logger,
		waits,
		hasOuterSpaces: [credential.clientId, credential.clientSecret].some(
			(value) => typeof value === 'string' && value !== value.trim(),
		),
		secrets: secretsOf(credential),
		place: placeOf(context),
		lastRequest: undefined,
		known: new Map(),
	};
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return new GenesysConnection(shared, signal);
}

class GenesysConnection implements Connection {
	readonly usage: Usage = { requests: 0, waitedMs: 0 };

	constructor(
		private readonly shared: Shared,
		readonly signal: AbortSignal | undefined,
	) {}

	get apiHost(): string {
		return this.shared.hosts.api;
	}

	get budget(): RateBudget {
		return this.shared.budget;
	}

	get logger(): Logger {
		return this.shared.logger;
	}

	log(sentence: string): void {
		this.shared.logger.debug(`Genesys Cloud: ${sentence}`);
	}

	serverNow(): number | undefined {
		return this.shared.serverClock.now();
	}

	within(signal: AbortSignal): Connection {
		return new GenesysConnection(this.shared, this.signal ? AbortSignal.any([this.signal, signal]) : signal);
	}

	get lastRequest(): string | undefined {
		return this.shared.lastRequest;
	}

	async once<T>(key: string, make: () => Promise<T>): Promise<T> {
		const { known } = this.shared;
		for (;;) {
			const other = known.get(key) as Promise<T> | undefined;
			const made = other ?? make();
			known.set(key, made);
			try {
				return await made;
			} catch (error) {
				if (known.get(key) === made) known.delete(key);
				// The part of the work that had asked first is over; this one is not.
				const isOthers = other !== undefined && error instanceof CancelledError && !this.signal?.aborted;
				if (!isOthers) throw error as Error;
			}
		}
	}

	async send<T>(request: Request): Promise<T> {
		const signal = request.onCancel === 'ignore' ? undefined : this.signal;
		const tries = new Tries(request, request.waits ?? this.shared.waits);
		for (;;) {
			const { outcome, tookMs } = await this.attempt(request, signal, tries.waits);
			// What was created must be known, whatever happened meanwhile.
			if (signal?.aborted && !(request.onCancel === 'finish' && 'answer' in outcome))
				throw new CancelledError();
			if ('answer' in outcome) return outcome.answer.body as T;
			const { failure, headers } = outcome;
			const decision = tries.after(failure, tookMs);
			if ('giveUp' in decision) throw this.errorOf(request, { failure, headers }, tries, decision);
			this.log(againIn(decision.waitMs, request, tries.countOf(failure)));
			if (isRateLimit(failure)) {
				this.budget.pause(decision.waitMs);
			} else {
				this.budget.narrow();
				await clock.wait(decision.waitMs, signal);
			}
		}
	}

	async download<T>(file: PresignedFile<T>): Promise<T> {
		const { presigned, waits } = this.shared;
		const host = URL.canParse(file.address) ? new URL(file.address).host : '';
		const tries = new Tries(FILE, waits);
		for (;;) {
			this.usage.requests++;
			const sentAt = clock.elapsed();
			const outcome = await presigned.fetch(file, this.signal);
			if (this.signal?.aborted) throw new CancelledError();
			const tookMs = clock.elapsed() - sentAt;
			this.log(`GET ${FILE.path} ${labelOf(outcome)} in ${Math.round(tookMs)} ms`);
			if ('answer' in outcome) return outcome.answer.body as T;
			const { failure, headers } = outcome;
			const decision = tries.after(failure, tookMs);
			if ('giveUp' in decision) {
				throw this.errorOf(FILE, { failure, headers }, tries, decision, { host, presigned: true });
			}
			this.log(againIn(decision.waitMs, FILE, tries.countOf(failure)));
			await clock.wait(decision.waitMs, this.signal);
		}
	}

	/** One try, as soon as the budget admits it. */
	private async attempt(
		request: Request,
		signal: AbortSignal | undefined,
		waits: Waits,
	): Promise<{ outcome: Outcome; tookMs: number }> {
		const { budget, gate, serverClock } = this.shared;
		const begunAt = clock.elapsed();
		const waitMs = await budget.admit(signal, waits.waitMs);
		this.noteWait(Math.round(clock.elapsed() - begunAt));
		if (waitMs !== undefined)
			return { outcome: { failure: { kind: 'paused', waitMs }, headers: {} }, tookMs: 0 };
		this.usage.requests++;
		const sentAt = clock.elapsed();
		let headers: Record<string, unknown> = {};
		try {
			const outcome = await gate.send({ ...request, waits }, signal);
			headers = 'answer' in outcome ? outcome.answer.headers : outcome.headers;
			const tookMs = clock.elapsed() - sentAt;
			if ('answer' in outcome) serverClock.learn(headers, clock.now() - tookMs);
			const id = correlationIdIn(headers);
			const label = `${request.method} ${cut(request.path, MAX_LOGGED)}`;
			this.shared.lastRequest = `${label}${id ? `, correlation id ${id}` : ''}`;
			this.log(`${label} ${labelOf(outcome)} in ${Math.round(tookMs)} ms ${id}`);
			return { outcome, tookMs };
		} finally {
			budget.settle(headers, sentAt);
		}
	}

	private noteWait(waitedMs: number): void {
		this.usage.waitedMs += waitedMs;
		const { window } = this.budget;
		if (waitedMs < MENTIONED_WAIT_MS) return;
		const used = window ? `${window.used} of ${window.allowed} requests were used` : 'others were in flight';
		this.log(`waited ${inSeconds(waitedMs)} for the rate limit: ${used}`);
	}

	private errorOf(
		request: Request,
		{ failure, headers }: { failure: Failure; headers: Record<string, unknown> },
		tries: Tries,
		{ requestedMs }: Extract<Decision, { giveUp: true }>,
		storage?: { host: string; presigned: true },
	): GenesysError {
		const { hosts, hasOuterSpaces, place, secrets } = this.shared;
		return new GenesysError(
			failure,
			circumstancesOf(failure, {
				host: new URL(isOfLogin(failure) ? hosts.login : hosts.api).host,
				documented: request.permission,
				asked: askedBy(request),
				place,
				waits: tries.waits,
				secrets,
				hasOuterSpaces,
				tries: tries.countOf(failure),
				giveUpWaitMs: requestedMs,
				...storage,
			}),
			referenceOf(request, failure, correlationIdIn(headers)),
		);
	}
}

/** A shorter wait is that for an answer, not for the rate limit. */
const MENTIONED_WAIT_MS = 1_000;

function inSeconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`;
}

function againIn(waitMs: number, { method, path }: Request, times: number): string {
	return `${method} ${cut(path, MAX_LOGGED)} has failed ${times === 1 ? 'once' : `${times} times`}; again in ${inSeconds(waitMs)}`;
}

/** Of a path or a correlation id. */
const MAX_LOGGED = 160;

/** How logs and errors name a file: its address would give access to it. */
const FILE: Request = { method: 'GET', path: '(presigned address)' as Path };

/** The failures of one request, and what to do after each. */
class Tries {
	// Counted separately: waiting out a rate limit uses up no tries for faults.
	private readonly limited = { number: 0, elapsedMs: 0 };
	private readonly faulty = { number: 0, elapsedMs: 0 };

	constructor(
		private readonly request: Request,
		readonly waits: Waits,
	) {}

	/** @param tookMs from when it was sent until the failure */
	after(failure: Failure, tookMs: number): Decision {
		if (this.request.isBusy?.(failure)) return { giveUp: true };
		const counter = this.counterOf(failure);
		counter.number++;
		counter.elapsedMs += tookMs;
		const decision = decide(failure, {
			...counter,
			repeatable: this.request.repeatable ?? true,
			random: Math.random(),
			waits: this.waits,
		});
		if ('waitMs' in decision) counter.elapsedMs += decision.waitMs;
		return decision;
	}

	countOf(failure: Failure): number {
		return this.counterOf(failure).number;
	}

	private counterOf(failure: Failure) {
		return isRateLimit(failure) ? this.limited : this.faulty;
	}
}

function correlationIdIn(headers: Record<string, unknown>): string {
	return cut(foreign(headers['inin-correlation-id']), MAX_LOGGED);
}

/** The client's secret, and as n8n sends it. */
function secretsOf({ clientId, clientSecret }: { clientId?: unknown; clientSecret?: unknown }): string[] {
	if (typeof clientSecret !== 'string' || clientSecret.trim() === '') return [];
	const basic = Buffer.from(`${String(clientId)}:${clientSecret}`).toString('base64');
	return [basic, clientSecret, clientSecret.trim()];
}

function placeOf(context: GenesysContext): Place {
	if ('getExecutionCancelSignal' in context) return 'run';
	return 'getCurrentNodeParameter' in context ? 'list' : 'poll';
}
