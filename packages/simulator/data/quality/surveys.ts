import { time } from '../conversationStore';
import { hashOf } from '../entities';
import type { Organization } from '../organization';
import type { ConversationRecord } from '../record';
import { surveyQuestions, type FormEntity, type Question } from './forms';

/** What a conversation's record says of one survey (`AnalyticsSurvey`). */
export interface SurveyEntry {
	surveyId: string;
	surveyType?: string;
	surveyStatus?: string;
	surveyFormId?: string;
	surveyFormContextId?: string;
	surveyFormName?: string;
	queueId?: string;
	userId?: string;
	eventTime?: string;
	surveyCompletedDate?: string;
	surveyPromoterScore?: number;
	surveyPartialResponse?: boolean;
	oSurveyTotalScore?: number;
}

export interface Survey {
	record: ConversationRecord;
	entry: SurveyEntry;
	form: FormEntity;
	isFinished: boolean;
	/** Milliseconds */
	created: number;
}

const FREE_TEXTS = [
	'All good, thank you!',
	'Waited 20 minutes, then "cut off".',
	'=1+1 was my first impression\nand my last',
	'Sehr freundlich',
	'',
];

export function surveysOf(record: ConversationRecord, organization: Organization): Survey[] {
	const entries = Array.isArray(record.surveys) ? (record.surveys as SurveyEntry[]) : [];
	return entries.map((entry) => {
		const known = organization.surveyForms.find(({ id }) => id === entry.surveyFormId);
		const event = time(entry.eventTime, 0);
		return {
			record,
			entry,
			form: known ?? {
				id: entry.surveyFormId ?? '',
				name: entry.surveyFormName ?? '',
				contextId: entry.surveyFormContextId ?? '',
				divisionId: organization.divisions[0]!.id,
				modifiedDate: '2024-01-01T00:00:00.000Z',
				isLatest: false,
			},
			isFinished: entry.surveyStatus === 'Finished',
			created: Math.min(event, time(record.conversationEnd, event)),
		};
	});
}

export interface SurveyAnswer {
	groupId: string;
	question: Question;
	answerId?: string;
	score?: number;
	npsScore?: number;
	freeTextAnswer?: string;
}

/** The answers of a finished survey; the scale's score is the total, the promoter score that of the record. */
export function surveyAnswers({ entry, form, isFinished }: Survey): SurveyAnswer[] {
	if (!isFinished) return [];
	return surveyQuestions(form.id).flatMap(({ id, questions }) =>
		questions.map((question) => {
			const base = { groupId: id, question };
			if (question.type === 'npsQuestion') return { ...base, npsScore: entry.surveyPromoterScore };
			if (question.type === 'freeTextQuestion') {
				return { ...base, freeTextAnswer: FREE_TEXTS[hashOf(entry.surveyId) % FREE_TEXTS.length]! };
			}
			const score = Math.max(0, Math.min(100, Math.round(entry.oSurveyTotalScore ?? 0)));
			return { ...base, answerId: question.answerOptions[score]!.id, score };
		}),
	);
}
