import { anyOf } from '../records/filters';
import { QUEUE_METRICS, queueStatusRows } from '../records/queueStatus';
import type { Row } from '../columns';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { searchAll } from '../api/lookUps';
import { inBatches } from '../api/refusals';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';

/** Seen in the API's own refusals; smaller batches where it takes fewer. */
const MAX_PREDICATES = 200;

/**
 * What goes on in queues now, one row each (and per media type, where some are given).
 *
 * @param queueIds empty for every queue that the client may see: those come with their names, others with null
 */
export async function readQueueStatus(
	connection: Connection,
	queueIds: string[],
	mediaTypes: string[] = [],
): Promise<Row[]> {
	const queues =
		queueIds.length > 0
			? queueIds.map((id) => ({ id, name: null }))
			: await searchAll(connection, 'queue', '');
	const ids = queues.map(({ id }) => id);
	// Answers come by media type anyway, and a filter of media types may leave out the agents, who belong to none.
	const results = await inBatches(ids, MAX_PREDICATES, async (some) => {
		const answer = await ask(connection, API.queueObservations, {
			body: { metrics: QUEUE_METRICS, filter: anyOf('queueId', some) },
		});
		return answer.results ?? [];
	});
	return queueStatusRows(results, queues, mediaTypes, clock.now());
}
