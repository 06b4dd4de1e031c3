import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';

declare const made: unique symbol;
/** A path of the API: only the `path` tag makes one. */
export type Path = string & { readonly [made]: true };

/**
 * Template tag for API paths: every value is encoded, so that no id can climb out of its segment.
 *
 * @throws UserFacingError for a value that is no segment of its own: empty, or `.` and `..`, which a URL takes for folders
 */
export function path(literals: TemplateStringsArray, ...values: string[]): Path {
	return literals.reduce((joined, literal, index) => joined + segment(values[index - 1]) + literal) as Path;
}

function segment(value = ''): string {
	if (!/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
	throw new UserFacingError(`"${shown(value)}" is not an ID`, 'Enter the ID as Genesys Cloud shows it.');
}
