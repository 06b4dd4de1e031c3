import { SUBJECTS } from '../../contract/subjects';
import { time } from '../../data/conversationStore';
import { surveyAnswers, surveysOf, type Survey } from '../../data/quality/surveys';
import { subjectOf } from '../subject';
import { agentsOf, allRecords, mediaTypeOf } from './records';

export const surveys = subjectOf(
	SUBJECTS.surveys.metrics,
	function* (_range, world, now, { alternateTimeDimension }) {
		for (const record of allRecords(world, now)) {
			for (const survey of surveysOf(record, world.organization)) {
				const { entry, form, created } = survey;
				const agent = agentsOf(record).find(({ userId }) => userId === entry.userId);
				const dimensions = {
					...entry,
					surveyFormId: form.id,
					surveyFormContextId: form.contextId,
					surveyFormName: form.name,
					conversationId: record.conversationId,
					divisionId: record.divisionIds,
					mediaType: mediaTypeOf(record),
					teamId: agent?.teamId,
					wrapUpCode: agent?.wrapUpCode,
				};
				const at = alternateTimeDimension === 'surveyCreatedDate' ? created : time(entry.eventTime, created);
				for (const [name, value, more] of figuresOf(survey)) {
					yield { name, value, at, conversation: record, dimensions: { ...dimensions, ...more } };
				}
			}
		}
	},
);

type Figure = [name: string, value: number, dimensions?: object];

function figuresOf(survey: Survey): Figure[] {
	const { entry, isFinished } = survey;
	const figures: Figure[] = [['nSurveysSent', 1]];
	figures.push([entry.surveyType === 'Voice' ? 'nVoiceSurveys' : 'nWebSurveys', 1]);
	if (entry.surveyStatus === 'Expired') figures.push(['nSurveysExpired', 1]);
	if (entry.surveyStatus === 'Error') figures.push(['nSurveyErrors', 1]);
	if (entry.surveyStatus === 'InProgress' || isFinished) figures.push(['nSurveysStarted', 1]);
	if (!isFinished) return figures;
	figures.push(['nSurveyResponses', 1]);
	figures.push([entry.surveyPartialResponse ? 'nSurveyPartialResponses' : 'nSurveyFullResponses', 1]);
	const { surveyPromoterScore: nps, oSurveyTotalScore: total } = entry;
	if (nps !== undefined) {
		figures.push(['nSurveyNpsResponses', 1]);
		if (nps >= 9) figures.push(['nSurveyNpsPromoters', 1]);
		if (nps <= 6) figures.push(['nSurveyNpsDetractors', 1]);
	}
	if (total !== undefined) figures.push(['oSurveyTotalScore', total]);
	for (const { groupId, question, answerId, score } of surveyAnswers(survey)) {
		const questionDimensions = { surveyQuestionGroupId: groupId, surveyQuestionId: question.id };
		figures.push(['nSurveyQuestionResponses', 1, { ...questionDimensions, surveyAnswerId: answerId }]);
		if (score === undefined) continue;
		figures.push(['oSurveyQuestionScore', score, { ...questionDimensions, surveyAnswerId: answerId }]);
		figures.push(['nSurveyQuestionGroupResponses', 1, { surveyQuestionGroupId: groupId }]);
		figures.push(['oSurveyQuestionGroupScore', score, { surveyQuestionGroupId: groupId }]);
	}
	return figures;
}
