import { aggregateSheet } from '../../columns/aggregateSheets';
import type { Sheet } from '../../columns/sheet';
import type { Clause } from '../../fields/aggregateFilters';
import type { Period } from '../../fields/timeRange';
import { dimensionColumns } from '../../kpis/aggregateMetrics';
import {
	groupsOf,
	intervalOf,
	isPopulation,
	join,
	partsOf,
	type FigureColumn,
	type Group,
	type GroupInInterval,
	type Groups,
	type Split,
} from '../../kpis/aggregates';
import { readAggregates, takeAggregates, type AggregateRequest } from '../../reading/aggregates';
import { clock, inTurns } from '../../transport/clock';
import { bordersOf, edgesOf, type Granularity } from '../../time/buckets';
import type { TimeRange } from '../../time/timeRange';
import { upToLimit } from '../limit';
import { datedName, type Found, type Work } from '../operation';
import { readPeriod } from '../readPeriod';

/** As many as take some milliseconds. */
const RESULTS_AT_A_TIME = 50;
const PARTS_AT_A_TIME = 500;
export const ROWS_AT_A_TIME = 5_000;

/** What figures are of. */
export interface Figures {
	/** Of the sheet, and of a file. */
	name: string;
	endpoint: AggregateRequest['endpoint'];
	metrics: readonly string[];
	columns: readonly FigureColumn[];
	/** The columns to show first; by default in their order. */
	first?: readonly string[];
	/** Columns that an option added: rows always have them. */
	always?: readonly string[];
	groupBy: readonly string[];
	filters: readonly Clause[];
	granularity: Granularity;
	/** What the query has beside metrics, groups and filter. */
	query?: object;
	/** A split in addition to the groups that the user chose. */
	split?: Split;
}

/** How the form wants them. */
export interface Wanted {
	period: Period;
	fillGaps: boolean;
	limit: number;
}

/** What was read, before it becomes rows. */
export interface ReadFigures {
	range: TimeRange;
	groups: GroupInInterval[];
	/** Cells that every row gets. */
	extra: NonNullable<Awaited<ReturnType<typeof readPeriod>>['extra']>;
}

export function sheetOfFigures({ name, groupBy, columns, granularity, first, always }: Figures): Sheet {
	const hasIntervals = granularity !== 'none';
	return aggregateSheet(name, dimensionColumns(groupBy), columns, { hasIntervals, first, always }) as Sheet;
}

/** Rows of figures. */
export async function findFigures(figures: Figures, wanted: Wanted, work: Work): Promise<Found> {
	return found(figures, wanted, work, await readFigures(figures, wanted, work));
}

export function found(
	{ name }: Figures,
	{ limit }: Wanted,
	{ report }: Work,
	{ range, groups, extra }: ReadFigures,
): Found {
	return { records: upToLimit(report, groups, limit, 'rows'), fileName: datedName(name, range), extra };
}

/** Reads figures; the report hears what is not what it seems. */
export async function readFigures(
	figures: Figures,
	{ period, fillGaps }: Wanted,
	work: Work,
): Promise<ReadFigures> {
	const { granularity, metrics, groupBy, split } = figures;
	const { timeZone, report } = work;
	const askedBy = [...new Set([...groupBy, ...(split ? [split.dimension] : [])])];
	const rowsOf = async (parts: readonly Group[], range: TimeRange) => {
		const edges = edgesOf(range, granularity, timeZone);
		const joined: Groups = new Map();
		for await (const some of inTurns(parts, PARTS_AT_A_TIME)) join(joined, some, edges);
		const groups = [...joined.values()].filter(({ byBucket }) => byBucket.size > 0);
		// Not grouped, there is one row, also where nothing happened.
		if (groupBy.length === 0 && groups.length === 0) groups.push({ values: [], byBucket: new Map() });
		return await inIntervals(groups, edges, fillGaps);
	};
	const take = async (results: readonly unknown[]) => {
		const parts: Group[] = [];
		for await (const some of inTurns(results, RESULTS_AT_A_TIME)) {
			for (const part of partsOf(some, groupBy, split)) parts.push(part);
		}
		return parts;
	};
	let cutsIntervals = false;
	report.hasDataUntil(clock.now());
	const { range, records, extra } = await readPeriod<Group>(work, period, {
		borders: bordersOf(granularity, timeZone),
		read: async (part) => {
			const what = { metrics, groupBy: askedBy, granularity };
			const answer = await takeAggregates(work.connection, requestOf(figures, what, part, work), take);
			for (const note of answer.notes) report.note(note);
			cutsIntervals ||= answer.cutsIntervals;
			return answer.results;
		},
		markOf: async (parts, within) => (await rowsOf(parts, within)).at(-1)?.endMs ?? -Infinity,
	});
	const doubled = cutsIntervals ? metrics.filter(isPopulation) : [];
	if (doubled.length > 0) {
		const what = granularity === 'none' ? 'The time range was' : 'Intervals were';
		report.warn(
			`${what} read in parts, since Genesys Cloud refused the whole: ${doubled.join(', ')} counts what is in several of them once in each part.`,
		);
	}
	return { range, groups: await rowsOf(records, range), extra };
}

/** By interval; others get their turns in between. */
async function inIntervals(
	groups: readonly Group[],
	edges: readonly number[],
	fillGaps: boolean,
): Promise<GroupInInterval[]> {
	const rows: GroupInInterval[] = [];
	const buckets = Array.from({ length: edges.length - 1 }, (_, bucket) => bucket);
	for await (const [bucket] of inTurns(buckets, 1)) {
		for (const row of intervalOf(groups, edges, fillGaps, bucket!)) rows.push(row);
	}
	return rows;
}

/** Averages and service levels of a queue with several media types mix them: the report says so. */
export async function warnOfMixedMediaTypes(figures: Figures, work: Work, range: TimeRange): Promise<void> {
	const { groupBy } = figures;
	if (!groupBy.includes('queueId') || groupBy.includes('mediaType')) return;
	const byMediaType = {
		metrics: ['nOffered'],
		groupBy: ['queueId', 'mediaType'],
		granularity: 'none',
	} as const;
	const { results } = await readAggregates(work.connection, requestOf(figures, byMediaType, range, work));
	const mixed = queuesOfSeveral(results);
	if (mixed === 0) return;
	work.report.warn(
		`${mixed === 1 ? '1 queue has' : `${mixed} queues have`} interactions of several media types: averages and the service level mix them, though a callback waits much longer than a call. Add Media Type to Group By to tell them apart.`,
	);
}

function requestOf(
	{ endpoint, filters, query }: Figures,
	{ metrics, groupBy, granularity }: Pick<Figures, 'metrics' | 'groupBy' | 'granularity'>,
	range: TimeRange,
	{ timeZone }: Work,
): AggregateRequest {
	const clauses = filters.map(([, clause]) => clause);
	return {
		endpoint,
		query: {
			metrics,
			...(groupBy.length > 0 ? { groupBy } : {}),
			...(clauses.length > 0 ? { filter: { type: 'and', clauses } } : {}),
			...query,
		},
		range,
		granularity,
		timeZone,
	};
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
