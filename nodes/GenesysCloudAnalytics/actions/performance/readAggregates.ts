import { alignedParts, halves, type Granularity } from '../../analytics/buckets';
import { interval } from '../../analytics/query';
import type { TimeRange } from '../../analytics/timeRange';
import { GenesysError } from '../../transport/errors';
import { asError } from '../../transport/rethrow';
import type { Connection } from '../../transport/send';

/** An aggregate query but for its time; `query` holds metrics, groupBy, filter. */
export interface AggregateRequest {
	path: string;
	permission: string;
	query: object;
	range: TimeRange;
	granularity: Granularity;
	timeZone: string;
}

/** The answers' `results`, to be joined by `groupsOf`, and the number of pieces that the range was asked for in. */
export interface AggregateResults {
	results: unknown[];
	pieces: number;
}

/**
 * Asks for the whole range, in pieces where the API refuses it as too long: how long a range may be, and how many intervals
 * it may have, is not documented. Pieces end where intervals end, so nothing is counted twice.
 *
 * @throws GenesysError when it is refused for another reason, or a piece that can't be cut any more is refused
 */
export async function readAggregates(
	connection: Connection,
	request: AggregateRequest,
): Promise<AggregateResults> {
	const { path, permission, query, range, granularity, timeZone } = request;
	const time = granularity === 'none' ? {} : { granularity, timeZone };
	let refusedMs = Infinity;
	let pieces = 0;

	async function read(part: TimeRange): Promise<unknown[]> {
		const lengthMs = part.endMs - part.startMs;
		const pair = halves(part, granularity, timeZone);
		// What was refused once is not asked for again.
		if (pair && lengthMs >= refusedMs) return (await Promise.all(pair.map(read))).flat();
		try {
			const { results } = await connection.send<{ results?: unknown[] }>({
				method: 'POST',
				path,
				permission,
				body: { interval: interval(part), ...time, ...query },
			});
			pieces++;
			return results ?? [];
		} catch (error) {
			if (!pair || !isTooMuch(error)) throw asError(error);
			refusedMs = Math.min(refusedMs, lengthMs);
			// One after the other: the first half finds out how short a piece has to be.
			return [...(await read(pair[0])), ...(await read(pair[1]))];
		}
	}

	const parts = await Promise.all(alignedParts(range, granularity, timeZone).map(read));
	return { results: parts.flat(), pieces };
}

function isTooMuch(error: unknown): boolean {
	if (!(error instanceof GenesysError)) return false;
	const { code, text } = error.circumstances;
	if (error.status === 413) return true;
	return (
		error.status === 400 &&
		/interval|granularity|duration|days|too\.?\s?(large|long|many)|exceed/i.test(`${code} ${text}`)
	);
}
