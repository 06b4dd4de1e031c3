import type { INodeProperties } from 'n8n-workflow';

import { OCCUPANCY } from '../../records/agentStatus';
import { dimensionColumn } from '../../kpis/aggregateMetrics';
import { KPI_METRICS, KPI_SPLIT, KPIS, KPIS_FIRST } from '../../kpis/kpis';
import { aggregateSheet } from '../../columns';
import { choice, type Choice } from '../../fields/choice';
import { timeRangeOrSinceOfIntervals } from '../../fields/timeRange';
import type { Operation } from '../operation';
import { writeAggregates } from './writeAggregates';
import { aggregateFields, granularityField } from './fields';
import { occupancyOption, withRoutingStatus } from './occupancy';
import { flag } from '../../fields/choices';
import { readCollection } from '../../fields/parameters';
import { API } from '../../api/endpoints';

const GROUPS: Choice[] = [
	['queueId', 'Queue'],
	['mediaType', 'Media Type'],
	['userId', 'Agent'],
	['wrapUpCode', 'Wrap-Up Code'],
	['direction', 'Direction'],
	['divisionId', 'Division'],
];

/** With the groups chosen at first. */
const sheet = aggregateSheet('kpis', [dimensionColumn('queueId'), dimensionColumn('mediaType')], KPIS, {
	first: KPIS_FIRST,
});

const sheetOfVersion1 = aggregateSheet('kpis', [dimensionColumn('queueId')], KPIS);

/** n8n doesn't save a choice that is the default, so another default needs another version. */
const groupByField: INodeProperties = {
	displayName: 'Group By',
	name: 'groupBy',
	type: 'multiOptions',
	default: ['queueId'],
	description: 'What each row represents. If nothing is chosen, one row covers everything.',
	allowArbitraryValues: true,
	options: GROUPS.map(choice),
};

export const getKpis: Operation = {
	value: 'getKpis',
	name: 'Get KPIs',
	action: 'Get KPIs',
	description:
		'Get offered, answered and abandoned conversations, service level, ASA, AHT and more for a time range, by queue, agent, channel and so on, as in the Performance views of Genesys Cloud',
	fields: [
		...timeRangeOrSinceOfIntervals,
		{ ...groupByField, displayOptions: { show: { '@version': [1] } } },
		{
			...groupByField,
			// Service levels and waits are those of a media type: a few callbacks make a queue of calls look slow.
			default: ['queueId', 'mediaType'],
			displayOptions: { hide: { '@version': [1] } },
		},
		granularityField,
		...aggregateFields(sheet, { options: [occupancyOption] }),
	],
	sheets: [sheet],
	sheetOfVersion1,
	asks: [
		{ endpoint: API.conversationAggregates },
		{ endpoint: API.userAggregates, for: 'Agent Occupancy', without: 'null' },
	],
	dimensions: GROUPS.map(([dimension]) => dimension),
	execute: async (session, read) => {
		const withOccupancy = flag('Agent Occupancy', readCollection(read, 'options').occupancy);
		return await writeAggregates(session, read, {
			name: 'kpis',
			metrics: KPI_METRICS,
			figures: withOccupancy ? [...KPIS, OCCUPANCY] : KPIS,
			first: KPIS_FIRST,
			always: withOccupancy ? [OCCUPANCY.name] : [],
			split: KPI_SPLIT,
			perMediaType: true,
			extend: withOccupancy ? withRoutingStatus : undefined,
		});
	},
};
