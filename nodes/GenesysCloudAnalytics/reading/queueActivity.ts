import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { PageWatch } from '../api/paging';
import { inBatches } from '../api/refusals';
import { anyOf } from '../records/filters';
import {
	ACTIVITY_METRICS,
	queueActivities,
	type ActivityDimension,
	type QueueActivity,
} from '../records/queueActivity';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';

const PAGE_SIZE = 100;
/** The size of pages is not documented: only one smaller than this is taken for the last one. */
const SMALLEST_PAGE = 25;
/** As of observations; smaller batches where it takes fewer. */
const MAX_PREDICATES = 200;

/**
 * What goes on in queues now by skill, language or media type; nothing of a queue in which nothing does.
 *
 * @param queueIds empty for all that the client may see
 * @param mediaTypes empty for all
 */
export async function readQueueActivity(
	connection: Connection,
	dimension: ActivityDimension,
	queueIds: readonly string[],
	mediaTypes: readonly string[],
): Promise<QueueActivity[]> {
	const read = async (ids: string[]) => await readAll(connection, dimension, clausesFor(ids, mediaTypes));
	const results =
		queueIds.length > 0 ? await inBatches(connection, queueIds, MAX_PREDICATES, read) : await read([]);
	return queueActivities(results, dimension, clock.now());
}

function clausesFor(queueIds: readonly string[], mediaTypes: readonly string[]): object[] {
	return [
		...(queueIds.length > 0 ? [anyOf('queueId', queueIds)] : []),
		...(mediaTypes.length > 0 ? [anyOf('mediaType', mediaTypes)] : []),
	];
}

async function readAll(
	connection: Connection,
	dimension: ActivityDimension,
	clauses: object[],
): Promise<unknown[]> {
	const watch = new PageWatch();
	const found: unknown[] = [];
	for (let pageNumber = 1; ; pageNumber++) {
		const { results } = await ask(connection, API.conversationActivity, {
			query: { pageSize: PAGE_SIZE, pageNumber },
			body: {
				metrics: ACTIVITY_METRICS.map((metric) => ({ metric })),
				groupBy: ['queueId', dimension],
				...(clauses.length > 0 ? { filter: { type: 'and', clauses } as never } : {}),
			},
		});
		const page: readonly unknown[] = results ?? [];
		watch.see(page, (group) => JSON.stringify(group));
		found.push(...page);
		if (page.length < SMALLEST_PAGE) return found;
	}
}
