import { MAX_IN_FLIGHT } from '../transport/budget';

/** For work that also fetches files: while some do, others keep as many requests in flight as may be. */
export const FETCHING_FILES = 2 * MAX_IN_FLIGHT;

/**
 * Works through the values in order, by default as many at a time as requests may be in flight; starts no more after a
 * failure.
 */
export async function inParallel<T, R>(
	values: readonly T[],
	work: (value: T) => Promise<R>,
	atOnce = MAX_IN_FLIGHT,
): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	const worker = async () => {
		while (next < values.length) {
			const index = next++;
			results[index] = await work(values[index]!).catch((error: unknown) => {
				next = values.length;
				throw error;
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, worker));
	return results;
}
