import { badRequest } from '../apiError';
import { DAY, iso, parseInterval, type Range } from '../interval';
import { readCursor, stateOf, statusOf, watermark, writeCursor } from '../jobs';
import { checkPaging } from '../page';
import type { Context, Reply, Route } from '../router';
import { detailOf, userDays, type UserDay, type UserDetailsFilters } from '../userDetails';
import { positive } from './listing';

const BASE = '/api/v2/analytics/users/details';
const VIEW = ['analytics:userDetail:view'];

interface DetailsQuery extends UserDetailsFilters {
	interval: string;
	order?: string;
	paging?: { pageSize: number; pageNumber: number };
	limit?: number;
}

/** What users did: their presences and routing statuses. */
export const userDetailsRoutes: Route[] = [
	{ method: 'POST', path: `${BASE}/query`, query: [], any: VIEW, model: 'UserDetailsQuery', handle: query },
	{
		method: 'POST',
		path: `${BASE}/jobs`,
		query: [],
		any: VIEW,
		model: 'AsyncUserDetailsQuery',
		handle: submit,
	},
	{
		method: 'GET',
		path: `${BASE}/jobs/availability`,
		query: [],
		any: VIEW,
		handle: ({ world, now }) => ({
			json: { dataAvailabilityDate: iso(watermark(world.options.jobs, now)) },
		}),
	},
	{
		method: 'GET',
		path: `${BASE}/jobs/{jobId}`,
		query: [],
		any: VIEW,
		handle: ({ world, params, now }) => {
			const job = world.userJobs.find(params.jobId!);
			const running = ['QUEUED', 'PENDING'].includes(stateOf(job, now));
			return { status: running ? 202 : 200, json: statusOf(job, now) };
		},
	},
	{
		method: 'GET',
		path: `${BASE}/jobs/{jobId}/results`,
		query: ['cursor', 'pageSize'],
		any: VIEW,
		handle: results,
	},
	{
		method: 'DELETE',
		path: `${BASE}/jobs/{jobId}`,
		query: [],
		any: VIEW,
		handle: ({ world, params }) => {
			world.userJobs.delete(params.jobId!);
			return { status: 204 };
		},
	},
];

function query({ world, body, now }: Context): Reply {
	const request = body as unknown as DetailsQuery;
	const { options } = world;
	const range = parseInterval(request.interval);
	checkLength(range, request, options.limits ?? {});
	const paging = request.paging ?? { pageSize: 25, pageNumber: 1 };
	checkPaging(paging);
	const { pageSize, pageNumber } = paging;
	const details = detailsOf(request, range, world, now);
	// Places on a page may be empty: nothing is missing, since later pages have the rest.
	const places = options.userDetails?.shortPages
		? details.flatMap((detail, i) => (i % 2 === 1 ? [undefined, detail] : [detail]))
		: details;
	const page = places
		.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
		.filter((detail) => detail !== undefined)
		.map((day) => detailOf(day, world.organization, now));
	const hits = options.totalHitsError?.(places.length) ?? places.length;
	return { json: { ...(page.length > 0 ? { userDetails: page } : {}), totalHits: hits } };
}

function detailsOf(request: DetailsQuery, range: Range, world: Context['world'], known: number): UserDay[] {
	const { organization, options } = world;
	return userDays(range, request, request.order, organization, known, options.userDetails ?? {});
}

function checkLength(
	range: Range,
	{ userFilters, presenceFilters, routingStatusFilters }: UserDetailsFilters,
	limits: { maxDaysUnfiltered?: number; maxDaysFiltered?: number },
): void {
	const filtered = [userFilters, presenceFilters, routingStatusFilters].some((one) => one?.length);
	const days = filtered ? (limits.maxDaysFiltered ?? 31) : (limits.maxDaysUnfiltered ?? 7);
	if (range.end - range.start > days * DAY) {
		throw badRequest(
			`The interval may not be longer than ${days} days for a query ${filtered ? 'with' : 'without'} filters`,
			'invalid.interval',
		);
	}
}

function submit({ world, body, now }: Context): Reply {
	const request = body as unknown as DetailsQuery;
	parseInterval(request.interval);
	if (request.limit !== undefined && request.limit < 1) {
		throw badRequest('limit must be at least 1', 'constraint.validation');
	}
	const job = world.userJobs.submit(request, request.limit, world.options.jobs ?? {}, now);
	return { status: 202, json: { jobId: job.id } };
}

function results({ world, params, query: parameters, now }: Context): Reply {
	const job = world.userJobs.find(params.jobId!);
	const state = stateOf(job, now);
	if (state !== 'FULFILLED') throw badRequest(`The job has no results: its state is ${state}`);
	const { jobs } = world.options;
	const largest = jobs?.pageSize ?? 1000;
	const asked = Math.min(positive(parameters, 'pageSize', largest), largest);
	const { start, page } = readCursor(parameters.get('cursor'), job);
	const range = parseInterval(job.selection.interval);
	const details = detailsOf(job.selection, range, world, job.watermark).slice(0, job.limit);
	const size = jobs?.raggedPages && page % 2 === 1 ? Math.ceil(asked / 3) : asked;
	const next = start + size;
	const found = details.slice(start, next).map((day) => detailOf(day, world.organization, job.watermark));
	return {
		json: {
			...(found.length > 0 ? { userDetails: found } : {}),
			...(next < details.length ? { cursor: writeCursor({ start: next, page: page + 1 }, job) } : {}),
			dataAvailabilityDate: iso(job.watermark),
		},
	};
}
