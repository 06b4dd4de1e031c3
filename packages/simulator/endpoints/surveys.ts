import { notFound } from '../apiError';
import { allRecords } from '../aggregates/subjects/records';
import { surveyAnswers, surveysOf, type Survey } from '../data/quality/surveys';
import type { Route } from '../router';
import type { World } from '../world';
import { fullSurveyForm, surveyForm } from './forms';

const BASE = '/api/v2/quality';
const VIEW = ['quality:survey:view'];

/** Surveys by their id or their conversation's: there is no listing. */
export const surveyRoutes: Route[] = [
	{
		method: 'GET',
		path: `${BASE}/surveys/{surveyId}`,
		query: [],
		any: VIEW,
		handle: ({ world, params, now }) => {
			for (const record of allRecords(world, now)) {
				const survey = surveysOf(record, world.organization).find(
					({ entry }) => entry.surveyId === params.surveyId,
				);
				if (survey) return { json: surveyEntity(survey, world) };
			}
			throw notFound();
		},
	},
	{
		method: 'GET',
		path: `${BASE}/conversations/{conversationId}/surveys`,
		query: [],
		any: VIEW,
		handle: ({ world, params }) => {
			const record = world.conversation(params.conversationId);
			if (!record) throw notFound();
			const surveys = surveysOf(record, world.organization);
			return { json: surveys.map((survey) => surveyEntity(survey, world)) };
		},
	},
];

function surveyEntity(survey: Survey, { organization, options }: World) {
	const formOf = options.briefSurveyForms ? surveyForm : fullSurveyForm;
	const { record, entry, form, isFinished } = survey;
	const agent = organization.users.find(({ id }) => id === entry.userId);
	const team = organization.teams.find(({ id }) => id === agent?.teamId);
	return {
		id: entry.surveyId,
		conversation: {
			id: record.conversationId,
			selfUri: `/api/v2/conversations/${record.conversationId}`,
		},
		surveyForm: formOf(form, organization),
		...(entry.userId === undefined
			? {}
			: { agent: { id: entry.userId, selfUri: `/api/v2/users/${entry.userId}` } }),
		...(entry.queueId === undefined
			? {}
			: { queue: { id: entry.queueId, selfUri: `/api/v2/routing/queues/${entry.queueId}` } }),
		...(team ? { agentTeam: { id: team.id, name: team.name } } : {}),
		status: entry.surveyStatus ?? 'Pending',
		surveyType: entry.surveyType ?? 'Web',
		...(entry.surveyCompletedDate === undefined ? {} : { completedDate: entry.surveyCompletedDate }),
		missingRequiredAnswer: entry.surveyPartialResponse ?? false,
		...(isFinished ? { answers: answers(survey) } : {}),
		selfUri: `${BASE}/surveys/${entry.surveyId}`,
	};
}

/** `SurveyScoringSet` */
function answers(survey: Survey) {
	const all = surveyAnswers(survey);
	const total = survey.entry.oSurveyTotalScore;
	return {
		totalScore: total,
		npsScore: survey.entry.surveyPromoterScore,
		questionGroupScores: [...new Set(all.map(({ groupId }) => groupId))].map((questionGroupId) => ({
			questionGroupId,
			totalScore: total,
			maxTotalScore: 100,
			markedNA: false,
			questionScores: all
				.filter(({ groupId }) => groupId === questionGroupId)
				.map(({ question, answerId, score, npsScore, freeTextAnswer }) => ({
					questionId: question.id,
					markedNA: false,
					answerId,
					score,
					npsScore,
					freeTextAnswer,
				})),
		})),
	};
}
