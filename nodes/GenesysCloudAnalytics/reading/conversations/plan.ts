import { DAY_MS } from '../../time/durations';
import { maxDays, type Caps } from '../../api/detailsQuery';
import { endFilter, merge, type DetailFilters } from '../../records/filters';
import type { TimeRange } from '../../time/timeRange';
import { split, utcDay } from '../../time/utcDays';
import type { Search } from './search';

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

/** What to read for a stretch of time; steps follow each other. */
export interface Step {
	/** By the moment that the result is ordered by. The parts contain everything in it, and perhaps more. */
	span: TimeRange;
	queries: QueryPart[];
	/** Read after the queries, whose records are the fresher ones. */
	jobs: JobPart[];
}

export interface Plan {
	/** Oldest first. */
	steps: Step[];
	/** How far back conversations that were still going on are looked for; undefined where that doesn't matter. */
	lookedBackTo?: number;
	/** What no source covers: a job alone, where the data lake isn't that far yet. */
	uncovered?: TimeRange;
}

/** Milliseconds since the epoch. */
export interface Moments {
	now: number;
	/** dataAvailabilityDate of the jobs; undefined: no job is used. */
	watermark?: number;
}

/** Pages by end are read one after the other, those of whole days in parallel: by end only pays off for a range this short. */
const RECENT_SHARE = 1 / 4;

/** Pure: which stretches to ask of which source so that every conversation of the search is in at least one. */
export function plan(search: Search, caps: Caps, { now, watermark = -Infinity }: Moments): Plan {
	const { range, matchBy } = search;
	const lake = { startMs: range.startMs, endMs: Math.min(range.endMs, watermark) };
	const rest = { startMs: Math.max(range.startMs, watermark), endMs: range.endMs };
	const jobs = lake.startMs < lake.endMs ? [jobPart(search, lake)] : [];
	if (search.source === 'job') {
		const uncovered = rest.startMs < rest.endMs ? rest : undefined;
		return { steps: [{ span: lake, queries: [], jobs }], uncovered };
	}
	const lookedBackTo = matchBy === 'started' ? undefined : lookBackTo(search);
	if (jobs.length === 0) {
		const byEnd = isByEnd(search, now);
		const before = { startMs: lookBackTo(search), endMs: byEnd ? range.endMs : utcDay(range.startMs) };
		const earlier = matchBy === 'started' ? [] : stillGoingOn(search, before, range.startMs, caps);
		const steps = byEnd ? earlier : [...earlier, ...rangeSteps(search, range, caps)];
		return { steps: matchBy === 'ended' ? [joined(range, steps)] : steps, lookedBackTo };
	}
	const begunBefore = seam(search, watermark, caps);
	const fresh = rest.startMs < rest.endMs ? rangeSteps(search, rest, caps) : [];
	if (matchBy !== 'ended') {
		const span = { startMs: -Infinity, endMs: lake.endMs };
		return { steps: [{ ...joined(span, begunBefore), jobs }, ...fresh], lookedBackTo };
	}
	// What began before the watermark and ended after it comes with the fresh ones.
	const since = joined(rest, [...begunBefore, ...fresh]);
	return { steps: [{ span: lake, queries: [], jobs }, since], lookedBackTo };
}

/** By end, the stretches of a query don't follow each other: each of them may hold the first of the result. */
function joined(span: TimeRange, steps: Step[]): Step {
	return { span, queries: steps.flatMap(({ queries }) => queries), jobs: [] };
}

/**
 * Whether all that ended in the range is found sooner from the newest end down than on the UTC days that the query goes by.
 * With a limit, those are read by end themselves.
 */
function isByEnd({ range, matchBy, limit }: Search, now: number): boolean {
	const isRecent = now - range.startMs <= RECENT_SHARE * (now - utcDay(range.startMs));
	return matchBy === 'ended' && limit === Infinity && isRecent;
}

function lookBackTo({ range, lookBackDays }: Search): number {
	return utcDay(range.startMs) - lookBackDays * DAY_MS;
}

function rangeSteps(search: Search, range: TimeRange, caps: Caps): Step[] {
	const byEnd = search.matchBy === 'ended';
	const filters = byEnd ? merge(search.filters, ended) : search.filters;
	return split(range, maxDays(filters, caps)).map((window) => ({
		span: window,
		queries: [
			{
				source: 'query',
				kind: 'range',
				window,
				filters,
				begunSinceMs: search.matchBy === 'started' ? window.startMs : utcDay(window.startMs),
				...(byEnd ? { ends: search.range } : {}),
			},
		],
		jobs: [],
	}));
}

/**
 * Conversations that began within `days` and went on after `sinceMs`. The days need not be read in full: those that ended are
 * read by end, newest first, and those still open by themselves. The open ones come first, so that one that ends between the
 * two readings is in the second.
 */
function stillGoingOn(search: Search, days: TimeRange, sinceMs: number, caps: Caps): Step[] {
	const endedLater = {
		kind: 'ended',
		filters: merge(search.filters, ended),
		ends: { startMs: sinceMs, endMs: Infinity },
	} as const;
	const open = { kind: 'open', filters: merge(search.filters, notEnded) } as const;
	return split(days, caps.maxDaysFiltered).map((window) => {
		const stretch = { source: 'query', window, begunSinceMs: window.startMs } as const;
		const withOpen = search.matchBy === 'ended' ? [] : [{ ...stretch, ...open }];
		return { span: window, queries: [...withOpen, { ...stretch, ...endedLater }], jobs: [] };
	});
}

/** Conversations that went on at the watermark, of which the data lake may know less than the query. */
function seam(search: Search, watermarkMs: number, caps: Caps): Step[] {
	const { range, matchBy } = search;
	// Then what went on at the watermark ended after the range.
	if (matchBy === 'ended' && range.endMs <= watermarkMs) return [];
	const startMs = matchBy === 'started' ? range.startMs : lookBackTo(search);
	const begun = { startMs, endMs: Math.min(range.endMs, watermarkMs) };
	return stillGoingOn(search, begun, watermarkMs, caps);
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
