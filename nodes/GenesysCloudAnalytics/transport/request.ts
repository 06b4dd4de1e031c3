import type { IHttpRequestMethods } from 'n8n-workflow';

import { cut, foreign } from '../messages/foreign';
import { isObject } from '../records/isObject';
import { isOfLogin, type Failure } from './failure';
import type { Path } from './path';
import type { Waits } from './retry';

const MAX_PATH = 160;
const MAX_CODE = 60;

/** One request to the API. */
export interface Request {
	method: IHttpRequestMethods;
	path: Path;
	/** Lists become repeated parameters. */
	query?: Query;
	body?: object;
	/** Permissions that the documentation names for the endpoint, for the message of a 403 that names none. */
	permission?: string;
	/** False for the creation of something: then a lost answer is an error, and the caller finds out what happened. Default true: analytics queries are reads, sent as POST. */
	repeatable?: boolean;
	/**
	 * What happens when the execution is cancelled: `stop` (default) sends nothing more and drops what is on its way;
	 * `finish` waits for the answer of what was sent, since something was created; `ignore` is sent all the same: tidying up.
	 */
	onCancel?: 'stop' | 'finish' | 'ignore';
	/** How long it may take; by default what the connection has. */
	waits?: Waits;
	/** Whether a success has the shape that the API gives it; one that hasn't is a garbled answer. */
	fits?: (body: unknown) => boolean;
	/** A larger answer is not read to its end: it is a 413, for callers that can ask for less. */
	maxBytes?: number;
	/** Recognizes a refusal that only the caller waits for: it holds up no other request. */
	isBusy?: (failure: Failure) => boolean;
}

export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** A success, with Node's lower-case headers. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

export type Outcome = { answer: Answer } | { failure: Failure; headers: Record<string, unknown> };

/** A response of n8n's request helper as an outcome. */
export function outcomeOf(response: Answer, request: Request): Outcome {
	const { status, headers, body } = response;
	if (status >= 300) return { failure: { kind: 'answer', status, headers, body }, headers };
	const isJson = typeof body === 'object' && body !== null;
	const isOfTheApi = isJson && (request.fits?.(body) ?? true);
	if (!isOfTheApi && request.method !== 'DELETE' && request.method !== 'HEAD') {
		return { failure: { kind: 'garbled', status, headers }, headers };
	}
	return { answer: response };
}

/** For the log. */
export function labelOf(outcome: Outcome): string {
	if ('answer' in outcome) return String(outcome.answer.status);
	const { failure } = outcome;
	if (failure.kind === 'answer') return String(failure.status);
	return failure.kind === 'network' ? failure.code : failure.kind;
}

/** What support asks for: method and path, status, code, correlation id. A sign-in is a request of its own. */
export function referenceOf(request: Request, failure: Failure, correlationId: unknown): string {
	const body = failure.kind === 'answer' && isObject(failure.body) ? failure.body : {};
	const id = foreign(correlationId);
	const parts = [
		isOfLogin(failure) ? 'POST /oauth/token' : `${request.method} ${cut(request.path, MAX_PATH)}`,
		(failure.kind === 'answer' || failure.kind === 'garbled') && failure.status
			? `status ${failure.status}`
			: '',
		failure.kind === 'token' && failure.error ? `error ${cut(foreign(failure.error), MAX_CODE)}` : '',
		typeof body.code === 'string' ? `code ${cut(foreign(body.code), MAX_CODE)}` : '',
		id ? `correlation id ${cut(id, MAX_CODE)}` : '',
	];
	return parts.filter(Boolean).join(', ');
}
