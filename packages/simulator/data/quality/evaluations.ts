import { time } from '../conversationStore';
import { hashOf } from '../entities';
import type { Organization } from '../organization';
import type { ConversationRecord } from '../record';
import { evaluationQuestions, type FormEntity, type Question } from './forms';

/** What a conversation's record says of one evaluation (`AnalyticsEvaluation`). */
export interface EvaluationEntry {
	evaluationId: string;
	evaluationStatus?: string;
	evaluatorId?: string;
	assigneeId?: string;
	userId?: string;
	queueId?: string;
	formId?: string;
	formName?: string;
	contextId?: string;
	eventTime?: string;
	released?: boolean;
	rescored?: boolean;
	deleted?: boolean;
	systemSubmitted?: boolean;
	oTotalScore?: number;
	oTotalCriticalScore?: number;
}

/** An evaluation with its conversation, its form and its dates (milliseconds). */
export interface Evaluation {
	record: ConversationRecord;
	entry: EvaluationEntry;
	form: FormEntity;
	/** As the quality API spells it: FINISHED, PENDING, INPROGRESS, INREVIEW, RETRACTED. */
	status: string;
	created: number;
	submitted?: number;
	released?: number;
}

const HOUR = 3_600_000;

export function evaluationsOf(record: ConversationRecord, organization: Organization): Evaluation[] {
	const entries = Array.isArray(record.evaluations) ? (record.evaluations as EvaluationEntry[]) : [];
	return entries.map((entry) => {
		const event = time(entry.eventTime, time(record.conversationEnd, 0));
		const status = (entry.evaluationStatus ?? 'Pending').toUpperCase();
		const isSubmitted = status === 'FINISHED' || status === 'INREVIEW' || status === 'RETRACTED';
		const ended = Math.min(time(record.conversationEnd, event), event);
		return {
			record,
			entry,
			form: formOf(entry, organization),
			status,
			created: ended + Math.floor((event - ended) / 2),
			...(isSubmitted ? { submitted: event } : {}),
			...(isSubmitted && entry.released ? { released: event + HOUR } : {}),
		};
	});
}

/** A form that the organization no longer publishes only has what the evaluation says about it. */
function formOf({ formId = '', formName = '', contextId = '' }: EvaluationEntry, organization: Organization) {
	const known = organization.evaluationForms.find(({ id }) => id === formId);
	return (
		known ?? {
			id: formId,
			name: formName,
			contextId,
			divisionId: organization.divisions[0]!.id,
			modifiedDate: '2024-01-01T00:00:00.000Z',
			isLatest: false,
		}
	);
}

interface QuestionScore {
	question: Question;
	answer: Question['answerOptions'][number];
}

export interface GroupScore {
	id: string;
	scores: QuestionScore[];
}

/**
 * Answers whose points add up to the total score: yes or no to the first questions by the evaluation's id, and what is
 * left by the scale at the end.
 */
export function answersOf({ entry, form }: Evaluation): GroupScore[] {
	const groups = evaluationQuestions(form.id);
	let left = Math.max(0, Math.min(100, Math.round(entry.oTotalScore ?? 0)));
	const seed = hashOf(entry.evaluationId);
	const [scale] = groups.at(-1)!.questions;
	const most = scale!.answerOptions.length - 1;
	let open = 100 - most;
	return groups.map(({ id, questions }, g) => ({
		id,
		scores: questions.map((question, i) => {
			if (question === scale) return { question, answer: question.answerOptions[left]! };
			const [yes, no] = question.answerOptions;
			open -= yes!.value;
			const needed = left - open > most;
			const isYes = left >= yes!.value && (needed || ((seed >> (g * 4 + i)) & 1) === 1);
			if (isYes) left -= yes!.value;
			return { question, answer: isYes ? yes! : no! };
		}),
	}));
}
