import { detailFilters, recordFilter } from '../../records/filters';
import type { Sheet } from '../../columns';
import { sliceNotes, type SyncRun } from '../../time/since';
import type { TimeRange } from '../../time/timeRange';
import { flag, oneOf } from '../../fields/choices';
import { LOOK_BACK_DAYS, type MatchBy, type Search } from '../../reading/conversations/search';
import { isoBounds, sliceCells } from '../readInTime';
import type { ReadParameter, Session } from '../operation';
import {
	isSync,
	readAllowPartial,
	readCollection,
	readLimit,
	readSince,
	readTimeRange,
	readTimeZone,
} from '../../fields/parameters';
import { readFilters } from '../../fields/conversationFilters';
import { nextSlice } from '../../reading/conversations/nextSlice';

/** What to read, and what the rows and the user are told of it. */
export interface Task {
	search: Search;
	/** The range that is read, and for a sync whether more is left. */
	about: { rangeStart: string; rangeEnd: string; moreLeft?: boolean };
	/** Whether each row has it as well. */
	isInRows: boolean;
	notes: string[];
}

/**
 * What the node's parameters ask for.
 *
 * @throws UserFacingError for a range or a choice that can't be followed
 */
export async function readTask(session: Session, read: ReadParameter, sheet: Sheet): Promise<Task> {
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, session.context.getTimezone());
	return isSync(read)
		? await searchSince(session, read, options, sheet, readSince(read, timeZone, session.now))
		: await searchRange(session, read, options, readTimeRange(read, timeZone, session.now));
}

async function searchRange(
	session: Session,
	read: ReadParameter,
	options: Record<string, unknown>,
	range: TimeRange,
): Promise<Task> {
	return {
		search: {
			...(await readSearch(session, read, options)),
			range,
			matchBy: oneOf<MatchBy>('Match By', read('matchBy', 'started'), ['started', 'ended', 'active']),
			order: oneOf('Sort Order', read('sortOrder', 'desc'), ['desc', 'asc']),
			limit: readLimit(read),
		},
		about: isoBounds(range),
		isInRows: flag('Range Columns', options.rangeColumns),
		notes: [],
	};
}

/** Oldest first: if an insert stops halfway, the mark is at the last inserted row, and everything before it is there. */
async function searchSince(
	session: Session,
	read: ReadParameter,
	options: Record<string, unknown>,
	sheet: Sheet,
	run: SyncRun,
): Promise<Task> {
	const wanted = await readSearch(session, read, options);
	const search = { ...wanted, matchBy: 'ended', order: 'asc', limit: Infinity } as const;
	const slice = await nextSlice(session.connection, run, search, sheet);
	return {
		search: { ...search, range: slice.range },
		about: sliceCells(slice),
		isInRows: true,
		notes: sliceNotes(run, slice),
	};
}

/** What is wanted of each range. */
async function readSearch(
	{ connection }: Session,
	read: ReadParameter,
	options: Record<string, unknown>,
): Promise<Omit<Search, 'range' | 'matchBy' | 'order' | 'limit'>> {
	const filters = await readFilters(connection, read);
	return {
		filters: detailFilters(filters),
		accepts: recordFilter(filters),
		source: oneOf('Source', options.source ?? 'auto', ['auto', 'query', 'job']),
		includeAttributes: flag('Include Participant Attributes', options.includeAttributes),
		allowPartial: readAllowPartial(read),
		lookBackDays: LOOK_BACK_DAYS,
	};
}
