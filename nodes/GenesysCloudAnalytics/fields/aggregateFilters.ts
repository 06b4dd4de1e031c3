import { anyOf } from '../records/filters';
import { collection, shownIf, type Field } from './field';
import { direction, mediaTypes } from './mediaTypes';
import { agent, division, evaluationForm, flow, queue, surveyForm, wrapUpCode } from './organization';

/** A filter of aggregates: any of the values of a dimension. */
export type Clause = readonly [dimension: string, clause: object];

const FIELDS = {
	queue,
	agent,
	mediaTypes,
	direction,
	wrapUpCode,
	division,
	flow,
	evaluationForm,
	surveyForm,
};
type Name = keyof typeof FIELDS;

/** The dimensions that each filter can stand for, the usual one first. */
const DIMENSIONS: Readonly<Record<Name, readonly string[]>> = {
	queue: ['queueId'],
	agent: ['userId'],
	mediaTypes: ['mediaType'],
	direction: ['originatingDirection', 'direction'],
	wrapUpCode: ['wrapUpCode'],
	division: ['divisionId'],
	flow: ['flowId'],
	evaluationForm: ['contextId'],
	surveyForm: ['surveyFormContextId'],
};
const NAMES = Object.keys(FIELDS) as Name[];

/** What filters mean for aggregates that have these dimensions. */
type ClausesFor = (dimensions: readonly string[]) => Clause[];

/** The filters that aggregates of some subjects know, shown for the subjects that know them. */
export function aggregateFilters(
	dimensions: Readonly<Record<string, readonly string[]>> | readonly string[],
): Field<ClausesFor> {
	const knows = (own: readonly string[], name: Name) => DIMENSIONS[name].some((each) => own.includes(each));
	const bySubject: Array<readonly [string, readonly string[]]> = isList(dimensions)
		? [['', dimensions]]
		: Object.entries(dimensions);
	const subjectsWith = (name: Name) =>
		bySubject.filter(([, own]) => knows(own, name)).map(([subject]) => subject);
	const offered = NAMES.filter((name) => subjectsWith(name).length > 0);
	const texts = {
		displayName: 'Filters',
		placeholder: 'Add Filter',
		description: 'Conversations must match all filters',
		isFilter: true,
	};
	const conditional = Object.fromEntries(
		offered.map((name) => [
			name,
			isList(dimensions) ? FIELDS[name] : shownIf<unknown>(FIELDS[name], { '/subject': subjectsWith(name) }),
		]),
	);
	const field = collection(texts, conditional);
	const withAny = bySubject.filter(([, own]) => NAMES.some((name) => knows(own, name))).map(([each]) => each);
	const shown = isList(dimensions) ? field : shownIf(field, { subject: withAny });
	return {
		properties: (name) => shown.properties(name),
		read: async (form, name) => {
			const said = await field.read(form, name);
			return (own) => offered.flatMap((each) => clauseOf(each, said[each], own));
		},
	};
}

function isList(
	dimensions: Readonly<Record<string, readonly string[]>> | readonly string[],
): dimensions is readonly string[] {
	return Array.isArray(dimensions);
}

function clauseOf(name: Name, said: unknown, own: readonly string[]): Clause[] {
	const values = (Array.isArray(said) ? said : said === undefined ? [] : [said]).map(String);
	const dimension = DIMENSIONS[name].find((each) => own.includes(each));
	return dimension === undefined || values.length === 0 ? [] : [[dimension, anyOf(dimension, values)]];
}
