import type { Resource } from '../operation';
import { getMany } from './getAll.operation';

export const evaluation: Resource = {
	value: 'evaluation',
	name: 'Evaluation',
	operations: [getMany],
	defaultOperation: getMany.value,
};
