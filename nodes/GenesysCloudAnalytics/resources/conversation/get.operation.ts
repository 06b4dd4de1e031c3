import { API } from '../../api/endpoints';
import { conversationSheets } from '../../columns/conversationSheets';
import { conversationIds } from '../../fields/conversationIds';
import { conversationOutput } from '../../fields/conversationRows';
import type { Settings } from '../../fields/field';
import { allowPartial, options } from '../../fields/options';
import { rows } from '../../fields/rows';
import { shown } from '../../messages/shown';
import { UserFacingError } from '../../messages/userFacingError';
import { conversationsById } from '../../reading/conversations/byId';
import { withAttributesOf } from '../../reading/conversations/collector';
import { isOfJob, retrieve } from '../../reading/conversations/retrieve';
import { idOf, startMs } from '../../records/conversation';
import { anyConversation } from '../../records/filters';
import { sentenceOf } from '../../transport/errors';
import { usesForConversationsById, usesOfJob } from '../uses';
import { operation, type Found, type Work } from '../operation';

const sheets = Object.values(conversationSheets);

const fields = {
	conversationId: conversationIds,
	output: conversationOutput,
	rows: rows(conversationSheets),
	options: options(sheets, { allowPartial }, { hasFilters: false }),
};
type Said = Settings<typeof fields>;

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get conversation',
	description: 'Get one or more conversations by ID',
	rowPer: 'conversation, by ID',
	fields,
	sheets,
	uses: [
		...usesForConversationsById,
		...[
			...usesOfJob(API.conversationDetailsJobs),
			{ endpoint: API.conversationDetailsJobs.availability },
		].map((ask) => ({ ...ask, for: 'Include Participant Attributes', without: 'no attributes' })),
	],
	sheetOf: ({ output }) => conversationSheets[output],
	find,
});

async function find({ conversationId: ids, options: chosen }: Said, work: Work): Promise<Found> {
	const records = await conversationsById(work.connection, ids);
	const found = new Map(records.map((record) => [idOf(record), record]));
	if (chosen.includeAttributes) await addAttributes(work, found);
	const missing = ids.filter((id) => !found.has(id));
	if (missing.length > 0) {
		const sentence = `Genesys Cloud has no conversation with the ID ${shown(missing.join(', '))}`;
		if (!chosen.allowPartial) {
			throw new UserFacingError(
				sentence,
				'Check the ID. A conversation that started only moments ago may not be in analytics yet. To get the others anyway, turn on the option Allow Partial Results.',
			);
		}
		work.report.misses(`${sentence}.`);
	}
	return {
		records: ids.flatMap((id) => (found.has(id) ? [found.get(id)] : [])),
		fileName: 'conversations',
	};
}

/** Only a job's records carry participant attributes: they are added to the records that were fetched, which are fresher. */
async function addAttributes(
	{ connection, report, timeZone }: Work,
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
			timeZone,
		},
		(record) => record,
	).catch((error: unknown) => {
		if (!isOfJob(error)) throw error;
		report.warn(`Participant attributes could not be read: ${sentenceOf(error)}.`);
		return { values: undefined };
	});
	if (!values) return;
	for (const record of values) {
		const id = idOf(record);
		found.set(id, withAttributesOf(found.get(id), record));
	}
	const without = found.size - values.length;
	if (without > 0) {
		report.warn(
			`Details jobs have no data yet for ${without} of the conversations, so their participant attributes are missing.`,
		);
	}
}
