import { DIMENSIONS, metricColumns, METRICS } from '../../analytics/aggregateMetrics';
import { timeRangeFields } from '../../descriptions/timeRange';
import { UserFacingError } from '../../userFacingError';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { list } from '../parameters';
import { conversationAggregates } from './conversationAggregates';
import { aggregateFilters, aggregateOptions, granularityField } from './fields';

export const query: Operation = {
	value: 'query',
	name: 'Query Aggregates',
	action: 'Query aggregates',
	description:
		'Get any metric of conversation aggregates by its API name, as counts, sums, averages, minimum and maximum in seconds, grouped by any dimension',
	fields: [
		...timeRangeFields,
		{
			displayName: 'Metrics',
			name: 'metrics',
			type: 'multiOptions',
			required: true,
			default: ['nOffered', 'tAnswered', 'tAbandon', 'tHandle'],
			description: 'Names of the API: t… are times, n… are counts, o… are observations',
			options: METRICS.map((value) => ({ name: value, value })),
		},
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'multiOptions',
			default: ['queueId'],
			description: 'What to have a row for. With nothing chosen, there is one row for everything.',
			options: DIMENSIONS.map((value) => ({ name: value, value })),
		},
		granularityField,
		aggregateFilters,
		aggregateOptions,
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const metrics = [...new Set(list(read('metrics', [])))];
	if (metrics.length === 0) {
		throw new UserFacingError('No metric is chosen', 'Choose at least one in the field Metrics.');
	}
	return await conversationAggregates(session, read, {
		metrics,
		figures: metrics.flatMap(metricColumns),
	});
}
