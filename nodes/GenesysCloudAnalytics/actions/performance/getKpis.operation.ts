import { dimensionColumn } from '../../analytics/aggregateMetrics';
import { KPI_METRICS, KPIS } from '../../analytics/kpis';
import { aggregateSheet } from '../../analytics/rows';
import { timeRangeFields } from '../../descriptions/timeRange';
import type { Operation } from '../operation';
import { conversationAggregates } from './conversationAggregates';
import { aggregateFields, granularityField } from './fields';

// Named, not in place: n8n's lint wants lists in place in the order of the alphabet.
const groups = [
	{ name: 'Queue', value: 'queueId' },
	{ name: 'Media Type', value: 'mediaType' },
	{ name: 'Agent', value: 'userId' },
	{ name: 'Wrap-Up Code', value: 'wrapUpCode' },
	{ name: 'Direction', value: 'direction' },
	{ name: 'Division', value: 'divisionId' },
	{ name: 'Flow', value: 'flowId', description: 'Only if the API of the organization offers it' },
];

/** With the groups chosen at first. */
const sheet = aggregateSheet('kpis', [dimensionColumn('queueId')], KPIS);

export const getKpis: Operation = {
	value: 'getKpis',
	name: 'Get KPIs',
	action: 'Get KPIs',
	description:
		'Get offered, answered and abandoned conversations, service level, ASA, AHT and more for a time range, by queue, agent, channel and so on, as in the Performance views of Genesys Cloud',
	fields: [
		...timeRangeFields,
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'multiOptions',
			default: ['queueId'],
			description: 'What to have a row for. With nothing chosen, one row covers everything.',
			allowArbitraryValues: true,
			options: groups,
		},
		granularityField,
		...aggregateFields(sheet),
	],
	sheets: [sheet],
	execute: async (session, read) => await conversationAggregates(session, read, 'kpis', KPI_METRICS, KPIS),
};
