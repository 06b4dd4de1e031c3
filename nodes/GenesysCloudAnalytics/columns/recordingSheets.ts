import type { Models } from 'purecloud-platform-client-v2';

import { text, timeMs, type Unchecked } from '../records/conversation';
import { column, conversationLink, type Column } from './column';
import { fieldsOf } from './field';
import type { Sheet } from './sheet';

/** A recording as the API tells it. */
export type Recording = Unchecked<Models.RecordingMetadata & Models.Recording> & {
	/** In place of the recordings of a conversation that may not be read. */
	reason?: 'notPermitted';
};

/** A file of a recording that was downloaded, or why there is none. */
export interface RecordingFile {
	recording: Recording;
	fileName: string | null;
	bytes: number | null;
	reason: NoFile | null;
}

/** Why a recording has no file. */
export type NoFile = 'transcoding' | 'tooLarge' | 'noMedia' | 'notPermitted';

const ofRecording = fieldsOf<Models.RecordingMetadata & Models.Recording, Recording>();

const columns: ReadonlyArray<Column<Recording>> = [
	ofRecording('conversationId', 'id', 'The conversation', 'conversationId'),
	ofRecording('recordingId', 'id', 'The recording', 'id'),
	ofRecording('media', 'text', '`audio`, `screen`, `message`, `chat`, `email`', 'media'),
	ofRecording('mediaSubtype', 'text', '`Trunk`, `Station`, `Screen`, …', 'mediaSubtype'),
	ofRecording('startTime', 'time', 'Start of the recording', 'startTime'),
	ofRecording('endTime', 'time', 'End of the recording', 'endTime'),
	column('durationSeconds', 'seconds', 'Length of the recording', 'endTime − startTime', (r) => {
		const [start, end] = [timeMs(r.startTime), timeMs(r.endTime)];
		return start === null || end === null ? null : end - start;
	}),
	ofRecording(
		'fileState',
		'text',
		'`AVAILABLE`, `ARCHIVED`, `DELETED`, `RESTORED`, `RESTORING`, `UPLOADING`, `ERROR`',
		'fileState',
	),
	ofRecording('sessionId', 'id', 'The session that was recorded', 'sessionId'),
	ofRecording('archiveTime', 'time', 'When it is archived', 'archiveDate'),
	ofRecording('deleteTime', 'time', 'When it is deleted', 'deleteDate'),
];

const link = conversationLink<Recording>((r) => text(r.conversationId));
/** Genesys Cloud tells it of recordings alone, not with their files. */
const region = ofRecording('region', 'text', 'Where it is stored', 'region');

/** Recordings: one row each. */
export const recordingSheet: Sheet<Recording, Recording> = {
	name: 'recordings',
	about: 'One row per recording, and one with a reason for a conversation whose recordings may not be read.',
	columns: [
		...columns,
		region,
		link,
		column(
			'reason',
			'text',
			'Why a conversation has no recordings here: `notPermitted` (not for this conversation); null otherwise',
			'status of the answer',
			(r) => r.reason,
		),
	],
	key: ['conversationId', 'recordingId'],
	nullable: ['recordingId'],
	simplified: [
		'startTime',
		'durationSeconds',
		'media',
		'mediaSubtype',
		'fileState',
		'archiveTime',
		'deleteTime',
		'region',
		'conversationId',
		'recordingId',
	],
};

/** Files of recordings: one row, and item, each. */
export const recordingFileSheet: Sheet<RecordingFile, RecordingFile> = {
	name: 'recordingFiles',
	about:
		'One row per file of a recording, with the file attached; a recording without a file has a row, too.',
	key: ['recordingId', 'fileName'],
	nullable: ['fileName'],
	simplified: [
		'fileName',
		'fileBytes',
		'reason',
		'startTime',
		'durationSeconds',
		'media',
		'mediaSubtype',
		'fileState',
		'conversationId',
		'recordingId',
	],
	columns: [
		...[...columns, link].map((of): Column<RecordingFile> => ({
			...of,
			read: ({ recording }, zone) => of.read(recording, zone),
		})),
		column('fileName', 'text', 'The name of the file', 'from id and format', (f) => f.fileName),
		column('fileBytes', 'count', 'Size of the file', 'Content-Length', (f) => f.bytes),
		column(
			'reason',
			'text',
			'Why there is no file: `transcoding` (not ready in time), `tooLarge`, `noMedia` (archived, deleted, or a message), `notPermitted` (not for this conversation); null if there is one',
			'mediaUris',
			(f) => f.reason,
		),
	],
};
