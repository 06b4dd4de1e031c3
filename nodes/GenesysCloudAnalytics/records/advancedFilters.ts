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
	return parsed as DetailFilters;
}

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
