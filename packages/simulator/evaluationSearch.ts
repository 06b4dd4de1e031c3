import { badRequest, invalidDate } from './apiError';
import { mediaTypeOf } from './aggregates/subjects/records';
import type { Evaluation } from './data/quality/evaluations';
import type { Organization } from './data/organization';
import { DAY } from './interval';

export interface SearchCriterion {
	field: string;
	type: string;
	value?: string;
	values?: string[];
	startValue?: string;
	endValue?: string;
	operator?: string;
}

const DATES = ['conversationDate', 'createdDate', 'submittedDate', 'releaseDate'];
const NUMBERS = ['totalScore', 'totalCriticalScore'];
/** Three months, the longest ones. */
const LONGEST = 92 * DAY;
const MOST_VALUES = 50;

/** Criteria are ANDed, the values of one ORed. A range of dates, and not a long one, has to be among them. */
export function compileSearch(
	criteria: SearchCriterion[],
	organization: Organization,
): (evaluation: Evaluation) => boolean {
	const dated = criteria.filter(({ type, field }) => type === 'DATE_RANGE' && DATES.includes(field));
	if (dated.length === 0) {
		throw badRequest('The query must have a date range on one of the date fields', 'constraint.validation');
	}
	const teams = new Map(organization.users.map(({ id, teamId }) => [id, teamId]));
	const tests = criteria.map((criterion) => compile(criterion, teams));
	return (evaluation) => tests.every((test) => test(evaluation));
}

function compile(criterion: SearchCriterion, teams: Map<string, string | undefined>) {
	const { field, type, values, value, operator } = criterion;
	const wanted = (values ?? (value === undefined ? [] : [value])).map((one) => one.toLowerCase());
	if (wanted.length > MOST_VALUES) {
		throw badRequest(`No more than ${MOST_VALUES} values may be given for ${field}`, 'constraint.validation');
	}
	const test = compare(criterion, wanted);
	const negated = operator === 'NOT';
	return (evaluation: Evaluation) => {
		const given = valuesOf(evaluation, field, teams).filter((one) => one !== undefined);
		return (type === 'REQUIRED_FIELDS' ? given.length > 0 : given.some(test)) !== negated;
	};
}

function compare(
	{ field, type, value, startValue, endValue }: SearchCriterion,
	wanted: string[],
): (given: string | number | boolean) => boolean {
	const isDate = DATES.includes(field);
	const numberOf = (text: string | undefined) => (isDate ? dateOf(text) : Number(text));
	switch (type) {
		case 'DATE_RANGE': {
			if (!isDate) throw badRequest(`The field [${field}] is not a date`, 'invalid.search');
			const [from, to] = [dateOf(startValue), dateOf(endValue)];
			if (to <= from || to - from > LONGEST) {
				throw badRequest('The date range may not be longer than 3 months', 'invalid.interval');
			}
			return (given) => from <= Number(given) && Number(given) < to;
		}
		case 'EXACT':
			if (wanted.length === 0)
				throw badRequest(`The field [${field}] needs a value`, 'constraint.validation');
			return (given) => wanted.includes(String(given).toLowerCase());
		case 'REQUIRED_FIELDS':
			return () => true;
	}
	if (!isDate && !NUMBERS.includes(field)) {
		throw badRequest(`The field [${field}] can't be compared`, 'invalid.search');
	}
	const [least, most] = [numberOf(startValue), numberOf(endValue)];
	const limit = numberOf(value);
	const comparisons: Record<string, (given: number) => boolean> = {
		RANGE: (given) => least <= given && given <= most,
		GREATER_THAN: (given) => given > limit,
		GREATER_THAN_EQUAL_TO: (given) => given >= limit,
		LESS_THAN: (given) => given < limit,
		LESS_THAN_EQUAL_TO: (given) => given <= limit,
	};
	const comparison = comparisons[type]!;
	return (given) => comparison(Number(given));
}

function valuesOf(
	{ record, entry, form, status, created, submitted, released }: Evaluation,
	field: string,
	teams: Map<string, string | undefined>,
): (string | number | boolean | undefined)[] {
	switch (field) {
		case 'conversationId':
			return [record.conversationId];
		case 'contextId':
			return [form.contextId];
		case 'formId':
			return [form.id];
		case 'evaluationStatus':
			return [status];
		case 'agentId':
			return [entry.userId];
		case 'agentTeamId':
			return [teams.get(entry.userId ?? '')];
		case 'divisionId':
			return record.divisionIds ?? [];
		case 'totalScore':
			return [entry.oTotalScore];
		case 'totalCriticalScore':
			return [entry.oTotalCriticalScore];
		case 'conversationDate':
			return [Date.parse(record.conversationStart ?? '')];
		case 'createdDate':
			return [created];
		case 'submittedDate':
			return [submitted];
		case 'releaseDate':
			return [released];
		case 'released':
			return [entry.released ?? false];
		case 'mediaType':
			return [mediaTypeOf(record) === 'voice' ? 'call' : mediaTypeOf(record)];
		default:
			return [entry[field as 'evaluationId' | 'queueId' | 'evaluatorId' | 'assigneeId']];
	}
}

/** `yyyy-MM-dd'T'HH:mm:ss.SSS'Z'` and nothing else. */
function dateOf(text: string | undefined): number {
	if (text === undefined) return NaN;
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) throw invalidDate();
	const time = Date.parse(text);
	if (Number.isNaN(time)) throw invalidDate();
	return time;
}
