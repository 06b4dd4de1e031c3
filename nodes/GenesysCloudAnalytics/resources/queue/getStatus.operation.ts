import { hasFigures } from '../../records/queueStatus';
import { queueStatusSheet } from '../../columns';
import { MEDIA_TYPES, mediaTypesField } from '../../fields/filters';
import { locator } from '../../fields/locators';
import { optionCollection, outputFields, rowOptions } from '../../fields/output';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../../output/writeRows';
import { flag, someOf } from '../../fields/choices';
import { readCollection, readIds } from '../../fields/parameters';
import { readQueueStatus } from '../../reading/queueStatus';
import { API } from '../../api/endpoints';

export const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get current status of queues',
	description:
		'Get what is going on in queues now: conversations waiting and in progress, the longest wait, and how many agents are on queue, idle and interacting',
	fields: [
		locator({
			displayName: 'Queues',
			name: 'queues',
			search: 'searchQueues',
			description: 'Which queues to get. If empty, all queues that the OAuth client can see.',
		}),
		{
			...mediaTypesField,
			description: 'One row for each of these channels. If empty, one row for all channels.',
		},
		...outputFields(queueStatusSheet),
		optionCollection(rowOptions(queueStatusSheet)),
	],
	sheets: [queueStatusSheet],
	asks: [{ endpoint: API.queueObservations }, { endpoint: API.queues, for: 'all queues, if none is chosen' }],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, directory } = session;
	const options = readCollection(read, 'options');
	const mediaTypes = [...new Set(someOf('Media Types', read('mediaTypes', []), MEDIA_TYPES))];
	const ids = await readIds(connection, 'queue', read('queues', ''));
	const queues = await readQueueStatus(connection, directory, ids, mediaTypes);
	if (flag('Resolve Names', options.resolveNames, true)) await directory.load('queue', ids);
	const withoutFigures = queues
		.filter((queue) => !hasFigures(queue))
		.map(({ queueId }) => directory.nameOf('queue', queueId) ?? queueId);
	if (withoutFigures.length > 0) {
		session.hint(
			`There are no figures for ${[...new Set(withoutFigures)].join(', ')}: the queue does not exist, or the OAuth client can't see it.`,
			'warning',
		);
	}
	return await writeRows(session, read, queueStatusSheet, queues, { fileName: 'queue-status' });
}
