import { entries, fields } from '../records/conversation';
import { column, type Column, type Unit } from './column';

/**
 * The paths that a model has, as far as the one in question goes: `P` itself where it is one, else what could stand in its
 * place. `division.name` is a field of a part, `skills[].id` that of each entry of a list, `tags[]` the entries themselves.
 */
type PathIn<Model, P extends string> = P extends `${infer Key}.${infer Rest}`
	? StepIn<Model, Key> extends never
		? StepsOf<Model>
		: `${Key}.${PathIn<StepIn<Model, Key>, Rest>}`
	: StepIn<Model, P> extends never
		? StepsOf<Model>
		: P;

type StepsOf<Model> = Extract<keyof Model, string>;

/** What one step of a path leads to; never where the model has no such field, or no list where `[]` asks for one. */
type StepIn<Model, Step extends string> = Step extends `${infer Key}[]`
	? Key extends keyof Model
		? NonNullable<Model[Key]> extends ReadonlyArray<infer Entry>
			? NonNullable<Entry>
			: never
		: never
	: Step extends keyof Model
		? NonNullable<Model[Step]>
		: never;

/** Makes a column of the field at a path, which both is read and stands in the docs; `convert` changes the unit of its value. */
export type FieldColumn<Model, Subject> = <P extends string>(
	name: string,
	unit: Unit,
	meaning: string,
	path: P & PathIn<Model, P>,
	convert?: (value: unknown) => unknown,
) => Column<Subject>;

/**
 * Columns that are fields of a model of the API's; a path that the model doesn't have does not compile.
 *
 * @param within where a row's subject has the record of that model; the subject is one if absent
 * @param prefix of the paths in docs/columns.md, with the dot
 */
export function fieldsOf<Model, Subject>(
	within: (subject: Subject) => unknown = (subject) => subject,
	prefix = '',
): FieldColumn<Model, Subject> {
	return (name, unit, meaning, path, convert = (value) => value) => {
		const read = reader(path);
		return column(name, unit, meaning, `${prefix}${path}`, (subject) => convert(read(within(subject))));
	};
}

/** The value at a path such as `division.name`; undefined where the record doesn't go that far. */
export function valueAt(record: unknown, path: string): unknown {
	return path.split('.').reduce((value, key) => fields<Record<string, unknown>>(value)[key], record);
}

type Read = (value: unknown) => unknown;

function reader(path: string): Read {
	const [step = '', ...rest] = path.split('.');
	const key = step.replace(/\[\]$/, '');
	const own: Read = (value) => fields<Record<string, unknown>>(value)[key];
	if (rest.length === 0) return own;
	const next = reader(rest.join('.'));
	if (key === step) return (value) => next(own(value));
	return (value) => entries<unknown>(own(value)).flatMap((entry) => next(entry) ?? []);
}
