import type { Recording } from '../columns/recordingSheets';
import { fields, number, text } from '../records/conversation';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { isRefusedAlone } from '../api/refusals';

/** The formats that the API transcodes to; NONE is as it was recorded. Its default is WEBM. */
export type RecordingFormat = 'WEBM' | 'MP3' | 'WAV' | 'WAV_ULAW' | 'OGG_VORBIS' | 'OGG_OPUS' | 'NONE';

/** How long the server may hold the answer back. */
const SERVER_WAIT_MS = 5_000;
const MIN_WAIT_MS = 1_000;
const MAX_WAIT_MS = 15_000;
/** Recordings in these states have no media, however long one waits. */
const WITHOUT_MEDIA = ['ARCHIVED', 'DELETED', 'RESTORING', 'ERROR'];

/**
 * The recordings of a conversation; undefined where there is no such conversation, one with a reason where it may not be read.
 *
 * @throws GenesysError where the permission itself is missing; CancelledError
 */
export async function recordingsOf(connection: Connection, id: string): Promise<Recording[] | undefined> {
	return (await ask(connection, API.recordingMetadata, { ids: [id] }).catch(refusedAs(id))) as
		Recording[] | undefined;
}

/** What stands for the recordings of a conversation that may not be read. */
function refusedAs(conversationId: string): (error: unknown) => Recording[] {
	return (error) => {
		if (!isRefusedAlone(error)) throw error;
		return [{ conversationId, reason: 'notPermitted' }];
	};
}

/**
 * The recordings of a conversation with the addresses of their files, as soon as they are transcoded, or as far as they are
 * after `maxWaitMs`; undefined where there is no such conversation, one with a reason where it may not be read.
 */
export async function transcodedRecordings(
	connection: Connection,
	id: string,
	format: RecordingFormat,
	maxWaitMs: number,
): Promise<Recording[] | undefined> {
	const startedAt = clock.elapsed();
	for (;;) {
		const found = await ask(connection, API.recordings, {
			ids: [id],
			query: { formatId: format, maxWaitMs: SERVER_WAIT_MS },
		}).then(
			(answer) => answer as Recording[] | undefined,
			(error: unknown) => {
				// 202 without a body: being transcoded, all of them.
				if (error instanceof GenesysError && error.status === 202)
					return [{ estimatedTranscodeTimeMs: null }];
				return refusedAs(id)(error);
			},
		);
		const pending = found?.filter(isTranscoding) ?? [];
		const left = maxWaitMs - (clock.elapsed() - startedAt);
		if (pending.length === 0 || left <= 0) return found;
		const estimatedMs = Math.max(
			...pending.map((each) => number(each.estimatedTranscodeTimeMs) ?? MIN_WAIT_MS),
		);
		await clock.wait(Math.min(left, MAX_WAIT_MS, Math.max(MIN_WAIT_MS, estimatedMs)), connection.signal);
	}
}

/** Whether it will have a file. */
export function isTranscoding(recording: Recording): boolean {
	const { media, fileState, reason } = recording;
	if (reason !== undefined) return false;
	if (addressesOf(recording).length > 0 || WITHOUT_MEDIA.includes(String(fileState))) return false;
	return media === undefined || media === 'audio' || media === 'screen';
}

/** The addresses of its files, by number. */
export function addressesOf({ mediaUris }: Recording): string[] {
	return Object.values(fields<Record<string, unknown>>(mediaUris)).flatMap(
		(each) => text(fields<{ mediaUri: unknown }>(each).mediaUri) ?? [],
	);
}
