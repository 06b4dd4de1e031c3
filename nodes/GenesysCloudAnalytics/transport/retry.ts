import { DateTime } from 'luxon';

import { clock } from './clock';
import { isObject } from '../records/isObject';
import { isOfLogin, type Failure } from './failure';

/** How long a request may take before it is given up. Milliseconds. */
export interface Waits {
	/** Longest single wait for the rate limit. A longer one is reported instead. */
	waitMs: number;
	/** All waits for the rate limit together. */
	rateLimitMs: number;
	/** Faults of the server or the line: all tries together. */
	faultMs: number;
	/** A refused connection or an unknown host is a wrong setting more often than a fault. */
	unreachableMs: number;
	/** One try as a whole, the sign-in included. */
	attemptMs: number;
}

/** An execution. Genesys's own clients give up a wait at the same number. */
export const LONG: Waits = {
	waitMs: 180_000,
	rateLimitMs: 600_000,
	faultMs: 60_000,
	unreachableMs: 15_000,
	attemptMs: 120_000,
};
/** For someone who is waiting for a list, and for what doesn't matter much, such as cleaning up. */
export const BRIEF: Waits = {
	waitMs: 5_000,
	rateLimitMs: 8_000,
	faultMs: 8_000,
	unreachableMs: 5_000,
	attemptMs: 8_000,
};

