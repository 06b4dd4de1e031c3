import type { ConversationRecord, Organization } from '../../packages/simulator';

const MINUTE = 60_000;

interface Form {
	id: string;
	name: string;
	contextId: string;
}

interface About {
	form: Form;
	userId: string | undefined;
	eventTime: string;
}

/** A finished evaluation as a conversation's record has it; the number tells them apart. */
export function evaluationOf(number: number, { form, userId, eventTime }: About) {
	return {
		evaluationId: `e0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
		userId,
		formId: form.id,
		formName: form.name,
		contextId: form.contextId,
		evaluationStatus: 'Finished',
		released: number % 3 > 0,
		oTotalScore: number % 101,
		eventTime,
	};
}

/** A survey that was answered at `eventTime`, as a conversation's record has it. */
export function surveyOf(number: number, { form, userId, eventTime }: About) {
	return {
		surveyId: `5a000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
		surveyType: 'Web',
		surveyStatus: 'Finished',
		surveyFormId: form.id,
		surveyFormName: form.name,
		surveyFormContextId: form.contextId,
		userId,
		eventTime,
		surveyCompletedDate: eventTime,
		surveyPromoterScore: number % 11,
	};
}

/** A conversation that is over, evaluated 20 minutes after its end and surveyed after 30; every fourth survey is not answered. */
export function evaluatedAndSurveyed(
	record: ConversationRecord,
	index: number,
	{ evaluationForms, surveyForms, users }: Organization,
): ConversationRecord {
	const end = Date.parse(record.conversationEnd ?? '');
	if (Number.isNaN(end)) return record;
	const [form, surveyForm] = [evaluationForms[1]!, surveyForms[0]!];
	const after = (minutes: number) => new Date(end + minutes * MINUTE).toISOString();
	const userId = users[index % 9]!.id;
	const answered = surveyOf(index, { form: surveyForm, userId, eventTime: after(30) });
	const unanswered = {
		surveyStatus: 'Sent',
		surveyCompletedDate: undefined,
		surveyPromoterScore: undefined,
	};
	return {
		...record,
		evaluations: [evaluationOf(index, { form, userId, eventTime: after(20) })],
		surveys: [index % 4 > 0 ? answered : { ...answered, ...unanswered }],
	};
}
