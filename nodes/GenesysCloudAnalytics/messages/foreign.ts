const MAX_LENGTH = 300;
/** More of a text is not looked at: a page can have megabytes. */
const MAX_READ = 10_000;
const HIDDEN = '…';

/** What gives access when it is quoted: the first group, where there is one, stays. The order matters. */
const SECRETS: readonly RegExp[] = [
	// A token of its own shape (JWT).
	/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g,
	/\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)(?:\s|%20|\+)+(?=[^\s"'\\,;<>]*[\dA-Z+/=]|[^\s"'\\,;<>]{16})[^\s"'\\,;<>]+/g,
	// A field or parameter that is named for what it holds, in JSON, in a form or in a header.
	/((?:token|secret|password|passwd|api[_-]?key|signature|authorization|assertion|credential)s?(?:\\{0,15}["'])?\s*(?:=|%3D|:\s*\\{0,15}["'])\s*(?:\\{0,15}["'])?)[^\s"'\\,;&<>{}[\]]+/gi,
	/((?:secret|password|passwd|authorization)(?:\\{0,15}["'])?\s*(?::|%3A)\s*|(?:secret|password) is )[^\s"'\\,;&<>{}[\]]+/gi,
	// … and in a sentence, where "token: expired" is not one.
	/(token\s*(?::|%3A| is )\s*)(?=[a-z._-]*[\dA-Z])[\w.~+/=-]{8,}/g,
	// Whoever has the whole of a presigned address may read the file.
	/(https?:\/\/[^\s?#"'<>]*)\?[^\s"'<>]*/gi,
	/(https?:\/\/)[^\s/@"'<>]+@/gi,
	// Tokens and secrets without a name, all of which are longer than an id.
	/[A-Za-z0-9+_-]{40,}={0,2}/g,
];

/**
 * Text that someone else wrote (the API, a proxy, a storage, n8n) as a sentence may quote it: secrets taken out, on one line, at
 * most 300 characters. An object as JSON; nothing for what is no text.
 *
 * @param secrets what must not be quoted even where nothing tells that it is a secret
 */
export function foreign(value: unknown, secrets: readonly string[] = []): string {
	let text = textOf(value).slice(0, MAX_READ);
	for (const secret of secrets) if (secret) text = text.replaceAll(secret, HIDDEN);
	for (const pattern of SECRETS) {
		text = text.replace(pattern, (_, kept: unknown) => (typeof kept === 'string' ? kept : '') + HIDDEN);
	}
	const line = text.replace(/[\s\p{Cc}\u2028\u2029\u202a-\u202e]+/gu, ' ').trim();
	return cut(line, MAX_LENGTH);
}

/** Its beginning, with an ellipsis for what is left out; no half of a character that takes two places. */
export function cut(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	return `${text.slice(0, Math.max(0, maxLength - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'object' || value === null) return '';
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}
