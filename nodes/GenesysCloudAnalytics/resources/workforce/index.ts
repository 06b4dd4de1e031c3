import type { Resource } from '../operation';
import { getAdherence } from './getAdherence.operation';

export const workforce: Resource = {
	value: 'workforce',
	name: 'Workforce',
	operations: [getAdherence],
	defaultOperation: getAdherence.value,
};
