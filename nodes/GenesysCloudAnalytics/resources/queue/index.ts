import type { Resource } from '../operation';
import { getStatus } from './getStatus.operation';

export const queue: Resource = {
	value: 'queue',
	name: 'Queue',
	operations: [getStatus],
	defaultOperation: getStatus.value,
};
