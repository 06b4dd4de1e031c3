import { API } from '../../api/endpoints';
import { evaluationQuestionSheet, evaluationSheet } from '../../columns/evaluationSheets';
import type { Evaluation } from '../../columns/evaluationSheets';
import { collection, type Settings } from '../../fields/field';
import { choice, entities, severalOf, toggleIfAdded } from '../../fields/kinds';
import { fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { about, agent, evaluationForm, queue } from '../../fields/organization';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { timeRange, unlessSince } from '../../fields/timeRange';
import {
	readEvaluationAnswers,
	searchEvaluations,
	type EvaluationDate,
	type EvaluationSearch,
} from '../../reading/evaluations';
import { timeMs } from '../../records/conversation';
import { answersOf, isStatus } from '../../records/quality';
import { upToLimit } from '../limit';
import { datedName, operation, type Found, type Work } from '../operation';
import { readPeriod } from '../readPeriod';

const sheets = { evaluations: evaluationSheet, questions: evaluationQuestionSheet };

const fields = {
	period: timeRange('last7Days', {
		notice:
			'Returns all evaluations whose Match By date is after Since, oldest first. Insert or update rows by evaluationId, for questions by evaluationId and questionId.',
		mark: 'The latest date in the destination, of the kind chosen in Match By: MAX("submittedTime"), MAX("releaseTime"), …',
		late: 'evaluations that are released, disputed or scored again',
	}),
	matchBy: choice({
		displayName: 'Match By',
		byDefault: 'submitted',
		description: 'Which date of an evaluation has to be in the time range',
		options: [
			['conversation', 'Conversation', 'When the evaluated conversation began'],
			['created', 'Created', 'When the evaluation was created'],
			['submitted', 'Submitted', 'When the evaluator submitted it'],
			['released', 'Released', 'When it was released to the agent'],
		],
	}),
	output: choice({
		displayName: 'Output',
		byDefault: 'evaluations',
		description: 'What each row represents',
		options: [
			['evaluations', 'Evaluations', 'One row per evaluation, with its scores'],
			[
				'questions',
				'Questions',
				'One row per answered question, with its text; the limit counts evaluations',
			],
		],
	}),
	filters: collection(
		{
			displayName: 'Filters',
			placeholder: 'Add Filter',
			description: 'Evaluations must match all filters',
			isFilter: true,
		},
		{
			agent: about(agent, 'Only evaluations of this agent, or of any of these agents'),
			evaluator: entities({
				kind: 'user',
				displayName: 'Evaluator',
				description: 'Only evaluations by this person, or by any of these people',
				example: 'Jane Doe',
			}),
			evaluationForm,
			queue: about(queue, 'Only evaluations of conversations in this queue, or in any of these queues'),
			automated: choice({
				displayName: 'Automated',
				byDefault: 'exclude',
				unset: 'include',
				isFilter: true,
				description:
					'Whether to get evaluations that Genesys Cloud scored automatically; the column automated tells them apart',
				options: [
					['exclude', 'Exclude'],
					['include', 'Include'],
					['only', 'Only'],
				],
			}),
			released: toggleIfAdded({
				displayName: 'Released',
				byDefault: true,
				isFilter: true,
				description:
					'Whether to get only evaluations that have been released, or else only those that have not',
			}),
			statuses: severalOf({
				displayName: 'Status',
				byDefault: ['finished'],
				isFilter: true,
				description: 'Only evaluations with one of these statuses',
				options: [
					['pending', 'Pending'],
					['inProgress', 'In Progress'],
					['finished', 'Finished'],
					['inReview', 'In Review'],
					['retracted', 'Retracted'],
				],
			}),
		},
	),
	rows: rows(sheets),
	fileNotice,
	limit: limit({ isSyncable: true }),
	sortOrder: unlessSince(
		choice({
			displayName: 'Sort Order',
			byDefault: 'desc',
			description: 'By the date chosen in Match By',
			options: [
				['desc', 'Newest First'],
				['asc', 'Oldest First'],
			],
		}),
	),
	options: options(Object.values(sheets), {}),
	permissionNotice: permissionNotice(API.searchEvaluations),
};
type Said = Settings<typeof fields>;

const DATES: Record<Said['matchBy'], EvaluationDate> = {
	submitted: 'submittedDate',
	created: 'createdDate',
	released: 'releaseDate',
	conversation: 'conversationDate',
};
const AUTOMATED: Record<Said['filters']['automated'], readonly boolean[]> = {
	exclude: [false],
	include: [false, true],
	only: [true],
};

export const getMany = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many evaluations',
	description:
		'Get the quality evaluations in a time range with agent, evaluator, form, status and scores, one row per evaluation or per question with its answer',
	rowPer: 'quality evaluation, or answered question, with scores',
	fields,
	sheets: Object.values(sheets),
	uses: [
		{ endpoint: API.searchEvaluations },
		{ endpoint: API.evaluationForm, for: 'question texts', without: 'no texts' },
		{ endpoint: API.evaluation, for: 'question texts of older forms', without: 'no such texts' },
	],
	sheetOf: ({ output }) => sheets[output],
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, report } = work;
	const search = searchOf(said);
	const hasRow = (each: Evaluation) => said.output === 'evaluations' || answersOf(each, undefined).length > 0;
	const { range, records, extra } = await readPeriod(work, said.period, {
		read: async (part) => await searchEvaluations(connection, { ...search, range: part }),
		markOf: (found) => timeMs(found.findLast(hasRow)?.[search.by]) ?? -Infinity,
	});
	const evaluations = upToLimit(report, records, said.limit, 'evaluations');
	const details = { fileName: datedName(said.output, range), extra };
	if (said.output === 'evaluations') return { ...details, records: evaluations };
	const warn = (sentence: string) => report.warn(sentence);
	return { ...details, records: await readEvaluationAnswers(connection, evaluations, warn) };
}

function searchOf({
	filters,
	matchBy,
	period,
	sortOrder,
	limit: most,
}: Said): Omit<EvaluationSearch, 'range'> {
	const { statuses, released } = filters;
	return {
		// One more tells whether the limit cuts.
		limit: most + 1,
		by: DATES[matchBy],
		order: period.isSync ? 'asc' : sortOrder,
		automated: AUTOMATED[filters.automated],
		criteria: {
			agentId: filters.agent,
			evaluatorId: filters.evaluator,
			contextId: filters.evaluationForm,
			queueId: filters.queue,
			released: released === undefined ? [] : [String(released)],
		},
		// How the search wants a status written is not documented.
		accepts: ({ status }) => statuses.length === 0 || isStatus(status, statuses),
	};
}
