import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import {
	evaluationQuestionSheet,
	evaluationSheet,
} from '../../nodes/GenesysCloudAnalytics/columns/evaluationSheets';
import { messageSheet } from '../../nodes/GenesysCloudAnalytics/columns/messageSheet';
import {
	recordingFileSheet,
	recordingSheet,
} from '../../nodes/GenesysCloudAnalytics/columns/recordingSheets';
import { rowMaker, type Sheet } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { surveyAnswerSheet, surveySheet } from '../../nodes/GenesysCloudAnalytics/columns/surveySheets';
import { transcriptSheets } from '../../nodes/GenesysCloudAnalytics/columns/transcriptSheets';
import { appsHostOf, REGIONS } from '../../nodes/GenesysCloudAnalytics/transport/regions';
import { rich } from './rich';

const plain = { timeZone: 'UTC', dateFormat: 'iso' } as const;

it.each(['conversations', 'queueVisits', 'agentSessions'] as const)('%s lead to Genesys Cloud', (output) => {
	const urls = (appsHost?: string) =>
		rowMaker(conversationSheets[output], { ...plain, appsHost })({ ...rich, conversationId: 'a/b' }).map(
			(row) => row.conversationUrl,
		);
	expect(new Set(urls('https://apps.mypurecloud.de'))).toEqual(
		new Set(['https://apps.mypurecloud.de/directory/#/engage/admin/interactions/a%2Fb']),
	);
	expect(new Set(urls())).toEqual(new Set([null]));
});

it.each<[string, Sheet, object]>([
	[
		'transcripts',
		transcriptSheets.conversation,
		{ conversationId: 'c', files: [], summaries: [], reason: 'notFound' },
	],
	[
		'phrases',
		transcriptSheets.phrases,
		{ conversationId: 'c', files: [], summaries: [], reason: 'notFound' },
	],
	['messages', messageSheet as Sheet, { conversationId: 'c', attachments: [] }],
	['recordings', recordingSheet as Sheet, { conversationId: 'c' }],
	['files of recordings', recordingFileSheet as Sheet, { recording: { conversationId: 'c' } }],
	['evaluations', evaluationSheet as Sheet, { conversation: { id: 'c' } }],
	[
		'questions',
		evaluationQuestionSheet as Sheet,
		{ parent: { conversation: { id: 'c' } }, option: {}, answer: {} },
	],
	['surveys', surveySheet as Sheet, { conversationId: 'c' }],
	['answers', surveyAnswerSheet as Sheet, { parent: { conversationId: 'c' }, answer: {}, option: {} }],
])('%s lead to their conversation', (_, sheet, record) => {
	const [row] = rowMaker(sheet, { ...plain, appsHost: 'https://apps.mypurecloud.de' })(record);
	expect(row!.conversationUrl).toBe('https://apps.mypurecloud.de/directory/#/engage/admin/interactions/c');
});

it('each region has its own host for links, a custom one has none', () => {
	for (const { domain } of REGIONS)
		expect(appsHostOf(`https://api.${domain}`)).toBe(`https://apps.${domain}`);
	expect(appsHostOf('https://gateway.example.com')).toBeUndefined();
	expect(appsHostOf('http://127.0.0.1:4000')).toBeUndefined();
});
