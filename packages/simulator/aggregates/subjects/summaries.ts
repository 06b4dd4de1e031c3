import { SUBJECTS } from '../../contract/subjects';
import { communicationsOf } from '../../data/speech/speech';
import { summariesOf } from '../../data/speech/summaries';
import { subjectOf } from '../subject';
import { agentsOf, mediaTypeOf, recordsIn } from './records';

export const summaries = subjectOf(SUBJECTS.summaries.metrics, function* (range, world, now) {
	for (const record of recordsIn(range, world, now)) {
		const communications = communicationsOf(record, world.organization, world.options.speech);
		for (const summary of summariesOf(record, communications)) {
			const dimensions = {
				conversationId: record.conversationId,
				summaryId: summary.id,
				mediaType: mediaTypeOf(record),
				language: 'en-US',
				userId: summary.agentId,
				queueId: agentsOf(record).find(({ userId }) => userId === summary.agentId)?.queueId,
				summaryGenerated: true,
				presented: true,
				copied: summary.copied,
			};
			const event = { at: summary.created, conversation: record, dimensions };
			yield { ...event, name: 'nConversationSummaries', value: 1 };
			yield { ...event, name: 'tConversationSummary', value: summary.took };
			if (summary.copied) yield { ...event, name: 'nConversationSummaryEngagements', value: 1 };
		}
	}
});
