import type { NameKind } from '../columns/column';

/** The lists that a form can offer, by what they have, and the method that n8n calls for each. */
export const SEARCHES = {
	queue: 'searchQueues',
	user: 'searchAgents',
	wrapUpCode: 'searchWrapUpCodes',
	division: 'searchDivisions',
	flow: 'searchFlows',
	evaluationForm: 'searchEvaluationForms',
	surveyForm: 'searchSurveyForms',
	team: 'searchTeams',
	managementUnit: 'searchManagementUnits',
} as const satisfies Partial<Record<NameKind, string>>;
