import { bucketAt } from '../time/buckets';
import { entries, fields, number, text, timeMs } from '../records/conversation';

/** Figures of one metric, as far as it has them. Times are milliseconds. */
export interface Stats {
	count?: number;
	sum?: number;
	min?: number;
	max?: number;
	current?: number;
	ratio?: number;
	numerator?: number;
	denominator?: number;
	/** 0–1 */
	target?: number;
}

/** The figures of one group in one interval, by metric; by `metric qualifier` where the metric comes by state. */
export type Figures = ReadonlyMap<string, Stats>;

/** The key of a metric's figures for one state, or one value of a split. */
export function keyOf(metric: string, qualifier: string): string {
	return `${metric} ${qualifier}`;
}

/** A further dimension that the API groups by. Some metrics are also kept by its values, as if these were qualifiers. */
export interface Split {
	dimension: string;
	metrics: readonly string[];
}

/** What the API counted for one combination of values, by number of the interval; in what one answer says, by its start. */
export interface Group {
	/** In the order of the dimensions; null where the group has no such value. */
	values: Array<string | null>;
	byBucket: Map<number, Map<string, Stats>>;
}

/**
 * A column of figures; its unit follows from its name, as in ahtSeconds or abandonPercent, unless it is told. Times are read in
 * milliseconds.
 */
export interface FigureColumn {
	name: string;
	unit?: 'seconds' | 'number';
	/** For docs/columns.md. */
	meaning?: string;
	/** What it is read from. */
	metrics?: readonly string[];
	read(figures: Figures): number | null;
}

const NO_FIGURES: Figures = new Map();
/** The start of an interval that tells none. */
const NO_START = -Infinity;

/**
 * The `results` of aggregate queries as groups. What several answers have for one interval of a group is added up, so that
 * a range may be asked for in pieces: sums and counts, never averages.
 *
 * @param results of conversation or user aggregates, of all pieces
 * @param edges of `edgesOf`; an interval of an answer counts to the one that its start falls in
 * @param split what the answers are grouped by beyond the dimensions: groups that differ in it alone are one
 */
export function groupsOf(
	results: readonly unknown[],
	dimensions: readonly string[],
	edges: readonly number[],
	split?: Split,
): Group[] {
	const groups: Groups = new Map();
	join(groups, partsOf(results, dimensions, split), edges);
	return [...groups.values()];
}

/** Groups by their values. */
export type Groups = Map<string, Group>;

/** What results say of each group, each interval by its own start: to be put together by `join` once all of them are there. */
export function partsOf(results: readonly unknown[], dimensions: readonly string[], split?: Split): Group[] {
	const groups: Groups = new Map();
	for (const result of results) addResult(groups, result, dimensions, split);
	return [...groups.values()];
}

/** Adds groups of an answer to those of others, by number of the interval that theirs begin in. */
export function join(groups: Groups, parts: readonly Group[], edges: readonly number[]): void {
	for (const { values, byBucket } of parts) {
		const known = groupIn(groups, values);
		for (const [startMs, figures] of byBucket) {
			const bucket = startMs === NO_START ? 0 : bucketAt(edges, startMs);
			const before = known.byBucket.get(bucket);
			known.byBucket.set(bucket, before ? sumOf(before, figures) : figures);
		}
	}
}

function groupIn(groups: Groups, values: Group['values']): Group {
	const key = JSON.stringify(values);
	const known = groups.get(key) ?? { values, byBucket: new Map<number, Map<string, Stats>>() };
	groups.set(key, known);
	return known;
}

function sumOf(some: ReadonlyMap<string, Stats>, others: ReadonlyMap<string, Stats>): Map<string, Stats> {
	const sum = new Map(some);
	for (const [key, own] of others) addStats(sum, key, own);
	return sum;
}

function addResult(
	groups: Groups,
	result: unknown,
	dimensions: readonly string[],
	split: Split | undefined,
): void {
	const { group, data } = fields<{ group: unknown; data: unknown }>(result);
	const valueOf = fields<Record<string, unknown>>(group);
	const known = groupIn(
		groups,
		dimensions.map((dimension) => text(valueOf[dimension])),
	);
	const apart = split && text(valueOf[split.dimension]);
	for (const entry of entries<unknown>(data)) {
		addInterval(known, entry, (metric) =>
			apart && split.metrics.includes(metric) ? [metric, keyOf(metric, apart)] : [metric],
		);
	}
}

function addInterval({ byBucket }: Group, entry: unknown, keysOf: (metric: string) => string[]): void {
	const { interval, metrics } = fields<{ interval: unknown; metrics: unknown }>(entry);
	const startMs = timeMs(text(interval)?.split('/')[0]);
	const start = startMs ?? NO_START;
	const figures = byBucket.get(start) ?? new Map<string, Stats>();
	for (const each of entries<unknown>(metrics)) {
		const { metric, qualifier, stats } = fields<{ metric: unknown; qualifier: unknown; stats: unknown }>(
			each,
		);
		const state = text(qualifier);
		const own = statsOf(stats);
		for (const key of state ? [keyOf(String(metric), state)] : keysOf(text(metric) ?? '')) {
			addStats(figures, key, own);
		}
	}
	if (figures.size > 0) byBucket.set(start, figures);
}

