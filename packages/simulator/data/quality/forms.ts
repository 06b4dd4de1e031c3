import { randomOf, type Named } from '../entities';

/** One published version of a form; versions of a form share its context. */
export interface FormEntity extends Named {
	contextId: string;
	divisionId: string;
	modifiedDate: string;
	isLatest: boolean;
	/** Switched off: its surveys stay. */
	disabled?: boolean;
}

export interface Forms {
	evaluationForms: FormEntity[];
	surveyForms: FormEntity[];
}

type Version = [id: string, contextId: string, name: string, modifiedDate: string, isLatest: boolean];

/** The second version is the one that the conversations' evaluations were made with. */
const EVALUATION_FORMS: Version[] = [
	[
		'1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d',
		'4c6e8f02-3d5f-4b7c-9e1a-2f4d6b8c0e3a',
		'Quality, general (old)',
		'2025-01-10T08:00:00.000Z',
		false,
	],
	[
		'3b5d7f91-2c4e-4a6b-8d0f-1e3c5a7b9d2f',
		'4c6e8f02-3d5f-4b7c-9e1a-2f4d6b8c0e3a',
		'Quality, general',
		'2026-02-01T08:00:00.000Z',
		true,
	],
	[
		'5c7e9fb3-4d6f-4b8c-9e1d-3f5a7c9e1b3d',
		'6d8fa0c4-5e70-4c9d-8f2e-406b8d0f2c4e',
		'Chat & Nachrichten',
		'2026-03-15T08:00:00.000Z',
		true,
	],
	[
		'7e90b1d5-6f81-4dae-9031-517c9e103d5f',
		'8f01c2e6-7092-4ebf-8142-628daf214e60',
		'Compliance "strict"',
		'2026-05-20T08:00:00.000Z',
		true,
	],
];

const SURVEY_FORMS: Version[] = [
	[
		'6e8fa124-5f71-4d9e-8b3c-4f6d8e0a2c5b',
		'7f90b235-6082-4eaf-9c4d-507e9f1b3d6c',
		'How did we do?',
		'2026-01-05T08:00:00.000Z',
		true,
	],
	[
		'90a1b2c3-8193-4fc0-9253-739eb0325f71',
		'a1b2c3d4-92a4-40d1-8364-84afc1436082',
		'Wie waren wir?',
		'2026-04-05T08:00:00.000Z',
		true,
	],
];

export function createForms(divisionId: string): Forms {
	const form = ([id, contextId, name, modifiedDate, isLatest]: Version): FormEntity => {
		return { id, contextId, name, modifiedDate, isLatest, divisionId };
	};
	return { evaluationForms: EVALUATION_FORMS.map(form), surveyForms: SURVEY_FORMS.map(form) };
}

export interface Question {
	id: string;
	text: string;
	type: string;
	naEnabled: boolean;
	isKill?: boolean;
	isCritical?: boolean;
	answerOptions: { id: string; text: string; value: number }[];
}

export interface QuestionGroup {
	id: string;
	name: string;
	questions: Question[];
}

interface Draft {
	text: string;
	type?: string;
	/** The options' points; none for free text. */
	points: number[];
	isKill?: boolean;
	isCritical?: boolean;
}

const scale = (most: number) => Array.from({ length: most + 1 }, (_, i) => i);

/** Points add up to 100, so that a score and its points are one number, and any score can be reached. */
const EVALUATION_QUESTIONS: [group: string, questions: Draft[]][] = [
	[
		'Handling',
		[
			{ text: 'Did the agent greet the customer by name?', points: [10, 0] },
			{ text: 'Was the need, also an unspoken one, found?', points: [10, 0] },
			{ text: 'Was the customer identified?', points: [20, 0], isCritical: true, isKill: true },
		],
	],
	['Impression', [{ text: 'How pleasant was it to listen? 0–60', points: scale(60) }]],
];

const SURVEY_QUESTIONS: [group: string, questions: Draft[]][] = [
	[
		'Your contact with us',
		[
			{ text: 'How satisfied are you? 0–100', points: scale(100) },
			{ text: 'How likely are you to recommend us?', type: 'npsQuestion', points: [] },
			{ text: 'What else should we know?', type: 'freeTextQuestion', points: [] },
		],
	],
];

/** The questions of one version; their ids are that version's own. */
export const evaluationQuestions = (formId: string) => questionsOf(formId, EVALUATION_QUESTIONS);
export const surveyQuestions = (formId: string) => questionsOf(formId, SURVEY_QUESTIONS);

function questionsOf(formId: string, groups: typeof EVALUATION_QUESTIONS): QuestionGroup[] {
	const random = randomOf(formId, 30);
	return groups.map(([name, questions]) => ({
		id: random.uuid(),
		name,
		questions: questions.map(({ text, type = 'multipleChoiceQuestion', points, ...marks }) => ({
			id: random.uuid(),
			text,
			type,
			naEnabled: false,
			...marks,
			answerOptions: points.map((value, i) => ({
				id: random.uuid(),
				text: points.length === 2 ? ['Yes', 'No'][i]! : String(value),
				value,
			})),
		})),
	}));
}
