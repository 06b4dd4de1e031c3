import {
	groupsOf,
	intervalsOf,
	type FigureColumn,
	type GroupInInterval,
	type Split,
} from '../../kpis/aggregates';
import { anyOf } from '../../records/filters';
import { dimensionColumns } from '../../kpis/aggregateMetrics';
import { bordersOf, edgesOf, GRANULARITIES, type Granularity } from '../../time/buckets';
import { aggregateSheet } from '../../columns';
import type { TimeRange } from '../../time/timeRange';
import type { Connection } from '../../transport/connection';
import { UserFacingError } from '../../messages/userFacingError';
import { datedName, readInTime } from '../readInTime';
import type { ReadParameter, Result, Session } from '../operation';
import { checkOutput, writeRows } from '../../output/writeRows';
import { DIRECTIONS, MEDIA_TYPES } from '../../fields/filters';
import { flag, list, oneOf, someOf } from '../../fields/choices';
import { isSync, readCollection, readIds, readTimeZone } from '../../fields/parameters';
import { readAggregates, type AggregateRequest } from '../../reading/aggregates';
import { API } from '../../api/endpoints';

/** What aggregates are about, and which fields of the form say so. */
export interface AggregateSource {
	endpoint: AggregateRequest['endpoint'];
	/** The parameter for the groups, and its default. */
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

/** What an operation asks for, and the columns that it makes of it. */
export interface AggregateColumns {
	/** Of the sheet, and of a file. */
	name: string;
	metrics: readonly string[];
	figures: readonly FigureColumn[];
	/** Conversations by default. */
	source?: AggregateSource;
	/** A split in addition to the groups that the user chose. */
	split?: Split;
	/** Adds figures that conversations don't have to the rows. */
	extend?: (session: Session, rows: GroupInInterval[], asked: Asked) => Promise<GroupInInterval[]>;
	/** Whether figures of several media types should not be read as one. */
	perMediaType?: boolean;
}

/** What the figures are of. */
export interface Asked {
	groupBy: readonly string[];
	/** The dimensions that are filtered by. */
	filteredBy: readonly string[];
	range: TimeRange;
	granularity: Granularity;
	timeZone: string;
}

/** Rows of aggregates for the fields of the node. */
export async function writeAggregates(
	session: Session,
	read: ReadParameter,
	{ name, metrics, figures, source = CONVERSATIONS, split, extend, perMediaType }: AggregateColumns,
): Promise<Result> {
	const { connection, context } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const granularity = readGranularity(read);
	const groupBy = [...new Set(list(read(source.groupBy.parameter, source.groupBy.byDefault)))];
	const sheet = aggregateSheet(name, dimensionColumns(groupBy), figures);
	await checkOutput(session, read, sheet);
	const clauses = await readFilter(connection, read, source);
	const filter =
		clauses.length > 0 ? { type: 'and', clauses: clauses.map(([, clause]) => clause) } : undefined;
	const fillGaps = flag('Fill Gaps', options.fillGaps, true);
	const askFor = async (
		range: TimeRange,
		askedMetrics: readonly string[],
		dimensions: readonly string[],
		interval: Granularity,
	) =>
		await readAggregates(connection, {
			endpoint: source.endpoint,
			query: {
				metrics: askedMetrics,
				...(dimensions.length > 0 ? { groupBy: dimensions } : {}),
				...(filter ? { filter } : {}),
				...source.query,
			},
			range,
			granularity: interval,
			timeZone,
		});

	const askedBy = [...new Set([...groupBy, ...(split ? [split.dimension] : [])])];
	const rowsOf = (results: readonly unknown[], range: TimeRange) => {
		const edges = edgesOf(range, granularity, timeZone);
		const groups = groupsOf(results, groupBy, edges, split).filter(({ byBucket }) => byBucket.size > 0);
		// Not grouped, there is one row, also where nothing happened.
		if (groupBy.length === 0 && groups.length === 0) groups.push({ values: [], byBucket: new Map() });
		return intervalsOf(groups, edges, fillGaps);
	};
	let pieces = 0;
	const { range, records, extra, hint } = await readInTime<unknown>(session, read, {
		borders: bordersOf(granularity, timeZone),
		read: async (part) => {
			const answer = await askFor(part, metrics, askedBy, granularity);
			pieces += answer.pieces;
			for (const note of answer.notes) session.hint(note);
			return answer.results;
		},
		markOf: (results, within) => rowsOf(results, within).at(-1)?.endMs ?? -Infinity,
	});
	session.hint(hint);
	if (pieces > 1 && granularity === 'none' && metrics.includes('nConversations')) {
		session.hint(
			`The time range was read in ${pieces} parts: nConversations counts a conversation once in each part.`,
			'warning',
		);
	}
	if (perMediaType && groupBy.includes('queueId') && !groupBy.includes('mediaType')) {
		const byMediaType = await askFor(range, ['nOffered'], ['queueId', 'mediaType'], 'none');
		const mixed = queuesOfSeveral(byMediaType.results);
		if (mixed > 0) {
			session.hint(
				`${mixed === 1 ? '1 queue has' : `${mixed} queues have`} interactions of several media types: averages and the service level mix them, though a callback waits much longer than a call. Add Media Type to Group By to tell them apart.`,
				'warning',
			);
		}
	}
	const distinct = metrics.filter((metric) => metric.startsWith('nDistinct'));
	if (pieces > 1 && granularity === 'none' && distinct.length > 0) {
		session.hint(
			`The time range was read in ${pieces} parts: ${distinct.join(', ')} counts the same one once in each part.`,
			'warning',
		);
	}
	const rows = rowsOf(records, range);
	const filteredBy = clauses.map(([dimension]) => dimension);
	const asked: Asked = { groupBy, filteredBy, range, granularity, timeZone };
	return await writeRows(session, read, sheet, extend ? await extend(session, rows, asked) : rows, {
		fileName: datedName(name, range),
		extra,
	});
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

/** @throws UserFacingError for one that the node doesn't have, and for a sync without one */
export function readGranularity(read: ReadParameter): Granularity {
	const granularity = oneOf('Granularity', read('granularity', 'none'), GRANULARITIES);
	if (granularity !== 'none' || !isSync(read)) return granularity;
	throw new UserFacingError(
		'A sync needs intervals: without them, each run would return different rows',
		'Choose a granularity such as 30 Minutes or Day.',
	);
}

/** The filters, each by its dimension: any value of each, all of them together. Names are resolved. */
async function readFilter(
	connection: Connection,
	read: ReadParameter,
	{ dimensions }: AggregateSource,
): Promise<Array<[dimension: string, clause: object]>> {
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
	return Object.entries(values).flatMap(([dimension, each]): Array<[string, object]> =>
		each.length > 0 ? [[dimension, anyOf(dimension, each)]] : [],
	);
}
