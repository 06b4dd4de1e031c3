import { firstQueueId, isoTime, number, text } from '../records/conversation';
import {
	isRedacted,
	readTranscript,
	textOf,
	type Phrase,
	type Transcript,
	type TranscriptParts,
} from '../records/transcript';
import { column, conversationLink, nameColumn, personal, type Column } from './column';
import type { Sheet } from './sheet';

const REASON =
	'Why there is no transcript: `notFound` (no such conversation), `notTranscribed`, `notPermitted` (not for this conversation); null if there is one';

const columns: ReadonlyArray<Column<Transcript>> = [
	column('conversationId', 'id', 'The conversation', 'conversationId', (t) => t.conversationId),
	column(
		'startTime',
		'time',
		'When the conversation started',
		'conversationStart',
		(t) => t.conversation?.record.conversationStart,
	),
	column(
		'mediaType',
		'text',
		'The media type',
		"mediaType of the customer's session",
		(t) => t.conversation?.customer?.record.mediaType,
	),
	column(
		'queueId',
		'id',
		'The first queue',
		'queueId of the first acd segment',
		(t) => t.conversation && firstQueueId(t.conversation),
	),
	nameColumn('queueName', 'queueId', 'queue'),
	column(
		'agentId',
		'id',
		'The agent who handled it last',
		'userId',
		(t) => t.conversation?.lastHandled?.participant.userId,
	),
	nameColumn('agentName', 'agentId', 'user'),
	column('reason', 'text', REASON, 'status of the answer', (t) => t.reason),
	personal(
		column(
			'text',
			'text',
			'What was said, as lines such as "Agent: …" and "Customer: …"',
			'phrases[].text',
			textOf,
		),
	),
	column(
		'redacted',
		'yes/no',
		'The text has placeholders such as [CARD_NUMBER] instead of sensitive data: the client needs `recording:recording:viewSensitiveData` to read it in full',
		'phrases[].text',
		(t) => isRedacted(textOf(t)),
	),
	column('language', 'text', 'The language', 'transcripts[].language', (t) => t.language),
	column('phraseCount', 'count', 'Number of phrases; null without a transcript', 'phrases[]', (t) =>
		t.reason === null ? t.phrases.length : null,
	),
	column('sentimentScore', 'number', "The customer's sentiment, −100 to 100", 'sentimentScore × 100', (t) =>
		hundredfold(t.metrics.sentimentScore),
	),
	column(
		'sentimentTrend',
		'number',
		'How it changed, −100 to 100; null where it was not calculated',
		'sentimentTrend × 100; null beside sentimentTrendClass NotCalculated',
		(t) => (t.metrics.sentimentTrendClass === 'NotCalculated' ? null : hundredfold(t.metrics.sentimentTrend)),
	),
	column(
		'sentimentTrendClass',
		'text',
		'`Declining`, `SlightlyDeclining`, `NoChange`, `SlightlyImproving`, `Improving`, `NotCalculated`',
		'sentimentTrendClass',
		(t) => t.metrics.sentimentTrendClass,
	),
	column(
		'empathyScore',
		'number',
		"The agents' empathy, the mean of those that have a score",
		'empathyScores[].score',
		empathy,
	),
	...(['agent', 'customer', 'silence', 'ivr', 'acd', 'overtalk', 'other'] as const).map((who) =>
		column<Transcript>(
			`${who}Percent`,
			'percent',
			`Share of the time: ${who}`,
			`participantMetrics.${who}DurationPercentage`,
			(t) => t.talk[`${who}DurationPercentage`],
		),
	),
	column(
		'overtalkCount',
		'count',
		'How often both talked at once',
		'participantMetrics.overtalkCount',
		(t) => t.talk.overtalkCount,
	),
	column('topics', 'texts', 'Topics that came up', 'analytics.topics[].topicName', (t) => t.topics),
	personal(
		column(
			'summary',
			'text',
			'The AI summary; if there are several, one per line',
			'summaries: summary',
			(t) => lines(t, (s) => s.summary),
		),
	),
	personal(
		column(
			'contactReason',
			'text',
			'Why the customer got in touch, according to the AI summary',
			'summaries: insights of type Reason',
			(t) => lines(t, (s) => insight(s, 'Reason')),
		),
	),
	personal(
		column(
			'resolution',
			'text',
			'How it was resolved, according to the AI summary',
			'summaries: insights of type Resolution',
			(t) => lines(t, (s) => insight(s, 'Resolution')),
		),
	),
	conversationLink((t) => t.conversationId),
];

