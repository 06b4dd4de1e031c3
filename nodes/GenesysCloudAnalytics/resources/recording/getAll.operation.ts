import { API } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { recordingSheet } from '../../columns/recordingSheets';
import { conversationIds } from '../../fields/conversationIds';
import type { Settings } from '../../fields/field';
import { limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { counted } from '../../messages/count';
import { recordingsOf } from '../../reading/recordings';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';
import { missUnknownConversations } from './unknownConversations';

const fields = {
	conversationId: conversationIds,
	rows: rows(recordingSheet),
	limit: limitForAgents({ ofTool: 10 }),
	options: options([recordingSheet], {}, { hasFilters: false }),
	permissionNotice: permissionNotice(API.recordingMetadata),
};
type Said = Settings<typeof fields>;

export const getMany = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many recordings',
	description:
		'Get a list of the recordings of one or more conversations, with medium, start, length and file state, but without the files',
	rowPer: 'recording of a conversation, without the file',
	fields,
	sheets: [recordingSheet],
	uses: [{ endpoint: API.recordingMetadata }],
	sheetOf: () => recordingSheet,
	find,
});

async function find({ conversationId: ids, limit }: Said, work: Work): Promise<Found> {
	const found = await inParallel(ids, async (id) => await recordingsOf(work.connection, id));
	missUnknownConversations(
		work,
		ids.filter((_, index) => found[index] === undefined),
	);
	const recordings = found.flatMap((some) => some ?? []);
	const refused = recordings.filter(({ reason }) => reason !== undefined).length;
	if (refused > 0) {
		work.report.misses(
			`The recordings of ${counted(refused, 'conversations')} may not be read; the column reason says why.`,
		);
	}
	return { records: upToLimit(work.report, recordings, limit, 'recordings'), fileName: 'recordings' };
}
