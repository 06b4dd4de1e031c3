import { dimensionColumn, DIMENSIONS, metricColumns, METRICS } from '../../analytics/aggregateMetrics';
import { aggregateSheet } from '../../analytics/rows';
import { timeRangeFields } from '../../descriptions/timeRange';
import { UserFacingError } from '../../userFacingError';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { list } from '../../choices';
import { conversationAggregates } from './conversationAggregates';
import { aggregateFields, granularityField } from './fields';

/** What docs and schemas show. */
const DEFAULT_METRICS = ['nOffered', 'tAnswered', 'tAbandon', 'tHandle'];

/** With the groups and metrics chosen at first. */
const sheet = aggregateSheet(
	'aggregates',
	[dimensionColumn('queueId')],
	DEFAULT_METRICS.flatMap(metricColumns),
);

export const query: Operation = {
	value: 'query',
	name: 'Query Aggregates',
	action: 'Query aggregates',
	description:
		'Get any metric of conversation aggregates by its API name (count, sum, average, minimum and maximum in seconds), grouped by any dimension',
	fields: [
		...timeRangeFields,
		{
			displayName: 'Metrics',
			name: 'metrics',
			type: 'multiOptions',
			required: true,
			default: ['nOffered', 'tAnswered', 'tAbandon', 'tHandle'],
			description: 'API names: t… are times, n… are counts, o… are observations',
			allowArbitraryValues: true,
			options: METRICS.map((value) => ({ name: value, value })),
		},
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'multiOptions',
			default: ['queueId'],
			description: 'What to have a row for. With nothing chosen, one row covers everything.',
			allowArbitraryValues: true,
			options: DIMENSIONS.map((value) => ({ name: value, value })),
		},
		granularityField,
		...aggregateFields(sheet),
	],
	sheets: [sheet],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const metrics = [...new Set(list(read('metrics', [])))];
	if (metrics.length === 0) {
		throw new UserFacingError('No metric is chosen', 'Choose at least one in the field Metrics.');
	}
	return await conversationAggregates(session, read, {
		name: 'aggregates',
		metrics,
		figures: metrics.flatMap(metricColumns),
	});
}
