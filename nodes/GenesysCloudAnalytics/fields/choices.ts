import { UserFacingError } from '../messages/userFacingError';

/** The values of a multiple choice; an expression may give them as text separated by commas. */
export function list(value: unknown): string[] {
	const values = Array.isArray(value) ? value.map(String) : text(value).split(',');
	return values.map((entry) => entry.trim()).filter(Boolean);
}

export function text(value: unknown): string {
	return value === undefined || value === null ? '' : String(value).trim();
}

/**
 * Yes or no; an expression may give it as text.
 *
 * @throws UserFacingError naming the field
 */
export function flag(field: string, value: unknown, byDefault = false): boolean {
	if (text(value) === '') return byDefault;
	return oneOf(field, text(value).toLowerCase(), ['true', 'false']) === 'true';
}

/**
 * A number of a range, its ends included.
 *
 * @throws UserFacingError naming the field and the range
 */
export function numberWithin(
	field: string,
	value: unknown,
	{ byDefault, min = 0, max }: { byDefault: number; min?: number; max: number },
): number {
	const number = text(value) === '' ? byDefault : Number(value);
	if (number >= min && number <= max) return number;
	throw new UserFacingError(`${field} can't be "${text(value)}"`, `Enter a number from ${min} to ${max}.`);
}

/**
 * Some of a choice, as a list or as text separated by commas.
 *
 * @throws UserFacingError naming the field and the values
 */
export function someOf<T extends string>(field: string, value: unknown, values: readonly T[]): T[] {
	return list(value).map((each) => oneOf(field, each, values));
}

/**
 * Some of a choice, all where none is chosen; in the order of `values`.
 *
 * @throws UserFacingError naming the field and the values
 */
export function someOrAll<T extends string>(field: string, value: unknown, values: readonly T[]): T[] {
	const chosen = someOf(field, value, values);
	return values.filter((each) => chosen.length === 0 || chosen.includes(each));
}

/**
 * One of a choice; an expression may give anything.
 *
 * @throws UserFacingError naming the field and the values
 */
export function oneOf<T extends string>(field: string, value: unknown, values: readonly T[]): T {
	const found = values.find((each) => each === value);
	if (found) return found;
	throw new UserFacingError(`${field} can't be "${String(value)}"`, `Use one of ${values.join(', ')}.`);
}
