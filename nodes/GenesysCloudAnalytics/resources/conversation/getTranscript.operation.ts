import { API } from '../../api/endpoints';
import { transcriptSheets } from '../../columns/transcriptSheets';
import { conversationIds } from '../../fields/conversationIds';
import { shownIf, type Settings } from '../../fields/field';
import { choice, toggle } from '../../fields/kinds';
import { limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { counted } from '../../messages/count';
import { conversationsById } from '../../reading/conversations/byId';
import { TranscriptReader } from '../../reading/transcripts';
import { idOf } from '../../records/conversation';
import { sentenceOf } from '../../transport/errors';
import { usesForConversationsById } from '../uses';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';

const sheets = Object.values(transcriptSheets);

const fields = {
	conversationId: conversationIds,
	output: choice({
		displayName: 'Output',
		byDefault: 'conversation',
		description: 'What each row represents',
		options: [
			[
				'conversation',
				'Conversation',
				'One row per conversation: text, sentiment, shares of talk time, topics, AI summary',
			],
			['phrases', 'Phrases', 'One row per phrase: who said what and when, with its sentiment'],
		],
	}),
	rows: rows(transcriptSheets),
	limit: limitForAgents({ ofTool: 10 }),
	options: options(
		sheets,
		{
			includeSummaries: shownIf(
				toggle({
					displayName: 'Include AI Summaries',
					byDefault: true,
					description:
						'Whether to get the AI summaries of Genesys Cloud, at one more request per conversation',
				}),
				{ '/output': ['conversation'] },
			),
		},
		{ hasFilters: false },
	),
	permissionNotice: permissionNotice(API.speechMetrics),
};
type Said = Settings<typeof fields>;

export const getTranscript = operation({
	value: 'getTranscript',
	name: 'Get Transcript',
	action: 'Get transcript of conversation',
	description:
		'Get what was said in one or more conversations, with sentiment, empathy, shares of talk time, topics and AI summary',
	rowPer: 'conversation, or phrase: what was said, sentiment, topics, AI summary',
	fields,
	sheets,
	uses: [
		...usesForConversationsById,
		{ endpoint: API.speechMetrics },
		{ endpoint: API.transcriptUrls },
		{ endpoint: API.conversationSummaries, for: 'Include AI Summaries', without: 'no summaries' },
	],
	sheetOf: ({ output }) => transcriptSheets[output],
	find,
});

async function find(said: Said, { connection, report }: Work): Promise<Found> {
	const { conversationId, output, limit, options: chosen } = said;
	const ids = upToLimit(report, conversationId, limit, 'conversations');
	const records = await conversationsById(connection, ids);
	const reader = new TranscriptReader(connection, output === 'conversation' && chosen.includeSummaries);
	const transcripts = await reader.read(ids, new Map(records.map((record) => [idOf(record) ?? '', record])));

	if (reader.summariesRefused) {
		report.warn(`AI summaries are missing: ${sentenceOf(reader.summariesRefused)}.`);
	}
	const without = transcripts.filter(({ reason }) => reason !== null).length;
	if (without > 0) {
		report.note(
			`${without} of ${counted(ids.length, 'conversations')} have no transcript; the column reason says why.`,
		);
	}
	return { records: transcripts, fileName: 'transcripts' };
}