/** For work that has this many milliseconds in all: no single request may use them up. */
export function waitsWithin(ms: number): Waits {
	return {
		waitMs: Math.min(LONG.waitMs, ms / 3),
		rateLimitMs: Math.min(LONG.rateLimitMs, ms / 2),
		faultMs: Math.min(LONG.faultMs, ms / 3),
		unreachableMs: Math.min(LONG.unreachableMs, ms / 3),
		attemptMs: Math.min(LONG.attemptMs, ms / 3),
	};
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** Faults of the server or the line: the waits before the second try, the third, and so on. */
const FAULT_WAITS_MS = [1_000, 3_000, 9_000, 27_000];
const RATE_LIMIT_BASE_MS = 2_000;
/** A server that says to come back at once, and refuses again, is believed less each time. */
const LONGEST_FLOOR_MS = 30_000;
/** Windows of the limit are a minute; a server that tells of much longer ones is not believed. */
export const LONGEST_WINDOW_MS = 120_000;
/** No wait that anyone asks for is longer than a year: such a number is none. */
const LONGEST_WAIT_MS = 366 * 86_400_000;
const JITTER_MS = 500;

/** What the decision rests on. Times in milliseconds. */
export interface Attempt {
	/** 1 for the first failure of this sort: of the rate limit, or of the server and the line. */
	number: number;
	/** Spent on failures of this sort, waits included. */
	elapsedMs: number;
	/** False where a repetition could do something twice: the creation of a job. */
	repeatable: boolean;
	/** In [0, 1). */
	random: number;
	waits: Waits;
}

/** Wait and try again, or stop; `requestedMs` is the wait that the server asked for, if that is the reason. */
export type Decision = { waitMs: number } | { giveUp: true; requestedMs?: number };

/** Pure: whether and when a failed request is sent again. */
export function decide(failure: Failure, attempt: Attempt): Decision {
	const { waits } = attempt;
	if (isRateLimit(failure)) {
		const requestedMs = requestedWaitMs(failure);
		const backoffMs = RATE_LIMIT_BASE_MS * 2 ** (attempt.number - 1);
		const floorMs = attempt.number > 1 ? Math.min(backoffMs / 4, LONGEST_FLOOR_MS) : 0;
		const waitMs = Math.max(requestedMs ?? backoffMs, floorMs) + attempt.random * JITTER_MS;
		const tooLong = waitMs > waits.waitMs + JITTER_MS || attempt.elapsedMs + waitMs > waits.rateLimitMs;
		return tooLong ? { giveUp: true, requestedMs: requestedMs ?? waitMs } : { waitMs };
	}
	if (!isFault(failure) || (!attempt.repeatable && !wasNotReceived(failure))) return { giveUp: true };
	const requestedMs = failure.kind === 'answer' ? retryAfterMs(failure.headers) : undefined;
	const backoff = FAULT_WAITS_MS[attempt.number - 1];
	if (backoff === undefined) return { giveUp: true };
	const waitMs = requestedMs ?? backoff * (0.9 + attempt.random * 0.2);
	const cap = isUnreachable(failure) ? waits.unreachableMs : waits.faultMs;
	return attempt.elapsedMs + waitMs > cap ? { giveUp: true } : { waitMs };
}

/** What passes by itself: a rate limit, a fault of the server or the line. */
export function isTemporary(failure: Failure): boolean {
	return isRateLimit(failure) || isFault(failure);
}

/** A 429, or the token endpoint's own limit, which Genesys answers with 400 `invalid_request` "rate limit exceeded; …". */
export function isRateLimit(failure: Failure): boolean {
	if (failure.kind === 'paused') return true;
	if (failure.kind === 'answer') return failure.status === 429;
	if (failure.kind !== 'token') return false;
	// n8n 2.0 has only OAuth's own sentence for it; and no request of n8n lacks a parameter.
	return /rate limit exceeded|^The request is missing a required parameter/i.test(failure.text);
}

/**
 * The wait that the server asks for, in milliseconds: Retry-After, else the body's "[42] seconds" (in all 429 answers
 * since November 2021), else the seconds until the window of the limit resets.
 */
export function requestedWaitMs(failure: Failure): number | undefined {
	if (failure.kind === 'paused') return failure.waitMs;
	if (failure.kind !== 'answer') return undefined;
	const resetMs = seconds(failure.headers['inin-ratelimit-reset']);
	return (
		explicitWaitMs(failure) ?? (resetMs === undefined ? undefined : Math.min(resetMs, LONGEST_WINDOW_MS))
	);
}

/** The wait that the answer itself asks for, apart from the rate limit. */
export function explicitWaitMs(failure: Failure): number | undefined {
	if (failure.kind !== 'answer') return undefined;
	return retryAfterMs(failure.headers) ?? bodySecondsMs(failure.body);
}

function retryAfterMs(headers: Record<string, unknown>): number | undefined {
	return seconds(headers['retry-after']) ?? msUntil(headers['retry-after'], headers.date);
}

/** Retry-After as a date (RFC 9110), on the server's own clock where the answer tells it. */
function msUntil(date: unknown, serverNow: unknown): number | undefined {
	const until = httpDateMs(date);
	if (until === undefined) return undefined;
	const waitMs = until - (httpDateMs(serverNow) ?? clock.now());
	return waitMs > 0 && waitMs <= LONGEST_WAIT_MS ? waitMs : undefined;
}

/** Milliseconds since the epoch of a date as HTTP writes it; undefined where it is none. */
export function httpDateMs(value: unknown): number | undefined {
	const date = DateTime.fromHTTP(String(value ?? ''));
	return date.isValid ? date.toMillis() : undefined;
}

function bodySecondsMs(body: unknown): number | undefined {
	const text = typeof body === 'string' ? body.slice(0, 1_000) : isObject(body) ? String(body.message) : '';
	return seconds(/\[(\d+)\] seconds/.exec(text)?.[1]);
}

function seconds(value: unknown): number | undefined {
	const text = String(value ?? '').trim();
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : NaN;
	return ms <= LONGEST_WAIT_MS ? ms : undefined;
}

function isFault(failure: Failure): boolean {
	if (failure.kind === 'answer') {
		return failure.status === 408 || (failure.status >= 500 && failure.status !== 501);
	}
	if (failure.kind === 'token') return ['server_error', 'temporarily_unavailable'].includes(failure.error);
	return failure.kind === 'network' || failure.kind === 'garbled';
}

function isUnreachable(failure: Failure): boolean {
	return failure.kind === 'network' && UNREACHABLE.has(failure.code);
}

/** The request never reached the API, so even a creation may be repeated. */
function wasNotReceived(failure: Failure): boolean {
	return isUnreachable(failure) || isOfLogin(failure);
}
