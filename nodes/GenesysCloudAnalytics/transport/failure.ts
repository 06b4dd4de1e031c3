import { isObject } from '../records/isObject';

/** Why a request brought no usable answer. Headers are lower-case, as Node delivers them. */
export type Failure =
	/** An HTTP answer other than success. */
	| { kind: 'answer'; status: number; headers: Record<string, unknown>; body: unknown }
	/** A success whose body is not the JSON that the API sends: cut short, or not from Genesys at all. */
	| { kind: 'garbled'; status: number; headers: Record<string, unknown> }
	/** The token endpoint refused; `error` and `text` are Genesys's words where n8n hands them on. */
	| { kind: 'token'; error: string; text: string }
	/** No answer: `code` is Node's (ECONNRESET, ENOTFOUND, …). `login` where it is known that the login host gave none. */
	| { kind: 'network'; code: string; login?: true }
	/** Not sent: the rate limit is used up for longer than the request may wait. */
	| { kind: 'paused'; waitMs: number }
	/** Something else, with n8n's text. */
	| { kind: 'other'; text: string };

const NETWORK_CODE = /^(E(?!RR)[A-Z]{2,}(_[A-Z]+)*|ERR_NETWORK|ERR_BAD_RESPONSE|ERR_SOCKET\w*)$/;
const NETWORK_TEXT = /\b(?:connect|getaddrinfo|read|write) (E[A-Z_]+)\b/;
const DROPPED = /socket hang up|aborted|network socket disconnected|stream has been aborted/i;
const TIMED_OUT = /timeout of \d+ ?ms exceeded|timed? ?out/i;
/** n8n's name for a token refusal, and for an answer of the token endpoint that it doesn't understand. */
const NOT_OF_THE_NETWORK = ['EAUTH', 'ESTATUS'];
/** axios's names for what Node calls differently: a timeout, and an answer that was cut off. */
const SYNONYMS: Record<string, string> = { ECONNABORTED: 'ETIMEDOUT', ERR_BAD_RESPONSE: 'ECONNRESET' };
/** What n8n puts before whatever went wrong with a token request; 2.0 doesn't. */
const TOKEN_REQUEST = 'Failed to acquire OAuth2 access token';
/** n8n 2.0 hands on only the sentence that OAuth has for an error code. */
const OAUTH_SENTENCES: ReadonlyArray<[start: string, error: string]> = [
	['Client authentication failed', 'invalid_client'],
	['The request is missing a required parameter', 'invalid_request'],
];

interface ThrownLike {
	message?: unknown;
	description?: unknown;
	code?: unknown;
	httpCode?: unknown;
	body?: unknown;
	cause?: unknown;
	response?: unknown;
	messages?: unknown;
	context?: unknown;
}

/**
 * What an exception of n8n's request helper means. How much of the cause n8n passes on depends on its version: fields along
 * the chain of causes are examined first, texts last.
 */
export function failureOf(thrown: unknown): Failure {
	const chain = causes(thrown);

	const refusal = chain.map(({ body }) => oauthError(body)).find((found) => found !== undefined);
	if (refusal) return refusal;
	const answer = [...chain.map(httpAnswer), ...chain.map(answerInContext)].find(
		(found) => found !== undefined,
	);
	if (answer) return answer;

	const texts = chain
		.flatMap(({ message, description, messages }) => [message, description, messages].flat())
		.filter((part) => typeof part === 'string');
	const text = texts.join(' ');
	const codes = chain.flatMap(({ code, httpCode }) => [code, httpCode]).map(String);

	const isTokenRequest = text.includes(TOKEN_REQUEST);
	const known = codes.find((each) => NETWORK_CODE.test(each) && !NOT_OF_THE_NETWORK.includes(each));
	const code = known ?? networkCodeIn(text);
	if (code) {
		return { kind: 'network', code: SYNONYMS[code] ?? code, ...(isTokenRequest ? { login: true } : {}) };
	}
	if (codes.includes('EAUTH') || isTokenRequest) {
		const error = OAUTH_SENTENCES.find(([start]) => text.includes(start))?.[1] ?? '';
		return { kind: 'token', error, text: texts[0] ?? '' };
	}
	return { kind: 'other', text: texts[0] ?? '' };
}

function networkCodeIn(text: string): string | undefined {
	if (DROPPED.test(text)) return 'ECONNRESET';
	if (TIMED_OUT.test(text)) return 'ETIMEDOUT';
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
