import type { Models } from 'purecloud-platform-client-v2';

import { timeMs, type Unchecked } from '../records/conversation';
import { column, type Column } from './column';
import type { Sheet } from './sheet';

/** A recording as the API tells it. */
export type Recording = Unchecked<Models.RecordingMetadata & Models.Recording>;

/** A file of a recording that was downloaded, or why there is none. */
export interface RecordingFile {
	recording: Recording;
	fileName: string | null;
	bytes: number | null;
	reason: NoFile | null;
}

/** Why a recording has no file. */
export type NoFile = 'transcoding' | 'tooLarge' | 'noMedia';

const columns: ReadonlyArray<Column<Recording>> = [
	column('conversationId', 'id', 'The conversation', 'conversationId', (r) => r.conversationId),
	column('recordingId', 'id', 'The recording', 'id', (r) => r.id),
	column('media', 'text', '`audio`, `screen`, `message`, `chat`, `email`', 'media', (r) => r.media),
	column('mediaSubtype', 'text', '`Trunk`, `Station`, `Screen`, …', 'mediaSubtype', (r) => r.mediaSubtype),
	column('startTime', 'time', 'Start of the recording', 'startTime', (r) => r.startTime),
	column('endTime', 'time', 'End of the recording', 'endTime', (r) => r.endTime),
	column('durationSeconds', 'seconds', 'Length of the recording', 'endTime − startTime', (r) => {
		const [start, end] = [timeMs(r.startTime), timeMs(r.endTime)];
		return start === null || end === null ? null : end - start;
	}),
	column(
		'fileState',
		'text',
		'`AVAILABLE`, `ARCHIVED`, `DELETED`, `RESTORED`, `RESTORING`, `UPLOADING`, `ERROR`',
		'fileState',
		(r) => r.fileState,
	),
	column('sessionId', 'id', 'The session that was recorded', 'sessionId', (r) => r.sessionId),
	column('archiveTime', 'time', 'When it is archived', 'archiveDate', (r) => r.archiveDate),
	column('deleteTime', 'time', 'When it is deleted', 'deleteDate', (r) => r.deleteDate),
	column('region', 'text', 'Where it is stored', 'region', (r) => r.region),
];

/** Recordings: one row each. */
export const recordingSheet: Sheet<Recording, Recording> = {
	name: 'recordings',
	about: 'One row per recording.',
	columns,
	key: ['recordingId'],
};

/** Files of recordings: one row, and item, each. */
export const recordingFileSheet: Sheet<RecordingFile, RecordingFile> = {
	name: 'recordingFiles',
	about:
		'One row per file of a recording, with the file attached; a recording without a file has a row, too.',
	key: ['recordingId', 'fileName'],
	nullable: ['fileName'],
	columns: [
		...columns.map((of): Column<RecordingFile> => ({
			...of,
			read: ({ recording }, zone) => of.read(recording, zone),
		})),
		column('fileName', 'text', 'The name of the file', 'from id and format', (f) => f.fileName),
		column('fileBytes', 'count', 'Size of the file', 'Content-Length', (f) => f.bytes),
		column(
			'reason',
			'text',
			'Why there is no file: `transcoding` (not ready in time), `tooLarge`, `noMedia` (archived, deleted, or a message); null if there is one',
			'mediaUris',
			(f) => f.reason,
		),
	],
};
