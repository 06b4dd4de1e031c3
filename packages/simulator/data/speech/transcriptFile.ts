import type { ConversationRecord } from '../record';
import { randomOf } from '../entities';
import { REDACTED, SENSITIVE } from './lines';
import type { Communication, Phrase } from './speech';

/** The file that a transcript's presigned address leads to. */
export function transcriptFile(
	{ conversationId, conversationStart = '' }: ConversationRecord,
	communication: Communication,
	mayReadAll: boolean,
): object {
	const { id, mediaType, phrases, start, end, speakers } = communication;
	const random = randomOf(id, 42);
	const clean = (text: string) => (mayReadAll ? text : text.replace(SENSITIVE, REDACTED));
	const felt = phrases.flatMap((phrase, phraseIndex) =>
		phrase.sentiment === undefined ? [] : [{ phrase, phraseIndex, sentiment: phrase.sentiment }],
	);
	return {
		organizationId: random.uuid(),
		conversationId,
		communicationId: id,
		mediaType,
		conversationStartTime: Date.parse(conversationStart),
		startTime: start,
		duration: { milliseconds: end - start },
		transcripts: [
			{
				transcriptId: random.uuid(),
				language: 'en-US',
				programId: random.uuid(),
				engineId: 'r2d2',
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
										startTimeMs: at,
										duration: { milliseconds: duration },
									},
								]
							: [],
					),
					acoustic: [{ eventType: 'silence', startTimeMs: start, durationMs: 400 }],
				},
			},
		],
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
