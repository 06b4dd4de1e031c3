import { DAY_MS } from '../time/durations';
import { anyOf, interval } from '../records/filters';
import type { TimeRange } from '../time/timeRange';
import { split } from '../time/utcDays';
import type { Connection } from '../transport/connection';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { PageWatch } from '../api/paging';
import { maxDaysIn, inBatches, maxResultsIn, splitting } from '../api/refusals';

const PAGE_SIZE = 100;
/** The longest interval of a query with a filter, as documented. */
const MAX_DAYS = 31;
/** How many users a query takes is not documented; user aggregates take this many. */
export const USERS_PER_QUERY = 100;

/** The filter that asks for these users. */
export function ofUsers(ids: readonly string[]): object {
	return { userFilters: [anyOf('userId', ids)] };
}

/**
 * What these users did in the range, page by page as the API has it: a record for each user and day. The range is read in
 * pieces where the API refuses it as a whole; then records may come twice.
 *
 * @param take gets the records of a page, in any order of pages
 * @throws GenesysError, CancelledError
 */
export async function queryUserDetails(
	connection: Connection,
	ids: readonly string[],
	range: TimeRange,
	take: (records: readonly unknown[]) => void,
): Promise<void> {
	await inBatches(connection, ids, USERS_PER_QUERY, async (some) => {
		await inParallel(split(range, MAX_DAYS), async (whole) => {
			const read = async (window: TimeRange) => await readAll(connection, some, window, take);
			await splitting(connection, whole, read, shorter);
		});
		return [];
	});
}

/** Where a refusal names days, or results of which there are too many: the window in pieces. */
function shorter(window: TimeRange, error: unknown): TimeRange[] | undefined {
	const half = (window.endMs - window.startMs) / 2 / DAY_MS;
	const days = Math.min(maxDaysIn(error), maxResultsIn(error) === Infinity ? Infinity : half);
	const windows = split(window, days);
	return windows.length < 2 ? undefined : windows;
}

/** All pages: those that the first one announces side by side, then on until there is no more. */
async function readAll(
	connection: Connection,
	ids: readonly string[],
	window: TimeRange,
	take: (records: readonly unknown[]) => void,
): Promise<void> {
	const watch = new PageWatch();
	let found = 0;
	const page = async (pageNumber: number) => {
		const { userDetails, totalHits } = await ask(connection, API.userDetailsQuery, {
			body: {
				interval: interval(window),
				order: 'asc',
				...ofUsers(ids),
				paging: { pageSize: PAGE_SIZE, pageNumber },
			},
		});
		const records = userDetails ?? [];
		watch.see(records, (record) => JSON.stringify(record));
		// At once: a page has megabytes, and is not needed any more.
		take(records);
		found += records.length;
		return { size: records.length, totalHits: totalHits ?? 0 };
	};
	const first = await page(1);
	const announced = Math.max(1, Math.ceil(first.totalHits / PAGE_SIZE));
	const others = Array.from({ length: announced - 1 }, (_, index) => index + 2);
	let end = first.size === 0 ? 1 : Infinity;
	const read = await inParallel(others, async (number) => {
		if (number > end) return undefined;
		const { size } = await page(number);
		if (size === 0) end = Math.min(end, number);
		return size;
	});
	// The total is approximate and pages may be short before the end: only an empty one, or the exact total, tells it.
	let size = read.length > 0 ? (read.at(-1) ?? 0) : first.size;
	const isEnd = () => size === 0 || (size < PAGE_SIZE && found === first.totalHits);
	for (let next = announced + 1; next < end && !isEnd(); next++) ({ size } = await page(next));
}
