import type { Resource } from '../operation';
import { getKpis } from './getKpis.operation';
import { query } from './query.operation';

export const performance: Resource = {
	value: 'performance',
	name: 'Performance',
	operations: [getKpis, query],
	defaultOperation: getKpis.value,
};
