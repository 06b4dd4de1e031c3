import { notFound } from '../apiError';
import { categoriesOf } from '../aggregates/subjects/transcripts';
import { agentsOf } from '../aggregates/subjects/records';
import { hashOf } from '../data/entities';
import type { ConversationRecord } from '../data/record';
import { recordingIdOf } from '../data/recordings';
import { measuresOf, trendClass } from '../data/speech/measures';
import { communicationsOf, type Communication } from '../data/speech/speech';
import { summariesOf } from '../data/speech/summaries';
import { recordedParts, transcriptFile } from '../data/speech/transcriptFile';
import { iso } from '../interval';
import type { Context, Reply, Route } from '../router';
import { page, PAGING } from './listing';
import { searchTranscripts } from './transcriptSearch';

const BASE = '/api/v2/speechandtextanalytics';
const ONE = `${BASE}/conversations/{conversationId}`;
const READ = ['recording:recording:view', 'speechAndTextAnalytics:data:view'];
const RECORDING = ['recording:recording:view', 'recording:recordingSegment:view'];

/** What was said in one conversation; what isn't transcribed is not found. */
export const speechRoutes: Route[] = [
	{ method: 'GET', path: ONE, query: [], all: READ, handle: metrics },
	{
		method: 'GET',
		path: `${ONE}/communications/{communicationId}/transcripturl`,
		query: [],
		all: READ,
		// The first recording's alone.
		handle: (context) => ({ json: { url: presigned(context, communicationOf(context), 0) } }),
	},
	{
		method: 'GET',
		path: `${ONE}/communications/{communicationId}/transcripturls`,
		query: [],
		any: RECORDING,
		handle: (context) => {
			const communication = communicationOf(context);
			return {
				json: {
					conversation: conversationRef(context.params.conversationId!),
					communicationId: communication.id,
					urls: recordedParts(communication).map((_, index) => ({
						recording: { id: recordingIdOf(communication.id, index) },
						url: presigned(context, communication, index),
					})),
				},
			};
		},
	},
	{
		method: 'GET',
		path: `${ONE}/summaries`,
		query: [],
		any: ['speechAndTextAnalytics:aiSummary:view'],
		handle: summaries,
	},
	{
		method: 'GET',
		path: `${ONE}/sentiments`,
		query: [],
		any: ['speechAndTextAnalytics:sentimentData:view'],
		handle: sentiments,
	},
	{
		method: 'GET',
		path: `${ONE}/categories`,
		query: PAGING,
		any: ['speechAndTextAnalytics:data:view'],
		handle: categories,
	},
	{
		method: 'POST',
		path: `${BASE}/transcripts/search`,
		query: [],
		any: ['analytics:conversationDetail:view', ...RECORDING],
		model: 'TranscriptSearchRequest',
		handle: searchTranscripts,
	},
];

const conversationRef = (id: string) => ({ id, selfUri: `/api/v2/conversations/${id}` });

/** Throws the 404 of what isn't transcribed. */
function transcribed({ world, params }: Context): {
	record: ConversationRecord;
	communications: Communication[];
} {
	const record = world.conversation(params.conversationId);
	const communications = record ? communicationsOf(record, world.organization, world.options.speech) : [];
	if (!record || communications.length === 0) throw notFound();
	return { record, communications };
}

function communicationOf(context: Context): Communication {
	const { communications } = transcribed(context);
	const found = communications.find(({ id }) => id === context.params.communicationId);
	if (!found) throw notFound();
	return found;
}

function presigned({ world, params }: Context, communication: Communication, index: number): string {
	const { options, media } = world;
	const mayReadAll = !options.deniedPermissions?.includes('recording:recording:viewSensitiveData');
	const record = world.conversation(params.conversationId)!;
	return media.presign(
		`/transcripts/${record.conversationId}/${communication.id}${index || ''}.json`,
		'application/json',
		JSON.stringify(transcriptFile(record, recordedParts(communication)[index]!, mayReadAll)),
	);
}

/** `ConversationMetrics` */
function metrics(context: Context): Reply {
	const { record, communications } = transcribed(context);
	const measures = measuresOf(communications);
	const share = (part: number) => Math.round((part / measures.total) * 10_000) / 100;
	return {
		json: {
			conversation: conversationRef(record.conversationId),
			...(measures.sentimentScore === undefined ? {} : { sentimentScore: measures.sentimentScore }),
			// A trend that wasn't calculated comes as 0; its class tells.
			sentimentTrend: (measures.sentimentTrend ?? 0) / 2,
			sentimentTrendClass: trendClass(measures.sentimentTrend),
			empathyScores: agentsOf(record).map(({ userId }) => ({
				userId,
				score: hashOf(record.conversationId + userId) % 101,
			})),
			participantMetrics: {
				agentDurationPercentage: share(measures.agent),
				customerDurationPercentage: share(measures.customer),
				silenceDurationPercentage: share(measures.silence),
				ivrDurationPercentage: share(measures.ivr),
				acdDurationPercentage: 0,
				overtalkDurationPercentage: share(measures.overtalk),
				otherDurationPercentage: 0,
				overtalkCount: measures.overtalkCount,
			},
		},
	};
}

function summaries(context: Context): Reply {
	const { record, communications } = transcribed(context);
	return {
		json: {
			entities: summariesOf(record, communications).map((summary) => ({
				summaryId: summary.id,
				summaryType: 'Agent',
				mediaType: summary.communication.mediaType === 'call' ? 'Call' : 'Message',
				language: 'en-US',
				...(summary.agentId === undefined ? {} : { agentId: summary.agentId }),
				sourceId: summary.communication.id,
				summary: summary.text,
				generated: true,
				dateCreated: iso(summary.created),
				insights: [
					{ type: 'Reason', title: summary.reason, description: `About ${summary.reason}` },
					{
						type: 'Resolution',
						title: summary.resolution,
						description: summary.resolution,
						outcome: summary.resolution === 'Resolved' ? 'Resolved' : 'Unresolved',
					},
				],
			})),
		},
	};
}

function sentiments(context: Context): Reply {
	const { communications } = transcribed(context);
	const reasons = (wanted: number) =>
		communications
			.flatMap(({ phrases }) => phrases)
			.filter(({ sentiment, topic }) => sentiment === wanted && topic)
			.slice(0, 3)
			.map(({ text, topic }) => ({ title: topic!.name, description: text }));
	return {
		json: {
			insights: { positiveSentimentReasons: reasons(1), negativeSentimentReasons: reasons(-1) },
		},
	};
}

function categories(context: Context): Reply {
	const { record } = transcribed(context);
	const { categories: known } = context.world.organization;
	const ids = categoriesOf(record.conversationId, known);
	const found = known.filter(({ id }) => ids.includes(id));
	return page(
		context,
		found.map(({ id, name, interactionType }) => ({ id, name, description: '', interactionType })),
		{ pageSizeMax: 50, strict: true },
	);
}
