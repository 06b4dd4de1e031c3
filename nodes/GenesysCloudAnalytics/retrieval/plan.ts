import { endFilter, isFiltered, merge, type DetailFilters } from '../analytics/query';
import type { TimeRange } from '../analytics/timeRange';
import { DAY_MS, utcDay, type Search } from './search';

/** What the details query takes at most. The numbers are the documented ones until an answer names smaller ones. */
export interface Caps {
	maxDaysUnfiltered: number;
	maxDaysFiltered: number;
	maxResults: number;
}

export const DOCUMENTED_CAPS: Caps = { maxDaysUnfiltered: 7, maxDaysFiltered: 31, maxResults: 100_000 };

/** A stretch to ask the details query for. */
export interface QueryPart {
	source: 'query';
	window: TimeRange;
	filters: DetailFilters;
	/**
	 * `range`: conversations that began on the UTC days of the window.
	 * `ended`: the same, read by end, newest first, down to the start of `ends`: costs nothing while nothing ended.
	 * `open`: those that still go on.
	 */
	kind: 'range' | 'ended' | 'open';
	/** Conversations that began before this can't belong to the search. */
	begunSinceMs: number;
	/** The ends that belong to the search, where they are what counts. */
	ends?: TimeRange;
}

/** A stretch to run a job for. */
export interface JobPart {
	source: 'job';
	window: TimeRange;
	filters: DetailFilters;
	/** Only what began on the UTC days of the window, as the details query does it; else all whose life overlaps it. */
	startOfDayIntervalMatching: boolean;
}

export interface Plan {
	/** Oldest first. */
	queries: QueryPart[];
	jobs: JobPart[];
	/** How far back conversations that were still going on are looked for; undefined where that doesn't matter. */
	lookedBackTo?: number;
	/** What no source covers: a job alone, where the data lake isn't that far yet. */
	uncovered?: TimeRange;
}

/**
 * Pure: which stretches to ask of which source so that every conversation of the search is in at least one.
 *
 * @param watermarkMs dataAvailabilityDate of the jobs; undefined: no job is used
 */
export function plan(search: Search, caps: Caps, watermarkMs: number | undefined): Plan {
	const { range } = search;
	if (watermarkMs === undefined) return queryPlan(search, range, caps);
	const lakeEnd = Math.min(range.endMs, watermarkMs);
	const jobs = range.startMs < lakeEnd ? [jobPart(search, { startMs: range.startMs, endMs: lakeEnd })] : [];
	const rest = { startMs: Math.max(range.startMs, watermarkMs), endMs: range.endMs };
	const hasRest = rest.startMs < rest.endMs;
	if (search.source === 'job') {
		return { queries: [], jobs, uncovered: hasRest ? rest : undefined };
	}
	if (jobs.length === 0) return queryPlan(search, range, caps);
	const fresh = hasRest ? rangeQueries(search, rest, caps) : [];
	return { queries: [...seam(search, watermarkMs, hasRest, caps), ...fresh], jobs };
}

/** Windows of at most `days` days, each beginning where the one before ends. */
export function split({ startMs, endMs }: TimeRange, days: number): TimeRange[] {
	const windows: TimeRange[] = [];
	for (let start = startMs; start < endMs;) {
		// A window from mid-day to mid-day touches one UTC day more than it is long: from the second on, they begin with the day.
		const end = Math.min(endMs, Math.max(utcDay(start + days * DAY_MS), start + 1));
		windows.push({ startMs: start, endMs: end });
		start = end;
	}
	return windows;
}

export function maxDays(filters: DetailFilters, caps: Caps): number {
	return isFiltered(filters) ? caps.maxDaysFiltered : caps.maxDaysUnfiltered;
}

function queryPlan(search: Search, range: TimeRange, caps: Caps): Plan {
	const main = rangeQueries(search, range, caps);
	if (search.matchBy === 'started') return { queries: main, jobs: [] };
	const lookedBackTo = lookBackTo(search);
	const before = { startMs: lookedBackTo, endMs: utcDay(range.startMs) };
	return {
		queries: [...stillGoingOn(search, before, range.startMs, search.matchBy === 'active', caps), ...main],
		jobs: [],
		lookedBackTo,
	};
}

function lookBackTo({ range, lookBackDays }: Search): number {
	return utcDay(range.startMs) - lookBackDays * DAY_MS;
}

function rangeQueries(search: Search, range: TimeRange, caps: Caps): QueryPart[] {
	const byEnd = search.matchBy === 'ended';
	const filters = byEnd ? merge(search.filters, ended) : search.filters;
	return split(range, maxDays(filters, caps)).map((window) => ({
		source: 'query',
		kind: 'range',
		window,
		filters,
		begunSinceMs: search.matchBy === 'started' ? window.startMs : utcDay(window.startMs),
		...(byEnd ? { ends: search.range } : {}),
	}));
}

/**
 * Conversations that began on UTC days before `sinceMs` and lived on after it. The days need not be read whole: those that
 * ended are asked by end, newest first, and those still open by themselves.
 */
function stillGoingOn(
	search: Search,
	days: TimeRange,
	sinceMs: number,
	withOpen: boolean,
	caps: Caps,
): QueryPart[] {
	const endedLater = {
		kind: 'ended',
		filters: merge(search.filters, ended),
		ends: { startMs: sinceMs, endMs: Infinity },
	} as const;
	const open = { kind: 'open', filters: merge(search.filters, notEnded) } as const;
	return split(days, caps.maxDaysFiltered).flatMap((window) => {
		const stretch = { source: 'query', window, begunSinceMs: window.startMs } as const;
		return [{ ...stretch, ...endedLater }, ...(withOpen ? [{ ...stretch, ...open }] : [])];
	});
}

/**
 * What the data lake may know less of than the query: conversations that went on at the watermark. Those of its UTC day
 * come with the query for the time after it, where there is one; the earlier ones are asked for here.
 */
function seam(search: Search, watermarkMs: number, hasRest: boolean, caps: Caps): QueryPart[] {
	const { range, matchBy } = search;
	if (matchBy === 'ended' && !hasRest) return [];
	const until = hasRest ? utcDay(watermarkMs) : watermarkMs;
	const begun =
		matchBy === 'started'
			? { startMs: range.startMs, endMs: Math.min(until, range.endMs) }
			: { startMs: lookBackTo(search), endMs: until };
	if (begun.startMs >= begun.endMs) return [];
	return stillGoingOn(search, begun, watermarkMs, matchBy !== 'ended', caps);
}

function jobPart(search: Search, window: TimeRange): JobPart {
	return {
		source: 'job',
		window,
		filters: search.filters,
		startOfDayIntervalMatching: search.matchBy === 'started',
	};
}

const ended: DetailFilters = { conversationFilters: [endFilter('exists')] } as DetailFilters;
const notEnded: DetailFilters = { conversationFilters: [endFilter('notExists')] } as DetailFilters;
