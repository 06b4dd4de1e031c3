import { PAGE_SIZE, type Caps, type DetailsPage } from '../../api/detailsQuery';
import { jobAvailability } from '../../api/detailsJob';
import { API, type JobEndpoints } from '../../api/endpoints';
import { endMs } from '../../records/conversation';
import { DAY_MS } from '../../time/durations';
import type { Connection } from '../../transport/connection';
import { GenesysError, sentenceOf } from '../../transport/errors';
import { zonedInWords } from '../../time/words';
import { UserFacingError } from '../../messages/userFacingError';
import { clock } from '../../transport/clock';
import { plan, type Plan, type QueryPart } from './plan';
import type { Search } from './search';

/**
 * The query answers in a second or two; a job is created, queued and polled, which takes half a minute at best. So the query
 * reads as long as it takes no more than this share of the requests that the rate limit has left …
 */
const SHARE_OF_LIMIT = 0.5;
/** … and no more than this many: the details query "is not intended for bulk export workloads". */
const MAX_QUERY_PAGES = 150;
/** Of the documented limit, where no answer has told yet what is left of it. */
const DOCUMENTED_LIMIT = 300;

const JOBS = API.conversationDetailsJobs;
type Availability = Pick<JobEndpoints<unknown, unknown>, 'availability'>;

/** Where to read from, and what a user should know of it, one sentence each. */
export interface Choice {
	plan: Plan;
	/** Why, for the debug log. */
	because: string;
	notes: string[];
	/** Up to when there is data, milliseconds, where only jobs are read. */
	dataUntil?: number;
	/** What was fetched to choose by, so that it isn't fetched again. */
	first?: { part: QueryPart; page: DetailsPage };
}

/**
 * Query, job or both. `auto` first finds out how many conversations there are, from the first page of the query, which is
 * kept in case the query goes on.
 *
 * @param firstPageOf the first page of a stretch; undefined where the API finds it too long: it is read in pieces later
 * @throws UserFacingError where only a job may be used and Genesys Cloud doesn't say up to when jobs have data
 */
export async function chooseSources(
	connection: Connection,
	search: Search,
	caps: Caps,
	firstPageOf: (part: QueryPart) => Promise<DetailsPage | undefined>,
): Promise<Choice> {
	const queries = plan(search, caps, { now: clock.now() });
	const byQuery = (because: string, known: Pick<Partial<Choice>, 'first' | 'notes'> = {}): Choice => ({
		plan: queries,
		because,
		notes: [],
		...known,
	});
	if (search.source === 'query') return byQuery('Source is Details Query');
	if (search.source === 'job') {
		const watermark = await watermarkOrError(connection, JOBS);
		return withJob(search, caps, watermark, 'Source is Details Job');
	}
	if (search.includeAttributes) return await withJobOrNone('participant attributes come from jobs');
	if (isComfortable(connection, search.limit)) {
		return byQuery(`at most ${search.limit} conversations are wanted`);
	}

	const part = mostRepresentative(queries.steps.flatMap((step) => step.queries));
	const page = await firstPageOf(part);
	if (page === undefined) return byQuery('the range is too long for one query');
	const first = { part, page };
	const count = Math.min(search.limit, estimate(search, first));
	const because = `there are about ${Math.round(count)} conversations`;
	return isComfortable(connection, count)
		? byQuery(because, { first })
		: await withJobOrNone(because, { first, count });

	/** @param known how many conversations there are, if a job is only worthwhile where enough of them are in the lake */
	async function withJobOrNone(
		because: string,
		{ first, count }: { first?: Choice['first']; count?: number } = {},
	): Promise<Choice> {
		const watermark = await watermarkOrReason(connection, JOBS);
		if (typeof watermark === 'string') return byQuery(because, { first, notes: [watermark] });
		const { startMs, endMs } = search.range;
		const older = Math.min(1, (watermark - startMs) / (endMs - startMs));
		const isWorthwhile = count === undefined || older * count >= PAGE_SIZE;
		if (older > 0 && isWorthwhile) return withJob(search, caps, watermark, because);
		if (!search.includeAttributes) return byQuery(`${because}, of which jobs have few or none`, { first });
		const none =
			'There are no participant attributes yet: they come from details jobs, which have no data for this time range yet.';
		return byQuery(because, { notes: [none] });
	}
}

