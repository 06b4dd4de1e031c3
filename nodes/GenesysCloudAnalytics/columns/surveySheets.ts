import type { Models } from 'purecloud-platform-client-v2';

import { text } from '../records/conversation';
import type { Answered } from '../records/quality';
import { column, conversationLink, nameColumn, personal, type Column } from './column';
import { fieldsOf } from './field';
import type { Sheet } from './sheet';

/** A survey as a conversation's record tells it, with the conversation. */
export type Survey = Readonly<Record<string, unknown>>;

type SurveyModel = Models.AnalyticsSurvey;
type ConversationModel = Pick<Models.AnalyticsConversation, 'conversationId' | 'conversationStart'>;

/** Which survey, of which conversation; `within` tells where a row's subject has it. */
function sharedColumns<Subject>(within: (subject: Subject) => Survey): Array<Column<Subject>> {
	const survey = fieldsOf<SurveyModel, Subject>(within, 'surveys.');
	const conversation = fieldsOf<ConversationModel, Subject>(within);
	return [
		survey('surveyId', 'id', 'The survey', 'surveyId'),
		conversation('conversationId', 'id', 'The conversation', 'conversationId'),
		conversation('conversationStart', 'time', 'When the conversation started', 'conversationStart'),
		survey('formId', 'id', 'The version of the form', 'surveyFormId'),
		survey('formName', 'name', "The form's name", 'surveyFormName'),
		survey('formContextId', 'id', 'The form, the same for all its versions', 'surveyFormContextId'),
		survey(
			'status',
			'text',
			'`Sent`, `InProgress`, `Finished`, `OptOut`, `Error` or `Expired`',
			'surveyStatus',
		),
		survey('completedTime', 'time', 'When the customer answered', 'surveyCompletedDate'),
		survey('totalScore', 'number', 'The score in percent', 'oSurveyTotalScore'),
		survey('npsScore', 'number', 'How likely the customer is to recommend you, 0–10', 'surveyPromoterScore'),
		survey('agentId', 'id', 'The agent', 'userId'),
		nameColumn('agentName', 'agentId', 'user'),
		survey('queueId', 'id', 'The queue', 'queueId'),
		nameColumn('queueName', 'queueId', 'queue'),
		conversationLink((subject) => text(within(subject).conversationId)),
	];
}

const survey = fieldsOf<SurveyModel, Survey>();
const group = fieldsOf<Models.SurveyQuestionGroupScore, Answered>(({ group }) => group, 'group.');
const answer = fieldsOf<Models.SurveyQuestionScore, Answered>(({ answer }) => answer, 'answer.');
const formGroup = fieldsOf<Models.SurveyQuestionGroup, Answered>(
	({ formGroup }) => formGroup,
	"the form's group.",
);
const question = fieldsOf<Models.SurveyQuestion, Answered>(
	({ question }) => question,
	"the form's question.",
);
const option = fieldsOf<Models.AnswerOption, Answered>(({ option }) => option, "the form's answer option.");

/** Surveys: one row per survey. */
export const surveySheet: Sheet<Survey, Survey> = {
	name: 'surveys',
	about: 'One row per survey. A conversation can have several.',
	key: ['surveyId'],
	mark: 'completedTime',
	columns: [
		...sharedColumns<Survey>((record) => record),
		survey('type', 'text', '`Web` or `Voice`', 'surveyType'),
		survey('partialResponse', 'yes/no', 'Whether required questions were skipped', 'surveyPartialResponse'),
		survey('eventTime', 'time', 'When the record last changed', 'eventTime'),
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
	about:
		'One row per answered question, and one with a reason if they may not be read. An unanswered survey has none.',
	key: ['surveyId', 'questionId'],
	nullable: ['questionId'],
	mark: 'completedTime',
	columns: [
		...sharedColumns<Answered>(({ parent }) => parent),
		group('questionGroupId', 'id', 'The group of questions', 'questionGroupId'),
		formGroup('questionGroupName', 'text', "The group's name", 'name'),
		answer('questionId', 'id', 'The question', 'questionId'),
		question('question', 'text', "The question's text; null if the form can't be read", 'text'),
		answer('answerId', 'id', 'The answer that was chosen', 'answerId'),
		option('answer', 'text', "The answer's text", 'text'),
		answer('score', 'number', 'Points', 'score'),
		answer('questionNpsScore', 'number', 'The answer to a Net Promoter question, 0–10', 'npsScore'),
		personal(
			column(
				'freeText',
				'text',
				"The customer's own words",
				'answer.freeTextAnswer, answer.npsTextAnswer',
				({ answer: { freeTextAnswer, npsTextAnswer } }) => text(freeTextAnswer) ?? npsTextAnswer,
			),
		),
		answer('markedNA', 'yes/no', 'Whether the question was marked as not applicable', 'markedNA'),
		column(
			'reason',
			'text',
			'Why there are no answers: `notPermitted` (not of this conversation); null otherwise',
			'status of the answer',
			({ parent }) => parent.reason,
		),
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
