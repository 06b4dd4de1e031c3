import type { Resource } from '../operation';
import { getAdherence } from './getAdherence.operation';
import { getAdherenceHistory } from './getAdherenceHistory.operation';

export const workforce: Resource = {
	value: 'workforce',
	name: 'Workforce',
	operations: [getAdherence, getAdherenceHistory],
	defaultOperation: getAdherence.value,
};