function withJob(search: Search, caps: Caps, watermark: number, because: string): Choice {
	const chosen = plan(search, caps, { now: clock.now(), watermark });
	if (!chosen.steps.some(({ jobs }) => jobs.length > 0)) return { plan: chosen, because, notes: [] };
	const at = zonedInWords(watermark, search.timeZone);
	const isJobAlone = chosen.steps.every((step) => step.queries.length === 0);
	const notes = [
		isJobAlone
			? `Read by a details job, whose data is complete until ${at}.`
			: `Read by a details job until ${at} and by the details query after that.`,
	];
	if (search.includeAttributes && search.range.endMs > watermark) {
		notes.push(`Participant attributes are available for conversations that ended before ${at}.`);
	}
	return { plan: chosen, because, notes, ...(isJobAlone ? { dataUntil: watermark } : {}) };
}

/**
 * Up to when jobs have data, where only a job may be used.
 *
 * @throws UserFacingError where Genesys Cloud doesn't say
 */
export async function watermarkOrError(connection: Connection, jobs: Availability): Promise<number> {
	const watermark = await jobAvailability(connection, jobs);
	if (watermark !== undefined) return watermark;
	throw new UserFacingError(
		'Genesys Cloud does not say how recent the data of details jobs is',
		'Set the option Source to Auto or Details Query, or run the workflow again later.',
	);
}

/** The watermark, or why no job is used: availability needs a permission that the query can do without. */
export async function watermarkOrReason(
	connection: Connection,
	jobs: Availability,
): Promise<number | string> {
	const watermark = await jobAvailability(connection, jobs).catch((error: unknown) => {
		if (!(error instanceof GenesysError) || error.status === undefined || error.status === 401) throw error;
		if (error.status !== 403) return undefined;
		const { permissions } = error.circumstances;
		return permissions
			? `Only the details query was used, since details jobs need the permission ${permissions}.`
			: `Only the details query was used: ${sentenceOf(error)}.`;
	});
	return (
		watermark ??
		'Only the details query was used, since Genesys Cloud does not say how recent the data of details jobs is.'
	);
}

/** Whether a details query can read this many records without using up the rate limit. */
export function isComfortable({ budget }: Connection, count: number): boolean {
	const left = budget.left ?? DOCUMENTED_LIMIT;
	return Math.ceil(count / PAGE_SIZE) <= Math.min(MAX_QUERY_PAGES, left * SHARE_OF_LIMIT);
}

/** The stretch that says most about the size of the range: the longest one, or the one with the latest ends. */
function mostRepresentative(queries: QueryPart[]): QueryPart {
	const length = ({ window }: QueryPart) => window.endMs - window.startMs;
	const [longest] = queries.filter(({ kind }) => kind === 'range').sort((a, b) => length(b) - length(a));
	return longest ?? queries.at(-1)!;
}

/**
 * The number of conversations in the whole range, extrapolated from the first page of one stretch, whose totalHits covers at
 * least whole UTC days. By end, newest first, the page shows how long it took for that many to end.
 */
function estimate({ range }: Search, { part: { kind, window }, page }: NonNullable<Choice['first']>): number {
	const rangeMs = range.endMs - range.startMs;
	if (kind === 'range') {
		const stretchMs = Math.max(window.endMs - window.startMs, DAY_MS);
		return page.totalHits * Math.max(1, rangeMs / stretchMs);
	}
	const oldest = endMs(page.records.at(-1)) ?? range.startMs;
	return page.records.length * Math.max(1, rangeMs / Math.max(1, range.endMs - oldest));
}
