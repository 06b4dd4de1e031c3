import type { IExecuteFunctions, INodeParameters, IPollFunctions } from 'n8n-workflow';

import type { NameKind } from '../columns/column';
import { UserFacingError } from '../messages/userFacingError';
import { isObject } from '../records/isObject';
import type { Connection } from '../transport/connection';

/** What a form has for a parameter. */
interface Given {
	/** With expressions resolved; undefined where nothing was set. */
	value: unknown;
	/** Whether the user set it at all; a form doesn't keep what is as it was at first. */
	isSet: boolean;
	/** Whether an expression decided it, so that nothing may be a mistake. */
	isExpression: boolean;
}

/** What fields need besides the form to be read. */
export interface Surroundings {
	/** For names of things, which stand for their ids. */
	connection: Connection;
	/** The workflow's; IANA. */
	timeZone: string;
	/** Whether an AI agent fills in the form. */
	isTool: boolean;
	/** Says that a filter had no value and was therefore left out. */
	leftOut(label: string): void;
	/** Hears which things the form names, by their ids. */
	chose?(kind: NameKind, ids: readonly string[]): void;
}

/** A filled-in form, or a collection of one. The only place that knows how n8n hands parameters over. */
export interface Form extends Surroundings {
	given(name: string): Given;
	/** The fields of a collection. Empty where it is not set. */
	within(name: string): Form;
	/** What an expression that gives nothing means for filters: a mistake, or no filter. */
	readonly emptyFilters: 'error' | 'ignore';
}

/** The form of one input item; of the node itself for a trigger. */
export function formOf(
	context: IExecuteFunctions | IPollFunctions,
	surroundings: Surroundings,
	item = 0,
): Form {
	const raw = context.getNode().parameters;
	const resolve = (name: string): unknown =>
		'getInputData' in context
			? context.getNodeParameter(name, item, undefined as never)
			: context.getNodeParameter(name, undefined as never);
	const given = (name: string): Given =>
		raw[name] === undefined
			? { value: undefined, isSet: false, isExpression: false }
			: { value: resolve(name), isSet: true, isExpression: isExpression(raw[name]) };
	const options = given('options').value;
	const emptyFilters = isObject(options) && options.emptyFilters === 'ignore' ? 'ignore' : 'error';
	return {
		...surroundings,
		emptyFilters,
		given,
		within: (name) => ofCollection({ ...surroundings, emptyFilters }, raw[name], given(name)),
	};
}

function ofCollection(
	surroundings: Surroundings & Pick<Form, 'emptyFilters'>,
	raw: unknown,
	whole: Given,
): Form {
	const values: Record<string, unknown> = isObject(whole.value) ? whole.value : {};
	const rawValues = isObject(raw) ? (raw as INodeParameters) : {};
	return {
		...surroundings,
		given: (name) => ({
			value: values[name],
			isSet: name in values || rawValues[name] !== undefined,
			isExpression: whole.isExpression || isExpression(rawValues[name]),
		}),
		within: () => {
			throw new UserFacingError(
				'A collection inside a collection is unknown',
				'Check the parameters of the node.',
			);
		},
	};
}

/** Also where it is the value of a resource locator, or one of a list. */
function isExpression(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.startsWith('=');
	if (Array.isArray(raw)) return raw.some(isExpression);
	return isObject(raw) && isExpression(raw.value);
}
