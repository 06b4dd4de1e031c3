import type { Resource } from '../operation';
import { getAdherence } from './getAdherence.operation';
import { getAdherenceHistory } from './getAdherenceHistory.operation';
import { getSchedules } from './getSchedules.operation';

export const workforce: Resource = {
	value: 'workforce',
	name: 'Workforce',
	operations: [getAdherence, getAdherenceHistory, getSchedules],
	defaultOperation: getAdherence.value,
};
