/** Not null, and something to read fields from; a list is one as well. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
