import { SUBJECTS } from '../../contract/subjects';
import { time } from '../../data/conversationStore';
import { hashOf } from '../../data/entities';
import { subjectOf } from '../subject';
import { agentsOf, mediaTypeOf, recordsIn } from './records';

/** Resolutions: seven in ten conversations that an agent ended spare the customer the next contact. */
export const resolutions = subjectOf(SUBJECTS.resolutions.metrics, function* (range, world, now) {
	for (const record of recordsIn(range, world, now)) {
		const agent = agentsOf(record).at(-1);
		if (!agent || record.conversationEnd === undefined) continue;
		if (hashOf(record.conversationId) % 10 >= 7) continue;
		yield {
			name: 'nNextContactAvoided',
			value: 1,
			at: time(record.conversationEnd, NaN),
			conversation: record,
			dimensions: {
				conversationId: record.conversationId,
				mediaType: mediaTypeOf(record),
				userId: agent.userId,
				queueId: agent.queueId,
				externalContactId: record.participants?.[0]?.externalContactId,
			},
		};
	}
});
