import type { INodeProperties } from 'n8n-workflow';

import { UserFacingError } from '../messages/userFacingError';
import { isObject } from '../records/isObject';
import type { Form } from './form';

/** A field of the form, and what its value means: declared once, so that the two can't differ. */
export interface Field<T> {
	/** What the form shows, under the name that its value is saved with; several properties where one is not enough. */
	properties(name: string): INodeProperties[];
	/** @throws UserFacingError naming the field as the form does, for what can't be used */
	read(form: Form, name: string): T | Promise<T>;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What the fields say, by their names. */
export type Settings<F extends Fields> = {
	readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never;
};

/** The part of the form that the fields make. */
export function propertiesOf(fields: Fields): INodeProperties[] {
	return Object.entries(fields).flatMap(([name, field]) => field.properties(name));
}

/** Reads all fields, one after the other: most are no more than a look at the form. */
export async function readSettings<F extends Fields>(fields: F, form: Form): Promise<Settings<F>> {
	const settings: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields)) settings[name] = await field.read(form, name);
	return settings as Settings<F>;
}

type Property = Omit<INodeProperties, 'name' | 'type' | 'options'>;

/** Fields that are added to the form one by one, read as one setting. */
export function collection<F extends Fields>(
	texts: Pick<Property, 'displayName' | 'placeholder' | 'description' | 'displayOptions'> & {
		default?: INodeProperties['default'];
		/** Whether its fields narrow down what is read. */
		isFilter?: boolean;
	},
	fields: F,
): Field<Settings<F>> {
	const { isFilter = false, ...property } = texts;
	return {
		properties: (name) => [
			{
				default: {},
				...property,
				name,
				type: 'collection',
				options: propertiesOf(fields),
			} as INodeProperties,
		],
		read: async (form, name) => {
			const { value, isSet, isExpression } = form.given(name);
			if (isSet && !isObject(value)) {
				if (isExpression && isNothing(value)) onNothing(form, texts.displayName, isFilter);
				else throw unusable(texts.displayName, 'It must be an object with a value for each field.');
			}
			return await readSettings(fields, form.within(name));
		},
	};
}

/** A line of the form that only tells something. */
export function notice(text: string, displayOptions?: INodeProperties['displayOptions']): Field<void> {
	return {
		properties: (name) => [
			{ displayName: text, name, type: 'notice', default: '', ...(displayOptions ? { displayOptions } : {}) },
		],
		read: () => undefined,
	};
}

/** The field with something else about its form. */
export function withForm<T>(
	field: Field<T>,
	change: (property: INodeProperties) => INodeProperties,
): Field<T> {
	return { ...field, properties: (name) => field.properties(name).map(change) };
}

/** The field where the condition holds as well. */
export function shownIf<T>(
	field: Field<T>,
	show: NonNullable<INodeProperties['displayOptions']>['show'],
): Field<T> {
	return withForm(field, (property) => withConditions(property, { show }));
}

/** The field, except where the condition holds. */
export function hiddenIf<T>(
	field: Field<T>,
	hide: NonNullable<INodeProperties['displayOptions']>['hide'],
): Field<T> {
	return withForm(field, (property) => withConditions(property, { hide }));
}

/** A field that this form doesn't have: it always has the meaning of one that was not set. */
export function withoutForm<T>(field: Field<T>): Field<T> {
	return { ...field, properties: () => [] };
}

/** The field if there is a reason to ask for it in this form. */
export function onlyIf<T>(isWanted: boolean, field: Field<T>): Field<T> {
	return isWanted ? field : withoutForm(field);
}

/** The conditions come after those that the property has: n8n goes through them in their order. */
function withConditions(
	property: INodeProperties,
	{ show, hide }: NonNullable<INodeProperties['displayOptions']>,
): INodeProperties {
	const known = property.displayOptions;
	const displayOptions = {
		...known,
		...(show || known?.show ? { show: { ...known?.show, ...show } } : {}),
		...(hide || known?.hide ? { hide: { ...known?.hide, ...hide } } : {}),
	};
	return { ...property, displayOptions };
}

/** Nothing at all: what an expression gives for a field that the input doesn't have. */
export function isNothing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.every(isNothing);
	return isObject(value) && '__rl' in value && isNothing(value.value);
}

/**
 * What a field means whose expression gives nothing. Nothing is not everything: it is a mistake, unless the user says
 * otherwise. An AI agent leaves out what it doesn't need, and is told.
 *
 * @throws UserFacingError
 */
export function onNothing(form: Form, label: string, isFilter: boolean): void {
	if (form.isTool || (isFilter && form.emptyFilters === 'ignore')) {
		if (isFilter) form.leftOut(label);
		return;
	}
	throw new UserFacingError(
		`${label} has no value: its expression gives nothing for this item`,
		isFilter
			? 'Check the name of the field in the expression. To get everything on purpose, remove the field, enter * where there is a list, or set the option Empty Filters to Ignore.'
			: 'Check the name of the field in the expression, or remove the expression.',
	);
}

/** A value that a field can't have. */
export function unusable(message: string, advice: string): UserFacingError {
	return new UserFacingError(`${message} can't be used`, advice);
}