function addStats(figures: Map<string, Stats>, key: string, own: Stats): void {
	const before = figures.get(key);
	figures.set(key, before ? added(before, own) : own);
}

const STATS = [
	'count',
	'sum',
	'min',
	'max',
	'current',
	'ratio',
	'numerator',
	'denominator',
	'target',
] as const;

function statsOf(value: unknown): Stats {
	const figures = fields<Record<string, unknown>>(value);
	const stats: Stats = {};
	for (const name of STATS) {
		const figure = number(figures[name]);
		if (figure !== null) stats[name] = figure;
	}
	return stats;
}

/** The ratio is dropped: it follows from numerator and denominator. What can't be added is kept only where both agree. */
function added(a: Stats, b: Stats): Stats {
	return {
		count: both(a.count, b.count, (x, y) => x + y),
		sum: both(a.sum, b.sum, (x, y) => x + y),
		min: both(a.min, b.min, Math.min),
		max: both(a.max, b.max, Math.max),
		numerator: both(a.numerator, b.numerator, (x, y) => x + y),
		denominator: both(a.denominator, b.denominator, (x, y) => x + y),
		current: a.current === b.current ? a.current : undefined,
		target: a.target === b.target ? a.target : undefined,
	};
}

function both(a: number | undefined, b: number | undefined, join: (a: number, b: number) => number) {
	return a === undefined ? b : b === undefined ? a : join(a, b);
}

/** A group in one interval: what has a row. */
export interface GroupInInterval {
	/** Milliseconds since the epoch. */
	startMs: number;
	endMs: number;
	/** In the order of the dimensions. */
	values: Group['values'];
	figures: Figures;
}

/** Each group in each interval, by interval; with `fillGaps` also where a group has no figures. */
export function intervalsOf(
	groups: readonly Group[],
	edges: readonly number[],
	fillGaps: boolean,
): GroupInInterval[] {
	return edges.slice(0, -1).flatMap((_, bucket) => intervalOf(groups, edges, fillGaps, bucket));
}

/** The same of one interval, by its number. */
export function intervalOf(
	groups: readonly Group[],
	edges: readonly number[],
	fillGaps: boolean,
	bucket: number,
): GroupInInterval[] {
	const [startMs, endMs] = edges.slice(bucket, bucket + 2) as [number, number];
	const found: GroupInInterval[] = [];
	for (const { values, byBucket } of groups) {
		const figures = byBucket.get(bucket) ?? (fillGaps ? NO_FIGURES : undefined);
		if (figures) found.push({ startMs, endMs, values, figures });
	}
	return found;
}

/** 0 where the API has none. */
export function countOf(figures: Figures, metric: string): number {
	return figures.get(metric)?.count ?? 0;
}

/** Whether a metric counts what took part, not what happened: the sum of parts is more than the whole. */
export function isPopulation(metric: string): boolean {
	return metric === 'nConversations' || metric.startsWith('nDistinct');
}

/** 0 where nothing happened at all; null where the API has other figures, but leaves out this one. */
export function populationOf(figures: Figures, metric: string): number | null {
	return figures.get(metric)?.count ?? (figures.size === 0 ? 0 : null);
}

/** Sum by count in whole milliseconds; null where nothing was counted. */
export function averageMs(figures: Figures, metric: string): number | null {
	const { sum, count } = figures.get(metric) ?? {};
	return sum === undefined || !count ? null : Math.round(sum / count);
}

/** Sum by count with up to 3 decimals; null where nothing was counted. */
export function average(figures: Figures, metric: string): number | null {
	const { sum, count } = figures.get(metric) ?? {};
	return sum === undefined || !count ? null : thousandths(thousandths(sum) / count);
}

/** With up to 3 decimals: adding up scores leaves traces of binary fractions. */
export function thousandths(value: number): number {
	return Math.round(value * 1_000) / 1_000;
}

/** Genesys's own figure, 0–100, or null: which conversations count is a setting of the organization that no formula knows. */
export function serviceLevelPercent(figures: Figures, metric: string): number | null {
	const { numerator, denominator, ratio } = figures.get(metric) ?? {};
	return denominator === undefined ? percent(ratio, 1) : percent(numerator, denominator);
}

/** Part of a whole, 0–100 with up to 2 decimals; null where there is no whole. */
export function percent(part: number | undefined, whole: number | undefined): number | null {
	return part === undefined || !whole ? null : Math.round((part / whole) * 10_000) / 100;
}
