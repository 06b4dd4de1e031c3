import { badRequest } from './apiError';

/** The filter of every query model: up to two levels of and/or over predicates. */
export interface Filter {
	type: string;
	predicates?: Predicate[] | null;
	clauses?: { type: string; predicates: Predicate[] }[] | null;
}

export interface Predicate {
	type?: string;
	dimension?: string;
	metric?: string;
	property?: string;
	operator?: string;
	value?: string | null;
	range?: { gt?: number; gte?: number; lt?: number; lte?: number } | null;
}

/** The values that a subject has on a predicate's left hand side: none, one or several. */
export type ValuesOf<T> = (subject: T, predicate: Predicate) => readonly unknown[];

export type Test<T> = (subject: T) => boolean;

/** Turns a filter into a test. A dimension with several values matches when one of them does. */
export function compileFilter<T>(filter: Filter, valuesOf: ValuesOf<T>): Test<T> {
	const tests: Test<T>[] = [
		...(filter.predicates ?? []).map((predicate) => compilePredicate(predicate, valuesOf)),
		...(filter.clauses ?? []).map((clause) =>
			combine(
				clause.type,
				clause.predicates.map((predicate) => compilePredicate(predicate, valuesOf)),
			),
		),
	];
	if (tests.length === 0)
		throw badRequest('A filter must have predicates or clauses', 'constraint.validation');
	return combine(filter.type, tests);
}

function combine<T>(type: string, tests: Test<T>[]): Test<T> {
	return type === 'or'
		? (subject) => tests.some((test) => test(subject))
		: (subject) => tests.every((test) => test(subject));
}

function compilePredicate<T>(predicate: Predicate, valuesOf: ValuesOf<T>): Test<T> {
	const field = predicate.dimension ?? predicate.metric ?? predicate.property;
	if (field === undefined) {
		throw badRequest('A predicate must name a dimension, a metric or a property', 'constraint.validation');
	}
	switch (predicate.operator ?? 'matches') {
		case 'exists':
			return (subject) => present(valuesOf(subject, predicate));
		case 'notExists':
			return (subject) => !present(valuesOf(subject, predicate));
		default: {
			const matches = compileMatch(predicate, field);
			return (subject) => {
				for (const value of valuesOf(subject, predicate)) {
					if (value !== undefined && value !== null && matches(value)) return true;
				}
				return false;
			};
		}
	}
}

const present = (values: readonly unknown[]) => values.some((value) => value !== undefined && value !== null);

function compileMatch({ value, range }: Predicate, field: string): (value: unknown) => boolean {
	if (range) {
		const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
		return (given) => {
			const number = numberOf(given);
			return number > gt && number >= gte && number < lt && number <= lte;
		};
	}
	if (value === undefined || value === null) {
		throw badRequest(`The predicate on ${field} needs a value or a range`, 'constraint.validation');
	}
	const wanted = value.toLowerCase();
	if (field === 'addressFrom' || field === 'addressTo')
		return (given) => addressMatches(String(given), wanted);
	return (given) => String(given).toLowerCase() === wanted;
}

function numberOf(value: unknown): number {
	if (typeof value === 'number') return value;
	const number = Number(value);
	return Number.isNaN(number) ? Date.parse(String(value)) : number;
}

/** An e-mail address matches as a whole, by its name or by its domain. */
function addressMatches(address: string, wanted: string): boolean {
	const full = address.toLowerCase();
	return full === wanted || full.split('@').includes(wanted);
}

/** Every predicate of a filter, also of its clauses. */
export function predicatesOf(filter: Filter): Predicate[] {
	return [...(filter.predicates ?? []), ...(filter.clauses ?? []).flatMap((clause) => clause.predicates)];
}
