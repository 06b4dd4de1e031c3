import { notFound } from '../apiError';
import { allRecords, mediaTypeOf } from '../aggregates/subjects/records';
import { answersOf, evaluationsOf, type Evaluation } from '../data/quality/evaluations';
import type { Organization } from '../data/organization';
import { iso } from '../interval';
import { checkPaging } from '../page';
import type { Context, Reply, Route } from '../router';
import type { World } from '../world';
import { compileSearch, type SearchCriterion } from '../evaluationSearch';
import { fullEvaluationForm } from './forms';

const BASE = '/api/v2/quality';

export const evaluationRoutes: Route[] = [
	{
		method: 'POST',
		path: `${BASE}/evaluations/search`,
		query: [],
		any: ['quality:evaluation:searchAny'],
		model: 'EvaluationSearchRequestDTO',
		handle: search,
	},
	{
		method: 'GET',
		path: `${BASE}/conversations/{conversationId}/evaluations/{evaluationId}`,
		query: ['expand'],
		any: ['quality:evaluation:view', 'quality:evaluation:assign', 'quality:evaluation:release'],
		handle: ({ world, params }) => {
			const record = world.conversation(params.conversationId);
			const found = record && evaluationsOf(record, world.organization);
			const evaluation = found?.find(({ entry }) => entry.evaluationId === params.evaluationId);
			if (!evaluation || evaluation.entry.deleted) throw notFound();
			return {
				json: {
					...evaluationEntity(evaluation, world.organization),
					evaluationForm: fullEvaluationForm(evaluation.form, world.organization),
				},
			};
		},
	},
];

interface SearchRequest {
	query: SearchCriterion[];
	pageSize?: number;
	pageNumber: number;
	sortBy?: 'conversationDate' | 'createdDate' | 'submittedDate' | 'releaseDate';
	sortOrder?: string;
	systemSubmitted?: boolean;
}

/** What a search sorts by, in milliseconds; NaN and Infinity where there is no such date. */
const DATE_OF: Record<NonNullable<SearchRequest['sortBy']>, (evaluation: Evaluation) => number> = {
	conversationDate: ({ record }) => Date.parse(record.conversationStart ?? ''),
	createdDate: ({ created }) => created,
	submittedDate: ({ submitted }) => submitted ?? Infinity,
	releaseDate: ({ released }) => released ?? Infinity,
};

/** There is no total: a page that is not full is the last. Automated and other evaluations are never returned together. */
function search({ world, body, now }: Context): Reply {
	const request = body as unknown as SearchRequest;
	const { pageSize = 25, pageNumber, sortBy = 'conversationDate', systemSubmitted = false } = request;
	checkPaging({ pageSize, pageNumber });
	const matches = compileSearch(request.query, world.organization);
	const found: Evaluation[] = [];
	for (const record of allRecords(world, now)) {
		for (const evaluation of evaluationsOf(record, world.organization)) {
			const { entry } = evaluation;
			if ((entry.systemSubmitted ?? false) === systemSubmitted && !entry.deleted && matches(evaluation)) {
				found.push(evaluation);
			}
		}
	}
	const sign = request.sortOrder === 'DESC' ? -1 : 1;
	const dated = found.map((evaluation) => ({ evaluation, date: DATE_OF[sortBy](evaluation) }));
	dated.sort((a, b) => {
		const difference = a.date - b.date;
		return sign * (Number.isNaN(difference) ? 0 : difference);
	});
	return {
		json: {
			pageSize,
			pageNumber,
			results: dated
				.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
				.map(({ evaluation }) => hit(evaluation, world)),
		},
	};
}

/** Its form may be named in another version than the one that it was made with. */
function hit(evaluation: Evaluation, { organization, options }: World) {
	const entity = evaluationEntity(evaluation, organization);
	const { id, contextId } = evaluation.form;
	const other = organization.evaluationForms.find((form) => form.contextId === contextId && form.id !== id);
	if (!options.otherFormVersions || !other) return entity;
	return { ...entity, evaluationForm: { ...entity.evaluationForm, id: other.id } };
}

