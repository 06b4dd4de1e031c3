import { text } from '../records/conversation';
import type { Answered } from '../records/quality';
import { column, nameColumn, personal, type Column } from './column';
import { field, valueAt } from './field';
import type { Sheet } from './sheet';

/** A survey as a conversation's record tells it, with the conversation. */
export type Survey = Readonly<Record<string, unknown>>;

/** Which survey, of which conversation; `prefix` is the path of the survey in the row's subject. */
function sharedColumns<Subject>(prefix: string): Array<Column<Subject>> {
	const shared = (
		name: string,
		unit: 'id' | 'name' | 'text' | 'time' | 'number',
		meaning: string,
		path: string,
	) => ({
		...field<Subject>(name, unit, meaning, `${prefix}${path}`),
		source: `surveys.${path}`,
	});
	return [
		shared('surveyId', 'id', 'The survey', 'surveyId'),
		{ ...shared('conversationId', 'id', 'The conversation', 'conversationId'), source: 'conversationId' },
		{
			...shared('conversationStart', 'time', 'When the conversation started', 'conversationStart'),
			source: 'conversationStart',
		},
		shared('formId', 'id', 'The version of the form', 'surveyFormId'),
		shared('formName', 'name', "The form's name", 'surveyFormName'),
		shared('formContextId', 'id', 'The form, the same for all its versions', 'surveyFormContextId'),
		shared(
			'status',
			'text',
			'`Sent`, `InProgress`, `Finished`, `OptOut`, `Error` or `Expired`',
			'surveyStatus',
		),
		shared('completedTime', 'time', 'When the customer answered', 'surveyCompletedDate'),
		shared('totalScore', 'number', 'The score in percent', 'oSurveyTotalScore'),
		shared('npsScore', 'number', 'How likely the customer is to recommend you, 0–10', 'surveyPromoterScore'),
		shared('agentId', 'id', 'The agent', 'userId'),
		nameColumn('agentName', 'agentId', 'user'),
		shared('queueId', 'id', 'The queue', 'queueId'),
		nameColumn('queueName', 'queueId', 'queue'),
	];
}

/** Surveys: one row per survey. */
export const surveySheet: Sheet<Survey, Survey> = {
	name: 'surveys',
	about: 'One row per survey. A conversation can have several.',
	key: ['surveyId'],
	mark: 'completedTime',
	columns: [
		...sharedColumns<Survey>(''),
		field('type', 'text', '`Web` or `Voice`', 'surveyType'),
		field('partialResponse', 'yes/no', 'Whether required questions were skipped', 'surveyPartialResponse'),
		field('eventTime', 'time', 'When the record last changed', 'eventTime'),
	],
	simplified: [
		'conversationStart',
		'completedTime',
		'status',
		'npsScore',
		'totalScore',
		'agentName',
		'queueName',
		'formName',
		'type',
		'conversationId',
	],
};

/** Surveys: one row per answer. */
export const surveyAnswerSheet: Sheet<Answered, Answered> = {
	name: 'answers',
	about: 'One row per answered question. An unanswered survey has none.',
	key: ['surveyId', 'questionId'],
	mark: 'completedTime',
	columns: [
		...sharedColumns<Answered>('parent.'),
		field('questionGroupId', 'id', 'The group of questions', 'group.questionGroupId'),
		field('questionGroupName', 'text', "The group's name", 'formGroup.name'),
		field('questionId', 'id', 'The question', 'answer.questionId'),
		field('question', 'text', "The question's text; null if the form can't be read", 'question.text'),
		field('answerId', 'id', 'The answer that was chosen', 'answer.answerId'),
		field('answer', 'text', "The answer's text", 'option.text'),
		field('score', 'number', 'Points', 'answer.score'),
		field('questionNpsScore', 'number', 'The answer to a Net Promoter question, 0–10', 'answer.npsScore'),
		personal(
			column(
				'freeText',
				'text',
				"The customer's own words",
				'answer.freeTextAnswer, answer.npsTextAnswer',
				(subject) =>
					['answer.freeTextAnswer', 'answer.npsTextAnswer']
						.map((path) => text(valueAt(subject, path)))
						.find((words) => words !== null),
			),
		),
		field('markedNA', 'yes/no', 'Whether the question was marked as not applicable', 'answer.markedNA'),
	],
	simplified: [
		'completedTime',
		'agentName',
		'queueName',
		'formName',
		'question',
		'answer',
		'score',
		'questionNpsScore',
		'freeText',
		'conversationId',
	],
};
