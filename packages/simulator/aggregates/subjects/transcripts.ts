import { SUBJECTS } from '../../contract/subjects';
import { time } from '../../data/conversationStore';
import { hashOf } from '../../data/entities';
import { measuresOf } from '../../data/speech/measures';
import { communicationsOf } from '../../data/speech/speech';
import { predicatesOf } from '../../predicates';
import { subjectOf } from '../subject';
import { agentsOf, mediaTypeOf, recordsIn } from './records';

/**
 * Dated by the start of the conversation. Where a conversation is asked for by id, the interval has to be wider than
 * it: one that covers it exactly or in part finds nothing.
 */
export const transcripts = subjectOf(SUBJECTS.transcripts.metrics, function* (range, world, now, { filter }) {
	const { organization, options } = world;
	const scale = options.speech?.sentimentScale ?? 100;
	const named = (filter ? predicatesOf(filter) : []).some(({ dimension }) => dimension === 'conversationId');
	for (const record of recordsIn(range, world, now)) {
		const communications = communicationsOf(record, organization, options.speech);
		if (communications.length === 0) continue;
		const at = time(record.conversationStart, 0);
		if (named && !(range.start < at && time(record.conversationEnd, Infinity) < range.end)) continue;
		const agents = agentsOf(record);
		const session = record.participants?.[0]?.sessions?.[0];
		const first = session as Record<string, unknown> | undefined;
		const dimensions = {
			conversationId: record.conversationId,
			divisionId: record.divisionIds,
			mediaType: mediaTypeOf(record),
			messageType: first?.messageType,
			direction: first?.direction,
			ani: first?.ani,
			dnis: first?.dnis,
			addressFrom: first?.addressFrom,
			addressTo: first?.addressTo,
			userId: unique(agents.map(({ userId }) => userId)),
			teamId: unique(agents.map(({ teamId }) => teamId)),
			queueId: unique(agents.map(({ queueId }) => queueId)),
			wrapUpCode: unique(agents.map(({ wrapUpCode }) => wrapUpCode)),
			categoryId: categoriesOf(record.conversationId, organization.categories),
			conversationDuration: time(record.conversationEnd, at) - at,
			resultsBy: ['communication', 'conversation'],
		};
		const measures = measuresOf(communications);
		const figures: [string, number | undefined, object?][] = [
			['nSpeechTextAnalyzedConversations', 1],
			['oCustomerSentiment', scaled(measures.sentimentScore, scale)],
			['oSentimentScore', scaled(measures.sentimentScore, scale)],
			['oOverTalkSpeechInstances', measures.overtalkCount],
			['tAgentSpeech', measures.agent],
			['tCustomerSpeech', measures.customer],
			['tOtherAudio', measures.ivr],
			['tOverTalkSpeech', measures.overtalk],
			['tSilence', measures.silence],
			['tTotalSpeechAndSilence', measures.total],
			...communications.flatMap(({ phrases }) =>
				unique(phrases.map(({ topic }) => topic?.id)).map((topicId): [string, number, object] => {
					return ['nTopicCommunications', 1, { topicId }];
				}),
			),
		];
		for (const [name, value, more] of figures) {
			if (value === undefined) continue;
			yield { name, value, at, conversation: record, dimensions: { ...dimensions, ...more } };
		}
	}
});

const scaled = (score: number | undefined, scale: number) =>
	score === undefined ? undefined : Math.round(score * scale * 1000) / 1000;

const unique = (values: unknown[]) => [...new Set(values.filter((value) => value !== undefined))];

/** One conversation in three belongs to a category. */
export function categoriesOf(conversationId: string, categories: { id: string }[]): string[] {
	const hash = hashOf(`${conversationId}#`);
	return hash % 3 === 0 ? [categories[hash % categories.length]!.id] : [];
}
