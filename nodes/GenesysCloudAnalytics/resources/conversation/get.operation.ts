import { conversationsById } from '../../reading/conversations/byId';
import { conversationIdField } from '../../fields/conversationIds';
import {
	allowPartialOption,
	conversationColumnFields,
	optionCollection,
	returnAsFields,
	rowOptions,
} from '../../fields/output';
import { conversationSheets } from '../../columns';
import { idOf, startMs } from '../../records/conversation';
import { anyConversation } from '../../records/filters';
import { withAttributesOf } from '../../reading/conversations/collector';
import { isOfJob, retrieve } from '../../reading/conversations/retrieve';
import { sentenceOf } from '../../transport/errors';
import { UserFacingError } from '../../messages/userFacingError';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { openOutput } from '../../output/writeRows';
import { readSheet } from '../../fields/outputFormat';
import { flag } from '../../fields/choices';
import { readCollection, readConversationIds } from '../../fields/parameters';
import { API } from '../../api/endpoints';
import { askingConversationsById, askingJob } from '../asks';

const sheets = Object.values(conversationSheets);

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get conversation',
	description: 'Get one or more conversations by ID',
	fields: [
		conversationIdField,
		...conversationColumnFields,
		...returnAsFields,
		optionCollection([...rowOptions(...sheets), allowPartialOption]),
	],
	sheets,
	asks: [
		...askingConversationsById,
		...[
			...askingJob(API.conversationDetailsJobs),
			{ endpoint: API.conversationDetailsJobs.availability },
		].map((ask) => ({ ...ask, for: 'Include Participant Attributes', without: 'no attributes' })),
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection } = session;
	const options = readCollection(read, 'options');
	const output = await openOutput(session, read, readSheet(read), { fileName: 'conversations' });
	const ids = readConversationIds(read);
	const allowPartial = flag('Allow Partial Results', options.allowPartial);

	const records = await conversationsById(connection, ids);
	const found = new Map(records.map((record) => [idOf(record), record]));
	if (flag('Include Participant Attributes', options.includeAttributes)) await addAttributes(session, found);
	const missing = ids.filter((id) => !found.has(id));
	if (missing.length > 0) {
		const sentence = `Genesys Cloud has no conversation with the ID ${missing.join(', ')}`;
		if (!allowPartial) {
			throw new UserFacingError(
				sentence,
				'Check the ID. A conversation that started only moments ago may not be in analytics yet. To get the others anyway, turn on the option Allow Partial Results.',
			);
		}
		session.hint(`${sentence}.`, 'warning');
	}

	const entries = ids.flatMap((id) => (found.has(id) ? [output.make(found.get(id))] : []));
	return await output.finish(entries, { complete: missing.length === 0 });
}

/** Only a job's records carry participant attributes: they are added to the records that were fetched, which are fresher. */
async function addAttributes(
	{ connection, hint }: Session,
	found: Map<string | null, unknown>,
): Promise<void> {
	const starts = [...found.values()].map(startMs).filter((ms) => ms !== null);
	if (starts.length === 0) return;
	const { values } = await retrieve<unknown>(
		connection,
		{
			range: { startMs: Math.min(...starts), endMs: Math.max(...starts) + 1 },
			matchBy: 'started',
			order: 'asc',
			limit: Infinity,
			filters: anyConversation([...found.keys()].filter((id) => id !== null)),
			source: 'job',
			includeAttributes: true,
			allowPartial: true,
			lookBackDays: 0,
		},
		(record) => record,
	).catch((error: unknown) => {
		if (!isOfJob(error)) throw error;
		hint(`Participant attributes could not be read: ${sentenceOf(error)}.`, 'warning');
		return { values: undefined };
	});
	if (!values) return;
	for (const record of values) {
		const id = idOf(record);
		found.set(id, withAttributesOf(found.get(id), record));
	}
	const without = found.size - values.length;
	if (without > 0) {
		hint(
			`Details jobs have no data yet for ${without} of the conversations, so their participant attributes are missing.`,
			'warning',
		);
	}
}
