import { latestMark } from '../../columns/mark';
import type { Sheet } from '../../columns/sheet';
import { sliceFrom, type Slice, type SyncRun } from '../../time/since';
import { retrieve } from './retrieve';
import type { Search } from './search';
import type { Connection } from '../../transport/connection';

/**
 * The slice that a run reads: the first one that moves the destination's mark, or else the last one. A slice without a new
 * row leaves the mark where it is, so that each run would read the same slice again and get no further.
 *
 * @param search what is wanted, whatever its range
 */
export async function nextSlice(
	connection: Connection,
	run: SyncRun,
	search: Omit<Search, 'range'>,
	sheet: Sheet,
): Promise<Slice> {
	const movesMark = (record: unknown) =>
		search.accepts?.(record) !== false && latestMark(sheet, [record]) >= run.freshMs;
	let slice = sliceFrom(run, run.freshMs);
	while (slice.moreLeft) {
		const { values } = await retrieve(
			connection,
			// Never by a job: that would take minutes for one record.
			{
				...search,
				range: slice.fresh,
				accepts: movesMark,
				limit: 1,
				source: 'query',
				includeAttributes: false,
			},
			() => true,
		);
		if (values.length > 0) return slice;
		slice = sliceFrom(run, slice.fresh.endMs);
	}
	return slice;
}
