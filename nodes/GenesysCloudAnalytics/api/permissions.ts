/** What an endpoint demands of the OAuth client's roles: all of these permissions, or any one of them. */
export interface Permissions {
	readonly names: readonly string[];
	readonly needed: 'all' | 'any';
}

/** The API's documentation names none. */
export const NONE: Permissions = { names: [], needed: 'all' };

export function all(...names: string[]): Permissions {
	return { names, needed: 'all' };
}

export function any(...names: string[]): Permissions {
	return { names, needed: 'any' };
}

/** As sentences say it: "a or b", "a and b"; empty where there is none. */
export function inWords({ names, needed }: Permissions): string {
	return names.join(needed === 'all' ? ' and ' : ' or ');
}
