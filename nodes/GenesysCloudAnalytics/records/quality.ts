import { entries, text } from './conversation';
import { valueAt } from '../columns/field';

type Entry = Readonly<Record<string, unknown>>;

/** One answered question of an evaluation or a survey, with its part of the form. */
export interface Answered {
	/** The evaluation or survey. */
	parent: Entry;
	/** Its group: `questionGroupId`, scores. */
	group: Entry;
	/** The answer: `questionId`, `answerId`, `score`, … */
	answer: Entry;
	/** The group and the question in the form, empty where the form can't be read. */
	formGroup: Entry;
	question: Entry;
	/** The answer that was chosen, among those of the form. */
	option: Entry;
}

const NOTHING: Entry = {};

/** Every answered question, in the order of the answers. */
export function answersOf(parent: Entry, form: unknown): Answered[] {
	const formGroups = entries<Entry>(valueAt(form, 'questionGroups'));
	return entries<Entry>(valueAt(parent, 'answers.questionGroupScores')).flatMap((group) => {
		const formGroup = formGroups.find(({ id }) => id === group.questionGroupId) ?? NOTHING;
		const questions = entries<Entry>(formGroup.questions);
		return entries<Entry>(group.questionScores).map((answer) => {
			const question = questions.find(({ id }) => id === answer.questionId) ?? NOTHING;
			const options = entries<Entry>(question.answerOptions);
			const option = options.find(({ id }) => id === answer.answerId) ?? NOTHING;
			return { parent, group, answer, formGroup, question, option };
		});
	});
}

/** Whether the form comes with its questions: listings and references leave them out. */
export function hasQuestions(form: unknown): boolean {
	return entries(valueAt(form, 'questionGroups')).length > 0;
}

/** The same status, however it is written: FINISHED, Finished. */
export function isStatus(status: unknown, wanted: readonly string[]): boolean {
	const given = text(status)?.toLowerCase();
	return wanted.some((each) => each.toLowerCase() === given);
}
