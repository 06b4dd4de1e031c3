import type { Settings } from '../../fields/field';
import { detailFilters, recordFilter } from '../../records/filters';
import type { Sheet } from '../../columns/sheet';
import { sliceNotes } from '../../time/since';
import { nextSlice } from '../../reading/conversations/nextSlice';
import { LOOK_BACK_DAYS, type Search } from '../../reading/conversations/search';
import type { Details, Work } from '../operation';
import { partialOrNone } from '../partial';
import { sliceCells } from '../readPeriod';
import type { fields } from './getAll.fields';

type Said = Settings<typeof fields>;
type Extra = NonNullable<Details['extra']>;

/** What to read, and the cells that every row gets. */
export interface Task {
	search: Search;
	extra: Extra;
}

/**
 * What the form asks for; the report hears of the range.
 *
 * @throws UserFacingError for a range that can't be followed
 */
export async function taskOf(said: Said, work: Work, sheet: Sheet): Promise<Task> {
	return said.period.isSync ? await sync(said, work, sheet) : ofRange(said, work);
}

function ofRange(said: Said, { now, timeZone, report }: Work): Task {
	const range = said.period.rangeAt(now, timeZone);
	report.covers(range, timeZone, said.period.label);
	const { matchBy, sortOrder: order, limit } = said;
	return {
		search: { ...wanted(said, timeZone), range, matchBy, order, limit },
		extra: said.options.rangeColumns ? { ...report.bounds } : {},
	};
}

/** Oldest first: if an insert stops halfway, the mark is at the last inserted row, and everything before it is there. */
async function sync(said: Said, { connection, now, timeZone, report }: Work, sheet: Sheet): Promise<Task> {
	const run = said.period.runAt(now, timeZone);
	const search = { ...wanted(said, timeZone), matchBy: 'ended', order: 'asc', limit: Infinity } as const;
	const slice = await nextSlice(connection, run, search, sheet);
	report.covers(slice.range, timeZone);
	report.moreLeft = slice.moreLeft;
	for (const note of sliceNotes(run, slice, timeZone)) report.note(note);
	return { search: { ...search, range: slice.range }, extra: sliceCells(slice) };
}

/** What is wanted of each range. */
function wanted(
	{ filters, options, period }: Said,
	timeZone: string,
): Omit<Search, 'range' | 'matchBy' | 'order' | 'limit'> {
	return {
		filters: detailFilters(filters),
		accepts: recordFilter(filters),
		source: options.source,
		includeAttributes: options.includeAttributes,
		allowPartial: partialOrNone(options.allowPartial, period),
		lookBackDays: LOOK_BACK_DAYS,
		timeZone,
	};
}
