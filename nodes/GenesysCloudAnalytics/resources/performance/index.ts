import type { Resource } from '../operation';
import { getBotKpis } from './getBotKpis.operation';
import { getFlowKpis } from './getFlowKpis.operation';
import { getKpis } from './getKpis.operation';
import { query } from './query.operation';

export const performance: Resource = {
	value: 'performance',
	name: 'Performance',
	operations: [getKpis, getFlowKpis, getBotKpis, query],
	defaultOperation: getKpis.value,
};
