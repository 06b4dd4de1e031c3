import { MAX_IN_FLIGHT } from '../transport/budget';

/** Works through the values in order, as many at a time as requests may be in flight; starts no more after a failure. */
export async function inParallel<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
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
	await Promise.all(Array.from({ length: Math.min(MAX_IN_FLIGHT, values.length) }, worker));
	return results;
}
