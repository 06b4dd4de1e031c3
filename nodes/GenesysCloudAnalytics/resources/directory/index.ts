import type { Resource } from '../operation';
import { getMany } from './getAll.operation';

export const directory: Resource = {
	value: 'directory',
	name: 'Directory',
	operations: [getMany],
	defaultOperation: getMany.value,
};
