/** Why a request brought no usable answer. Headers are lower-case, as Node delivers them. */
export type Failure =
	/** An HTTP answer other than success. */
	| { kind: 'answer'; status: number; headers: Record<string, unknown>; body: unknown }
	/** A success whose body is not the JSON that the API sends: cut short, or not from Genesys at all. */
	| { kind: 'garbled'; status: number; headers: Record<string, unknown> }
	/** The token endpoint refused; `error` and `text` are Genesys's words where n8n hands them on. */
	| { kind: 'token'; error: string; text: string }
	/** No answer: `code` is Node's (ECONNRESET, ENOTFOUND, …). */
	| { kind: 'network'; code: string }
	/** Something else, in n8n's words. */
	| { kind: 'other'; text: string };

const NETWORK_CODE = /\b(E[A-Z]{3,}(?:_[A-Z]+)*|ERR_NETWORK|ERR_BAD_RESPONSE|ERR_SOCKET\w*)\b/;
const DROPPED = /socket hang up|aborted|network socket disconnected|stream has been aborted/i;
const TIMED_OUT = /timeout of \d+ ?ms exceeded|timed? ?out/i;

interface ThrownLike {
	message?: unknown;
	description?: unknown;
	code?: unknown;
	httpCode?: unknown;
	body?: unknown;
	cause?: unknown;
	response?: unknown;
	messages?: unknown;
}

/**
 * What an exception of n8n's request helper stands for. n8n hands on more or less of the cause, by version: fields are
 * looked at first, along the chain of causes, texts last.
 */
export function failureOf(thrown: unknown): Failure {
	const chain = causes(thrown);

	const answer = chain.map(httpAnswer).find((found) => found !== undefined);
	if (answer && !isTokenRequest(chain)) return answer;

	const refusal = chain.map(({ body }) => oauthError(body)).find((found) => found !== undefined);
	if (refusal) return refusal;

	const texts = chain.flatMap(({ message, description, messages }) =>
		[message, description, messages].flat(),
	);
	const text = texts.filter((part) => typeof part === 'string').join(' ');

	const code = chain
		.flatMap(({ code: errorCode, httpCode }) => [errorCode, httpCode])
		.find(
			(value) =>
				typeof value === 'string' && NETWORK_CODE.test(value) && value !== 'EAUTH' && value !== 'ESTATUS',
		);
	if (typeof code === 'string')
		return { kind: 'network', code: code === 'ECONNABORTED' ? 'ETIMEDOUT' : code };
	if (/Failed to acquire OAuth2 access token|client authentication failed/i.test(text)) {
		const status = /HTTP status (5\d\d)/.exec(text)?.[1];
		if (status) return { kind: 'answer', status: Number(status), headers: {}, body: '' };
		return { kind: 'token', error: '', text };
	}
	if (DROPPED.test(text)) return { kind: 'network', code: 'ECONNRESET' };
	if (TIMED_OUT.test(text)) return { kind: 'network', code: 'ETIMEDOUT' };
	const inText = NETWORK_CODE.exec(text)?.[1];
	if (inText && inText.startsWith('E')) return { kind: 'network', code: inText };
	return { kind: 'other', text: texts.find((part): part is string => typeof part === 'string') ?? '' };
}

function causes(thrown: unknown): ThrownLike[] {
	const chain: ThrownLike[] = [];
	for (let error = thrown; isObject(error) && chain.length < 6; error = error.cause) chain.push(error);
	return chain;
}

function isTokenRequest(chain: ThrownLike[]): boolean {
	return chain.some(({ body }) => oauthError(body) !== undefined);
}

function httpAnswer({ response }: ThrownLike): Failure | undefined {
	// A connection that breaks in the middle of a good answer has that answer's status.
	if (!isObject(response) || typeof response.status !== 'number' || response.status < 400) return undefined;
	const headers = isObject(response.headers) ? { ...response.headers } : {};
	return { kind: 'answer', status: response.status, headers, body: response.data };
}

/** Genesys's refusal of a token: `{ error, description, error_description }`. */
function oauthError(body: unknown): Failure | undefined {
	if (!isObject(body) || typeof body.error !== 'string') return undefined;
	const text = [body.description, body.error_description]
		.filter((part) => typeof part === 'string')
		.join(' ');
	return { kind: 'token', error: body.error, text };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
