import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getAll.operation';

export const conversation: Resource = {
	value: 'conversation',
	name: 'Conversation',
	operations: [getMany, get],
	defaultOperation: getMany.value,
};
