/** What a broken server may put where anything else belongs. */
const WRONG: readonly unknown[] = [
	null,
	'',
	'text',
	'2026-13-45T99:99:99Z',
	0,
	-1,
	0.5,
	1e9,
	1e300,
	true,
	{},
	[],
	[null],
	[[[]]],
	{ __proto__: null, constructor: 1, toString: 'x' },
	'x'.repeat(10_000),
	'<html>502</html>',
];

/** Every place in the JSON, as the keys that lead to it. */
function placesIn(value: unknown, path: string[] = [], found: string[][] = []): string[][] {
	if (typeof value !== 'object' || value === null || path.length > 8) return found;
	for (const [key, inner] of Object.entries(value)) {
		found.push([...path, key]);
		placesIn(inner, [...path, key], found);
	}
	return found;
}

/**
 * The JSON with one place changed: another value, nothing at all, itself within itself, or an entry twice.
 *
 * @param random numbers from 0 to 1
 */
export function mutated(answer: unknown, random: () => number): unknown {
	const copy = JSON.parse(JSON.stringify(answer ?? null)) as unknown;
	const places = placesIn(copy);
	if (places.length === 0) return pick(WRONG, random);
	// The envelope has few places and decides most.
	const shallow = places.filter((path) => path.length === 1);
	const path = pick(random() < 0.4 ? shallow : places, random);
	let parent = copy as Record<string, unknown>;
	for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
	const key = path.at(-1)!;
	change(parent, key, random);
	return copy;
}

function change(parent: Record<string, unknown>, key: string, random: () => number): void {
	const kind = random();
	const value = parent[key];
	if (kind < 0.15) {
		if (Array.isArray(parent)) parent.splice(Number(key), 1);
		else delete parent[key];
	} else if (kind < 0.25) parent[key] = { [key]: value };
	else if (kind < 0.35 && Array.isArray(value)) parent[key] = [...value, ...value];
	else if (kind < 0.4 && typeof value === 'string') parent[key] = value.slice(0, value.length / 2);
	else parent[key] = pick(WRONG, random);
}

export function pick<T>(values: readonly T[], random: () => number): T {
	return values[Math.floor(random() * values.length)]!;
}
