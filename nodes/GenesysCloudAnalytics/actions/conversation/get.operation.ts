import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inBatches } from '../../api/refusals';
import {
	allowPartialOption,
	dateFormatOption,
	includeAttributesOption,
	maskOption,
	optionCollection,
	outputField,
	resolveNamesOption,
	timeZoneOption,
} from '../../descriptions/output';
import { readOutputFormat } from '../../output/format';
import { RowWriter } from '../../output/rowWriter';
import { idOf, startMs } from '../../analytics/conversation';
import { anyConversation } from '../../analytics/query';
import { withAttributesOf } from '../../retrieval/collector';
import { isOfJob, retrieve } from '../../retrieval/retrieve';
import type { Connection } from '../../transport/connection';
import { GenesysError, sentenceOf } from '../../transport/errors';
import { UserFacingError } from '../../userFacingError';
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { flag, list } from '../../choices';
import { readCollection, readTimeZone } from '../parameters';
import { maskSecret } from './maskSecret';

/** How many ids one request takes is not documented; so many keep the address short. */
const IDS_PER_REQUEST = 50;

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a conversation',
	description: 'Get one or several conversations by their ID',
	fields: [
		{
			displayName: 'Conversation ID',
			name: 'conversationId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
			description: 'The ID of the conversation; several are separated by commas',
		},
		outputField,
		optionCollection([
			includeAttributesOption,
			allowPartialOption,
			dateFormatOption,
			maskOption,
			resolveNamesOption,
			timeZoneOption,
		]),
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const format = readOutputFormat(read('output', 'summary'), options, timeZone, await maskSecret(context));
	const ids = [...new Set(list(read('conversationId', '')))];
	if (ids.length === 0) {
		throw new UserFacingError('There is no conversation ID', 'Enter the ID of at least one conversation.');
	}

	const records = await fetchByIds(connection, ids);
	const found = new Map(records.map((record) => [idOf(record), record]));
	if (format.row.includeAttributes) await addAttributes(session, found);
	const missing = ids.filter((id) => !found.has(id));
	if (missing.length > 0) {
		const sentence = `Genesys Cloud has no conversation with the ID ${missing.join(', ')}`;
		if (!flag('Allow Partial Results', options.allowPartial)) {
			throw new UserFacingError(
				sentence,
				'Check the ID. A conversation that began moments ago can need a little time until analytics has it. To get the others all the same, turn on the option Allow Partial Results.',
			);
		}
		session.hint(`${sentence}.`, 'warning');
	}

	const rows = new RowWriter(format, directory);
	const made = ids.flatMap((id) => (found.has(id) ? rows.make(found.get(id)) : []));
	const result = toResult(await rows.complete(made));
	return result;
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
			`Details jobs have no data yet for ${without} of the conversations: their participant attributes are missing.`,
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
