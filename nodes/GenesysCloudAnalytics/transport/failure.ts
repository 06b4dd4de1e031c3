import { isObject } from '../records/isObject';

/**
 * Why a request brought no usable answer. Headers are lower-case, as Node delivers them. `login` where it failed at the token
 * endpoint, before the API was asked.
 */
export type Failure =
	/** An HTTP answer other than success. */
	| { kind: 'answer'; status: number; headers: Record<string, unknown>; body: unknown; login?: true }
	/** A success whose body is not what is expected: cut short, or not from Genesys at all. No status where n8n keeps it. */
	| { kind: 'garbled'; status?: number; headers: Record<string, unknown>; login?: true }
	/** The token endpoint refused; `error` and `text` are Genesys's words where n8n hands them on, never n8n's own. */
	| { kind: 'token'; error: string; text: string }
	/** No answer: `code` is Node's (ECONNRESET, ENOTFOUND, HPE_INVALID_CONSTANT, …). */
	| { kind: 'network'; code: string; login?: true }
	/** Not sent: the rate limit is used up for longer than the request may wait. */
	| { kind: 'paused'; waitMs: number }
	/** Not sent: the address of a file is none that is opened; `scheme` is what it begins with. */
	| { kind: 'address'; scheme: string }
	/** Something else, with n8n's text. */
	| { kind: 'other'; text: string };

const NETWORK_CODE =
	/^(E(?!RR)[A-Z]{2,}(_[A-Z]+)*|ERR_NETWORK|ERR_BAD_RESPONSE|ERR_SOCKET\w*|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|Z_\w+_ERROR|UND_ERR_\w+)$/;
const NETWORK_TEXT = /\b(?:connect|getaddrinfo|read|write) (E[A-Z_]+)\b/;
const DROPPED = /socket hang up|aborted|network socket disconnected|premature close/i;
const TIMED_OUT = /timeout of \d+ ?ms exceeded|timed? ?out/i;
const NO_HTTP =
	/^parse error|incorrect header check|unexpected end of file|invalid (?:distance|stored block|code lengths)/i;
/** n8n's names for a token refusal, and for an answer of the token endpoint that it doesn't understand. */
const REFUSED = 'EAUTH';
const NOT_UNDERSTOOD = 'ESTATUS';
/** axios's names for what Node calls differently: a timeout, and an answer that was cut off. */
const SYNONYMS: Record<string, string> = { ECONNABORTED: 'ETIMEDOUT', ERR_BAD_RESPONSE: 'ECONNRESET' };
/** What n8n puts before whatever went wrong with a token request; 2.0 doesn't. */
const TOKEN_REQUEST = 'Failed to acquire OAuth2 access token';
/** n8n 2.0 hands on only the sentence that OAuth has for an error code. */
const OAUTH_SENTENCES: ReadonlyArray<[start: string, error: string]> = [
	['Client authentication failed', 'invalid_client'],
	['The request is missing a required parameter', 'invalid_request'],
	['The provided authorization grant', 'invalid_grant'],
	['The client is not authorized', 'unauthorized_client'],
	['The authorization grant type is not supported', 'unsupported_grant_type'],
	['The resource owner or authorization server denied', 'access_denied'],
	['The requested scope is invalid', 'invalid_scope'],
	['The authorization server encountered', 'server_error'],
	['The authorization server is currently unable', 'temporarily_unavailable'],
];
/** n8n's words for an answer of the token endpoint without a token in it. */
const NO_TOKEN = /unable to sign without access token|expected json response|unsupported content type/i;
/** JavaScript's own: n8n has stumbled over an answer, or over a token that can't be sent. */
const JS_ERRORS = ['TypeError', 'SyntaxError', 'RangeError', 'ReferenceError', 'URIError'];

interface ThrownLike {
	name?: unknown;
	message?: unknown;
	description?: unknown;
	code?: unknown;
	status?: unknown;
	httpCode?: unknown;
	body?: unknown;
	cause?: unknown;
	config?: unknown;
	response?: unknown;
	messages?: unknown;
	context?: unknown;
}

/**
 * What an exception of n8n's request helper means. How much of the cause n8n passes on depends on its version: fields along
 * the chain of causes are examined first, texts last.
 *
 * @param isUnsigned whether the request had no token yet: then it was the token request that failed
 */
