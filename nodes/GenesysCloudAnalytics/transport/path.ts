/** Template tag for API paths: every value is encoded, so that no id can climb out of its segment. */
export function path(literals: TemplateStringsArray, ...values: string[]): string {
	return literals.reduce(
		(joined, literal, index) => joined + encodeURIComponent(values[index - 1] ?? '') + literal,
	);
}
