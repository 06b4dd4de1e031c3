import { groupsOf, intervalsOf, type FigureColumn } from '../../analytics/aggregates';
import { anyOf } from '../../analytics/query';
import { dimensionColumns } from '../../analytics/aggregateMetrics';
import { edgesOf, GRANULARITIES, type Granularity } from '../../analytics/buckets';
import { aggregateSheet } from '../../analytics/rows';
import { rangeSentence } from '../../analytics/timeRange';
import type { Connection } from '../../transport/connection';
import type { ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../output';
import { DIRECTIONS, MEDIA_TYPES } from '../../descriptions/filters';
import { flag, list, oneOf, someOf } from '../../choices';
import { readCollection, readIds, readTimeRange, readTimeZone } from '../parameters';
import { readAggregates, type AggregateRequest } from '../../api/aggregates';
import { API } from '../../api/endpoints';

/** What aggregates are about, and which fields of the form say so. */
export interface AggregateSource {
	endpoint: AggregateRequest['endpoint'];
	/** The parameter that has the groups, and what is chosen in it at first. */
	groupBy: { parameter: string; byDefault: readonly string[] };
	/** What the query has beside metrics, groups and filter. */
	query?: object;
	/** What can be filtered by; anything if absent. */
	dimensions?: readonly string[];
}

const CONVERSATIONS: AggregateSource = {
	endpoint: API.conversationAggregates,
	groupBy: { parameter: 'groupBy', byDefault: ['queueId'] },
};

/**
 * Rows of aggregates for the fields of the node: the metrics asked for, and the columns made of them.
 *
 * @param name of the sheet, and of a file
 */
export async function conversationAggregates(
	session: Session,
	read: ReadParameter,
	name: string,
	metrics: readonly string[],
	figures: readonly FigureColumn[],
	source = CONVERSATIONS,
): Promise<Result> {
	const { connection, context } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const range = readTimeRange(read, timeZone, session.now);
	const granularity = readGranularity(read);
	const groupBy = [...new Set(list(read(source.groupBy.parameter, source.groupBy.byDefault)))];
	const filter = await readFilter(connection, read, source);

	const { results, pieces } = await readAggregates(connection, {
		endpoint: source.endpoint,
		query: {
			metrics,
			...(groupBy.length > 0 ? { groupBy } : {}),
			...(filter ? { filter } : {}),
			...source.query,
		},
		range,
		granularity,
		timeZone,
	});
	const edges = edgesOf(range, granularity, timeZone);
	const groups = groupsOf(results, groupBy, edges).filter(({ byBucket }) => byBucket.size > 0);
	// Not grouped, there is one row, also where nothing happened.
	if (groupBy.length === 0 && groups.length === 0) groups.push({ values: [], byBucket: new Map() });

	session.hint(rangeSentence(range));
	if (pieces > 1 && granularity === 'none' && metrics.includes('nConversations')) {
		session.hint(
			`The time range was read in ${pieces} parts: nConversations counts a conversation once in each of them.`,
			'warning',
		);
	}
	const distinct = metrics.filter((metric) => metric.startsWith('nDistinct'));
	if (pieces > 1 && granularity === 'none' && distinct.length > 0) {
		session.hint(
			`The time range was read in ${pieces} parts: ${distinct.join(', ')} counts the same one once in each of them.`,
			'warning',
		);
	}
	return await writeRows(
		session,
		read,
		aggregateSheet(name, dimensionColumns(groupBy), figures),
		intervalsOf(groups, edges, flag('Fill Gaps', options.fillGaps, true)),
		{ fileName: `${name}-${new Date(range.startMs).toISOString().slice(0, 10)}` },
	);
}

/** @throws UserFacingError for one that the node doesn't have */
export function readGranularity(read: ReadParameter): Granularity {
	return oneOf('The granularity', read('granularity', 'none'), GRANULARITIES);
}

/** All of the filters, any value of each; undefined where there is none. Names are resolved. */
async function readFilter(
	connection: Connection,
	read: ReadParameter,
	{ dimensions }: AggregateSource,
): Promise<object | undefined> {
	const filters = readCollection(read, 'filters');
	const values: Record<string, string[]> = {
		mediaType: someOf('Media Types', filters.mediaTypes, MEDIA_TYPES),
		[dimensions?.includes('originatingDirection') === false ? 'direction' : 'originatingDirection']: someOf(
			'Direction',
			filters.direction,
			DIRECTIONS,
		),
		queueId: await readIds(connection, 'queue', filters.queue),
		userId: await readIds(connection, 'user', filters.agent),
		wrapUpCode: await readIds(connection, 'wrapUpCode', filters.wrapUpCode),
		divisionId: await readIds(connection, 'division', filters.division),
		flowId: await readIds(connection, 'flow', filters.flow),
		contextId: await readIds(connection, 'evaluationForm', filters.evaluationForm),
		surveyFormContextId: await readIds(connection, 'surveyForm', filters.surveyForm),
	};
	const clauses = Object.entries(values).flatMap(([dimension, each]) =>
		each.length > 0 ? [anyOf(dimension, each)] : [],
	);
	return clauses.length > 0 ? { type: 'and', clauses } : undefined;
}
