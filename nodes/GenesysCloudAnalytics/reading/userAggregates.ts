import { anyOf } from '../records/filters';
import type { Connection } from '../transport/connection';
import { readAggregates, type AggregateRequest } from './aggregates';
import { API } from '../api/endpoints';
import { inBatches } from '../api/refusals';

/** "A single query may contain no more than 100 userId predicates", the API's own page on user aggregates. */
const USERS_PER_REQUEST = 100;

/**
 * What each of these users did in the range: the `results` of user aggregates, to be joined by `groupsOf`.
 *
 * @throws GenesysError, CancelledError
 */
export async function readUserAggregates(
	connection: Connection,
	ids: readonly string[],
	metrics: readonly string[],
	time: Pick<AggregateRequest, 'range' | 'granularity' | 'timeZone'>,
): Promise<unknown[]> {
	return await inBatches(connection, ids, USERS_PER_REQUEST, async (some) => {
		const query = { metrics, groupBy: ['userId'], filter: anyOf('userId', some) };
		const { results } = await readAggregates(connection, {
			endpoint: API.userAggregates,
			query,
			...time,
		});
		return results;
	});
}
