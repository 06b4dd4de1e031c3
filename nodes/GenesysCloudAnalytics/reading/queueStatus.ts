import { anyOf } from '../records/filters';
import type { Directory } from '../directory/directory';
import { QUEUE_METRICS, queuesNow, type QueueNow } from '../records/queueStatus';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { searchAll } from '../api/lookUps';
import { inBatches } from '../api/refusals';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';

/** Seen in the API's own refusals; smaller batches where it takes fewer. */
const MAX_PREDICATES = 200;

/**
 * What goes on in queues now, one entry each (and per media type, where some are given).
 *
 * @param queueIds empty for every queue that the client may see: those come with their names, which the directory learns
 */
export async function readQueueStatus(
	connection: Connection,
	directory: Pick<Directory, 'learn'>,
	queueIds: string[],
	mediaTypes: string[] = [],
): Promise<QueueNow[]> {
	const listed = queueIds.length > 0 ? [] : await searchAll(connection, 'queue', '');
	for (const { id, name } of listed) directory.learn('queue', id, name);
	const ids = queueIds.length > 0 ? queueIds : listed.map(({ id }) => id);
	// Answers come by media type anyway, and a filter of media types may leave out the agents, who belong to none.
	const results = await inBatches(connection, ids, MAX_PREDICATES, async (some) => {
		const answer = await ask(connection, API.queueObservations, {
			body: { metrics: QUEUE_METRICS, filter: anyOf('queueId', some) },
		});
		return answer.results ?? [];
	});
	return queuesNow(results, ids, mediaTypes, clock.now());
}
