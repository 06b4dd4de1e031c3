import { API } from '../../api/endpoints';
import { queueStatusSheet } from '../../columns';
import type { Settings } from '../../fields/field';
import { limitForAgents } from '../../fields/limit';
import { mediaTypes } from '../../fields/mediaTypes';
import { options } from '../../fields/options';
import { about, queues } from '../../fields/organization';
import { rows } from '../../fields/rows';
import { readQueueStatus } from '../../reading/queueStatus';
import { hasFigures } from '../../records/queueStatus';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';

const fields = {
	queues,
	mediaTypes: about(
		mediaTypes,
		'One row for each of these media types. If empty, one row for all media types.',
	),
	rows: rows(queueStatusSheet),
	limit: limitForAgents(),
	options: options([queueStatusSheet], {}),
};
type Said = Settings<typeof fields>;

export const getStatus = operation({
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get current status of queues',
	description:
		'Get what is going on in queues now: conversations waiting and in progress, the longest wait, and how many agents are on queue, idle and interacting',
	fields,
	sheets: [queueStatusSheet],
	asks: [{ endpoint: API.queueObservations }, { endpoint: API.queues, for: 'all queues, if none is chosen' }],
	sheetOf: () => queueStatusSheet,
	find,
});

async function find(said: Said, { connection, directory, report }: Work): Promise<Found> {
	const found = await readQueueStatus(connection, directory, said.queues, [...said.mediaTypes]);
	if (said.options.resolveNames) await directory.load('queue', said.queues);
	const withoutFigures = found
		.filter((queue) => !hasFigures(queue))
		.map(({ queueId }) => directory.nameOf('queue', queueId) ?? queueId);
	if (withoutFigures.length > 0) {
		report.misses(
			`There are no figures for ${[...new Set(withoutFigures)].join(', ')}: the queue does not exist, or the OAuth client can't see it.`,
		);
	}
	return { records: upToLimit(report, found, said.limit, 'rows'), fileName: 'queue-status' };
}
