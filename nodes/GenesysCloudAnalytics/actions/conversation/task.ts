import { detailFilters, recordFilter } from '../../analytics/query';
import type { Sheet } from '../../analytics/rows';
import type { SyncRun } from '../../analytics/since';
import type { TimeRange } from '../../analytics/timeRange';
import { flag, oneOf } from '../../choices';
import { SINCE } from '../../descriptions/timeRange';
import { LOOK_BACK_DAYS, type MatchBy, type Search } from '../../retrieval/search';
import { UserFacingError } from '../../userFacingError';
import type { ReadParameter, Session } from '../operation';
import { readCollection, readLimit, readSince, readTimeRange, readTimeZone } from '../parameters';
import { readFilters } from './filters';
import { nextSlice } from './nextSlice';

/** What to read, and what the rows and the user are told of it. */
export interface Task {
	search: Search;
	/** The range that is read, and for a sync whether more is left. */
	about: { rangeStart: string; rangeEnd: string; moreLeft?: boolean };
	/** Also each row says it. */
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
	return read('timeRange', 'relative') === SINCE
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

/** Oldest first: where an insert stops halfway, the mark stands at what has been inserted, and all before it is there. */
async function searchSince(
	session: Session,
	read: ReadParameter,
	options: Record<string, unknown>,
	sheet: Sheet,
	run: SyncRun,
): Promise<Task> {
	const wanted = await readSearch(session, read, options);
	if (wanted.allowPartial) {
		throw new UserFacingError(
			'A sync must not go on past what could not be retrieved: it would never be read again',
			'Turn off the option Allow Partial Results, or choose another time range than Since.',
		);
	}
	const search = { ...wanted, matchBy: 'ended', order: 'asc', limit: Infinity } as const;
	const { range, fresh, moreLeft } = await nextSlice(session.connection, run, search, sheet);
	const notes = [
		...(run.isFirstLoad ? ['Since is empty: this is a first load.'] : []),
		...(fresh.startMs > run.freshMs
			? [`Nothing new ended before ${new Date(fresh.startMs).toISOString()}, so the run went on.`]
			: []),
		...(moreLeft ? ['More is left: the next run goes on where this one ends.'] : []),
	];
	return { search: { ...search, range }, about: { ...isoBounds(range), moreLeft }, isInRows: true, notes };
}

function isoBounds({ startMs, endMs }: TimeRange) {
	return { rangeStart: new Date(startMs).toISOString(), rangeEnd: new Date(endMs).toISOString() };
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
		allowPartial: flag('Allow Partial Results', options.allowPartial),
		lookBackDays: LOOK_BACK_DAYS,
	};
}
