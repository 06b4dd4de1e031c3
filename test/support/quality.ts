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
