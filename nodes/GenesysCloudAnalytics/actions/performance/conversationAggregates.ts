import { groupsOf, rowsOf, type FigureColumn, type Split } from '../../analytics/aggregates';
import { anyOf } from '../../analytics/query';
import { dimensionColumn } from '../../analytics/aggregateMetrics';
import { edgesOf, GRANULARITIES, type Granularity } from '../../analytics/buckets';
import { zonedTime } from '../../analytics/rows/time';
import { rangeSentence } from '../../analytics/timeRange';
import { readDateFormat } from '../../output/format';
import type { Connection } from '../../transport/send';
import { toResult, type ReadParameter, type Result, type Session } from '../operation';
import { list, oneOf, readCollection, readIds, readTimeRange, readTimeZone, text } from '../parameters';
import { readAggregates } from './readAggregates';

const PATH = '/api/v2/analytics/conversations/aggregates/query';
const PERMISSION = 'analytics:conversationAggregate:view';

/** What an operation asks for, and the columns that it makes of it. */
export interface AggregateColumns {
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
	{ metrics, figures, split, perMediaType }: AggregateColumns,
): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const range = readTimeRange(read, timeZone);
	const granularity = readGranularity(read);
	const groupBy = [...new Set(list(read('groupBy', ['queueId'])))];
	const filter = await readFilter(connection, read);
	const ask = async (of: readonly string[], by: readonly string[], inIntervals: Granularity) =>
		await readAggregates(connection, {
			path: PATH,
			permission: PERMISSION,
			query: { metrics: of, ...(by.length > 0 ? { groupBy: by } : {}), ...(filter ? { filter } : {}) },
			range,
			granularity: inIntervals,
			timeZone,
		});

	const askedBy = [...new Set([...groupBy, ...(split ? [split.dimension] : [])])];
	const { results, pieces } = await ask(metrics, askedBy, granularity);
	const edges = edgesOf(range, granularity, timeZone);
	const groups = groupsOf(results, groupBy, edges, split).filter(({ byBucket }) => byBucket.size > 0);
	// Not grouped, there is one row, also where nothing happened.
	if (groupBy.length === 0 && groups.length === 0) groups.push({ values: [], byBucket: new Map() });

	const dimensions = groupBy.map(dimensionColumn);
	const { show } = zonedTime(timeZone, readDateFormat(options));
	const rows = rowsOf(groups, {
		dimensions,
		figures,
		edges,
		fillGaps: options.fillGaps !== false,
		showTime: (ms) => show(new Date(ms).toISOString()),
	});
	if (options.resolveNames !== false) {
		await directory.fill(
			rows,
			dimensions.flatMap(({ column, nameColumn, kind }) =>
				nameColumn && kind ? [{ column: nameColumn, idColumn: column, kind }] : [],
			),
		);
	}

	session.hint(rangeSentence(range));
	if (pieces > 1 && granularity === 'none' && metrics.includes('nConversations')) {
		session.hint(
			`The time range was read in ${pieces} pieces: nConversations counts a conversation once in each of them.`,
			'warning',
		);
	}
	if (perMediaType && groupBy.includes('queueId') && !groupBy.includes('mediaType')) {
		const byMediaType = await ask(['nOffered'], ['queueId', 'mediaType'], 'none');
		const mixed = queuesOfSeveral(byMediaType.results);
		if (mixed > 0) {
			session.hint(
				`${mixed === 1 ? '1 queue has' : `${mixed} queues have`} interactions of several media types: averages and the service level mix them, though a callback waits much longer than a call. Add Media Type to Group By to tell them apart.`,
				'warning',
			);
		}
	}
	for (const note of directory.notes()) session.hint(note, 'warning');
	return toResult(rows);
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
		mediaType: list(filters.mediaTypes),
		originatingDirection: list(text(filters.direction)),
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
