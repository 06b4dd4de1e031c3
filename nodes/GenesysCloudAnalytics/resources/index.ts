import type { INodeProperties } from 'n8n-workflow';

import { propertiesOf } from '../fields/field';
import { oneOf } from '../fields/kinds';

import type { Operation, Resource } from './operation';
import { OPERATIONS } from './operations';
import { sharedForm } from './sharedForm';

/** All that the node can do: each file `<resource>/<operation>.operation.ts`. */
export const resources: readonly Resource[] = Object.entries(OPERATIONS).map(([value, operations]) => ({
	value,
	name: value.charAt(0).toUpperCase() + value.slice(1),
	operations,
}));

/** The Resource and Operation selectors and the fields of every operation, made from the table. */
export function nodeProperties(): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: 'conversation',
			options: resources.map(({ name, value }) => ({ name, value })),
		},
		...resources.map(operationSelector),
		...sharedForm(
			resources.flatMap(({ value: resource, operations }) =>
				operations.map(({ value: operation, fields }) => ({
					resource,
					operation,
					properties: propertiesOf(fields),
				})),
			),
		),
	];
}

/** @throws UserFacingError when an expression names an operation that isn't there */
export function findOperation(resource: unknown, operation: unknown): Operation {
	const { operations } = byValue('Resource', resource, resources);
	return byValue('Operation', operation, operations);
}

function byValue<T extends { value: string }>(label: string, value: unknown, among: readonly T[]): T {
	const chosen = oneOf(
		label,
		value,
		among.map((each) => each.value),
	);
	return among.find((each) => each.value === chosen)!;
}

function operationSelector({ value, operations }: Resource): INodeProperties {
	const defaultOperation = operations[0]!.value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		default: defaultOperation,
		options: operations.map(({ value: operation, name, action, description }) => ({
			value: operation,
			name,
			action,
			description,
		})),
	};
}
