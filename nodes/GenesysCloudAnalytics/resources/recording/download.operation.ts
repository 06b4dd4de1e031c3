import type { IBinaryData } from 'n8n-workflow';

import { API } from '../../api/endpoints';
import { FETCHING_FILES, inParallel } from '../../api/inParallel';
import { fetchPresigned } from '../../api/presigned';
import {
	recordingFileSheet,
	type NoFile,
	type Recording,
	type RecordingFile,
} from '../../columns/recordingSheets';
import { conversationIds } from '../../fields/conversationIds';
import type { Settings } from '../../fields/field';
import { choice, number } from '../../fields/kinds';
import { binaryPropertyName, formatOptions, optionsOf, report } from '../../fields/options';
import { rows } from '../../fields/rows';
import { permissionNotice } from '../../fields/permissionNotice';
import {
	addressesOf,
	isTranscoding,
	transcodedRecordings,
	type RecordingFormat,
} from '../../reading/recordings';
import { fileNamePart } from '../../output/fileName';
import { text } from '../../records/conversation';
import { operation, type Found, type Work } from '../operation';
import { missUnknownConversations } from './unknownConversations';

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

const fields = {
	conversationId: conversationIds,
	format: choice<RecordingFormat>({
		displayName: 'Format',
		byDefault: 'MP3',
		description: 'What audio is transcoded to; screen recordings are always WebM',
		options: [
			['MP3', 'MP3', 'Works with every player and most transcription services'],
			['WEBM', 'WebM', 'The default in Genesys Cloud'],
			['WAV', 'WAV', 'Uncompressed and large'],
			['WAV_ULAW', 'WAV (Mu-Law)', 'Telephone quality'],
			['OGG_VORBIS', 'Ogg Vorbis'],
			['OGG_OPUS', 'Ogg Opus'],
			['NONE', 'As Recorded', 'Without transcoding'],
		],
	}),
	rows: rows(recordingFileSheet, { hasFile: false }),
	options: optionsOf({
		...formatOptions(recordingFileSheet),
		binaryPropertyName,
		maxFileMegabytes: number({
			displayName: 'Largest File (MB)',
			byDefault: 100,
			min: 0,
			description: 'Larger files are skipped, and the column reason says so',
		}),
		maxWaitSeconds: number({
			displayName: 'Longest Wait (Seconds)',
			byDefault: 300,
			min: 0,
			description: 'How long to wait for recordings to be transcoded, per conversation',
		}),
		report,
	}),
	permissionNotice: permissionNotice(API.recordings),
};
type Said = Settings<typeof fields>;

export const download = operation({
	value: 'download',
	name: 'Download',
	action: 'Download recordings',
	description: 'Get the audio and screen recordings of a conversation as files, one item per file',
	rowPer: 'audio or screen file of a recording',
	fields,
	sheets: [recordingFileSheet],
	uses: [{ endpoint: API.recordings }],
	sheetOf: () => recordingFileSheet,
	find,
});

type Downloaded = RecordingFile & { binary?: IBinaryData };

async function find({ conversationId, format, options }: Said, work: Work): Promise<Found> {
	const maxBytes = options.maxFileMegabytes * MB;
	const maxWaitMs = options.maxWaitSeconds * 1_000;
	// The files of a conversation at once and one after the other: their addresses expire.
	const download = async (id: string) => {
		const recordings = async () => await transcodedRecordings(work.connection, id, format, maxWaitMs);
		const found = await recordings();
		if (!found) return undefined;
		const own: Downloaded[] = [];
		for (const recording of found) {
			own.push(...(await filesOf(work, recording, recordings, format, maxBytes)));
		}
		return own;
	};
	const downloaded = await inParallel(conversationId, download, FETCHING_FILES);
	missUnknownConversations(
		work,
		conversationId.filter((_, index) => downloaded[index] === undefined),
	);
	const files = downloaded.flatMap((own) => own ?? []);

	const sink = work.open(recordingFileSheet, { fileName: 'recordings' });
	const items = await sink.finish(files.map((file) => sink.make(file)));
	const withFile = ({ json }: (typeof items)[number], index: number) => {
		const { binary } = files[index] ?? {};
		return { json, ...(binary ? { binary: { [options.binaryPropertyName]: binary } } : {}) };
	};
	return { items: items.map(withFile) };
}

/** The files of a recording; one entry without a file where there is none. */
async function filesOf(
	{ connection, context }: Work,
	recording: Recording,
	refetch: () => Promise<Recording[] | undefined>,
	format: RecordingFormat,
	maxBytes: number,
): Promise<Downloaded[]> {
	const none = (reason: NoFile): Downloaded => ({ recording, fileName: null, bytes: null, reason });
	if (recording.reason !== undefined) return [none(recording.reason)];
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
	return /^[\w.+-]+\/[\w.+-]+/.exec(String(headers['content-type'] ?? ''))?.[0];
}
