import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inBatches } from '../../api/refusals';
import {
	allowPartialOption,
	conversationColumnFields,
	optionCollection,
	returnAsFields,
	rowOptions,
} from '../../descriptions/output';
import { conversationSheets } from '../../analytics/rows';
import { idOf, startMs } from '../../analytics/conversation';
import { anyConversation } from '../../analytics/query';
import { withAttributesOf } from '../../retrieval/collector';
import { isOfJob, retrieve } from '../../retrieval/retrieve';
import type { Connection } from '../../transport/connection';
import { GenesysError, sentenceOf } from '../../transport/errors';
import { UserFacingError } from '../../userFacingError';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { openOutput } from '../output';
import { readSheet } from '../outputFormat';
import { flag, list } from '../../choices';
import { readCollection } from '../parameters';

/** How many ids one request takes is not documented; so many keep the address short. */
const IDS_PER_REQUEST = 50;

const sheets = Object.values(conversationSheets);

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get conversation',
	description: 'Get one or more conversations by ID',
	fields: [
		{
			displayName: 'Conversation ID',
			name: 'conversationId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
			description: 'The ID of the conversation. Separate several IDs with commas.',
		},
		...conversationColumnFields,
		...returnAsFields,
		optionCollection([...rowOptions(...sheets), allowPartialOption]),
	],
	sheets,
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection } = session;
	const options = readCollection(read, 'options');
	const output = await openOutput(session, read, readSheet(read), { fileName: 'conversations' });
	const ids = [...new Set(list(read('conversationId', '')))];
	if (ids.length === 0) {
		throw new UserFacingError('The conversation ID is missing', 'Enter the ID of at least one conversation.');
	}

	const records = await fetchByIds(connection, ids);
	const found = new Map(records.map((record) => [idOf(record), record]));
	if (flag('Include Participant Attributes', options.includeAttributes)) await addAttributes(session, found);
	const missing = ids.filter((id) => !found.has(id));
	if (missing.length > 0) {
		const sentence = `Genesys Cloud has no conversation with the ID ${missing.join(', ')}`;
		if (!flag('Allow Partial Results', options.allowPartial)) {
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

/** Those that exist. */
async function fetchByIds(connection: Connection, ids: string[]): Promise<unknown[]> {
	const [only, another] = ids;
	if (only && !another) {
		return await ask(connection, API.conversationDetails, { ids: [only] }).then(
			(record) => [record],
			(error: unknown) => {
				if (error instanceof GenesysError && error.status === 404) return [];
				throw error;
			},
		);
	}
	return await inBatches(ids, IDS_PER_REQUEST, async (id) => {
		const { conversations } = await ask(connection, API.conversationsDetails, { query: { id } });
		return conversations ?? [];
	});
}
