import { evaluationQuestionSheet } from '../../nodes/GenesysCloudAnalytics/columns/evaluationSheets';
import { rowMaker } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { transcriptSheets } from '../../nodes/GenesysCloudAnalytics/columns/transcriptSheets';
import { answersOf } from '../../nodes/GenesysCloudAnalytics/records/quality';

const READ = { timeZone: 'UTC', dateFormat: 'iso' } as const;

it('each choice of a several-choice question has a row, with a key of its own', () => {
	// Shapes of EvaluationQuestionScore and EvaluationQuestion in Genesys's SDK.
	const choiceOf = (id: string, chosen: string) => ({
		id,
		text: `Choice ${id}`,
		answerOptions: [
			{ id: `${id}-yes`, text: 'Yes', value: 1 },
			{ id: `${id}-no`, text: 'No', value: 0 },
		],
		chosen,
	});
	const choices = [choiceOf('b', 'b-yes'), choiceOf('c', 'c-no')];
	const form = {
		questionGroups: [
			{ id: 'g', questions: [{ id: 'a', text: 'Which?', multipleSelectOptionQuestions: choices }] },
		],
	};
	const score = {
		questionId: 'a',
		score: 1,
		multipleSelectQuestionOptionScores: choices.map(({ id, chosen }) => ({
			questionId: id,
			answerId: chosen,
		})),
	};
	const parent = {
		id: 'e',
		answers: { questionGroupScores: [{ questionGroupId: 'g', questionScores: [score] }] },
	};
	const rows = answersOf(parent, form).flatMap(
		rowMaker(evaluationQuestionSheet as never, READ) as never,
	) as Array<Record<string, unknown>>;
	expect(rows.map((row) => [row.questionId, row.question, row.answer, row.optionOfQuestionId])).toEqual([
		['a', 'Which?', null, null],
		['b', 'Choice b', 'Yes', 'a'],
		['c', 'Choice c', 'No', 'a'],
	]);
});

it('a topic belongs to the phrase in which it comes up, and to the conversation in any case', () => {
	const phrase = (phraseIndex: number, startTimeMs: number) => ({
		...{ phraseIndex, startTimeMs, duration: { milliseconds: 1_000 }, participantPurpose: 'external' },
		text: `Phrase ${phraseIndex}`,
	});
	const topics = [
		{ topicName: 'Billing', startTimeMs: 400 },
		{ topicName: 'Refund', startTimeMs: 2_000 },
		{ topicName: 'Silence', startTimeMs: 1_500 },
	];
	const transcripts = [
		{ transcriptId: 't', phrases: [phrase(0, 0), phrase(1, 2_000)], analytics: { topics } },
	];
	const parts = {
		...{ conversationId: 'a', record: {}, metrics: {}, summaries: [], reason: null },
		files: [{ communicationId: 'c', transcripts }],
	};
	const topicsIn = (sheet: 'phrases' | 'conversation') =>
		rowMaker(transcriptSheets[sheet], READ)(parts).map((row) => row.topics);
	expect(topicsIn('phrases')).toEqual(['Billing', 'Refund']);
	expect(String(topicsIn('conversation'))).toMatch(/Billing.*Refund.*Silence/);
});
