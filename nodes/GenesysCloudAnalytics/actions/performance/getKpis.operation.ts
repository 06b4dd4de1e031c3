import { dimensionColumn } from '../../analytics/aggregateMetrics';
import { KPI_METRICS, KPIS } from '../../analytics/kpis';
import { aggregateSheet } from '../../analytics/rows';
import { timeRangeFields } from '../../descriptions/timeRange';
import type { Operation } from '../operation';
import { conversationAggregates } from './conversationAggregates';
import { aggregateFields, granularityField } from './fields';

/** With the groups chosen at first. */
const sheet = aggregateSheet('kpis', [dimensionColumn('queueId')], KPIS);

export const getKpis: Operation = {
	value: 'getKpis',
	name: 'Get KPIs',
	action: 'Get KPIs',
	description:
		'Get offered, answered and abandoned conversations, service level, ASA, AHT and more for a time range, by queue, agent, channel and so on, as the Performance pages of Genesys Cloud show them',
	fields: [
		...timeRangeFields,
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'multiOptions',
			default: ['queueId'],
			description: 'What to have a row for. With nothing chosen, there is one row for everything.',
			options: [
				{ name: 'Agent', value: 'userId' },
				{ name: 'Direction', value: 'direction' },
				{ name: 'Division', value: 'divisionId' },
				{ name: 'Flow', value: 'flowId', description: 'Only where the API of the organization offers it' },
				{ name: 'Media Type', value: 'mediaType' },
				{ name: 'Queue', value: 'queueId' },
				{ name: 'Wrap-Up Code', value: 'wrapUpCode' },
			],
		},
		granularityField,
		...aggregateFields(sheet),
	],
	sheets: [sheet],
	execute: async (session, read) => await conversationAggregates(session, read, 'kpis', KPI_METRICS, KPIS),
};
