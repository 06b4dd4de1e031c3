/** "1 conversation", "2 conversations": a count with its noun, given in the plural. */
export function counted(count: number, plural: string): string {
	return `${count} ${count === 1 ? singular(plural) : plural}`;
}

/** Of a regular noun: "queues" → "queue", "entries" → "entry". */
export function singular(plural: string): string {
	return plural.replace(/ies$/, 'y').replace(/s$/, '');
}
