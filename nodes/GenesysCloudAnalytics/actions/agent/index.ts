import type { Resource } from '../operation';
import { getStatus } from './getStatus.operation';
import { getTimeInStatus } from './getTimeInStatus.operation';

export const agent: Resource = {
	value: 'agent',
	name: 'Agent',
	operations: [getStatus, getTimeInStatus],
	defaultOperation: getStatus.value,
};
