import type { INodeProperties } from 'n8n-workflow';

import { propertiesOf } from '../fields/field';
import { oneOf } from '../fields/kinds';

import { account } from './account';
import { agent } from './agent';
import { conversation } from './conversation';
import { directory } from './directory';
import { evaluation } from './evaluation';
import type { Operation, Resource } from './operation';
import { performance } from './performance';
import { queue } from './queue';
import { recording } from './recording';
import { survey } from './survey';

/** All that the node can do. A new operation is one file and one line here or in its resource. */
export const resources: readonly Resource[] = [
	conversation,
	performance,
	queue,
	agent,
	evaluation,
	survey,
	recording,
	directory,
	account,
];

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
		...resources.flatMap(({ value: resource, operations }) =>
			operations.flatMap(({ value: operation, fields }) =>
				propertiesOf(fields).map((field) => fieldOf(resource, operation, field)),
			),
		),
	];
}

/**
 * A field of one operation. That is its first condition: n8n goes through them in their order and shows a field as soon as
 * it comes to one that an expression decides, whatever the conditions after it say.
 */
function fieldOf(resource: string, operation: string, field: INodeProperties): INodeProperties {
	const { show, ...rest } = field.displayOptions ?? {};
	const displayOptions = { ...rest, show: { resource: [resource], operation: [operation], ...show } };
	return { ...field, displayOptions };
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

function operationSelector({ value, operations, defaultOperation }: Resource): INodeProperties {
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
