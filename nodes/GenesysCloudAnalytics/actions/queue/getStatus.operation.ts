import { isTold } from '../../analytics/queueStatus';
import { mediaTypesField } from '../../descriptions/filters';
import { locator } from '../../descriptions/locators';
import { optionCollection, resolveNamesOption } from '../../descriptions/output';
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { list, readCollection, readIds } from '../parameters';
import { readQueueStatus } from './readQueueStatus';

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
	const rows = await readQueueStatus(connection, ids, mediaTypes);
	if (ids.length > 0 && options.resolveNames !== false) {
		await directory.fill(rows, [{ column: 'queueName', idColumn: 'queueId', kind: 'queue' }]);
		for (const note of directory.notes()) session.hint(note, 'warning');
	}
	const untold = rows.filter((row) => !isTold(row)).map(({ queueId, queueName }) => queueName ?? queueId);
	if (untold.length > 0) {
		session.hint(
			`There are no figures for ${[...new Set(untold)].join(', ')}: Genesys Cloud does not know the queue, or the OAuth client may not see it.`,
			'warning',
		);
	}
	return toResult(rows);
}
