import type { Models } from 'purecloud-platform-client-v2';

import { entries, fields, number, text } from '../records/conversation';
import type { Answered } from '../records/quality';
import { column, conversationLink, nameColumn, personal, type Column } from './column';
import { fieldsOf, valueAt } from './field';
import type { Sheet } from './sheet';

/** An evaluation as the search gives it, and whether it came from an automated scoring. */
export type Evaluation = Readonly<Record<string, unknown>> & {
	automated: boolean;
	/** Whether its release date had passed when it was read. */
	isReleased: boolean;
};

/** Who and what it is about; `within` tells where a row's subject has the evaluation. */
function sharedColumns<Subject>(
	within: (subject: Subject) => Readonly<Record<string, unknown>>,
): Array<Column<Subject>> {
	const shared = fieldsOf<Models.EvaluationResponse, Subject>(within);
	return [
		shared('evaluationId', 'id', 'The evaluation', 'id'),
		shared('conversationId', 'id', 'The conversation that was evaluated', 'conversation.id'),
		shared('conversationStart', 'time', 'When the conversation started', 'conversationDate'),
		shared('submittedTime', 'time', 'When the evaluation was submitted; null until then', 'submittedDate'),
		shared('agentId', 'id', 'The agent who was evaluated', 'agent.id'),
		nameColumn('agentName', 'agentId', 'user'),
		shared('evaluatorId', 'id', 'Who evaluated; null if it was scored automatically', 'evaluator.id'),
		nameColumn('evaluatorName', 'evaluatorId', 'user'),
		shared('queueId', 'id', 'The queue of the conversation', 'queue.id'),
		nameColumn('queueName', 'queueId', 'queue'),
		shared('formId', 'id', 'The version of the form', 'evaluationForm.id'),
		column(
			'formName',
			'name',
			"The form's name; its newest version's if the version's own isn't told",
			'evaluationForm.name, evaluationForm.latestVersionFormName',
			(subject) => formNameOf(within(subject).evaluationForm),
		),
		shared('formContextId', 'id', 'The form, the same for all its versions', 'evaluationForm.contextId'),
		shared('status', 'text', '`PENDING`, `INPROGRESS`, `FINISHED`, `INREVIEW` or `RETRACTED`', 'status'),
		column(
			'automated',
			'yes/no',
			'Whether Genesys Cloud scored it, not a person',
			'systemSubmitted, as it was asked for',
			(subject) => within(subject).automated,
		),
		conversationLink((subject) => text(valueAt(within(subject), 'conversation.id'))),
	];
}

const evaluation = fieldsOf<Models.EvaluationResponse, Evaluation>();
const group = fieldsOf<Models.EvaluationQuestionGroupScore, Answered>(({ group }) => group, 'group.');
const answer = fieldsOf<Models.EvaluationQuestionScore, Answered>(({ answer }) => answer, 'answer.');
// Null where the form can't be read.
const formGroup = fieldsOf<Models.EvaluationQuestionGroup, Answered>(
	({ formGroup }) => formGroup,
	"the form's group.",
);
const question = fieldsOf<Models.EvaluationQuestion, Answered>(
	({ question }) => question,
	"the form's question.",
);

