import type { ConversationRecord } from '../record';
import { hashOf, randomOf } from '../entities';
import { REDACTED, SENSITIVE } from './lines';
import type { Communication, Phrase } from './speech';

/**
 * The parts of a communication that have a file each: a call of three was recorded twice, the first half and the second.
 */
export function recordedParts(communication: Communication): Communication[] {
	const { id, mediaType, phrases } = communication;
	if (mediaType !== 'call' || phrases.length < 4 || hashOf(`${id}parts`) % 3 !== 0) return [communication];
	return halves(phrases).map((some) => ({ ...communication, phrases: some }));
}

const halves = <T>(all: readonly T[]): T[][] => {
	const half = Math.ceil(all.length / 2);
	return [all.slice(0, half), all.slice(half)];
};

/** The file that a transcript's presigned address leads to. Every other one has two transcripts, each numbered from 0. */
export function transcriptFile(
	{ conversationId, conversationStart = '' }: ConversationRecord,
	communication: Communication,
	mayReadAll: boolean,
): object {
	const { id, mediaType, phrases, start, end, speakers } = communication;
	const random = randomOf(`${id}${phrases[0]?.start}`, 42);
	const isTwo = phrases.length > 1 && hashOf(`${id}transcripts`) % 2 === 0;
	const clean = (text: string) => (mayReadAll ? text : text.replace(SENSITIVE, REDACTED));
	return {
		organizationId: random.uuid(),
		conversationId,
		communicationId: id,
		mediaType,
		conversationStartTime: Date.parse(conversationStart),
		startTime: start,
		duration: { milliseconds: end - start },
		transcripts: (isTwo ? halves(phrases) : [phrases]).map((some) => ({
			transcriptId: random.uuid(),
			language: 'en-US',
			programId: random.uuid(),
			engineId: 'r2d2',
			...said(some, start, clean),
		})),
		participants: speakers.map((speaker) => ({
			participantPurpose: speaker.purpose,
			...(speaker.userId === undefined ? {} : { userId: speaker.userId }),
			...(speaker.queueId === undefined ? {} : { queueId: speaker.queueId }),
			...(speaker.flowId === undefined ? {} : { flowId: speaker.flowId }),
			...(speaker.ani === undefined ? {} : { ani: speaker.ani, dnis: speaker.dnis }),
			startTimeMs: speaker.start,
			endTimeMs: speaker.end,
		})),
		uri: `/api/v2/conversations/${conversationId}`,
	};
}

/** A topic comes up in the middle of what somebody says, not where the phrase begins. */
function said(phrases: Phrase[], start: number, clean: (text: string) => string) {
	const felt = phrases.flatMap((phrase, phraseIndex) =>
		phrase.sentiment === undefined ? [] : [{ phrase, phraseIndex, sentiment: phrase.sentiment }],
	);
	return {
		phrases: phrases.map((phrase, phraseIndex) => ({
			text: clean(phrase.text),
			decoratedText: clean(phrase.text),
			confidence: 0.9,
			participantPurpose: phrase.purpose,
			startTimeMs: phrase.start,
			duration: { milliseconds: phrase.duration },
			phraseIndex,
			words: wordsOf(phrase, clean),
		})),
		analytics: {
			sentiment: felt.map(({ phrase, phraseIndex, sentiment }) => ({
				participant: phrase.purpose,
				phrase: clean(phrase.text),
				phraseIndex,
				sentiment,
				startTimeMs: phrase.start,
				duration: { milliseconds: phrase.duration },
			})),
			topics: phrases.flatMap(({ topic, purpose, text, start: at, duration }) =>
				topic
					? [
							{
								topicId: topic.id,
								topicName: topic.name,
								topicPhrase: topic.name.toLowerCase(),
								transcriptPhrase: clean(text),
								confidence: 0.83,
								participant: purpose,
								startTimeMs: at + Math.floor(duration / 3),
								duration: { milliseconds: Math.floor(duration / 3) },
							},
						]
					: [],
			),
			acoustic: [{ eventType: 'silence', startTimeMs: start, durationMs: 400 }],
		},
	};
}

function wordsOf({ text, start, duration }: Phrase, clean: (text: string) => string) {
	const words = clean(text).split(' ');
	const each = Math.floor(duration / words.length);
	return words.map((word, i) => ({
		word,
		confidence: 0.9,
		startTimeMs: start + i * each,
		duration: { milliseconds: each },
	}));
}
