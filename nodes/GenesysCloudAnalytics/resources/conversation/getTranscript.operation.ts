import type { INodeProperties } from 'n8n-workflow';

import { idOf } from '../../records/conversation';
import { transcriptSheets } from '../../columns';
import { conversationsById } from '../../reading/conversations/byId';
import { TranscriptReader } from '../../reading/transcripts';
import { conversationIdField } from '../../fields/conversationIds';
import { columnFieldsOf, optionCollection, returnAsFields, rowOptions } from '../../fields/output';
import { sentenceOf } from '../../transport/errors';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { checkOutput, writeRows } from '../../output/writeRows';
import { permissionNotice } from '../../fields/permissionNotice';
import { flag, oneOf } from '../../fields/choices';
import { readCollection, readConversationIds } from '../../fields/parameters';
import { API } from '../../api/endpoints';
import { askingConversationsById } from '../asks';

type Output = keyof typeof transcriptSheets;
const OUTPUTS = Object.keys(transcriptSheets) as Output[];
const sheets = Object.values(transcriptSheets);

const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'conversation',
	description: 'What each row represents',
	options: [
		{
			name: 'Conversation',
			value: 'conversation',
			description: 'One row per conversation: text, sentiment, shares of talk time, topics, AI summary',
		},
		{
			name: 'Phrases',
			value: 'phrases',
			description: 'One row per phrase: who said what and when, with its sentiment',
		},
	],
};

const summariesOption: INodeProperties = {
	displayName: 'Include AI Summaries',
	name: 'includeSummaries',
	type: 'boolean',
	default: true,
	description: 'Whether to get the AI summaries of Genesys Cloud, at one more request per conversation',
	displayOptions: { show: { '/output': ['conversation'] } },
};

export const getTranscript: Operation = {
	value: 'getTranscript',
	name: 'Get Transcript',
	action: 'Get transcript of conversation',
	description:
		'Get what was said in one or more conversations, with sentiment, empathy, shares of talk time, topics and AI summary',
	fields: [
		conversationIdField,
		outputField,
		...columnFieldsOf(transcriptSheets),
		...returnAsFields,
		optionCollection([...rowOptions(...sheets), summariesOption]),
		permissionNotice(API.transcriptUrl),
	],
	sheets,
	asks: [
		...askingConversationsById,
		{ endpoint: API.speechMetrics },
		{ endpoint: API.transcriptUrl },
		{ endpoint: API.conversationSummaries, for: 'AI summaries', without: 'no summaries' },
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection } = session;
	const output = oneOf('Output', read('output', 'conversation'), OUTPUTS);
	const options = readCollection(read, 'options');
	const withSummaries =
		output === 'conversation' && flag('Include AI Summaries', options.includeSummaries, true);
	const ids = readConversationIds(read);

	await checkOutput(session, read, transcriptSheets[output]);
	const records = await conversationsById(connection, ids);
	const reader = new TranscriptReader(connection, withSummaries);
	const transcripts = await reader.read(ids, new Map(records.map((record) => [idOf(record) ?? '', record])));

	if (reader.summariesRefused) {
		session.hint(`AI summaries are missing: ${sentenceOf(reader.summariesRefused)}.`, 'warning');
	}
	const without = transcripts.filter(({ reason }) => reason !== null).length;
	if (without > 0) {
		session.hint(`${without} of ${ids.length} conversations have no transcript; the column reason says why.`);
	}
	return await writeRows(session, read, transcriptSheets[output], transcripts, { fileName: 'transcripts' });
}
