import { recordingSheet } from '../../columns';
import { inParallel } from '../../api/inParallel';
import { recordingsOf } from '../../reading/recordings';
import { conversationIdField } from '../../fields/conversationIds';
import { optionCollection, outputFields, rowOptions } from '../../fields/output';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../../output/writeRows';
import { permissionNotice } from '../../fields/permissionNotice';
import { readConversationIds } from '../../fields/parameters';
import { hintUnknownConversations } from './unknownConversations';
import { API } from '../../api/endpoints';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many recordings',
	description:
		'Get a list of the recordings of one or more conversations, with medium, start, length and file state, but without the files',
	fields: [
		conversationIdField,
		...outputFields(recordingSheet),
		optionCollection(rowOptions(recordingSheet)),
		permissionNotice(API.recordingMetadata),
	],
	sheets: [recordingSheet],
	asks: [{ endpoint: API.recordingMetadata }],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const ids = readConversationIds(read);
	const found = await inParallel(ids, async (id) => await recordingsOf(session.connection, id));
	hintUnknownConversations(
		session,
		ids.filter((_, index) => found[index] === undefined),
	);
	return await writeRows(
		session,
		read,
		recordingSheet,
		found.flatMap((some) => some ?? []),
		{
			fileName: 'recordings',
		},
	);
}
