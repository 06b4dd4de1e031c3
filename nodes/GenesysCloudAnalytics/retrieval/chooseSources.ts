import { GenesysError } from '../transport/errors';
import { jobAvailability } from '../transport/job';
import { asError } from '../transport/rethrow';
import type { Connection } from '../transport/send';
import { plan, type Caps, type Plan, type QueryPart } from './plan';
import type { QueryPage } from './queryReader';
import { DAY_MS, type Search } from './search';

/**
 * From so many conversations on, a job is worth its detour: it takes a tenth of the requests and, where the rate limit is
 * what counts, a third of the time (bench/results.md).
 */
export const JOB_WORTHWHILE = 1_000;

/** Where to read from, and what a user should know of it, one sentence each. */
export interface Choice {
	plan: Plan;
	notes: string[];
	/** What was fetched to choose by, so that it isn't fetched again. */
	first?: { part: QueryPart; page: QueryPage };
}

/**
 * Query, job or both. `auto` asks how many conversations there are first: the first page of the query tells, and is kept
 * where the query goes on.
 *
 * @param firstPageOf the first page of a stretch; undefined where the API finds it too long: it is read in pieces later
 */
export async function chooseSources(
	connection: Connection,
	search: Search,
	caps: Caps,
	firstPageOf: (part: QueryPart) => Promise<QueryPage | undefined>,
): Promise<Choice> {
	const queries: Choice = { plan: plan(search, caps, undefined), notes: [] };
	if (search.source === 'query') return queries;
	if (search.source === 'job') return withJob(search, caps, await jobAvailability(connection));
	if (search.includeAttributes) return await withJobOrNone(0);
	if (search.limit <= JOB_WORTHWHILE) return queries;

	const part = longest(queries.plan.queries);
	const page = await firstPageOf(part);
	if (page === undefined) return queries;
	queries.first = { part, page };
	const count = estimate(search, queries.first);
	return count < JOB_WORTHWHILE ? queries : await withJobOrNone(JOB_WORTHWHILE / count);

	/** @param share of the range that must be older than the watermark for a job to be worthwhile */
	async function withJobOrNone(share: number): Promise<Choice> {
		const watermark = await watermarkOrRefusal(connection);
		if (watermark === 'refused') {
			const note =
				'Only the details query was used, since details jobs need the permission analytics:conversationDetail:view.';
			return { ...queries, notes: [note] };
		}
		const { startMs, endMs } = search.range;
		const older = Math.min(1, ((watermark ?? startMs) - startMs) / (endMs - startMs));
		if (older > 0 && older >= share) return withJob(search, caps, watermark);
		if (!search.includeAttributes) return queries;
		const note =
			'There are no participant attributes yet: they come from details jobs, which have no data for this time range yet.';
		return { ...queries, notes: [note] };
	}
}

function withJob(search: Search, caps: Caps, watermark: number | undefined): Choice {
	const chosen = plan(search, caps, watermark);
	if (watermark === undefined || chosen.jobs.length === 0) return { plan: chosen, notes: [] };
	const at = new Date(watermark).toISOString();
	const notes = [
		chosen.queries.length === 0
			? `Read by a details job, whose data is complete until ${at}.`
			: `Read by a details job until ${at} and by the details query after that.`,
	];
	if (search.includeAttributes && search.range.endMs > watermark) {
		notes.push(`Participant attributes are available for conversations that ended before ${at}.`);
	}
	return { plan: chosen, notes };
}

/** Availability needs a permission that the query can do without. */
async function watermarkOrRefusal(connection: Connection): Promise<number | 'refused' | undefined> {
	try {
		return await jobAvailability(connection);
	} catch (error) {
		if (error instanceof GenesysError && error.status === 403) return 'refused';
		throw asError(error);
	}
}

/** The stretch of the range that tells most of its size. */
function longest(queries: QueryPart[]): QueryPart {
	const length = ({ kind, window }: QueryPart) => (kind === 'range' ? window.endMs - window.startMs : -1);
	return queries.reduce((long, part) => (length(part) > length(long) ? part : long));
}

/** Conversations of the whole range, from those of one stretch: a page tells of whole UTC days at least. */
function estimate({ range }: Search, { part: { window }, page }: NonNullable<Choice['first']>): number {
	const stretchMs = Math.max(window.endMs - window.startMs, DAY_MS);
	return page.totalHits * Math.max(1, (range.endMs - range.startMs) / stretchMs);
}
