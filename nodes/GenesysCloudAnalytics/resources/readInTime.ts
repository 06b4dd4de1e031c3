import type { Cell } from '../columns';
import { sliceFrom, sliceNotes, type Borders, type Slice } from '../time/since';
import { rangeSentence, type TimeRange } from '../time/timeRange';
import type { ReadParameter, Session } from './operation';
import { isSync, readCollection, readSince, readTimeRange, readTimeZone } from '../fields/parameters';

/** How an operation reads a stretch of time. */
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

/** What was read of the range that the user's fields mean. */
export interface InTime<T> {
	range: TimeRange;
	records: T[];
	/** Cells that every row gets. */
	extra: Readonly<Record<string, Cell>>;
	/** What the user should know of the range. */
	hint: string;
}

/**
 * Reads the time range of the form. For the time range Since, it reads the slice of this run and, as `nextSlice` does for
 * conversations, further slices until the destination's mark moves: otherwise each run would read the same slice again.
 *
 * @throws UserFacingError for a range that can't be followed; whatever `read` throws
 */
export async function readInTime<T>(
	{ context, now }: Pick<Session, 'context' | 'now'>,
	read: ReadParameter,
	{ read: readPart, markOf, borders }: Reading<T>,
): Promise<InTime<T>> {
	const timeZone = readTimeZone(readCollection(read, 'options'), context.getTimezone());
	if (!isSync(read)) {
		const range = readTimeRange(read, timeZone, now);
		return { range, records: await readPart(range), extra: {}, hint: rangeSentence(range) };
	}
	const run = readSince(read, timeZone, now, borders);
	let slice = sliceFrom(run, run.freshMs);
	let records = await readPart(slice.range);
	while (slice.moreLeft && (await markOf(records, slice.range)) <= run.freshMs) {
		slice = sliceFrom(run, slice.fresh.endMs);
		records = records.concat(await readPart(slice.fresh));
	}
	const { range } = slice;
	return {
		range,
		records,
		extra: sliceCells(slice),
		hint: [rangeSentence(range), ...sliceNotes(run, slice)].join(' '),
	};
}

/** What each row of a sync says of the run that brought it. */
export function sliceCells({ range, moreLeft }: Pick<Slice, 'range' | 'moreLeft'>) {
	return { ...isoBounds(range), moreLeft };
}

/** `markOf` for records that end. */
export function latestEnd(ended: ReadonlyArray<{ endMs: number }>): number {
	return ended.reduce((latest, { endMs }) => Math.max(latest, endMs), -Infinity);
}

/** "kpis-2026-11-20": the name of a file of what the range holds, without the extension. */
export function datedName(name: string, range: TimeRange): string {
	return `${name}-${isoBounds(range).rangeStart.slice(0, 10)}`;
}

export function isoBounds({ startMs, endMs }: TimeRange) {
	return { rangeStart: new Date(startMs).toISOString(), rangeEnd: new Date(endMs).toISOString() };
}
