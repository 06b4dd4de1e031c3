import type { INodeProperties } from 'n8n-workflow';

import { timeMs } from '../../analytics/conversation';
import { answersOf, isStatus } from '../../analytics/quality';
import { evaluationQuestionSheet, evaluationSheet, type Sheet } from '../../analytics/rows';
import type { Evaluation } from '../../analytics/rows/evaluationSheets';
import { valueAt } from '../../analytics/rows/field';
import { API } from '../../api/endpoints';
import { searchEvaluations, type EvaluationDate, type EvaluationSearch } from '../../api/evaluations';
import { filterCollection } from '../../descriptions/filters';
import { limitFields } from '../../descriptions/limit';
import { agentLocator, evaluationFormLocator, locator, queueLocator } from '../../descriptions/locators';
import {
	columnFieldsOf,
	fileNotice,
	optionCollection,
	returnAsFields,
	rowOptions,
} from '../../descriptions/output';
import { timeRangeOrSinceFields, unlessSince } from '../../descriptions/timeRange';
import { flag, oneOf, someOf, text } from '../../choices';
import { readForms } from '../forms';
import { datedName, readInTime } from '../inTime';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { checkOutput, writeRows } from '../output';
import { permissionNotice } from '../permissionNotice';
import { isSync, readCollection, readIds, readLimit } from '../parameters';

const sheets: Sheet[] = [evaluationSheet, evaluationQuestionSheet];

const DATES: Readonly<Record<string, EvaluationDate>> = {
	submitted: 'submittedDate',
	created: 'createdDate',
	released: 'releaseDate',
	conversation: 'conversationDate',
};
// Named, not in place: n8n's lint wants lists in place in the order of the alphabet, an evaluation goes through these.
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
	description: 'What has to be in the time range for an evaluation to count',
	options: [
		{ name: 'Conversation', value: 'conversation', description: 'When the evaluated conversation began' },
		{ name: 'Created', value: 'created', description: 'When the evaluation was created' },
		{ name: 'Submitted', value: 'submitted', description: 'When the evaluator submitted it' },
		{ name: 'Released', value: 'released', description: 'When it was released to the agent' },
	],
};

const filters = filterCollection([
	{ ...agentLocator, description: 'Evaluations of this agent, or of any of several' },
	locator({
		displayName: 'Evaluator',
		name: 'evaluator',
		search: 'searchAgents',
		description: 'Evaluations by this person, or by any of several',
	}),
	evaluationFormLocator,
	{ ...queueLocator, description: 'Evaluations of conversations of this queue, or of any of several' },
	{
		displayName: 'Automated',
		name: 'automated',
		type: 'options',
		default: 'include',
		description:
			'Whether to get evaluations that Genesys Cloud scored by itself. Without this filter they are left out.',
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
		description: 'Whether to get only released evaluations, or only those that are not',
	},
	{
		displayName: 'Status',
		name: 'statuses',
		type: 'multiOptions',
		default: ['finished'],
		description: 'Only evaluations in any of these states',
		options: statusOptions,
	},
]);

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many evaluations',
	description:
		'Get the quality evaluations of a time range with agent, evaluator, form, status and scores, one row per evaluation or per question with its answer',
	fields: [
		...timeRangeOrSinceFields({
			notice:
				'All whose date lies in the time since, oldest first. Insert or update the rows by evaluationId, and by questionId as well for questions.',
			mark: 'The latest date that the destination holds, of the kind in Match By: MAX("submittedTime"), MAX("releaseTime"), …',
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
			description: 'By the time that Match By names',
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
		{ endpoint: API.evaluationForm, for: 'texts of questions', without: 'no texts' },
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
