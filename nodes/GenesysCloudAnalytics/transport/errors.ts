import { ExpressionError, NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import { isObject } from '../records/isObject';
import { UserFacingError } from '../messages/userFacingError';
import type { Failure } from './failure';
import { wordsFor, type Circumstances } from './hints';
import { isRateLimit, isTemporary, requestedWaitMs } from './retry';

/** A failure that this package understands, before it becomes n8n's error. It never holds a secret, a token or a request body. */
export class GenesysError extends Error {
	constructor(
		readonly failure: Failure,
		readonly circumstances: Circumstances,
		/** What support asks for: method and path, status, code, correlation id. */
		readonly reference: string,
	) {
		super(circumstances.text);
	}

	/** HTTP status, where there was an answer. */
	get status(): number | undefined {
		return this.circumstances.status;
	}

	/** It passes by itself: a rate limit, a fault of the server or the line. */
	get isTemporary(): boolean {
		return isTemporary(this.failure);
	}
}

/** The execution was cancelled: not a failure, but nothing more is done. */
export class CancelledError extends Error {
	constructor() {
		super('The execution was cancelled');
	}
}

const MAX_TEXT = 300;

/** What happened, as a sentence without its full stop, to stand inside another one. */
export function sentenceOf(error: Error): string {
	return error instanceof GenesysError ? wordsFor(error.circumstances).message : error.message;
}

/** What the hints need of a failure. `documented` are the permissions that the documentation names for the endpoint. */
export function circumstancesOf(
	failure: Failure,
	request: {
		host: string;
		documented?: string;
		hasOuterSpaces: boolean;
		tries: number;
		giveUpWaitMs?: number;
		presigned?: boolean;
	},
): Circumstances {
	const { host, hasOuterSpaces, tries } = request;
	const body = failure.kind === 'answer' && isObject(failure.body) ? failure.body : {};
	const text =
		failure.kind === 'token' || failure.kind === 'other' ? failure.text : String(body.message ?? '');
	const waitMs = request.giveUpWaitMs ?? requestedWaitMs(failure);
	return {
		status: failure.kind === 'answer' || failure.kind === 'garbled' ? failure.status : undefined,
		code: failure.kind === 'token' ? failure.error : String(body.code ?? ''),
		text: text.slice(0, MAX_TEXT),
		network: failure.kind === 'network' ? failure.code : undefined,
		host,
		permissions: permissionsIn(text) || (request.documented ?? ''),
		presigned: request.presigned ?? false,
		rateLimited: isRateLimit(failure),
		redirectedTo: failure.kind === 'answer' ? hostIn(failure.headers.location, host) : undefined,
		waitSeconds: waitMs === undefined ? undefined : waitMs / 1_000,
		hasOuterSpaces,
		tries,
	};
}

/**
 * n8n's error for any failure. Built from a plain object: a NodeApiError around another one would keep the old text.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError | ExpressionError {
	// n8n shows where in the expression it failed: from the error's own type and context.
	if (error instanceof ExpressionError) return error;
	if (error instanceof GenesysError) {
		const { circumstances, reference } = error;
		const { message, description: advice } = wordsFor(circumstances);
		const description = `${advice} (${reference})`;
		const plain: JsonObject = { message, description };
		return new NodeApiError(node, plain, {
			message,
			description,
			httpCode: circumstances.status === undefined ? undefined : String(circumstances.status),
			itemIndex,
		});
	}
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof UserFacingError ? error.description : undefined;
	return new NodeOperationError(node, message, { description, itemIndex });
}

/** Without the rest of the address, which may hold a secret. */
function hostIn(location: unknown, host: string): string | undefined {
	if (typeof location !== 'string') return undefined;
	return URL.canParse(location, `https://${host}`) ? new URL(location, `https://${host}`).host : undefined;
}

function permissionsIn(text: string): string {
	return [...new Set(text.match(/\b[a-z][A-Za-z]+:[A-Za-z]+:[A-Za-z]+\b/g) ?? [])].join(' or ');
}
