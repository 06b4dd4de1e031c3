import { interval, isFiltered, type DetailFilters } from '../records/filters';
import type { TimeRange } from '../time/timeRange';
import { split } from '../time/utcDays';
import type { Connection } from '../transport/connection';
import { ask } from './ask';
import { API } from './endpoints';
import { maxDaysIn, maxResultsIn } from './refusals';

/** The largest page that is safe to ask for; the documented default is 25. */
export const PAGE_SIZE = 100;

/** What the details query takes at most. The numbers are the documented ones until an answer names smaller ones. */
export interface Caps {
	maxDaysUnfiltered: number;
	maxDaysFiltered: number;
	maxResults: number;
}

export const DOCUMENTED_CAPS: Readonly<Caps> = {
	maxDaysUnfiltered: 7,
	maxDaysFiltered: 31,
	maxResults: 100_000,
};

/** A details query but for the number of the page. */
export interface DetailsQuery {
	window: TimeRange;
	filters: DetailFilters;
	order: 'asc' | 'desc';
	orderBy: 'conversationStart' | 'conversationEnd';
	pageSize: number;
}

/** One page of the details query. */
export interface DetailsPage {
	records: unknown[];
	/** Approximate while traffic flows. */
	totalHits: number;
}

/** @param pageNumber from 1 on */
export async function detailsPage(
	connection: Connection,
	{ window, filters, order, orderBy, pageSize }: DetailsQuery,
	pageNumber: number,
): Promise<DetailsPage> {
	const answer = await ask(connection, API.conversationDetailsQuery, {
		body: { interval: interval(window), order, orderBy, ...filters, paging: { pageSize, pageNumber } },
	});
	return { records: answer.conversations ?? [], totalHits: answer.totalHits ?? 0 };
}

/** The longest interval that a query with these filters may have. */
export function maxDays(filters: DetailFilters, caps: Caps): number {
	return isFiltered(filters) ? caps.maxDaysFiltered : caps.maxDaysUnfiltered;
}

/**
 * Lowers the caps to what a refusal of a window names.
 *
 * @returns the windows to ask for instead, oldest first; undefined where it is not about the caps, or there is no less to
 *   ask for
 */
export function windowsAfter(
	error: unknown,
	{ window, filters }: Pick<DetailsQuery, 'window' | 'filters'>,
	caps: Caps,
): TimeRange[] | undefined {
	const days = maxDaysIn(error);
	const results = maxResultsIn(error);
	const hasFewerResults = results < caps.maxResults;
	caps.maxDaysUnfiltered = Math.min(caps.maxDaysUnfiltered, days);
	caps.maxDaysFiltered = Math.min(caps.maxDaysFiltered, days);
	caps.maxResults = Math.min(caps.maxResults, results);
	// A parallel query may have lowered the cap after this window was cut.
	const windows = days < Infinity ? split(window, maxDays(filters, caps)) : [window];
	return windows.length > 1 || hasFewerResults ? windows : undefined;
}
