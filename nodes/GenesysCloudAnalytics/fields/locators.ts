import type { INodeProperties } from 'n8n-workflow';

interface LocatorOptions {
	displayName: string;
	name: string;
	/** Method of directory/listSearch. */
	search:
		| 'searchQueues'
		| 'searchAgents'
		| 'searchWrapUpCodes'
		| 'searchDivisions'
		| 'searchFlows'
		| 'searchEvaluationForms'
		| 'searchSurveyForms';
	description: string;
	/** What the id mode's placeholder shows. */
	example?: string;
}

/**
 * A field for entities of the organization: one from a list that the server searches, or several ids or unique names,
 * separated by commas.
 */
export function locator({
	displayName,
	name,
	search,
	description,
	example,
}: LocatorOptions): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID or Name',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example ?? '3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f'}`,
				hint: 'Separate several with commas',
			},
		],
	};
}

export const queueLocator = locator({
	displayName: 'Queue',
	name: 'queue',
	search: 'searchQueues',
	description: 'Only conversations that were in this queue, or in any of these queues',
});

export const agentLocator = locator({
	displayName: 'Agent',
	name: 'agent',
	search: 'searchAgents',
	description: 'Only conversations that this agent, or any of these agents, took part in',
});

export const wrapUpCodeLocator = locator({
	displayName: 'Wrap-Up Code',
	name: 'wrapUpCode',
	search: 'searchWrapUpCodes',
	description: 'Only conversations wrapped up with this code, or with any of these codes',
});

export const divisionLocator = locator({
	displayName: 'Division',
	name: 'division',
	search: 'searchDivisions',
	description: 'Only conversations that belong to this division, or to any of these divisions',
});

export const flowLocator = locator({
	displayName: 'Flow',
	name: 'flow',
	search: 'searchFlows',
	description: 'Only what happened in this Architect flow, or in any of these flows',
});

export const evaluationFormLocator = locator({
	displayName: 'Evaluation Form',
	name: 'evaluationForm',
	search: 'searchEvaluationForms',
	description:
		'Only evaluations that use any version of this form. If you enter an ID, use the context ID of the form.',
});

export const surveyFormLocator = locator({
	displayName: 'Survey Form',
	name: 'surveyForm',
	search: 'searchSurveyForms',
	description:
		'Only surveys that use any version of this form. If you enter an ID, use the context ID of the form.',
});
