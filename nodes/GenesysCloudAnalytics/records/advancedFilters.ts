import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';
import { entries } from './conversation';
import { FILTER_FIELDS, type DetailFilters } from './filters';
import { isObject } from './isObject';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The filter lists of the Advanced Filters field, as the API takes them.
 *
 * @throws UserFacingError naming the place where the JSON is wrong
 */
export function parseAdvancedFilters(value: unknown): DetailFilters {
	if (value === undefined || value === null || value === '') return {};
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (!isObject(parsed)) throw wrong('it is not an object');
	for (const [field, filters] of Object.entries(parsed)) {
		if (!FILTER_FIELDS.some((known) => known === field)) {
			throw wrong(`"${field}" is not one of ${FILTER_FIELDS.join(', ')}`);
		}
		if (!Array.isArray(filters)) throw wrong(`${field} is not a list`);
		filters.forEach((filter, index) => checkFilter(filter, `${field}[${index}]`));
	}
	const lists = Object.entries(parsed as Record<string, Fields[]>);
	return Object.fromEntries(lists.map(([field, filters]) => [field, filters.map(ofEitherPurpose)]));
}

/** The same person is `external` to the details query and `customer` to details jobs: who asks for one gets both. */
function ofEitherPurpose(filter: Fields): Fields {
	const predicates = entries<Fields>(filter.predicates);
	const customers = predicates.filter(isOfCustomer);
	const clauses = entries<Fields>(filter.clauses).map((clause) => {
		const own = entries<Fields>(clause.predicates);
		if (!own.some(isOfCustomer)) return clause;
		if (clause.type === 'or' || own.length === 1) return { type: 'or', predicates: withBoth(own) };
		throw new UserFacingError(
			'Advanced Filters can\'t be used: a clause of type "and" asks for the purpose of the customer, which the API\'s sources name differently',
			'Move that predicate to a filter of its own.',
		);
	});
	if (customers.length === 0) return clauses.length > 0 ? { ...filter, clauses } : filter;
	if (filter.type === 'or') return { ...filter, predicates: withBoth(predicates) };
	const others = predicates.filter((predicate) => !isOfCustomer(predicate));
	return {
		...filter,
		predicates: others.length > 0 ? others : undefined,
		clauses: [...clauses, { type: 'or', predicates: withBoth(customers) }],
	};
}

function withBoth(predicates: readonly Fields[]): Fields[] {
	const others = predicates.filter((predicate) => !isOfCustomer(predicate));
	const [asked] = predicates.filter(isOfCustomer);
	return [...others, ...CUSTOMER_PURPOSES.map((value) => ({ ...asked, value }))];
}

function isOfCustomer({ dimension, value }: Fields): boolean {
	return dimension === 'purpose' && CUSTOMER_PURPOSES.some((purpose) => purpose === value);
}
const CUSTOMER_PURPOSES = ['customer', 'external'];

function checkFilter(filter: unknown, where: string): void {
	if (!isObject(filter)) throw wrong(`${where} is not an object`);
	if (filter.type !== 'and' && filter.type !== 'or') throw wrong(`${where}.type is neither "and" nor "or"`);
	for (const list of ['predicates', 'clauses'] as const) {
		const entries = filter[list];
		if (entries !== undefined && !Array.isArray(entries)) throw wrong(`${where}.${list} is not a list`);
	}
	if (!filter.predicates && !filter.clauses) throw wrong(`${where} has neither predicates nor clauses`);
	const ofConversations = where.startsWith('conversationFilters');
	for (const { predicates } of [filter, ...entries<Fields>(filter.clauses)]) {
		entries<Fields>(predicates).forEach((predicate) => checkPredicate(predicate, where, ofConversations));
	}
}

/** What the API takes without a word and then ignores, or never matches. */
function checkPredicate(
	{ type, property, dimension }: Fields,
	where: string,
	ofConversations: boolean,
): void {
	if (type === 'property' || property !== undefined) {
		throw new UserFacingError(
			`Advanced Filters can't be used: ${where} has a predicate of type "property", which never matches participant attributes`,
			'Take it out, turn on the option Include Participant Attributes and filter the rows by attribute_… in a Filter node.',
		);
	}
	if (ofConversations && SEGMENT_DIMENSIONS.has(dimension)) {
		throw new UserFacingError(
			`Advanced Filters can't be used: ${where} filters by ${shown(dimension)}, which Genesys Cloud ignores there`,
			'Move the predicate to segmentFilters.',
		);
	}
}
/** Seen to be ignored in conversationFilters: all conversations come back. */
const SEGMENT_DIMENSIONS = new Set<unknown>(['ani', 'direction', 'queueId', 'userId']);

function parseJson(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch (error) {
		throw wrong(error instanceof Error ? error.message : 'it is not JSON');
	}
}

function wrong(what: string): UserFacingError {
	return new UserFacingError(
		`Advanced Filters can't be used: ${what}`,
		'Enter a JSON object such as {"segmentFilters":[{"type":"or","predicates":[{"dimension":"purpose","value":"agent"}]}]}.',
	);
}
