import { onAbort } from './abort';
import { clock } from './clock';
import { CancelledError } from './errors';
import { LONGEST_WINDOW_MS } from './retry';

/** Requests in flight at once, per credential: n8n opens a connection for each, so fewer and fuller ones win. */
export const MAX_IN_FLIGHT = 8;
/** By how much each answer widens what trouble has narrowed. */
const WIDEN_BY = 0.5;

/** The rate limit as the last answer told it. Times in milliseconds of `clock.elapsed`: the time of day may be set back. */
export interface RateWindow {
	allowed: number;
	used: number;
	/** The window ends no later than this (`inin-ratelimit-reset` is in whole seconds). */
	endsBy: number;
	/** … and no earlier than this. */
	endsAfter: number;
	/** The server told of a longer one than windows are: once it should be over, one request finds out. */
	isDoubtful?: boolean;
}

/**
 * What is left of the rate limit of one credential, from the `inin-ratelimit-*` headers of each answer. All executions of
 * one process share it; other processes are seen through the server's count. Requests wait here instead of being answered
 * 429: Genesys counts in a fixed window that the first request opens.
 */
export class RateBudget {
	window: RateWindow | undefined;

	private inFlight = 0;
	private width = MAX_IN_FLIGHT;
	private pausedUntil = 0;
	private lastAllowed = Infinity;
	private waiting: Array<() => void> = [];

	/**
	 * Resolves when a request may be sent, to undefined; each admission is given back by `settle`. Where that would take
	 * longer than the caller will wait, it resolves at once to the milliseconds to wait, and nothing is admitted.
	 *
	 * @throws CancelledError when `signal` aborts
	 */
	async admit(signal?: AbortSignal, maxWaitMs = Infinity): Promise<number | undefined> {
		for (;;) {
			if (signal?.aborted) throw new CancelledError();
			const waitMs = this.waitMs();
			if (waitMs > maxWaitMs) return waitMs;
			if (waitMs > 0) await clock.wait(waitMs, signal);
			else if (this.isFull()) await this.nextSettled(signal);
			else break;
		}
		this.inFlight++;
		return undefined;
	}

	/** Takes back an admission and learns from the answer's headers (none where there was no answer). */
	settle(headers: Record<string, unknown>, sentAt: number): void {
		this.inFlight--;
		this.learn(headers, sentAt);
		this.width = Math.min(MAX_IN_FLIGHT, this.width + WIDEN_BY);
		const woken = this.waiting;
		this.waiting = [];
		for (const wake of woken) wake();
	}

	/** The server asked one request to wait: all wait. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, clock.elapsed() + ms);
		this.narrow();
	}

	/** The server is in trouble (429, 5xx, no answer): fewer requests at once, until answers come again. */
	narrow(): void {
		this.width = Math.max(1, this.width / 2);
	}

	private isFull(): boolean {
		const isProbing = this.window?.isDoubtful === true && this.current() === undefined && this.inFlight > 0;
		return (
			isProbing ||
			this.inFlight >= Math.floor(this.width) ||
			(this.inFlight > 0 && this.used() >= this.allowed())
		);
	}

	/** Milliseconds until the current window ends; undefined where no answer has told of one. */
	get resetsInMs(): number | undefined {
		return this.window && Math.max(0, this.window.endsBy - clock.elapsed());
	}

	/** Requests that the current window has left; undefined where no answer has said so yet. */
	get left(): number | undefined {
		const window = this.current();
		return window && Math.max(0, window.allowed - window.used - this.inFlight);
	}

	/** A request in flight may already be in the server's count: counting it twice is safe, and corrected by its answer. */
	private used(): number {
		return (this.current()?.used ?? 0) + this.inFlight;
	}

	private allowed(): number {
		return this.current()?.allowed ?? this.lastAllowed;
	}

	private current(): RateWindow | undefined {
		return this.window && clock.elapsed() < this.window.endsBy ? this.window : undefined;
	}

	private waitMs(): number {
		const paused = this.pausedUntil - clock.elapsed();
		if (paused > 0) return paused;
		const window = this.current();
		if (!window || this.inFlight > 0 || window.used < window.allowed) return 0;
		return window.endsBy - clock.elapsed();
	}

	private async nextSettled(signal?: AbortSignal): Promise<void> {
		let takeBack = () => {};
		await new Promise<void>((resolve) => {
			this.waiting.push(resolve);
			takeBack = onAbort(signal, resolve);
		});
		takeBack();
	}

	private learn(headers: Record<string, unknown>, sentAt: number): void {
		const announced = windowIn(headers, sentAt);
		if (!announced) {
			if (this.window?.isDoubtful && !this.current()) this.window = undefined;
			return;
		}
		this.lastAllowed = announced.allowed;
		const known = this.window;
		if (!known || announced.endsAfter > known.endsBy) {
			this.window = announced;
		} else if (announced.endsBy > known.endsAfter) {
			known.allowed = announced.allowed;
			known.used = Math.max(known.used, announced.used);
			known.endsBy = Math.min(known.endsBy, announced.endsBy);
			known.endsAfter = Math.max(known.endsAfter, announced.endsAfter);
		}
	}
}

/** The window that an answer tells of; undefined where its headers are no three numbers that make sense. */
function windowIn(headers: Record<string, unknown>, sentAt: number): RateWindow | undefined {
	const [used, allowed, resetSeconds] = ['count', 'allowed', 'reset'].map((name) => {
		const text = String(headers[`inin-ratelimit-${name}`] ?? '').trim();
		return /^\d{1,10}$/.test(text) ? Number(text) : NaN;
	}) as [number, number, number];
	if ([used, allowed, resetSeconds].some(Number.isNaN) || allowed === 0) return undefined;
	const believedMs = Math.min(resetSeconds * 1_000, LONGEST_WINDOW_MS);
	return {
		allowed,
		used,
		endsBy: clock.elapsed() + believedMs,
		endsAfter: sentAt + believedMs - 1_000,
		...(believedMs < resetSeconds * 1_000 ? { isDoubtful: true } : {}),
	};
}

const budgets = new Map<string, RateBudget>();

/** The budget that all requests of one credential against one host share. */
export function budgetOf(credentialId: string, apiHost: string): RateBudget {
	const key = `${credentialId} ${apiHost}`;
	const known = budgets.get(key);
	if (known) return known;
	const fresh = new RateBudget();
	budgets.set(key, fresh);
	return fresh;
}
