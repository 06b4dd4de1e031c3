import type { Resource } from '../operation';
import { getMany } from './getAll.operation';

export const survey: Resource = {
	value: 'survey',
	name: 'Survey',
	operations: [getMany],
	defaultOperation: getMany.value,
};
