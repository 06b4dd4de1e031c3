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
import { sharedForm } from './sharedForm';
import { survey } from './survey';
import { workforce } from './workforce';

/** All that the node can do. A new operation is one file and one line here or in its resource. */
export const resources: readonly Resource[] = [
	conversation,
	performance,
	queue,
	agent,
	evaluation,
	survey,
	recording,
	workforce,
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
