import { evaluationQuestions, surveyQuestions, type FormEntity } from '../data/quality/forms';
import type { Organization } from '../data/organization';
import type { Context, Reply, Route } from '../router';
import { byId, divisionRef } from './entities';
import { byName, page, PAGING, withName } from './listing';

const V2 = '/api/v2/quality';
const EVALUATION_FORM = ['quality:evaluationForm:view'];
const SURVEY_FORM = ['quality:surveyForm:view'];

/** Published forms: a listing leaves the questions out, one version has them. */
export const formRoutes: Route[] = [
	{
		method: 'GET',
		path: `${V2}/publishedforms/evaluations`,
		query: [...PAGING, 'name', 'onlyLatestPerContext'],
		any: EVALUATION_FORM,
		handle: (context) => forms(context, 'evaluationForms', 'onlyLatestPerContext', evaluationForm),
	},
	...['publishedforms/evaluations', 'forms/evaluations'].map((path): Route => ({
		method: 'GET',
		path: `${V2}/${path}/{id}`,
		query: [],
		any: EVALUATION_FORM,
		handle: ({ world: { organization }, params }) => ({
			json: fullEvaluationForm(byId(organization.evaluationForms, params.id), organization),
		}),
	})),
	{
		method: 'GET',
		path: `${V2}/publishedforms/surveys`,
		query: [...PAGING, 'name', 'onlyLatestEnabledPerContext'],
		any: SURVEY_FORM,
		handle: (context) => forms(context, 'surveyForms', 'onlyLatestEnabledPerContext', surveyForm),
	},
	{
		method: 'GET',
		path: `${V2}/publishedforms/surveys/{id}`,
		query: [],
		any: SURVEY_FORM,
		handle: ({ world: { organization }, params }) => ({
			json: fullSurveyForm(byId(organization.surveyForms, params.id), organization),
		}),
	},
];

function forms(
	context: Context,
	list: 'evaluationForms' | 'surveyForms',
	onlyLatest: string,
	entity: (form: FormEntity, organization: Organization) => object,
): Reply {
	const { organization } = context.world;
	const wanted = organization[list].filter(
		(form) => (form.isLatest && !form.disabled) || context.query.get(onlyLatest) !== 'true',
	);
	const found = byName(context, withName(context, wanted, 'contains'));
	return page(
		context,
		found.map((form) => entity(form, organization)),
	);
}

function evaluationForm(form: FormEntity, organization: Organization) {
	return {
		id: form.id,
		name: form.name,
		division: divisionRef(organization, form.divisionId),
		modifiedDate: form.modifiedDate,
		published: true,
		contextId: form.contextId,
		weightMode: 'OFF',
		selfUri: `${V2}/publishedforms/evaluations/${form.id}`,
	};
}

export const fullEvaluationForm = (form: FormEntity, organization: Organization) => ({
	...evaluationForm(form, organization),
	questionGroups: evaluationQuestions(form.id).map((group) => ({
		...group,
		type: 'questionGroup',
		naEnabled: false,
		weight: 1,
		manualWeight: false,
	})),
});

export function surveyForm(form: FormEntity, organization: Organization) {
	return {
		id: form.id,
		name: form.name,
		division: divisionRef(organization, form.divisionId),
		modifiedDate: form.modifiedDate,
		published: true,
		disabled: form.disabled === true,
		contextId: form.contextId,
		language: 'en-US',
		selfUri: `${V2}/publishedforms/surveys/${form.id}`,
	};
}

export const fullSurveyForm = (form: FormEntity, organization: Organization) => ({
	...surveyForm(form, organization),
	questionGroups: surveyQuestions(form.id).map((group) => ({
		...group,
		type: 'questionGroup',
		naEnabled: false,
	})),
});
