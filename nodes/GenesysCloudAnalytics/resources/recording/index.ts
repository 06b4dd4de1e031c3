import type { Resource } from '../operation';
import { download } from './download.operation';
import { getMany } from './getAll.operation';

export const recording: Resource = {
	value: 'recording',
	name: 'Recording',
	operations: [getMany, download],
	defaultOperation: getMany.value,
};
