import { Random } from './random';

export interface Named {
	id: string;
	name: string;
}

/** Named entities of one kind: the same seed gives the same ids, and a larger number leaves the first ones unchanged. */
export function entities(
	count: number,
	seed: number,
	kind: number,
	name: (index: number) => string,
): Named[] {
	return Array.from({ length: count }, (_, i) => ({ id: new Random(seed, kind, i).uuid(), name: name(i) }));
}

/** Names from a list, numbered where there are more entities than names. */
export function numbered(names: readonly string[], index: number): string {
	const round = Math.floor(index / names.length);
	return round === 0 ? names[index]! : `${names[index % names.length]!} ${round + 1}`;
}

/** A number that is always the same for an id, so that what is derived from a record needs no seed. */
export const hashOf = (id: string): number => {
	let hash = 0x811c9dc5;
	for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
	return hash >>> 0;
};

/** Random numbers that belong to an id, in a stream for each purpose. */
export const randomOf = (id: string, purpose: number): Random => new Random(hashOf(id), purpose, 11);