const transcripts: Sheet<Transcript, TranscriptParts> = {
	name: 'transcripts',
	about: 'Output Conversation: one row per conversation, even if there is no transcript.',
	columns,
	key: ['conversationId'],
	simplified: [
		'startTime',
		'queueName',
		'agentName',
		'sentimentScore',
		'sentimentTrendClass',
		'topics',
		'summary',
		'text',
		'reason',
		'conversationId',
	],
	subjects: (parts) => [readTranscript(parts)],
};

/** A phrase of a transcript; without one, the transcript alone. */
interface PhraseOf {
	transcript: Transcript;
	phrase: Phrase | null;
}

const phrases: Sheet<PhraseOf, TranscriptParts> = {
	name: 'phrases',
	about: 'Output Phrases: one row per phrase, and one without a phrase if there is no transcript.',
	columns: [
		column('conversationId', 'id', 'The conversation', 'conversationId', (p) => p.transcript.conversationId),
		column(
			'communicationId',
			'id',
			'The session that the transcript belongs to',
			'communicationId',
			(p) => p.phrase?.communicationId,
		),
		column(
			'transcriptId',
			'id',
			'The transcript: a session may have several, one after the other',
			'transcripts[].transcriptId',
			(p) => p.phrase?.transcriptId,
		),
		column(
			'phraseIndex',
			'count',
			'The number of the phrase in its transcript, from 0',
			'phraseIndex',
			(p) => p.phrase?.index,
		),
		column(
			'speaker',
			'text',
			'`Agent`, `Customer`, `IVR`, `ACD`, `Other`',
			'participantPurpose',
			(p) => p.phrase?.speaker,
		),
		column('agentId', 'id', 'The agent who was speaking', 'participants[].userId', (p) => p.phrase?.agentId),
		nameColumn('agentName', 'agentId', 'user'),
		column('startTime', 'time', 'When it was said', 'startTimeMs', (p) => isoTime(p.phrase?.startMs)),
		column(
			'durationSeconds',
			'seconds',
			'How long it took',
			'duration.milliseconds',
			(p) => p.phrase?.durationMs,
		),
		personal(column('text', 'text', 'What was said', 'text', (p) => p.phrase?.text)),
		column(
			'sentiment',
			'number',
			'−1, 0 or 1; null if it has none',
			'analytics.sentiment[].sentiment',
			(p) => p.phrase?.sentiment,
		),
		column('topics', 'texts', 'Topics that came up', 'analytics.topics[].topicName', (p) => p.phrase?.topics),
		column(
			'confidence',
			'number',
			'Confidence of the transcription, 0 to 1',
			'confidence',
			(p) => p.phrase?.confidence,
		),
		column('language', 'text', 'The language', 'transcripts[].language', (p) => p.phrase?.language),
		column('redacted', 'yes/no', 'The text has placeholders such as [CARD_NUMBER]', 'text', (p) =>
			isRedacted(p.phrase?.text ?? null),
		),
		column('reason', 'text', REASON, 'status of the answer', (p) => p.transcript.reason),
		conversationLink((p) => p.transcript.conversationId),
	],
	simplified: [
		'startTime',
		'speaker',
		'agentName',
		'text',
		'sentiment',
		'topics',
		'durationSeconds',
		'reason',
		'phraseIndex',
		'conversationId',
	],
	key: ['conversationId', 'communicationId', 'transcriptId', 'phraseIndex'],
	nullable: ['communicationId', 'transcriptId', 'phraseIndex'],
	subjects: (parts) => {
		const transcript = readTranscript(parts);
		if (transcript.phrases.length === 0) return [{ transcript, phrase: null }];
		return transcript.phrases.map((phrase) => ({ transcript, phrase }));
	},
};

/** What the rows of transcripts can be: the choices of the Output field. */
export const transcriptSheets: Readonly<Record<'conversation' | 'phrases', Sheet>> = {
	conversation: transcripts as Sheet,
	phrases: phrases as Sheet,
};

function hundredfold(value: unknown): number | null {
	const read = number(value);
	return read === null ? null : Math.round(read * 100_000) / 1_000;
}

function empathy({ metrics }: Transcript): number | null {
	const scores = (Array.isArray(metrics.empathyScores) ? metrics.empathyScores : []).flatMap(
		(each: { score?: unknown } | null) => number(each?.score) ?? [],
	);
	if (scores.length === 0) return null;
	return Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 1_000) / 1_000;
}

function lines(
	{ summaries }: Transcript,
	read: (summary: Readonly<Record<string, unknown>>) => unknown,
): string | null {
	const found = summaries.flatMap((summary) => text(read(summary)) ?? []);
	return found.length > 0 ? [...new Set(found)].join('\n') : null;
}

function insight({ insights }: Readonly<Record<string, unknown>>, type: string): unknown {
	if (!Array.isArray(insights)) return null;
	const found = (insights as Array<Record<string, unknown> | null>).find((each) => each?.type === type);
	return found?.description ?? found?.title;
}
