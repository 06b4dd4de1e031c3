import {
	ExpressionError,
	NodeApiError,
	NodeOperationError,
	type INode,
	type JsonObject,
	type Logger,
} from 'n8n-workflow';

import { cut, foreign } from '../messages/foreign';
import { UserFacingError } from '../messages/userFacingError';
import { isObject } from '../records/isObject';
import type { Asked } from './asked';
import { isOfLogin, type Failure } from './failure';
import { wordsFor, type Circumstances, type Place } from './hints';
import { isRateLimit, isTemporary, LONG, requestedWaitMs, type Waits } from './retry';

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

const UNREADABLE = 'An answer could not be read';
/** An error as a whole, in bytes; what support asks for stays. */
const MAX_BYTES = 1_000;

/** What happened, as a sentence without its full stop, to stand inside another one. */
export function sentenceOf(error: Error): string {
	if (error instanceof GenesysError) {
		const { circumstances } = error;
		const { status, permissions, documented, isForeign } = circumstances;
		const mayLack = status === 403 && !permissions && !isForeign && documented;
		const note = mayLack ? ` (the permission ${documented} may be missing)` : '';
		return `${wordsFor(circumstances).message}${note}`;
	}
	if (error instanceof UserFacingError) return error.message;
	return isJavaScripts(error) ? UNREADABLE : foreign(messageOf(error));
}

/** What the hints need of a failure. `documented` are the permissions that the documentation names for the endpoint. */
export function circumstancesOf(
	failure: Failure,
	request: {
		host: string;
		documented?: string;
		asked?: Asked;
		place?: Place;
		waits?: Waits;
		/** What must not be quoted. */
		secrets?: readonly string[];
		hasOuterSpaces: boolean;
		tries: number;
		giveUpWaitMs?: number;
		presigned?: boolean;
	},
): Circumstances {
	const { host, hasOuterSpaces, tries, waits = LONG } = request;
	const body = failure.kind === 'answer' && isObject(failure.body) ? failure.body : {};
	const said = failure.kind === 'token' || failure.kind === 'other' ? failure.text : body.message;
	const text = foreign(said, request.secrets);
	const code = foreign(failure.kind === 'token' ? failure.error : body.code, request.secrets);
	const waitMs = request.giveUpWaitMs ?? requestedWaitMs(failure);
	return {
		status: failure.kind === 'answer' || failure.kind === 'garbled' ? failure.status : undefined,
		code,
		text,
		network: failure.kind === 'network' ? failure.code : undefined,
		isForeign: failure.kind === 'garbled' || (failure.kind === 'answer' && !isOfGenesys(failure.body)),
		host,
		login: isOfLogin(failure),
		permissions: /^missing\..*permissions/.test(code)
			? permissionsIn(text) || (request.documented ?? '')
			: '',
		documented: request.documented ?? '',
		presigned: request.presigned ?? false,
		scheme: failure.kind === 'address' ? failure.scheme : undefined,
		asked: request.asked ?? { thing: '', hasFilters: true },
		place: request.place ?? 'run',
		waits,
		rateLimited: isRateLimit(failure),
		redirectedTo: failure.kind === 'answer' ? hostIn(failure.headers.location, host) : undefined,
		waitSeconds: waitMs === undefined ? undefined : waitMs / 1_000,
		hasOuterSpaces,
		tries,
	};
}

/** What the API sends with a failure: an object with its words, or without any. */
function isOfGenesys(body: unknown): boolean {
	if (!isObject(body)) return false;
	return [body.message, body.code].some((part) => typeof part === 'string') || Object.keys(body).length === 0;
}

/** What is known of the run when something unforeseen happens. */
interface Seen {
	logger: Pick<Logger, 'debug'>;
	/** The last request that was answered, with its correlation id. */
	lastRequest?: string;
}

/**
 * n8n's error for any failure. Built from a plain object: a NodeApiError around another one would keep the old text.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
	seen?: Seen,
): NodeApiError | NodeOperationError | ExpressionError {
	// n8n shows where in the expression it failed: from the error's own type and context.
	if (error instanceof ExpressionError) return error;
	if (error instanceof GenesysError) {
		const { circumstances, reference } = error;
		const { message, description } = brief(wordsFor(circumstances), reference);
		const plain: JsonObject = { message, description };
		return new NodeApiError(node, plain, {
			message,
			description,
			httpCode: circumstances.status === undefined ? undefined : String(circumstances.status),
			itemIndex,
		});
	}
	if (isJavaScripts(error)) return unreadable(node, error, itemIndex, seen);
	const message = error instanceof UserFacingError ? error.message : foreign(messageOf(error));
	const { description } = error instanceof UserFacingError ? error : { description: undefined };
	const words = brief({ message, description: description ?? '' });
	return new NodeOperationError(node, words.message, {
		description: description === undefined ? undefined : words.description,
		itemIndex,
	});
}

/** The last net: JavaScript's own sentences tell users nothing, and are kept for the debug log. */
function unreadable(node: INode, error: Error, itemIndex?: number, seen?: Seen): NodeOperationError {
	const at = foreign(`${error.message} ${error.stack?.split('\n').slice(1, 4).join(' ') ?? ''}`);
	seen?.logger.debug(`Genesys Cloud: ${UNREADABLE}: ${at}`);
	const { message, description } = brief(
		{
			message: UNREADABLE,
			description:
				'Genesys Cloud returned something that this node does not expect. Run the workflow again; if that does not help, report it with what the debug log of n8n says.',
		},
		seen?.lastRequest,
	);
	return new NodeOperationError(node, message, { description, itemIndex });
}

function isJavaScripts(error: unknown): error is Error {
	return (
		error instanceof Error &&
		['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError'].includes(error.name)
	);
}

function messageOf(error: unknown): unknown {
	return error instanceof Error ? error.message : (error ?? String(error));
}

/** Both sentences within what an error may have; the reference is kept whole. */
function brief(words: { message: string; description: string }, reference = '') {
	const message = cutToBytes(words.message, MAX_BYTES / 2);
	const end = reference ? ` (${reference})` : '';
	const left = MAX_BYTES - Buffer.byteLength(message) - Buffer.byteLength(end);
	return { message, description: `${cutToBytes(words.description, left)}${end}` };
}

function cutToBytes(text: string, maxBytes: number): string {
	if (Buffer.byteLength(text) <= maxBytes) return text;
	let length = Math.min(text.length, maxBytes);
	while (length > 0 && Buffer.byteLength(cut(text, length)) > maxBytes) length--;
	return cut(text, length);
}

/** Without the rest of the address, which may hold a secret. */
function hostIn(location: unknown, host: string): string | undefined {
	if (typeof location !== 'string') return undefined;
	return URL.canParse(location, `https://${host}`) ? new URL(location, `https://${host}`).host : undefined;
}

function permissionsIn(text: string): string {
	return [...new Set(text.match(/\b[a-z][A-Za-z]+:[A-Za-z]+:[A-Za-z]+\b/g) ?? [])].join(' or ');
}
