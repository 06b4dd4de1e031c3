import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { NameKind } from '../columns/column';
import { resolveIds } from '../directory/resolveIds';
import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';
import { isObject } from '../records/isObject';
import { isNothing, onNothing, type Field } from './field';
import type { Form } from './form';
import { locator, type Locator } from './locators';

type Texts = Pick<INodeProperties, 'displayName' | 'displayOptions' | 'placeholder' | 'typeOptions'> & {
	description: string;
	/** Whether it narrows down what is read. */
	isFilter?: boolean;
};

/** An entry of a list: its value and label, and what it means where the label doesn't say. */
export type Option<V extends string | number> = readonly [value: V, name: string, description?: string];

function optionOf([value, name, description]: Option<string | number>): INodePropertyOptions {
	return { name, value, ...(description === undefined ? {} : { description }) };
}

/** What all kinds of fields have in common: when the value counts as not set. */
function field<T>(
	{ isFilter = false, ...texts }: Texts,
	property: Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties>,
	unset: T,
	parse: (value: unknown, form: Form) => T | Promise<T>,
	{ nothing }: { nothing?: T } = {},
): Field<T> {
	return {
		properties: (name) => [{ ...texts, ...property, name } as INodeProperties],
		read: async (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (!isSet) return unset;
			if (!isNothing(value)) return await parse(value, form);
			if (!isExpression) return unset;
			if (nothing !== undefined) return nothing;
			onNothing(form, texts.displayName, isFilter);
			return unset;
		},
	};
}

/** One of a choice. `unset` is what it means where it was not added to a collection. */
export function choice<const V extends string | number>({
	byDefault,
	unset = byDefault,
	options,
	...texts
}: Texts & { byDefault: NoInfer<V>; unset?: NoInfer<V>; options: ReadonlyArray<Option<V>> }): Field<V> {
	const values = options.map(([value]) => value);
	return field<V>(
		texts,
		{ type: 'options', default: byDefault, options: options.map(optionOf) },
		unset,
		(value) => oneOf(texts.displayName, value, values),
	);
}

/** A choice in a collection: undefined unless it was added. */
export function choiceIfAdded<const V extends string | number>(
	of: Texts & { byDefault: NoInfer<V>; options: ReadonlyArray<Option<V>> },
): Field<V | undefined> {
	return ifAdded(choice(of));
}

/** A field in a collection: undefined unless it was added and has a value. */
function ifAdded<T>(of: Field<T>): Field<T | undefined> {
	return {
		...of,
		read: async (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (!isSet || (isNothing(value) && !isExpression)) return undefined;
			const read = await of.read(form, name);
			return isNothing(value) ? undefined : read;
		},
	};
}

/** Some of a choice, as a list or as text separated by commas; none where it is not set, unless `unset` says otherwise. */
export function severalOf<const V extends string>({
	byDefault,
	unset,
	options,
	...texts
}: Texts & {
	byDefault: readonly NoInfer<V>[];
	unset?: readonly NoInfer<V>[];
	options: ReadonlyArray<Option<V>>;
}): Field<readonly V[]> {
	const values = options.map(([value]) => value);
	return field<readonly V[]>(
		texts,
		{ type: 'multiOptions', default: [...byDefault], options: options.map(optionOf) },
		unset ?? [],
		(value) => [...new Set(list(value).map((each) => oneOf(texts.displayName, each, values)))],
	);
}

/** As `severalOf`, for a field of the form itself: where it was not touched, it has its default. */
export function severalOfOrDefault<const V extends string>(
	of: Parameters<typeof severalOf<V>>[0],
): Field<readonly V[]> {
	return severalOf({ ...of, unset: of.byDefault });
}

/** Names of which the form knows the usual ones, as a list or as text separated by commas. */
export function severalNames({
	byDefault,
	options,
	...texts
}: Texts & { byDefault: readonly string[]; options: ReadonlyArray<Option<string>> } & Pick<
		INodeProperties,
		'required'
	>): Field<readonly string[]> {
	const property = { allowArbitraryValues: true, options: options.map(optionOf) };
	return {
		...field<readonly string[]>(
			texts,
			{ type: 'multiOptions', default: [...byDefault], ...property } as Partial<INodeProperties> &
				Pick<INodeProperties, 'type' | 'default'>,
			[],
			(value) => [...new Set(list(value))],
		),
		read: async (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (!isSet) return byDefault;
			if (isExpression && isNothing(value)) {
				onNothing(form, texts.displayName, false);
				return byDefault;
			}
			return [...new Set(list(value))];
		},
	};
}

/**
 * Yes or no. `unset` is what it means where it was not added to a collection, `nothing` what an expression that gives
 * nothing means: for what protects, yes.
 */
export function toggle({
	byDefault,
	unset = byDefault,
	nothing,
	...texts
}: Texts & { byDefault: boolean; unset?: boolean; nothing?: boolean }): Field<boolean> {
	return field<boolean>(
		texts,
		{ type: 'boolean', default: byDefault },
		unset,
		(value) => oneOf(texts.displayName, String(value).trim().toLowerCase(), ['true', 'false']) === 'true',
		{ nothing },
	);
}

/** As `toggle`, undefined unless it was added. */
export function toggleIfAdded(of: Texts & { byDefault: boolean }): Field<boolean | undefined> {
	return ifAdded(toggle(of));
}

