const MAX_LENGTH = 100;

/** A user's value as a sentence shows it: on one line, at most 100 characters; an object as JSON. */
export function shown(value: unknown): string {
	const text = typeof value === 'object' && value !== null ? asJson(value) : String(value ?? '');
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/** JSON, or what the value says of itself where it has none, such as one that holds itself. */
function asJson(value: object): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return String(value);
	}
}
