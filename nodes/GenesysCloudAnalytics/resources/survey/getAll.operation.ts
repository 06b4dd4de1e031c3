import type { INodeProperties } from 'n8n-workflow';

import { entries, idOf, text as textOf, timeMs } from '../../records/conversation';
import { DAY_MS } from '../../time/durations';
import { answersOf, hasQuestions, isStatus, type Answered } from '../../records/quality';
import { anyOf, type DetailFilters } from '../../records/filters';
import { surveyAnswerSheet, surveySheet, type Sheet } from '../../columns';
import { valueAt } from '../../columns/field';
import type { Survey } from '../../columns/surveySheets';
import type { TimeRange } from '../../time/timeRange';
import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { filterCollection } from '../../fields/filters';
import { limitFields } from '../../fields/limit';
import { agentLocator, queueLocator, surveyFormLocator } from '../../fields/locators';
import {
	allowPartialOption,
	columnFieldsOf,
	fileNotice,
	optionCollection,
	returnAsFields,
	rowOptions,
} from '../../fields/output';
import { timeRangeOrSinceFields, unlessSince } from '../../fields/timeRange';
import { retrieve, type Retrieved } from '../../reading/conversations/retrieve';
import { LOOK_BACK_DAYS } from '../../reading/conversations/search';
import { oneOf, someOf } from '../../fields/choices';
import { readForms } from '../../reading/forms';
import { datedName, readInTime } from '../readInTime';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { checkOutput, writeRows } from '../../output/writeRows';
import { permissionNotice } from '../../fields/permissionNotice';
import { isSync, readAllowPartial, readCollection, readIds, readLimit } from '../../fields/parameters';
import { askingConversations } from '../asks';

const sheets: Sheet[] = [surveySheet, surveyAnswerSheet];
// A constant, because n8n's lint wants inline options in alphabetical order, and a survey goes through these in turn.
const statusOptions = [
	{ name: 'Pending', value: 'pending' },
	{ name: 'Sent', value: 'sent' },
	{ name: 'In Progress', value: 'inProgress' },
	{ name: 'Finished', value: 'finished' },
	{ name: 'Opt Out', value: 'optOut' },
	{ name: 'Expired', value: 'expired' },
	{ name: 'Error', value: 'error' },
];
const STATUSES = statusOptions.map(({ value }) => value);

const filters: INodeProperties = {
	...filterCollection([
		{ ...agentLocator, description: 'Only surveys about this agent, or about any of these agents' },
		{ ...queueLocator, description: 'Only surveys about this queue, or about any of these queues' },
		surveyFormLocator,
		{
			displayName: 'Status',
			name: 'statuses',
			type: 'multiOptions',
			default: ['finished'],
			description: 'Only surveys with one of these statuses',
			options: statusOptions,
		},
	]),
	description: 'Surveys must match all filters',
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many surveys',
	description:
		'Get the customer surveys in a time range with NPS and total score, agent, queue and status, one row per survey or per answered question with the free text',
	fields: [
		...timeRangeOrSinceFields({
			notice: `Returns all surveys that have been answered, oldest first; their conversations may have started up to ${LOOK_BACK_DAYS} days earlier. Insert or update rows by surveyId, for answers by surveyId and questionId.`,
			mark: 'The latest time of an answer in the destination, MAX("completedTime")',
			late: 'surveys that appear late',
		}),
		unlessSince({
			displayName: 'Match By',
			name: 'matchBy',
			type: 'options',
			default: 'conversation',
			description: 'Which date of a survey has to be in the time range',
			options: [
				{ name: 'Conversation', value: 'conversation', description: 'When the conversation began' },
				{
					name: 'Completed',
					value: 'completed',
					description: `When the customer answered. The conversation may have started up to ${LOOK_BACK_DAYS} days before the time range.`,
				},
			],
		}),
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'surveys',
			description: 'What each row represents',
			options: [
				{ name: 'Surveys', value: 'surveys', description: 'One row per survey, with its scores' },
				{
					name: 'Answers',
					value: 'answers',
					description:
						'One row per answered question, with free text. Takes one request per conversation; the limit counts surveys.',
				},
			],
		},
		...columnFieldsOf(Object.fromEntries(sheets.map((sheet) => [sheet.name, sheet]))),
		...returnAsFields,
		fileNotice,
		...limitFields.map(unlessSince),
		filters,
		optionCollection([...rowOptions(...sheets), allowPartialOption]),
		permissionNotice(API.surveysOfConversation, { show: { output: ['answers'] } }),
	],
	sheets,
	asks: [
		...askingConversations,
		{ endpoint: API.surveysOfConversation, for: 'Output: Answers' },
		{ endpoint: API.surveyForm, for: 'question texts', without: 'no texts' },
	],
	execute,
};

