import { withForm, type Field } from './field';
import { entities } from './kinds';

/** Fields for the things that most filters are about. */

export const queue = entities({
	kind: 'queue',
	displayName: 'Queue',
	description: 'Only conversations that were in this queue, or in any of these queues',
	example: 'Billing',
});

export const agent = entities({
	kind: 'user',
	displayName: 'Agent',
	description: 'Only conversations that this agent, or any of these agents, took part in',
	example: 'Jane Doe',
});

export const wrapUpCode = entities({
	kind: 'wrapUpCode',
	displayName: 'Wrap-Up Code',
	description: 'Only conversations wrapped up with this code, or with any of these codes',
	example: 'Resolved',
});

export const division = entities({
	kind: 'division',
	displayName: 'Division',
	description: 'Only conversations that belong to this division, or to any of these divisions',
	example: 'Home',
});

export const flow = entities({
	kind: 'flow',
	displayName: 'Flow',
	description: 'Only what happened in this Architect flow, or in any of these flows',
	example: 'Main Menu',
});

export const evaluationForm = entities({
	kind: 'evaluationForm',
	displayName: 'Evaluation Form',
	description:
		'Only evaluations that use any version of this form. If you enter an ID, use the context ID of the form.',
	example: 'Call Quality',
});

export const surveyForm = entities({
	kind: 'surveyForm',
	displayName: 'Survey Form',
	description:
		'Only surveys that use any version of this form. If you enter an ID, use the context ID of the form.',
	example: 'Customer Satisfaction',
});

export const teams = entities({
	kind: 'team',
	displayName: 'Teams',
	description: 'Only agents of this team, or of any of these teams',
	example: 'North Stars',
});

export const managementUnits = entities({
	kind: 'managementUnit',
	displayName: 'Management Units',
	description: 'The management units of Workforce Management. If empty, all that the OAuth client can see.',
	example: 'Day Shift',
});

/** Agents to get, all active ones by default. */
export const agents = entities({
	kind: 'user',
	displayName: 'Agents',
	description: 'Which agents to get. If empty, all active users.',
	example: 'Jane Doe',
});

/** Queues to get, all that can be seen by default. */
export const queues = entities({
	kind: 'queue',
	displayName: 'Queues',
	description: 'Which queues to get. If empty, all queues that the OAuth client can see.',
	example: 'Billing',
});

/** The field with another description. */
export function about<T>(field: Field<T>, description: string): Field<T> {
	return withForm(field, (property) => ({ ...property, description }));
}
