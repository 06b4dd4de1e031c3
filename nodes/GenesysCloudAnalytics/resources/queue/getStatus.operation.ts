import { API } from '../../api/endpoints';
import { activityDimension, queueActivitySheets } from '../../columns/queueActivitySheets';
import { queueStatusSheet } from '../../columns/queueStatusSheet';
import type { Sheet } from '../../columns/sheet';
import type { Settings } from '../../fields/field';
import { choice } from '../../fields/kinds';
import { limitForAgents } from '../../fields/limit';
import { mediaTypes } from '../../fields/mediaTypes';
import { options } from '../../fields/options';
import { about, queues } from '../../fields/organization';
import { rows } from '../../fields/rows';
import { readQueueActivity } from '../../reading/queueActivity';
import { readQueueStatus } from '../../reading/queueStatus';
import { hasFigures } from '../../records/queueStatus';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';

const sheetsByOutput = { queues: queueStatusSheet, ...queueActivitySheets };
const sheets = Object.values(sheetsByOutput) as Sheet[];

const fields = {
	queues,
	output: choice({
		displayName: 'Output',
		byDefault: 'queues',
		description: 'What each row represents',
		options: [
			['queues', 'Queues', 'One row per queue, or per queue and media type, with its agents'],
			['skills', 'Skills', 'One row per queue and skill that conversations ask for'],
			['languages', 'Languages', 'One row per queue and language that conversations ask for'],
			['mediaTypes', 'Media Types', 'One row per queue and media type of conversations that are going on'],
		],
	}),
	mediaTypes: about(
		mediaTypes,
		'Only these media types; the output Queues has a row for each of them. If empty, all media types.',
	),
	rows: rows(sheetsByOutput as Readonly<Record<string, Sheet>>),
	limit: limitForAgents(),
	options: options(sheets, {}),
};
type Said = Settings<typeof fields>;

export const getStatus = operation({
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get current status of queues',
	description:
		'Get what is going on in queues now: conversations waiting and in progress, the longest wait, how many agents are on queue, idle and interacting; also by skill, language and media type',
	rowPer: 'queue, skill, …: waiting, interacting, agents on queue, now',
	fields,
	sheets,
	uses: [
		{ endpoint: API.queueObservations },
		{ endpoint: API.conversationActivity },
		{ endpoint: API.queues, for: 'all queues, if none is chosen' },
	],
	sheetOf: ({ output }) => sheetsByOutput[output] as Sheet,
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const { output, queues: ids, mediaTypes: kinds, limit } = said;
	if (output === 'queues') return await findQueues(said, work);
	const { connection, report } = work;
	const found = await readQueueActivity(connection, activityDimension(output), ids, kinds);
	if (output === 'skills') {
		report.note('A conversation that asks for several skills may be in the row of each: do not add them up.');
	}
	return { records: upToLimit(report, found, limit, 'rows'), fileName: `queue-${output}` };
}

async function findQueues(said: Said, { connection, directory, report }: Work): Promise<Found> {
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
