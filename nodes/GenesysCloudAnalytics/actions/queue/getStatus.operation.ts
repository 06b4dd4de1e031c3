import { anyOf } from '../../analytics/aggregates';
import { QUEUE_METRICS, queueStatusRows, type QueueToShow } from '../../analytics/queueStatus';
import { mediaTypesField } from '../../descriptions/filters';
import { locator } from '../../descriptions/locators';
import { optionCollection, resolveNamesOption } from '../../descriptions/output';
import { CATALOGUES, type Entity } from '../../directory/catalogues';
import { clock } from '../../transport/clock';
import type { Connection } from '../../transport/send';
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { list, readCollection, readIds } from '../parameters';
import { allPages } from './allPages';
import { inBatches } from './inBatches';

/** Seen in the API's own refusals; smaller batches where it takes fewer. */
const MAX_PREDICATES = 200;

export const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get the current status of queues',
	description:
		'Get what goes on in queues now: conversations that wait and are handled, the longest wait, and how many agents are on queue, idle and interacting',
	fields: [
		locator({
			displayName: 'Queues',
			name: 'queues',
			search: 'searchQueues',
			description: 'The queues to look at; every queue that the OAuth client may see if empty',
		}),
		{
			...mediaTypesField,
			description: 'One row for each of these channels; all channels in one row if empty',
		},
		optionCollection([resolveNamesOption]),
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, directory } = session;
	const options = readCollection(read, 'options');
	const mediaTypes = [...new Set(list(read('mediaTypes', [])))];
	const ids = await readIds(connection, 'queue', read('queues', ''));
	const queues = ids.length > 0 ? ids.map((id) => ({ id, name: null })) : await everyQueue(connection);

	const results = await observe(
		connection,
		queues.map(({ id }) => id),
		mediaTypes,
	);
	const rows = queueStatusRows(results, queues, mediaTypes, clock.now());
	if (ids.length > 0 && options.resolveNames !== false) {
		await directory.fill(rows, [{ column: 'queueName', idColumn: 'queueId', kind: 'queue' }]);
		for (const note of directory.notes()) session.hint(note, 'warning');
	}
	return toResult(rows);
}

/** With their names, which come along. */
async function everyQueue(connection: Connection): Promise<QueueToShow[]> {
	const queues = await allPages<Entity>(connection, (page) => CATALOGUES.queue.search('', String(page)));
	return queues.map(({ id, name }) => ({ id, name }));
}

async function observe(connection: Connection, queueIds: string[], mediaTypes: string[]): Promise<unknown[]> {
	const batchSize = MAX_PREDICATES - mediaTypes.length;
	return await inBatches(queueIds, batchSize, async (some) => {
		const queues = anyOf('queueId', some);
		const { results } = await connection.send<{ results?: unknown[] }>({
			method: 'POST',
			path: '/api/v2/analytics/queues/observations/query',
			permission: 'analytics:queueObservation:view',
			body: {
				metrics: QUEUE_METRICS,
				filter:
					mediaTypes.length > 0 ? { type: 'and', clauses: [queues, anyOf('mediaType', mediaTypes)] } : queues,
			},
		});
		return results ?? [];
	});
}
