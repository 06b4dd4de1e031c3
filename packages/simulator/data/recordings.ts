import { hashOf, randomOf } from './entities';
import type { Organization } from './organization';
import type { ConversationRecord } from './record';
import { communicationsOf, type Communication, type SpeechOptions } from './speech/speech';

export interface RecordingOptions {
	/** How long a recording is transcoded when it is asked for in a format for the first time (0). */
	transcodeMs?: number;
	/** AVAILABLE unless told otherwise. */
	fileState?: (recordingId: string) => FileState;
	/** Bytes of each media file (8,192). */
	bytes?: number;
}

type FileState = 'ARCHIVED' | 'AVAILABLE' | 'DELETED' | 'RESTORED' | 'RESTORING' | 'UPLOADING' | 'ERROR';

export interface Recording {
	id: string;
	media: 'audio' | 'screen' | 'message';
	communication: Communication;
}

/** The recording of a communication has an id of its own, and so has each further one. */
export const recordingIdOf = (communicationId: string, index = 0) =>
	randomOf(index === 0 ? communicationId : `${communicationId}${index}`, 43).uuid();

/** What was recorded, transcribed or not: each communication, and the screen of one call in four. */
export function recordingsOf(
	record: ConversationRecord,
	organization: Organization,
	{ communication }: SpeechOptions = {},
): Recording[] {
	const all = communicationsOf(record, organization, { communication, coverage: () => 'all' });
	return all.flatMap((one): Recording[] => {
		const isCall = one.mediaType === 'call';
		const main: Recording = {
			id: recordingIdOf(one.id),
			media: isCall ? 'audio' : 'message',
			communication: one,
		};
		if (!isCall || hashOf(`${one.id}screen`) % 4 !== 0) return [main];
		return [main, { id: randomOf(one.id, 44).uuid(), media: 'screen', communication: one }];
	});
}

/** The formats that a recording can be asked for in, with the type of their files. */
export const FORMATS: Record<string, { contentType: string; head: Buffer }> = {
	WAV: { contentType: 'audio/wav', head: waveHeader() },
	WAV_ULAW: { contentType: 'audio/wav', head: waveHeader() },
	WEBM: { contentType: 'audio/webm', head: Buffer.from('1a45dfa3', 'hex') },
	OGG_VORBIS: { contentType: 'audio/ogg', head: Buffer.from('OggS') },
	OGG_OPUS: { contentType: 'audio/ogg', head: Buffer.from('OggS') },
	MP3: { contentType: 'audio/mpeg', head: Buffer.from('ID3') },
	NONE: { contentType: 'application/octet-stream', head: Buffer.from('OggS') },
};

/** PCM, mono, 8 kHz, 8 bits. */
function waveHeader(): Buffer {
	const head = Buffer.alloc(44);
	head.write('RIFF', 0);
	head.write('WAVEfmt ', 8);
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(8000, 24);
	head.writeUInt32LE(8000, 28);
	head.writeUInt16LE(1, 32);
	head.writeUInt16LE(8, 34);
	head.write('data', 36);
	return head;
}

/** Silence behind the format's first bytes. */
export function mediaFile(format: string, bytes: number): Buffer {
	const { head } = FORMATS[format]!;
	const file = Buffer.alloc(Math.max(bytes, head.length), 0x80);
	head.copy(file);
	if (head.length === 44) {
		file.writeUInt32LE(file.length - 8, 4);
		file.writeUInt32LE(file.length - 44, 40);
	}
	return file;
}