export function failureOf(thrown: unknown, isUnsigned = false): Failure {
	const chain = causes(thrown);
	const refusal = firstOf(chain, ({ body }) => oauthError(body));
	if (refusal) return refusal;

	const texts = chain
		.flatMap(({ message, description, messages }) => [message, description, messages].flat())
		.filter((part) => typeof part === 'string');
	const text = texts.join(' ');
	const codes = chain.flatMap(({ code, httpCode }) => [code, httpCode]).map(String);
	const isLogin =
		isUnsigned ||
		text.includes(TOKEN_REQUEST) ||
		codes.includes(NOT_UNDERSTOOD) ||
		chain.some(isTokenRequest);
	const at = isLogin ? ({ login: true } as const) : {};

	const answer =
		firstOf(chain, httpAnswer) ?? firstOf(chain, answerOfLogin) ?? firstOf(chain, answerInContext);
	if (answer) return { ...answer, ...at };
	const known = codes.find((each) => NETWORK_CODE.test(each) && each !== REFUSED && each !== NOT_UNDERSTOOD);
	const code = known ?? networkCodeIn(text);
	if (code) return { kind: 'network', code: SYNONYMS[code] ?? code, ...at };
	for (const [start, error] of OAUTH_SENTENCES) {
		const sentence = texts.find((each) => each.startsWith(start));
		if (sentence !== undefined) return { kind: 'token', error, text: sentence };
	}
	const isUnreadable = chain.some(({ name }) => JS_ERRORS.includes(String(name))) || NO_TOKEN.test(text);
	if (isUnreadable || codes.includes(NOT_UNDERSTOOD)) return { kind: 'garbled', headers: {}, ...at };
	// n8n's other words about a token request may hold the whole answer, token and all.
	if (isLogin || codes.includes(REFUSED)) return { kind: 'token', error: '', text: '' };
	return { kind: 'other', text: texts[0] ?? '' };
}

function firstOf<T>(chain: ThrownLike[], find: (error: ThrownLike) => T | undefined): T | undefined {
	for (const error of chain) {
		const found = find(error);
		if (found !== undefined) return found;
	}
	return undefined;
}

function networkCodeIn(text: string): string | undefined {
	if (DROPPED.test(text)) return 'ECONNRESET';
	if (TIMED_OUT.test(text)) return 'ETIMEDOUT';
	if (NO_HTTP.test(text)) return 'HPE_INVALID';
	return NETWORK_TEXT.exec(text)?.[1];
}

function causes(thrown: unknown): ThrownLike[] {
	const chain: ThrownLike[] = [];
	for (let error = thrown; isObject(error) && chain.length < 6; error = error.cause) chain.push(error);
	return chain;
}

function httpAnswer({ response }: ThrownLike): Failure | undefined {
	// A connection that breaks in the middle of a good answer has that answer's status.
	if (!isObject(response) || typeof response.status !== 'number' || response.status < 300) return undefined;
	const headers = isObject(response.headers) ? { ...response.headers } : {};
	return { kind: 'answer', status: response.status, headers, body: response.data };
}

/** What the token endpoint answered where it was neither a token nor a refusal of OAuth's. */
function answerOfLogin({ code, status, body }: ThrownLike): Failure | undefined {
	if (code !== NOT_UNDERSTOOD && !(status !== undefined && typeof body === 'string')) return undefined;
	if (typeof status !== 'number' || status < 300) return { kind: 'garbled', headers: {}, login: true };
	return { kind: 'answer', status, headers: {}, body: jsonIn(body), login: true };
}

function isTokenRequest({ config }: ThrownLike): boolean {
	return isObject(config) && typeof config.url === 'string' && /\/oauth\/token$/.test(config.url);
}

function jsonIn(body: unknown): unknown {
	try {
		return JSON.parse(String(body)) as unknown;
	} catch {
		return undefined;
	}
}

/** n8n 2.0 keeps status and body of an answer, but nothing else of it. */
function answerInContext({ httpCode, context }: ThrownLike): Failure | undefined {
	if (!/^[345]\d\d$/.test(String(httpCode))) return undefined;
	const body = isObject(context) ? context.data : undefined;
	return { kind: 'answer', status: Number(httpCode), headers: {}, body };
}

/** Genesys's refusal of a token: `{ error, description, error_description }`. */
function oauthError(body: unknown): Failure | undefined {
	if (!isObject(body) || typeof body.error !== 'string') return undefined;
	const words = [body.description, body.error_description].filter((part) => typeof part === 'string');
	return { kind: 'token', error: body.error, text: [...new Set(words)].join(' ') };
}

/** It failed at the token endpoint, not at the API. */
export function isOfLogin(failure: Failure): boolean {
	return failure.kind === 'token' || ('login' in failure && failure.login === true);
}