/** Which numbers a field takes. */
interface Bounds {
	/** The least and the greatest; any by default. */
	min?: number;
	max?: number;
	/** More than this. */
	above?: number;
	isWhole?: boolean;
	/** Whether a field that was emptied is a mistake; otherwise it has its default. */
	isRequired?: boolean;
}

/** A number within bounds. */
export function number({
	byDefault,
	min = -Infinity,
	max = Infinity,
	above = -Infinity,
	isWhole = false,
	isRequired = false,
	...texts
}: Texts & Bounds & { byDefault: number }): Field<number> {
	// n8n's own arrows can't say "above 0".
	const least = above === 0 ? 1 : min;
	const typeOptions = {
		...(Number.isFinite(least) ? { minValue: least } : {}),
		...(Number.isFinite(max) ? { maxValue: max } : {}),
		...(isWhole ? { numberPrecision: 0 } : {}),
	};
	const isWithin = (value: number) =>
		value >= min && value > above && value <= max && (!isWhole || Number.isInteger(value));
	const of = field<number>(texts, { type: 'number', default: byDefault, typeOptions }, byDefault, (value) => {
		const read = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
		if (Number.isFinite(read) && isWithin(read)) return read;
		throw new UserFacingError(
			`${texts.displayName} can't be "${shown(value)}"`,
			`Enter a ${isWhole ? 'whole number' : 'number'}${inWords({ min, max, above })}.`,
		);
	});
	return isRequired ? required(texts.displayName, of) : of;
}

/** The field, where emptying it is a mistake. */
function required<T>(label: string, of: Field<T>): Field<T> {
	return {
		...of,
		read: (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (!isSet || isExpression || !isNothing(value)) return of.read(form, name);
			throw new UserFacingError(`${label} is missing`, 'Enter a value.');
		},
	};
}

/** As `number`, undefined unless it was added. */
export function numberIfAdded(of: Parameters<typeof number>[0]): Field<number | undefined> {
	return ifAdded(number(of));
}

function inWords({ min, max, above }: Required<Pick<Bounds, 'min' | 'max' | 'above'>>): string {
	if (above > -Infinity) return ` above ${above}`;
	if (min === -Infinity) return '';
	return max === Infinity ? ` of ${min} or more` : ` from ${min} to ${max}`;
}

/** Text, without the space around it; empty where it is not set. */
export function text({ byDefault = '', ...texts }: Texts & { byDefault?: string }): Field<string> {
	return field<string>(texts, { type: 'string', default: byDefault }, byDefault, (value) =>
		plainText(texts.displayName, value),
	);
}

/** JSON in API syntax, unread. n8n marks an empty text as wrong. */
export function json(texts: Texts): Field<unknown> {
	return field<unknown>(texts, { type: 'json', default: '{}' }, undefined, (value) => value);
}

/**
 * A moment, as the user gives it; `resolveTimeRange` and kin read it. `nothing` is what an expression that gives nothing
 * means, where that is no mistake.
 */
export function moment({ nothing, ...texts }: Texts & { nothing?: null }): Field<unknown> {
	return {
		...field<unknown>(texts, { type: 'dateTime', default: '' }, '', (value) => value),
		read: (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (isSet && isExpression && isNothing(value) && nothing === undefined) {
				onNothing(form, texts.displayName, false);
			}
			return isSet ? value : '';
		},
	};
}

/**
 * Things of the organization: from a list, by ids or by names; read as ids. None where nothing is chosen, or `*`, which
 * says so on purpose.
 */
export function entities(of: Locator): Field<string[]> {
	return {
		properties: (name) => [locator(of, name)],
		read: async (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (!isSet) return [];
			const wanted = list(isObject(value) ? value.value : value);
			if (wanted.join() === '*') return [];
			if (wanted.length === 0) {
				if (isExpression) onNothing(form, of.displayName, true);
				return [];
			}
			const ids = await idsOf(form, of.kind, value);
			form.chose?.(of.kind, ids);
			return ids;
		},
	};
}

async function idsOf({ connection }: Form, kind: NameKind, value: unknown): Promise<string[]> {
	const chosen = isObject(value) ? value.value : value;
	if (!Array.isArray(chosen)) return await resolveIds(connection, kind, String(chosen).trim());
	const ids: string[] = [];
	for (const each of chosen) ids.push(...(await resolveIds(connection, kind, String(each).trim())));
	return [...new Set(ids)];
}

/** The values of a multiple choice; an expression may give them as text separated by commas. */
export function list(value: unknown): string[] {
	const values = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
	return values.map((entry) => entry.trim()).filter(Boolean);
}

function plainText(label: string, value: unknown): string {
	if (typeof value !== 'object') return String(value).trim();
	throw new UserFacingError(`${label} can't be "${shown(value)}"`, 'Enter text.');
}

/**
 * One of a choice; an expression may give anything.
 *
 * @throws UserFacingError naming the field and the values
 */
export function oneOf<T extends string | number>(label: string, value: unknown, values: readonly T[]): T {
	const found = values.find((each) => each === value || (typeof each === 'number' && each === Number(value)));
	if (found !== undefined) return found;
	throw new UserFacingError(`${label} can't be "${shown(value)}"`, `Use one of ${values.join(', ')}.`);
}
