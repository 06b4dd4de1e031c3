import type { Cell } from '../columns/column';
import type { Period } from '../fields/timeRange';
import { isoTime } from '../records/json';
import { sliceFrom, sliceNotes, type Borders, type Slice } from '../time/since';
import type { TimeRange } from '../time/timeRange';
import type { Work } from './operation';

/** How an operation reads a range of time. */
export interface Reading<T> {
	read(range: TimeRange): Promise<T[]>;
	/**
	 * For the time range Since: the mark that a destination takes from the rows of what was read, in milliseconds;
	 * -Infinity where there is no row.
	 */
	markOf(records: T[], range: TimeRange): number | Promise<number>;
	/** Where a sync may cut; anywhere if absent. */
	borders?: Borders;
}

/** What was read of a period. */
export interface OfPeriod<T> {
	range: TimeRange;
	records: T[];
	/** Cells that every row gets. */
	extra: Readonly<Record<string, Cell>>;
}

/**
 * Reads the time range of the form. For the time range Since, it reads the slice of this run and, as `nextSlice` does for
 * conversations, further slices until the destination's mark moves: otherwise each run would read the same slice again.
 *
 * @throws UserFacingError for a range that can't be followed; whatever `read` throws
 */
export async function readPeriod<T>(
	{ now, timeZone, report }: Pick<Work, 'now' | 'timeZone' | 'report'>,
	period: Period,
	{ read, markOf, borders }: Reading<T>,
): Promise<OfPeriod<T>> {
	if (!period.isSync) {
		const range = period.rangeAt(now, timeZone);
		report.covers(range, timeZone, period.label);
		return { range, records: await read(range), extra: {} };
	}
	const run = period.runAt(now, timeZone, borders);
	let slice = sliceFrom(run, run.freshMs);
	let records = await read(slice.range);
	while (slice.moreLeft && (await markOf(records, slice.range)) <= run.freshMs) {
		slice = sliceFrom(run, slice.fresh.endMs);
		records = records.concat(await read(slice.fresh));
	}
	const { range, moreLeft } = slice;
	report.covers(range, timeZone);
	report.moreLeft = moreLeft;
	for (const note of sliceNotes(run, slice, timeZone)) report.note(note);
	return { range, records, extra: sliceCells(slice) };
}

/** What each row of a sync says of the run that brought it. */
export function sliceCells({ range: { startMs, endMs }, moreLeft }: Pick<Slice, 'range' | 'moreLeft'>) {
	return {
		rangeStart: isoTime(startMs),
		rangeEnd: isoTime(endMs),
		moreLeft,
	};
}

/** `markOf` for records that end. */
export function latestEnd(ended: ReadonlyArray<{ endMs: number }>): number {
	return ended.reduce((latest, { endMs }) => Math.max(latest, endMs), -Infinity);
}
