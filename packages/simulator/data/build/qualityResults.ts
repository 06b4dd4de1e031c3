import type { ConversationRecord } from '../record';
import { iso, type Scene } from './scene';

/** What is added to a record after the conversation: an evaluation, a survey. */
export function addQualityResults(record: ConversationRecord, { plan, organization, random }: Scene): void {
	const leg = plan.legs.find((one) => one.outcome === 'answered');
	if (!leg) return;
	const queueId = organization.queues[leg.queue]!.id;
	if (plan.evaluated !== undefined) {
		const total = random.int(40, 100);
		record.evaluations = [
			{
				evaluationId: random.uuid(),
				evaluationStatus: 'Finished',
				evaluatorId: organization.users[0]?.id,
				assigneeId: organization.users[0]?.id,
				userId: leg.agentId,
				queueId,
				formId: '3b5d7f91-2c4e-4a6b-8d0f-1e3c5a7b9d2f',
				formName: 'Quality, general',
				contextId: '4c6e8f02-3d5f-4b7c-9e1a-2f4d6b8c0e3a',
				eventTime: iso(plan.evaluated),
				released: random.chance(0.8),
				rescored: false,
				deleted: false,
				oTotalScore: total,
				oTotalCriticalScore: Math.min(100, total + random.int(0, 10)),
			},
		];
	}
	if (plan.surveyed !== undefined) {
		const finished = random.chance(0.7);
		record.surveys = [
			{
				surveyId: random.uuid(),
				surveyFormId: '6e8fa124-5f71-4d9e-8b3c-4f6d8e0a2c5b',
				surveyFormContextId: '7f90b235-6082-4eaf-9c4d-507e9f1b3d6c',
				surveyFormName: 'How did we do?',
				surveyType: plan.media === 'voice' ? 'Voice' : 'Web',
				surveyStatus: finished ? 'Finished' : 'Sent',
				queueId,
				userId: leg.agentId,
				eventTime: iso(plan.surveyed),
				...(finished
					? {
							surveyCompletedDate: iso(plan.surveyed),
							surveyPromoterScore: random.int(0, 10),
							surveyPartialResponse: false,
							oSurveyTotalScore: random.int(20, 100),
						}
					: {}),
			},
		];
	}
}