interface Chosen {
	matchBy: 'conversation' | 'completed';
	allowPartial: boolean;
	agentIds: string[];
	queueIds: string[];
	contextIds: string[];
	statuses: string[];
}

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const output = oneOf('Output', read('output', 'surveys'), ['surveys', 'answers']);
	const limit = readLimit(read);
	await checkOutput(session, read, output === 'surveys' ? surveySheet : surveyAnswerSheet);
	const chosen = await readChosen(session, read);
	const readings: Array<Pick<Retrieved<unknown>, 'notes' | 'missing'>> = [];
	const { range, records, extra, hint } = await readInTime(session, read, {
		read: async (part) => {
			const { surveys: found, ...rest } = await readSurveys(session, chosen, part, limit);
			readings.push(rest);
			return found;
		},
		markOf: async (found) => {
			// A survey that was deleted has no answers any more, and so no row.
			const subjects =
				output === 'surveys' ? found : (await readAnswers(session, found)).map(({ parent }) => parent);
			return subjects.reduce((latest, survey) => Math.max(latest, completedMs(survey) ?? 0), 0);
		},
	});
	session.hint([hint, ...new Set(readings.flatMap(({ notes }) => notes))].join(' '));
	for (const sentence of readings.flatMap(({ missing }) => missing)) {
		session.hint(`Surveys may be missing. ${sentence}`, 'warning');
	}
	if (isSync(read)) records.sort((a, b) => (completedMs(a) ?? 0) - (completedMs(b) ?? 0));
	const surveys = upToLimit(session, records, limit, 'surveys');
	const details = { fileName: datedName(output, range), extra };
	if (output === 'surveys') return await writeRows(session, read, surveySheet, surveys, details);
	return await writeRows(session, read, surveyAnswerSheet, await readAnswers(session, surveys), details);
}

async function readChosen({ connection }: Session, read: ReadParameter): Promise<Chosen> {
	const { agent, queue, surveyForm, statuses } = readCollection(read, 'filters');
	return {
		matchBy: isSync(read)
			? 'completed'
			: oneOf('Match By', read('matchBy', 'conversation'), ['conversation', 'completed']),
		allowPartial: readAllowPartial(read),
		agentIds: await readIds(connection, 'user', agent),
		queueIds: await readIds(connection, 'queue', queue),
		contextIds: await readIds(connection, 'surveyForm', surveyForm),
		statuses: someOf('Status', statuses, STATUSES),
	};
}

