/** A repeated measurement: its median, minimum and maximum. */
export interface Measured {
	median: number;
	min: number;
	max: number;
}

export function measured(values: number[]): Measured {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
	return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** The same work `times` times over, one after the other. */
export async function repeated<T>(times: number, work: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (let time = 0; time < times; time++) results.push(await work());
	return results;
}

/** "1.62 (1.60–1.71) s" */
export function show({ median, min, max }: Measured, unit = '', digits = 2): string {
	const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
	return `${middle} (${low}–${high})${unit && ` ${unit}`}`;
}
