import type { INodeProperties } from 'n8n-workflow';

import { UserFacingError } from '../messages/userFacingError';
import type { AttributeFilter } from '../records/attributes';
import { isObject } from '../records/isObject';
import { isNothing, onNothing, type Field } from './field';
import { oneOf } from './kinds';

const LABEL = 'Participant Attributes';
const CONDITIONS = ['isSet', 'equals'] as const;

/** Attributes that participants must have, by name, each with any value or a certain one. */
export const participantAttributes: Field<AttributeFilter[]> = {
	properties: (name) => [
		{
			displayName: LABEL,
			name,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Attribute',
			description:
				'Only conversations whose participant attributes match all of these. The API cannot search for them: the whole time range is read, attributes by a details job, those that it does not have yet from the conversations themselves, one request each, for up to 200.',
			options: [
				{
					displayName: 'Attribute',
					name: 'attribute',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. customerTier',
							description: 'As it is written in the flow, capitals included',
						},
						{
							displayName: 'Condition',
							name: 'condition',
							type: 'options',
							default: 'equals',
							options: [
								{ name: 'Equals', value: 'equals' },
								{ name: 'Is Set', value: 'isSet' },
							],
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. gold',
							displayOptions: { show: { condition: ['equals'] } },
						},
					],
				},
			],
		} as INodeProperties,
	],
	read: (form, name) => {
		const { value, isSet, isExpression } = form.given(name);
		if (!isSet) return [];
		if (isExpression && isNothing(value)) onNothing(form, LABEL, true);
		return entriesOf(value).flatMap((entry) => {
			const filter = filterOf(entry);
			if (filter) return [filter];
			onNothing(form, LABEL, true);
			return [];
		});
	},
};

/** n8n's own form of it, or what an expression gives: a list of attributes. */
function entriesOf(value: unknown): unknown[] {
	const list = isObject(value) && 'attribute' in value ? value.attribute : value;
	if (list === undefined || list === null) return [];
	if (isObject(list)) return Object.keys(list).length > 0 ? [list] : [];
	if (Array.isArray(list)) return list;
	throw new UserFacingError(`${LABEL} can't be used`, 'Give it a list of objects with name and value.');
}

/** Undefined where the name, or the value that it has to equal, is nothing. */
function filterOf(entry: unknown): AttributeFilter | undefined {
	const { name, condition, value } = isObject(entry) ? entry : {};
	if (isNothing(name)) return undefined;
	const wanted = condition === undefined ? 'equals' : oneOf(`${LABEL}: Condition`, condition, CONDITIONS);
	if (wanted === 'isSet') return { name: String(name).trim() };
	return isNothing(value) ? undefined : { name: String(name).trim(), value: String(value).trim() };
}
