import { groupsOf, intervalsOf, type FigureColumn, type Split } from '../../analytics/aggregates';
import { anyOf } from '../../analytics/query';
import { dimensionColumn } from '../../analytics/aggregateMetrics';
import { edgesOf, GRANULARITIES, type Granularity } from '../../analytics/buckets';
import { aggregateSheet } from '../../analytics/rows';
import { rangeSentence } from '../../analytics/timeRange';
import type { Connection } from '../../transport/connection';
import type { ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../output';
import { DIRECTIONS, MEDIA_TYPES } from '../../descriptions/filters';
import { flag, list, oneOf, someOf } from '../../choices';
import { readCollection, readIds, readTimeRange, readTimeZone } from '../parameters';
import { readAggregates } from '../../api/aggregates';
import { API } from '../../api/endpoints';

/** What an operation asks for, and the columns that it makes of it. */
export interface AggregateColumns {
	/** Of the sheet, and of a file. */
	name: string;
	metrics: readonly string[];
	figures: readonly FigureColumn[];
	/** Kept apart beside the groups that the user chose. */
	split?: Split;
	/** Whether figures of several media types should not be read as one. */
	perMediaType?: boolean;
}

/** Rows of conversation aggregates for the fields of the node. */
export async function conversationAggregates(
	session: Session,
	read: ReadParameter,
	{ name, metrics, figures, split, perMediaType }: AggregateColumns,
): Promise<Result> {
	const { connection, context } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const range = readTimeRange(read, timeZone, session.now);
	const granularity = readGranularity(read);
	const groupBy = [...new Set(list(read('groupBy', ['queueId'])))];
	const filter = await readFilter(connection, read);
	const askFor = async (of: readonly string[], by: readonly string[], inIntervals: Granularity) =>
		await readAggregates(connection, {
			endpoint: API.conversationAggregates,
			query: { metrics: of, ...(by.length > 0 ? { groupBy: by } : {}), ...(filter ? { filter } : {}) },
			range,
			granularity: inIntervals,
			timeZone,
		});

	const askedBy = [...new Set([...groupBy, ...(split ? [split.dimension] : [])])];
	const { results, pieces } = await askFor(metrics, askedBy, granularity);
	const edges = edgesOf(range, granularity, timeZone);
	const groups = groupsOf(results, groupBy, edges, split).filter(({ byBucket }) => byBucket.size > 0);
	// Not grouped, there is one row, also where nothing happened.
	if (groupBy.length === 0 && groups.length === 0) groups.push({ values: [], byBucket: new Map() });

	session.hint(rangeSentence(range));
	if (pieces > 1 && granularity === 'none' && metrics.includes('nConversations')) {
		session.hint(
			`The time range was read in ${pieces} parts: nConversations counts a conversation once in each of them.`,
			'warning',
		);
	}
	if (perMediaType && groupBy.includes('queueId') && !groupBy.includes('mediaType')) {
		const byMediaType = await askFor(['nOffered'], ['queueId', 'mediaType'], 'none');
		const mixed = queuesOfSeveral(byMediaType.results);
		if (mixed > 0) {
			session.hint(
				`${mixed === 1 ? '1 queue has' : `${mixed} queues have`} interactions of several media types: averages and the service level mix them, though a callback waits much longer than a call. Add Media Type to Group By to tell them apart.`,
				'warning',
			);
		}
	}
	return await writeRows(
		session,
		read,
		aggregateSheet(name, groupBy.map(dimensionColumn), figures),
		intervalsOf(groups, edges, flag('Fill Gaps', options.fillGaps, true)),
		{ fileName: `${name}-${new Date(range.startMs).toISOString().slice(0, 10)}` },
	);
}

/** How many queues were offered interactions of more than one media type. */
function queuesOfSeveral(results: readonly unknown[]): number {
	const seen = new Map<string | null, number>();
	for (const { values } of groupsOf(results, ['queueId', 'mediaType'], [0, Infinity])) {
		const [queueId, mediaType] = values as [string | null, string | null];
		if (queueId !== null && mediaType !== null) seen.set(queueId, (seen.get(queueId) ?? 0) + 1);
	}
	return [...seen.values()].filter((count) => count > 1).length;
}

/** @throws UserFacingError for one that the node doesn't have */
export function readGranularity(read: ReadParameter): Granularity {
	return oneOf('The granularity', read('granularity', 'none'), GRANULARITIES);
}

/** All of the filters, any value of each; undefined where there is none. Names are resolved. */
async function readFilter(connection: Connection, read: ReadParameter): Promise<object | undefined> {
	const filters = readCollection(read, 'filters');
	const values: Record<string, string[]> = {
		mediaType: someOf('Media Types', filters.mediaTypes, MEDIA_TYPES),
		originatingDirection: someOf('Direction', filters.direction, DIRECTIONS),
		queueId: await readIds(connection, 'queue', filters.queue),
		userId: await readIds(connection, 'user', filters.agent),
		wrapUpCode: await readIds(connection, 'wrapUpCode', filters.wrapUpCode),
		divisionId: await readIds(connection, 'division', filters.division),
	};
	const clauses = Object.entries(values).flatMap(([dimension, each]) =>
		each.length > 0 ? [anyOf(dimension, each)] : [],
	);
	return clauses.length > 0 ? { type: 'and', clauses } : undefined;
}