const ref = (id: string | undefined, path: string) => id && { id, selfUri: `/api/v2/${path}/${id}` };

function evaluationEntity(evaluation: Evaluation, organization: Organization) {
	const { record, entry, form, status, created, submitted, released } = evaluation;
	const automated = entry.systemSubmitted ?? false;
	const path = `conversations/${record.conversationId}/evaluations/${entry.evaluationId}`;
	return {
		id: entry.evaluationId,
		conversation: ref(record.conversationId, 'conversations'),
		evaluationForm: {
			// What a search answers has no name but this one.
			id: form.id,
			contextId: form.contextId,
			latestVersionFormName: form.name,
			published: true,
			selfUri: `${BASE}/publishedforms/evaluations/${form.id}`,
		},
		evaluator: automated ? undefined : ref(entry.evaluatorId, 'users'),
		agent: ref(entry.userId, 'users'),
		assignee: ref(entry.assigneeId, 'users'),
		assigneeApplicable: entry.assigneeId !== undefined,
		queue: ref(entry.queueId, 'routing/queues'),
		status,
		mediaType: [MEDIA[mediaTypeOf(record) ?? ''] ?? 'CALL'],
		divisionIds: record.divisionIds ?? [organization.divisions[0]!.id],
		conversationDate: record.conversationStart,
		conversationEndDate: record.conversationEnd,
		assignedDate: iso(created),
		createdDate: iso(created),
		changedDate: iso(submitted ?? created),
		submittedDate: submitted === undefined ? undefined : iso(submitted),
		releaseDate: released === undefined ? undefined : iso(released),
		neverRelease: false,
		rescore: entry.rescored ?? false,
		agentHasRead: false,
		disputeCount: status === 'INREVIEW' ? 1 : 0,
		redacted: false,
		evaluationSource: automated
			? { id: POLICY, name: 'Score every call', type: 'Policy' }
			: { type: 'User', ...(entry.evaluatorId === undefined ? {} : { id: entry.evaluatorId }) },
		...(automated ? { aiScoring: { pending: false } } : {}),
		...(submitted === undefined ? {} : { answers: answers(evaluation) }),
		selfUri: `${BASE}/${path}`,
	};
}

const POLICY = 'b7c8d9e0-a1b2-4c3d-8e4f-5a6b7c8d9e0f';

const MEDIA: Record<string, string> = {
	voice: 'CALL',
	callback: 'CALLBACK',
	chat: 'CHAT',
	email: 'EMAIL',
	message: 'MESSAGE',
};

/** `EvaluationScoringSet` */
function answers(evaluation: Evaluation) {
	const { oTotalScore: total = 0, oTotalCriticalScore: critical = 0 } = evaluation.entry;
	const groups = answersOf(evaluation);
	const failed = groups.some(({ scores }) =>
		scores.some(({ question, answer }) => question.isKill && answer.value === 0),
	);
	const most = (values: { value: number }[]) => Math.max(...values.map(({ value }) => value));
	return {
		totalScore: total,
		totalCriticalScore: critical,
		totalNonCriticalScore: total,
		anyFailedKillQuestions: failed,
		comments: 'Well done,\n"almost" all of it.',
		agentComments: 'Ms. Rossi thanked me.',
		questionGroupScores: groups.map(({ id, scores }) => ({
			questionGroupId: id,
			totalScore: scores.reduce((sum, { answer }) => sum + answer.value, 0),
			maxTotalScore: scores.reduce((sum, { question }) => sum + most(question.answerOptions), 0),
			markedNA: false,
			questionScores: scores.map(({ question, answer }) => ({
				questionId: question.id,
				answerId: answer.id,
				score: answer.value,
				markedNA: false,
				failedKillQuestion: question.isKill === true && answer.value === 0,
				comments: answer.value === 0 ? 'Mr. Rossi had to ask twice.' : '',
			})),
		})),
	};
}
