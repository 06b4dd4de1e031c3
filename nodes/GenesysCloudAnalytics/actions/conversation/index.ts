import type { Resource } from '../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const conversation: Resource = {
	value: 'conversation',
	name: 'Conversation',
	operations: [get, getAll],
	default: 'getAll',
};