/** Evaluations: one row per evaluation. */
export const evaluationSheet: Sheet<Evaluation, Evaluation> = {
	name: 'evaluations',
	about: 'One row per evaluation. Scores are null until it is submitted.',
	key: ['evaluationId'],
	mark: 'submittedTime',
	columns: [
		...sharedColumns<Evaluation>((record) => record),
		evaluation('totalScore', 'number', 'The score in percent', 'answers.totalScore'),
		evaluation(
			'criticalScore',
			'number',
			'The score of the critical questions',
			'answers.totalCriticalScore',
		),
		evaluation(
			'nonCriticalScore',
			'number',
			'The score of the other questions',
			'answers.totalNonCriticalScore',
		),
		evaluation(
			'failedKillQuestion',
			'yes/no',
			'Whether a fatal question was failed, which makes the score 0',
			'answers.anyFailedKillQuestions',
		),
		column(
			'released',
			'yes/no',
			'Whether the agent may see it',
			'releaseDate is past',
			({ isReleased }) => isReleased,
		),
		evaluation('releaseTime', 'time', 'When it was, or will be, released', 'releaseDate'),
		evaluation('agentHasRead', 'yes/no', 'Whether the agent has read it', 'agentHasRead'),
		evaluation('rescored', 'yes/no', 'Whether it was scored again', 'rescore'),
		evaluation('disputeCount', 'count', 'How often it was disputed', 'disputeCount'),
		column('mediaType', 'texts', '`CALL`, `MESSAGE`, `EMAIL`, …', 'mediaType', ({ mediaType }) =>
			Array.isArray(mediaType) ? mediaType : [mediaType],
		),
		evaluation('divisionIds', 'ids', 'The divisions of the conversation', 'divisionIds'),
		nameColumn('divisionNames', 'divisionIds', 'division'),
		evaluation('conversationEnd', 'time', 'When the conversation ended', 'conversationEndDate'),
		evaluation('assigneeId', 'id', 'Who is assigned to evaluate', 'assignee.id'),
		nameColumn('assigneeName', 'assigneeId', 'user'),
		evaluation('createdTime', 'time', 'When it was created', 'createdDate'),
		evaluation('assignedTime', 'time', 'When it was assigned', 'assignedDate'),
		evaluation('changedTime', 'time', 'When it was last changed', 'changedDate'),
		evaluation(
			'sourceType',
			'text',
			'What it comes from: `Policy`, `User` or `Program`',
			'evaluationSource.type',
		),
		evaluation('sourceName', 'name', "The policy's or program's name", 'evaluationSource.name'),
		personal(evaluation('comments', 'text', "The evaluator's comments", 'answers.comments')),
		personal(evaluation('agentComments', 'text', "The agent's comments", 'answers.agentComments')),
	],
	simplified: [
		'submittedTime',
		'agentName',
		'evaluatorName',
		'queueName',
		'formName',
		'status',
		'totalScore',
		'criticalScore',
		'automated',
		'conversationId',
	],
};

/** Evaluations: one row per question. */
export const evaluationQuestionSheet: Sheet<Answered, Answered> = {
	name: 'questions',
	about:
		'One row per answered question, followed by one for each choice of a several-choice question. An evaluation that has not been submitted has none.',
	key: ['evaluationId', 'questionId'],
	mark: 'submittedTime',
	columns: [
		...sharedColumns<Answered>(({ parent }) => parent),
		group('questionGroupId', 'id', 'The group of questions', 'questionGroupId'),
		formGroup('questionGroupName', 'text', "The group's name", 'name'),
		answer('questionId', 'id', 'The question', 'questionId'),
		question('question', 'text', "The question's text", 'text'),
		answer('answerId', 'id', 'The answer that was chosen', 'answerId'),
		column(
			'answer',
			'text',
			"The answer's text",
			"the form's answer option.text, builtInType",
			({ option }) => text(option.text) ?? option.builtInType,
		),
		column(
			'optionOfQuestionId',
			'id',
			'The several-choice question that the row is one choice of, whose own row has the points of all its choices; null for questions',
			'answer.multipleSelectQuestionOptionScores[].questionId',
			({ optionOf }) => optionOf,
		),
		answer('score', 'number', 'Points', 'score'),
		column(
			'maxScore',
			'number',
			'The most points that an answer has',
			"the form's answerOptions.value",
			maxScore,
		),
		answer('markedNA', 'yes/no', 'Whether the question was marked as not applicable', 'markedNA'),
		question('critical', 'yes/no', 'Whether it is a critical question', 'isCritical'),
		answer('failedKillQuestion', 'yes/no', 'Whether it is fatal and was failed', 'failedKillQuestion'),
		personal(answer('comments', 'text', "The evaluator's comments", 'comments')),
	],
	simplified: [
		'submittedTime',
		'agentName',
		'evaluatorName',
		'formName',
		'questionGroupName',
		'question',
		'answer',
		'score',
		'maxScore',
		'comments',
	],
};

function formNameOf(form: unknown): string | null {
	const { name, latestVersionFormName } = fields<Models.EvaluationFormResponse>(form);
	return text(name) ?? text(latestVersionFormName);
}

function maxScore({ question }: Answered): number | null {
	const values = entries(valueAt(question, 'answerOptions')).flatMap(
		(option) => number(valueAt(option, 'value')) ?? [],
	);
	return values.length > 0 ? Math.max(...values) : null;
}
