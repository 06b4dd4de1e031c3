import type { INodeProperties } from 'n8n-workflow';

import { timeMs } from '../../records/conversation';
import { answersOf, isStatus } from '../../records/quality';
import { evaluationQuestionSheet, evaluationSheet, type Sheet } from '../../columns';
import type { Evaluation } from '../../columns/evaluationSheets';
import { valueAt } from '../../columns/field';
import { API } from '../../api/endpoints';
import { searchEvaluations, type EvaluationDate, type EvaluationSearch } from '../../reading/evaluations';
import { filterCollection } from '../../fields/filters';
import { limitFields } from '../../fields/limit';
import { agentLocator, evaluationFormLocator, locator, queueLocator } from '../../fields/locators';
import {
	columnFieldsOf,
	fileNotice,
	optionCollection,
	returnAsFields,
	rowOptions,
} from '../../fields/output';
import { timeRangeOrSinceFields, unlessSince } from '../../fields/timeRange';
import { flag, oneOf, someOf, text } from '../../fields/choices';
import { readForms } from '../../reading/forms';
import { datedName, readInTime } from '../readInTime';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { checkOutput, writeRows } from '../../output/writeRows';
import { permissionNotice } from '../../fields/permissionNotice';
import { isSync, readCollection, readIds, readLimit } from '../../fields/parameters';

const sheets: Sheet[] = [evaluationSheet, evaluationQuestionSheet];

const DATES: Readonly<Record<string, EvaluationDate>> = {
	submitted: 'submittedDate',
	created: 'createdDate',
	released: 'releaseDate',
	conversation: 'conversationDate',
};
// A constant, because n8n's lint wants inline options in alphabetical order, and an evaluation goes through these in turn.
const statusOptions = [
	{ name: 'Pending', value: 'pending' },
	{ name: 'In Progress', value: 'inProgress' },
	{ name: 'Finished', value: 'finished' },
	{ name: 'In Review', value: 'inReview' },
	{ name: 'Retracted', value: 'retracted' },
];
const STATUSES = statusOptions.map(({ value }) => value);
const AUTOMATED: Readonly<Record<string, readonly boolean[]>> = {
	exclude: [false],
	include: [false, true],
	only: [true],
};

const matchByField: INodeProperties = {
	displayName: 'Match By',
	name: 'matchBy',
	type: 'options',
	default: 'submitted',
	description: 'Which date of an evaluation has to be in the time range',
	options: [
		{ name: 'Conversation', value: 'conversation', description: 'When the evaluated conversation began' },
		{ name: 'Created', value: 'created', description: 'When the evaluation was created' },
		{ name: 'Submitted', value: 'submitted', description: 'When the evaluator submitted it' },
		{ name: 'Released', value: 'released', description: 'When it was released to the agent' },
	],
};

