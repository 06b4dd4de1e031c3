import { API } from '../../api/endpoints';
import { surveyAnswerSheet, surveySheet } from '../../columns/surveySheets';
import { collection } from '../../fields/field';
import { choice, severalOf } from '../../fields/kinds';
import { fileNotice, limit } from '../../fields/limit';
import { allowPartial, options } from '../../fields/options';
import { about, agent, queue, surveyForm } from '../../fields/organization';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { timeRange, unlessSince } from '../../fields/timeRange';
import { LOOK_BACK_DAYS } from '../../reading/conversations/search';
import { completedMs, readSurveyAnswers, readSurveys, type SurveySearch } from '../../reading/surveys';
import type { Settings } from '../../fields/field';
import { usesForConversations } from '../uses';
import { upToLimit } from '../limit';
import { datedName, operation, type Found, type Work } from '../operation';
import { readPeriod } from '../readPeriod';
import { partialOrNone } from '../partial';

const sheets = { surveys: surveySheet, answers: surveyAnswerSheet };

const fields = {
	period: timeRange('last7Days', {
		notice: `Returns all surveys that have been answered, oldest first; their conversations may have started up to ${LOOK_BACK_DAYS} days earlier. Insert or update rows by surveyId, for answers by surveyId and questionId.`,
		mark: 'The latest time of an answer in the destination, MAX("completedTime")',
		late: 'surveys that appear late',
	}),
	matchBy: unlessSince(
		choice({
			displayName: 'Match By',
			byDefault: 'conversation',
			description: 'Which date of a survey has to be in the time range',
			options: [
				['conversation', 'Conversation', 'When the conversation began'],
				[
					'completed',
					'Completed',
					`When the customer answered. The conversation may have started up to ${LOOK_BACK_DAYS} days before the time range.`,
				],
			],
		}),
	),
	output: choice({
		displayName: 'Output',
		byDefault: 'surveys',
		description: 'What each row represents',
		options: [
			['surveys', 'Surveys', 'One row per survey, with its scores'],
			[
				'answers',
				'Answers',
				'One row per answered question, with free text. Takes one request per conversation; the limit counts surveys.',
			],
		],
	}),
	filters: collection(
		{
			displayName: 'Filters',
			placeholder: 'Add Filter',
			description: 'Surveys must match all filters',
			isFilter: true,
		},
		{
			agent: about(agent, 'Only surveys about this agent, or about any of these agents'),
			queue: about(queue, 'Only surveys about this queue, or about any of these queues'),
			surveyForm,
			statuses: severalOf({
				displayName: 'Status',
				byDefault: ['finished'],
				isFilter: true,
				description: 'Only surveys with one of these statuses',
				options: [
					['pending', 'Pending'],
					['sent', 'Sent'],
					['inProgress', 'In Progress'],
					['finished', 'Finished'],
					['optOut', 'Opt Out'],
					['expired', 'Expired'],
					['error', 'Error'],
				],
			}),
		},
	),
	rows: rows(sheets),
	fileNotice,
	limit: limit({ isSyncable: true }),
	options: options(Object.values(sheets), { allowPartial }),
	permissionNotice: permissionNotice(API.surveysOfConversation, { output: ['answers'] }),
};
type Said = Settings<typeof fields>;

export const getMany = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many surveys',
	description:
		'Get the customer surveys in a time range with NPS and total score, agent, queue and status, one row per survey or per answered question with the free text',
	rowPer: 'customer survey, or answer, with NPS, score and free text',
	fields,
	sheets: Object.values(sheets),
	uses: [
		...usesForConversations,
		{ endpoint: API.surveysOfConversation, for: 'Output: Answers' },
		{ endpoint: API.surveyForm, for: 'question texts', without: 'no texts' },
	],
	sheetOf: ({ output }) => sheets[output],
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, report } = work;
	const search = searchOf(said, work.timeZone);
	const answersOf = async (surveys: Parameters<typeof readSurveyAnswers>[1]) =>
		await readSurveyAnswers(connection, surveys, (sentence) => report.warn(sentence));
	const { range, records, extra } = await readPeriod(work, said.period, {
		read: async (part) => {
			const { surveys, notes, missing, cut, ...read } = await readSurveys(connection, search, part);
			report.hasDataUntil(read.dataUntil);
			report.cameFrom(...read.sources);
			if (cut) report.cutAt(said.limit, 'surveys');
			for (const note of notes) report.note(note);
			for (const sentence of missing) report.misses(`Surveys may be missing. ${sentence}`);
			return surveys;
		},
		markOf: async (found) => {
			// A survey that was deleted has no answers any more, and so no row.
			const counted =
				said.output === 'surveys' ? found : (await answersOf(found)).map(({ parent }) => parent);
			return counted.reduce((latest, survey) => Math.max(latest, completedMs(survey) ?? 0), 0);
		},
	});
	if (said.period.isSync) records.sort((a, b) => (completedMs(a) ?? 0) - (completedMs(b) ?? 0));
	if (search.matchBy === 'completed' && !said.period.isSync) {
		report.note(
			`Surveys of conversations that started up to ${LOOK_BACK_DAYS} days before the time range were looked at; surveys of older conversations are not included.`,
		);
	}
	const surveys = upToLimit(report, records, said.limit, 'surveys');
	const details = { fileName: datedName(said.output, range), extra };
	return { ...details, records: said.output === 'surveys' ? surveys : await answersOf(surveys) };
}

function searchOf(
	{ period, matchBy, filters, limit: most, options: chosen }: Said,
	timeZone: string,
): SurveySearch {
	return {
		matchBy: period.isSync ? 'completed' : matchBy,
		allowPartial: partialOrNone(chosen.allowPartial, period),
		agentIds: filters.agent,
		queueIds: filters.queue,
		contextIds: filters.surveyForm,
		statuses: filters.statuses,
		limit: most,
		timeZone,
	};
}