/** Newest conversation first; there is no listing of surveys, so they come from the records of conversations. */
async function readSurveys(
	session: Session,
	chosen: Chosen,
	range: TimeRange,
	limit: number,
): Promise<Pick<Retrieved<unknown>, 'notes' | 'missing'> & { surveys: Survey[] }> {
	const isLate = chosen.matchBy === 'completed';
	const surveysIn = (record: unknown) => surveysOf(record).filter((survey) => fits(survey, chosen, range));
	const { values, notes, missing } = await retrieve(
		session.connection,
		{
			range: isLate ? { ...range, startMs: range.startMs - LOOK_BACK_DAYS * DAY_MS } : range,
			matchBy: 'started',
			order: 'desc',
			// Which one was answered last doesn't show in the order of the conversations.
			limit: isLate ? Infinity : limit,
			filters: filtersFor(chosen),
			accepts: (record) => surveysIn(record).length > 0,
			source: 'auto',
			includeAttributes: false,
			allowPartial: chosen.allowPartial,
			lookBackDays: LOOK_BACK_DAYS,
		},
		surveysIn,
	);
	const surveys = values.flat();
	if (isLate) surveys.sort((a, b) => (completedMs(b) ?? 0) - (completedMs(a) ?? 0));
	return { surveys, notes, missing };
}

function surveysOf(record: unknown): Survey[] {
	const conversation = {
		conversationId: idOf(record),
		conversationStart: valueAt(record, 'conversationStart'),
	};
	return entries<Survey>(valueAt(record, 'surveys')).map((survey) => ({ ...survey, ...conversation }));
}

const completedMs = (survey: Survey) => timeMs(survey.surveyCompletedDate);

/** A conversation that was found has other surveys as well. */
function fits(
	survey: Survey,
	{ matchBy, agentIds, queueIds, contextIds, statuses }: Chosen,
	range: TimeRange,
): boolean {
	const among = (values: readonly string[], value: unknown) =>
		values.length === 0 || values.includes(String(value));
	const ms = completedMs(survey);
	return (
		among(agentIds, survey.userId) &&
		among(queueIds, survey.queueId) &&
		among(contextIds, survey.surveyFormContextId) &&
		(statuses.length === 0 || isStatus(survey.surveyStatus, statuses)) &&
		(matchBy === 'conversation' || (ms !== null && range.startMs <= ms && ms < range.endMs))
	);
}

/** What the API can filter by; each for itself, so that one filter that it doesn't take can be readings. */
function filtersFor({ agentIds, queueIds, contextIds }: Chosen): DetailFilters {
	const exists = {
		type: 'and',
		predicates: [{ type: 'dimension', dimension: 'surveyId', operator: 'exists' }],
	};
	const chosen = [
		['userId', agentIds],
		['queueId', queueIds],
		['surveyFormContextId', contextIds],
	] as const;
	const wanted = chosen.flatMap(([dimension, values]) =>
		values.length > 0 ? [anyOf(dimension, values)] : [],
	);
	return { surveyFilters: [exists, ...wanted] } as DetailFilters;
}

/** The answers of these surveys, with the texts of their forms. */
async function readAnswers(session: Session, surveys: Survey[]): Promise<Answered[]> {
	const { connection } = session;
	const ids = [...new Set(surveys.map(({ conversationId }) => String(conversationId)))];
	const read = async (id: string) => await ask(connection, API.surveysOfConversation, { ids: [id] });
	// A sync looks at the answers for its mark before they become rows.
	const answered = await inParallel(
		ids,
		async (id) => await connection.once(API.surveysOfConversation.path(id), async () => await read(id)),
	);
	const gone = answered.filter((surveys) => surveys === undefined).length;
	if (gone > 0) {
		session.hint(
			`The answers of ${gone} conversations can't be read: their surveys were deleted.`,
			'warning',
		);
	}
	const byId = new Map(answered.flatMap((surveys) => surveys ?? []).map((survey) => [survey.id, survey]));
	const formless = [...byId.values()].filter(({ surveyForm }) => !hasQuestions(surveyForm));
	const formIdOf = (survey: unknown) => textOf(valueAt(survey, 'surveyForm.id')) ?? '';
	const forms = await readForms(session, API.surveyForm, formless.map(formIdOf).filter(Boolean));
	return surveys.flatMap((survey) => {
		const full = byId.get(survey.surveyId);
		if (!full) return [];
		const form = hasQuestions(full.surveyForm) ? full.surveyForm : forms.get(formIdOf(full));
		return answersOf({ ...survey, answers: full.answers }, form);
	});
}
