import type { INodeProperties } from 'n8n-workflow';

import { KPI_METRICS, KPI_SPLIT, KPIS } from '../../analytics/kpis';
import { timeRangeFields } from '../../descriptions/timeRange';
import type { Operation } from '../operation';
import { conversationAggregates } from './conversationAggregates';
import { aggregateFilters, aggregateOptions, granularityField } from './fields';

/** n8n doesn't save a choice that is the default, so another default needs another version. */
const groupByField: INodeProperties = {
	displayName: 'Group By',
	name: 'groupBy',
	type: 'multiOptions',
	default: ['queueId'],
	description: 'What each row represents. With nothing chosen, there is one row for everything.',
	options: [
		{ name: 'Agent', value: 'userId' },
		{ name: 'Direction', value: 'direction' },
		{ name: 'Division', value: 'divisionId' },
		{ name: 'Media Type', value: 'mediaType' },
		{ name: 'Queue', value: 'queueId' },
		{ name: 'Wrap-Up Code', value: 'wrapUpCode' },
	],
};

export const getKpis: Operation = {
	value: 'getKpis',
	name: 'Get KPIs',
	action: 'Get KPIs',
	description:
		'Get offered, answered and abandoned conversations, service level, ASA, AHT and more for a time range, by queue, agent, channel and so on, as the Performance pages of Genesys Cloud show them',
	fields: [
		...timeRangeFields,
		{ ...groupByField, displayOptions: { show: { '@version': [1] } } },
		{
			...groupByField,
			// Service levels and waits are those of a media type: a few callbacks make a queue of calls look slow.
			default: ['queueId', 'mediaType'],
			displayOptions: { hide: { '@version': [1] } },
		},
		granularityField,
		aggregateFilters,
		aggregateOptions,
	],
	execute: async (session, read) =>
		await conversationAggregates(session, read, {
			metrics: KPI_METRICS,
			figures: KPIS,
			split: KPI_SPLIT,
			perMediaType: true,
		}),
};