const filters = filterCollection([
	{ ...agentLocator, description: 'Only evaluations of this agent, or of any of these agents' },
	locator({
		displayName: 'Evaluator',
		name: 'evaluator',
		search: 'searchAgents',
		description: 'Only evaluations by this person, or by any of these people',
	}),
	evaluationFormLocator,
	{
		...queueLocator,
		description: 'Only evaluations of conversations in this queue, or in any of these queues',
	},
	{
		displayName: 'Automated',
		name: 'automated',
		type: 'options',
		default: 'include',
		description:
			'Whether to get evaluations that Genesys Cloud scored automatically. Without this filter, they are left out.',
		options: [
			{ name: 'Exclude', value: 'exclude' },
			{ name: 'Include', value: 'include' },
			{ name: 'Only', value: 'only' },
		],
	},
	{
		displayName: 'Released',
		name: 'released',
		type: 'boolean',
		default: true,
		description: 'Whether to get only evaluations that have been released, or else only those that have not',
	},
	{
		displayName: 'Status',
		name: 'statuses',
		type: 'multiOptions',
		default: ['finished'],
		description: 'Only evaluations with one of these statuses',
		options: statusOptions,
	},
]);

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many evaluations',
	description:
		'Get the quality evaluations in a time range with agent, evaluator, form, status and scores, one row per evaluation or per question with its answer',
	fields: [
		...timeRangeOrSinceFields({
			notice:
				'Returns all evaluations whose Match By date is after Since, oldest first. Insert or update rows by evaluationId, for questions by evaluationId and questionId.',
			mark: 'The latest date in the destination, of the kind chosen in Match By: MAX("submittedTime"), MAX("releaseTime"), …',
			late: 'evaluations that are released, disputed or scored again',
		}),
		matchByField,
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'evaluations',
			description: 'What each row represents',
			options: [
				{ name: 'Evaluations', value: 'evaluations', description: 'One row per evaluation, with its scores' },
				{
					name: 'Questions',
					value: 'questions',
					description: 'One row per answered question, with its text; the limit counts evaluations',
				},
			],
		},
		...columnFieldsOf(Object.fromEntries(sheets.map((sheet) => [sheet.name, sheet]))),
		...returnAsFields,
		fileNotice,
		...limitFields.map(unlessSince),
		unlessSince({
			displayName: 'Sort Order',
			name: 'sortOrder',
			type: 'options',
			default: 'desc',
			description: 'By the date chosen in Match By',
			options: [
				{ name: 'Newest First', value: 'desc' },
				{ name: 'Oldest First', value: 'asc' },
			],
		}),
		{ ...filters, description: 'Evaluations must match all filters' },
		optionCollection(rowOptions(...sheets)),
		permissionNotice(API.searchEvaluations),
	],
	sheets,
	asks: [
		{ endpoint: API.searchEvaluations },
		{ endpoint: API.evaluationForm, for: 'question texts', without: 'no texts' },
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const output = oneOf('Output', read('output', 'evaluations'), ['evaluations', 'questions']);
	const limit = readLimit(read);
	await checkOutput(session, read, output === 'evaluations' ? evaluationSheet : evaluationQuestionSheet);
	const search = await readSearch(session, read, limit + 1);
	const hasRow = (each: Evaluation) => output === 'evaluations' || answersOf(each, undefined).length > 0;
	const { range, records, extra, hint } = await readInTime(session, read, {
		read: async (part) => await searchEvaluations(session.connection, { ...search, range: part }),
		markOf: (found) => timeMs(found.findLast(hasRow)?.[search.by]) ?? -Infinity,
	});
	const evaluations = upToLimit(session, records, limit, 'evaluations');
	session.hint(hint);
	const details = { fileName: datedName(output, range), extra };
	if (output === 'evaluations') return await writeRows(session, read, evaluationSheet, evaluations, details);

	const forms = await readForms(
		session,
		API.evaluationForm,
		evaluations.flatMap((each) => formIdOf(each) ?? []),
	);
	const answers = evaluations.flatMap((each) => answersOf(each, forms.get(formIdOf(each) ?? '')));
	return await writeRows(session, read, evaluationQuestionSheet, answers, details);
}

async function readSearch(
	{ connection }: Session,
	read: ReadParameter,
	limit: number,
): Promise<Omit<EvaluationSearch, 'range'>> {
	const chosen = readCollection(read, 'filters');
	const statuses = someOf('Status', chosen.statuses, STATUSES);
	return {
		limit,
		by: DATES[oneOf('Match By', read('matchBy', 'submitted'), Object.keys(DATES))]!,
		order: isSync(read) ? 'asc' : oneOf('Sort Order', read('sortOrder', 'desc'), ['desc', 'asc']),
		automated: AUTOMATED[oneOf('Automated', chosen.automated ?? 'exclude', Object.keys(AUTOMATED))]!,
		criteria: {
			agentId: await readIds(connection, 'user', chosen.agent),
			evaluatorId: await readIds(connection, 'user', chosen.evaluator),
			contextId: await readIds(connection, 'evaluationForm', chosen.evaluationForm),
			queueId: await readIds(connection, 'queue', chosen.queue),
			released: text(chosen.released) === '' ? [] : [String(flag('Released', chosen.released))],
		},
		// How the search wants a status written is not documented.
		accepts: ({ status }) => statuses.length === 0 || isStatus(status, statuses),
	};
}

function formIdOf(evaluation: Evaluation): string | undefined {
	return text(valueAt(evaluation, 'evaluationForm.id')) || undefined;
}
