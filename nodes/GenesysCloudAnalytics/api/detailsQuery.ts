import { interval, isFiltered, type DetailFilters } from '../analytics/query';
import type { TimeRange } from '../analytics/timeRange';
import type { Connection } from '../transport/connection';
import { ask } from './ask';
import { API } from './endpoints';
import { daysNamedBy, resultsNamedBy } from './refusals';

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
	return { records: answer.conversations ?? [], totalHits: Number(answer.totalHits ?? 0) };
}

/** The longest interval that a query with these filters may have. */
export function maxDays(filters: DetailFilters, caps: Caps): number {
	return isFiltered(filters) ? caps.maxDaysFiltered : caps.maxDaysUnfiltered;
}

/**
 * Lowers the caps to what a refusal names.
 *
 * @param asked the caps when it was asked: a query beside it may have lowered them since
 * @returns whether there is any use in asking again
 */
export function learnCaps(caps: Caps, asked: Caps, error: unknown): boolean {
	const days = daysNamedBy(error);
	const results = resultsNamedBy(error);
	if (days === Infinity && results === Infinity) return false;
	caps.maxDaysUnfiltered = Math.min(caps.maxDaysUnfiltered, days);
	caps.maxDaysFiltered = Math.min(caps.maxDaysFiltered, days);
	caps.maxResults = Math.min(caps.maxResults, results);
	return (
		caps.maxDaysUnfiltered < asked.maxDaysUnfiltered ||
		caps.maxDaysFiltered < asked.maxDaysFiltered ||
		caps.maxResults < asked.maxResults
	);
}
