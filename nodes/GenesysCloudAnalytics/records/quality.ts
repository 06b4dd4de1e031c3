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
	/** The id of the several-choice question that this is one choice of. */
	optionOf?: string | null;
}

const NOTHING: Entry = {};

/** Every answered question, in the order of the answers. */
export function answersOf(parent: Entry, form: unknown): Answered[] {
	const formGroups = entries<Entry>(valueAt(form, 'questionGroups'));
	return entries<Entry>(valueAt(parent, 'answers.questionGroupScores')).flatMap((group) => {
		const formGroup = formGroups.find(({ id }) => id === group.questionGroupId) ?? NOTHING;
		const questions = entries<Entry>(formGroup.questions);
		const answered = (answer: Entry, among: readonly Entry[]): Answered => {
			const question = among.find(({ id }) => id === answer.questionId) ?? NOTHING;
			const options = entries<Entry>(question.answerOptions);
			const option = options.find(({ id }) => id === answer.answerId) ?? NOTHING;
			return { parent, group, answer, formGroup, question, option };
		};
		return entries<Entry>(group.questionScores).flatMap((answer) => {
			const whole = answered(answer, questions);
			const choices = entries<Entry>(answer.multipleSelectQuestionOptionScores);
			const amongChoices = entries<Entry>(whole.question.multipleSelectOptionQuestions);
			const optionOf = text(answer.questionId);
			return [whole, ...choices.map((choice) => ({ ...answered(choice, amongChoices), optionOf }))];
		});
	});
}

/** Whether a form has one of the questions that were answered: another version has questions of its own. */
export function isFormOf(parent: Entry, form: unknown): boolean {
	const answers = answersOf(parent, form);
	return answers.length === 0 || answers.some(({ question }) => question !== NOTHING);
}

/** In place of the answers that can't be read; the parent says why. */
export function unanswered(parent: Entry): Answered {
	return {
		parent,
		group: NOTHING,
		answer: NOTHING,
		formGroup: NOTHING,
		question: NOTHING,
		option: NOTHING,
	};
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
