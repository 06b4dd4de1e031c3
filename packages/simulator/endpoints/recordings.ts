import { badRequest, notFound } from '../apiError';
import { FORMATS, mediaFile, recordingsOf, type Recording } from '../data/recordings';
import type { ConversationRecord } from '../data/record';
import { DAY, iso } from '../interval';
import type { Context, Reply, Route } from '../router';
import { ofEachWorld } from '../world';

const ONE = '/api/v2/conversations/{conversationId}';
const VIEW = ['recording', 'recordingSegment', 'snippetRecording', 'screenRecording'].map(
	(entity) => `recording:${entity}:view`,
);

/** When the media of a conversation were first asked for in a format. */
const transcodingsOf = ofEachWorld(() => new Map<string, number>());

export const recordingRoutes: Route[] = [
	{
		method: 'GET',
		path: `${ONE}/recordingmetadata`,
		query: [],
		any: VIEW,
		handle: (context) => {
			const { record, recordings } = found(context);
			return {
				json: recordings.map((recording) => ({
					...metadata(context, record, recording),
					region: 'us-east-1',
				})),
			};
		},
	},
	{
		method: 'GET',
		path: `${ONE}/recordings`,
		query: ['maxWaitMs', 'formatId', 'mediaFormats', 'locale', 'includePauseAnnotationsForScreenRecordings'],
		any: VIEW,
		handle: recordings,
	},
];

function found({ world, params }: Context): { record: ConversationRecord; recordings: Recording[] } {
	const record = world.conversation(params.conversationId);
	if (!record) throw notFound();
	return { record, recordings: recordingsOf(record, world.organization, world.options.speech) };
}

function stateOf({ world: { options } }: Context, { id }: Recording) {
	return options.recordings?.fileState?.(id) ?? 'AVAILABLE';
}

/** What `RecordingMetadata` and `Recording` have in common. */
function metadata(context: Context, { conversationId }: ConversationRecord, recording: Recording) {
	const { id, media, communication } = recording;
	return {
		id,
		conversationId,
		path: `/orgs/${context.world.organization.id}/${conversationId}/${id}`,
		startTime: iso(communication.start),
		endTime: iso(communication.end),
		media,
		mediaSubtype: { audio: 'Trunk', screen: 'Screen', message: 'Message' }[media],
		annotations: [],
		fileState: stateOf(context, recording),
		archiveDate: iso(communication.end + 90 * DAY),
		deleteDate: iso(communication.end + 365 * DAY),
		maxAllowedRestorationsForOrg: 100,
		remainingRestorationsAllowedForOrg: 100,
		sessionId: communication.id,
		selfUri: `/api/v2/conversations/${conversationId}/recordings/${id}`,
	};
}

/**
 * 202 as long as the media are being transcoded, which the first request for a format begins. `maxWaitMs` counts as
 * having been waited: the simulator's clock is not the caller's.
 */
function recordings(context: Context): Reply {
	const { world, query, now } = context;
	const format = query.get('formatId') ?? 'WEBM';
	if (!(format in FORMATS)) {
		throw badRequest(`Value [${format}] is not valid for parameter [formatId].`, 'invalid.query.param.value');
	}
	const wait = Number(query.get('maxWaitMs') ?? 5000);
	if (!Number.isInteger(wait) || wait < 0) {
		throw badRequest('maxWaitMs must be a whole number', 'invalid.query.param.value');
	}
	const all = found(context);
	const { conversationId } = all.record;
	const key = `${conversationId} ${format}`;
	const transcodings = transcodingsOf(world);
	const started = transcodings.get(key) ?? now;
	transcodings.set(key, started);
	const ready = started + (world.options.recordings?.transcodeMs ?? 0);
	const isReady = ready <= now + wait;
	return {
		status: isReady || all.recordings.length === 0 ? 200 : 202,
		json: all.recordings.map((recording) => ({
			...metadata(context, all.record, recording),
			...(isReady ? mediaOf(context, recording, format) : { estimatedTranscodeTimeMs: ready - now }),
		})),
	};
}

/** Only what is available has an address; a message has its text instead. */
function mediaOf(context: Context, recording: Recording, format: string): object {
	const { options, media } = context.world;
	const { id, communication } = recording;
	if (!['AVAILABLE', 'RESTORED'].includes(stateOf(context, recording))) return {};
	if (recording.media === 'message') {
		return {
			messagingTranscript: communication.phrases.map(({ purpose, text, start }) => ({
				purpose: purpose === 'internal' ? 'agent' : 'customer',
				timestamp: iso(start),
				messageText: text,
			})),
		};
	}
	const { contentType } = FORMATS[format]!;
	const file = mediaFile(format, options.recordings?.bytes ?? 8192);
	const mediaUri = media.presign(
		`/recordings/${id}.${format.toLowerCase()}`,
		recording.media === 'screen' ? 'video/webm' : contentType,
		file,
	);
	return { mediaUris: { 0: { mediaUri } }, outputSizeInBytes: file.length };
}
