import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';

import { text } from '../../records/conversation';
import { recordingFileSheet, type NoFile, type Recording, type RecordingFile } from '../../columns';
import { fetchPresigned } from '../../api/presigned';
import {
	addressesOf,
	isTranscoding,
	RECORDING_FORMATS,
	transcodedRecordings,
	type RecordingFormat,
} from '../../reading/recordings';
import { conversationIdField } from '../../fields/conversationIds';
import { formatOptions, optionCollection } from '../../fields/output';
import { UserFacingError } from '../../messages/userFacingError';
import { oneOf, text as textOfField } from '../../fields/choices';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { fileNamePart } from '../../output/fileName';
import { checkOutput, writeRows } from '../../output/writeRows';
import { permissionNotice } from '../../fields/permissionNotice';
import { readCollection, readConversationIds } from '../../fields/parameters';
import { hintUnknownConversations } from './unknownConversations';
import { API } from '../../api/endpoints';

const MB = 1_000_000;
const EXTENSIONS: Readonly<Record<RecordingFormat, string>> = {
	WEBM: 'webm',
	MP3: 'mp3',
	WAV: 'wav',
	WAV_ULAW: 'wav',
	OGG_VORBIS: 'ogg',
	OGG_OPUS: 'opus',
	NONE: 'bin',
};

// A constant, because n8n's lint wants inline options in alphabetical order.
const formats = [
	{ name: 'WebM', value: 'WEBM', description: 'The default in Genesys Cloud' },
	{ name: 'MP3', value: 'MP3', description: 'Works with every player and most transcription services' },
	{ name: 'WAV', value: 'WAV', description: 'Uncompressed and large' },
	{ name: 'WAV (Mu-Law)', value: 'WAV_ULAW', description: 'Telephone quality' },
	{ name: 'Ogg Vorbis', value: 'OGG_VORBIS' },
	{ name: 'Ogg Opus', value: 'OGG_OPUS' },
	{ name: 'As Recorded', value: 'NONE', description: 'Without transcoding' },
];

const formatField: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	default: 'WEBM',
	description: 'What audio is transcoded to; screen recordings are always WebM',
	options: formats,
};

const fileOptions: INodeProperties[] = [
	{
		displayName: 'File Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		description: 'The name of the binary field that holds the file',
	},
	{
		displayName: 'Largest File (MB)',
		name: 'maxFileMegabytes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'Larger files are skipped, and the column reason says so',
	},
	{
		displayName: 'Longest Wait (Seconds)',
		name: 'maxWaitSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 300,
		description: 'How long to wait for recordings to be transcoded, per conversation',
	},
];

export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download recordings',
	description: 'Get the audio and screen recordings of a conversation as files, one item per file',
	fields: [
		conversationIdField,
		formatField,
		optionCollection([...formatOptions(recordingFileSheet), ...fileOptions]),
		permissionNotice(API.recordings),
	],
	sheets: [recordingFileSheet],
	asks: [{ endpoint: API.recordings }],
	execute,
};

type Downloaded = RecordingFile & { binary?: IBinaryData };

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const options = readCollection(read, 'options');
	const format = oneOf('Format', read('format', 'WEBM'), RECORDING_FORMATS);
	const maxBytes = positive('Largest File (MB)', options.maxFileMegabytes ?? 100) * MB;
	const maxWaitMs = positive('Longest Wait (Seconds)', options.maxWaitSeconds ?? 300) * 1_000;
	const field = textOfField(options.binaryPropertyName) || 'data';
	const ids = readConversationIds(read);
	await checkOutput(session, read, recordingFileSheet);

	const files: Downloaded[] = [];
	const unknown: string[] = [];
	// One after the other: addresses expire, and where n8n keeps files in memory, they all are there.
	for (const id of ids) {
		const recordings = async () => await transcodedRecordings(session.connection, id, format, maxWaitMs);
		const found = await recordings();
		if (!found) unknown.push(id);
		for (const recording of found ?? []) {
			files.push(...(await filesOf(session, recording, recordings, format, maxBytes)));
		}
	}
	hintUnknownConversations(session, unknown);

	const items = await writeRows(session, read, recordingFileSheet, files, { fileName: 'recordings' });
	return items.map(({ json }, index) => {
		const { binary } = files[index] ?? {};
		return { json: json as IDataObject, ...(binary ? { binary: { [field]: binary } } : {}) };
	});
}

/** The files of a recording; one entry without a file where there is none. */
async function filesOf(
	{ connection, context }: Session,
	recording: Recording,
	refetch: () => Promise<Recording[] | undefined>,
	format: RecordingFormat,
	maxBytes: number,
): Promise<Downloaded[]> {
	const none = (reason: NoFile): Downloaded => ({ recording, fileName: null, bytes: null, reason });
	const addresses = addressesOf(recording);
	if (addresses.length === 0) return [none(isTranscoding(recording) ? 'transcoding' : 'noMedia')];
	const found: Downloaded[] = [];
	for (const [index, address] of addresses.entries()) {
		const extension = recording.media === 'screen' ? 'webm' : EXTENSIONS[format];
		const number = addresses.length > 1 ? `-${index + 1}` : '';
		const fileName = `recording-${fileNamePart(text(recording.id) ?? '')}${number}.${extension}`;
		let isFresh = true;
		const addressOf = async () => {
			if (isFresh) {
				isFresh = false;
				return address;
			}
			const same = (await refetch())?.find(({ id }) => id === recording.id);
			return same && addressesOf(same)[index];
		};
		const file = await fetchPresigned(connection, addressOf, {
			as: 'stream',
			maxBytes,
			take: async (stream, headers, size) => {
				const binary = await context.helpers.prepareBinaryData(
					stream as Parameters<typeof context.helpers.prepareBinaryData>[0],
					fileName,
					mediaTypeIn(headers),
				);
				return { recording, fileName, bytes: size(), reason: null, binary };
			},
			tooLarge: () => none('tooLarge'),
		});
		found.push(file ?? none('noMedia'));
	}
	return found;
}

/** Undefined where the storage says none: then n8n goes by the file's name. */
function mediaTypeIn(headers: Record<string, unknown>): string | undefined {
	return /^[\w.+-]+\/[\w.+-]+/.exec(textOfField(headers['content-type']))?.[0];
}

/** @throws UserFacingError naming the field */
function positive(field: string, value: unknown): number {
	const number = Number(value);
	if (textOfField(value) !== '' && Number.isFinite(number) && number >= 0) return number;
	throw new UserFacingError(
		`${field} must be a number, not "${textOfField(value)}"`,
		'Enter a number such as 100.',
	);
}
