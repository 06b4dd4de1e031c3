import type { Resource } from '../operation';
import { getStatus } from './getStatus.operation';
import { getStatusHistory } from './getStatusHistory.operation';
import { getTimeInStatus } from './getTimeInStatus.operation';

export const agent: Resource = {
	value: 'agent',
	name: 'Agent',
	operations: [getStatus, getTimeInStatus, getStatusHistory],
	defaultOperation: getStatus.value,
};
