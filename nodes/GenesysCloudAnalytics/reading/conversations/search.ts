import { createHash } from 'crypto';

import { endMs, idOf, startMs } from '../../records/conversation';
import type { DetailFilters } from '../../records/filters';
import type { TimeRange } from '../../time/timeRange';

export type MatchBy = 'started' | 'ended' | 'active';
type Order = 'asc' | 'desc';

/** What conversations are wanted. */
export interface Search {
	range: TimeRange;
	matchBy: MatchBy;
	/** By conversationStart, by conversationEnd where `matchBy` is `ended`. */
	order: Order;
	/** Infinity for all. */
	limit: number;
	/** What the API filters by. */
	filters: DetailFilters;
	/** What only the record can tell; undefined: nothing. */
	accepts?: (record: unknown) => boolean;
	source: 'auto' | 'query' | 'job';
	/** Participant attributes, which only jobs carry. */
	includeAttributes: boolean;
	/** An incomplete result is a hint instead of an error. */
	allowPartial: boolean;
	/** `ended` and `active`: how long before the range a conversation may have begun. */
	lookBackDays: number;
	/** IANA: of moments that are told to the user. */
	timeZone: string;
}

export const LOOK_BACK_DAYS = 30;

/**
 * Whether a record belongs to the range, whatever the endpoint returns. A record without a readable start is kept where
 * the endpoint returned it: better one too many than one lost.
 */
export function matchesRange(
	record: unknown,
	{ range, matchBy }: Pick<Search, 'range' | 'matchBy'>,
): boolean {
	const start = startMs(record);
	const end = endMs(record);
	switch (matchBy) {
		case 'started':
			return start === null || isIn(start, range);
		case 'ended':
			return end !== null && isIn(end, range);
		case 'active':
			return (start === null || start < range.endMs) && (end === null || end >= range.startMs);
	}
}

/** The instant that the result is ordered by, 0 where the record has none. */
export function sortMs(record: unknown, matchBy: MatchBy): number {
	return (matchBy === 'ended' ? endMs(record) : startMs(record)) ?? 0;
}

/** What makes a record the same as another one: its id, else all it says. */
export function keyOf(record: unknown): string {
	return (
		idOf(record) ??
		createHash('sha256')
			.update(JSON.stringify(record) ?? '')
			.digest('base64')
	);
}

function isIn(ms: number, { startMs: start, endMs: end }: TimeRange): boolean {
	return start <= ms && ms < end;
}
