import { GenesysError } from '../transport/errors';
import { asError } from '../transport/rethrow';

/**
 * Asks for many ids in batches side by side, smaller ones where the API refuses a batch as too large: some of its caps are
 * known from experience only.
 */
export async function inBatches<T>(
	ids: string[],
	size: number,
	ask: (some: string[]) => Promise<T[]>,
): Promise<T[]> {
	async function askSome(some: string[]): Promise<T[]> {
		try {
			return await ask(some);
		} catch (error) {
			if (some.length === 1 || !isTooMany(error)) throw asError(error);
			const half = Math.ceil(some.length / 2);
			return [...(await askSome(some.slice(0, half))), ...(await askSome(some.slice(half)))];
		}
	}
	return (await Promise.all(chunks(ids, size).map(askSome))).flat();
}

/** A cap names its number. */
function isTooMany(error: unknown): boolean {
	if (!(error instanceof GenesysError)) return false;
	const { status, text } = error.circumstances;
	return status === 413 || status === 414 || (status === 400 && /\d/.test(text));
}

/** Lists of at most `size`. */
export function chunks<T>(values: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);
}
