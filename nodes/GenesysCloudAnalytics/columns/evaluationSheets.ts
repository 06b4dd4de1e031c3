import { entries, number, text } from '../records/conversation';
import type { Answered } from '../records/quality';
import { column, nameColumn, personal, type Column } from './column';
import { field, valueAt } from './field';
import type { Sheet } from './sheet';

/** An evaluation as the search gives it, and whether it came from an automated scoring. */
export type Evaluation = Readonly<Record<string, unknown>> & { automated: boolean };

const evaluation = field<Evaluation>;

/** Who and what it is about; `prefix` is the path of the evaluation in the row's subject. */
function sharedColumns<Subject>(prefix: string): Array<Column<Subject>> {
	const shared = (
		name: string,
		unit: 'id' | 'name' | 'text' | 'time' | 'yes/no',
		meaning: string,
		path: string,
	) => ({
		...field<Subject>(name, unit, meaning, `${prefix}${path}`),
		source: path,
	});
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
		shared('formName', 'name', "The form's name", 'evaluationForm.name'),
		shared('formContextId', 'id', 'The form, the same for all its versions', 'evaluationForm.contextId'),
		shared('status', 'text', '`PENDING`, `INPROGRESS`, `FINISHED`, `INREVIEW` or `RETRACTED`', 'status'),
		{
			...shared('automated', 'yes/no', 'Whether Genesys Cloud scored it, not a person', 'automated'),
			source: 'systemSubmitted, as it was asked for',
		},
	];
}

/** Evaluations: one row per evaluation. */
export const evaluationSheet: Sheet<Evaluation, Evaluation> = {
	name: 'evaluations',
	about: 'One row per evaluation. Scores are null until it is submitted.',
	key: ['evaluationId'],
	mark: 'submittedTime',
	columns: [
		...sharedColumns<Evaluation>(''),
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
			'releaseDate exists',
			({ releaseDate }) => text(releaseDate) !== null,
		),
		evaluation('releaseTime', 'time', 'When it was released', 'releaseDate'),
		evaluation('agentHasRead', 'yes/no', 'Whether the agent has read it', 'agentHasRead'),
		evaluation('rescored', 'yes/no', 'Whether it was scored again', 'rescore'),
		evaluation('disputeCount', 'count', 'How often it was disputed', 'disputeCount'),
		column('mediaType', 'texts', '`CALL`, `MESSAGE`, `EMAIL`, …', 'mediaType', ({ mediaType }) =>
			Array.isArray(mediaType) ? mediaType : [mediaType],
		),
		column(
			'divisionIds',
			'ids',
			'The divisions of the conversation',
			'divisionIds',
			({ divisionIds }) => divisionIds,
		),
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
	about: 'One row per answered question. An evaluation that has not been submitted has none.',
	key: ['evaluationId', 'questionId'],
	mark: 'submittedTime',
	columns: [
		...sharedColumns<Answered>('parent.'),
		field('questionGroupId', 'id', 'The group of questions', 'group.questionGroupId'),
		formText('questionGroupName', "The group's name", 'formGroup.name'),
		field('questionId', 'id', 'The question', 'answer.questionId'),
		formText('question', "The question's text", 'question.text'),
		field('answerId', 'id', 'The answer that was chosen', 'answer.answerId'),
		formText('answer', "The answer's text", 'option.text'),
		field('score', 'number', 'Points', 'answer.score'),
		column(
			'maxScore',
			'number',
			'The most points that an answer has',
			"the form's answerOptions.value",
			maxScore,
		),
		field('markedNA', 'yes/no', 'Whether the question was marked as not applicable', 'answer.markedNA'),
		field('critical', 'yes/no', 'Whether it is a critical question', 'question.isCritical'),
		field('failedKillQuestion', 'yes/no', 'Whether it is fatal and was failed', 'answer.failedKillQuestion'),
		personal(field('comments', 'text', "The evaluator's comments", 'answer.comments')),
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

/** A text of the form, null where the form can't be read. */
function formText(name: string, meaning: string, path: string): Column<Answered> {
	return { ...field<Answered>(name, 'text', meaning, path), source: `the form's ${path}` };
}

function maxScore({ question }: Answered): number | null {
	const values = entries(valueAt(question, 'answerOptions')).flatMap(
		(option) => number(valueAt(option, 'value')) ?? [],
	);
	return values.length > 0 ? Math.max(...values) : null;
}
