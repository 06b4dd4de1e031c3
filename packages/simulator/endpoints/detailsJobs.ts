import { badRequest } from '../apiError';
import type { ConversationFilters } from '../conversationFilters';
import { iso, parseInterval, startOfUtcDay } from '../interval';
import { readCursor, stateOf, statusOf, watermark, writeCursor } from '../jobs';
import { pageOf } from '../page';
import type { Context, Reply, Route } from '../router';
import { DETAIL_PERMISSIONS } from './details';
import { positive } from './listing';

const BASE = '/api/v2/analytics/conversations/details/jobs';

interface JobQuery extends ConversationFilters {
	interval: string;
	order?: string;
	orderBy?: string;
	limit?: number;
	startOfDayIntervalMatching?: boolean;
}

export const detailsJobRoutes: Route[] = [
	{ method: 'POST', path: BASE, any: DETAIL_PERMISSIONS, model: 'AsyncConversationQuery', handle: submit },
	{
		method: 'GET',
		path: `${BASE}/availability`,
		any: ['analytics:conversationDetail:view'],
		handle: ({ world, now }) => ({
			json: { dataAvailabilityDate: iso(watermark(world.options.jobs, now)) },
		}),
	},
	{
		method: 'GET',
		path: `${BASE}/{jobId}`,
		any: DETAIL_PERMISSIONS,
		handle: ({ world, params, now }) => {
			const job = world.jobs.find(params.jobId!);
			const running = ['QUEUED', 'PENDING'].includes(stateOf(job, now));
			return { status: running ? 202 : 200, json: statusOf(job, now) };
		},
	},
	{ method: 'GET', path: `${BASE}/{jobId}/results`, any: DETAIL_PERMISSIONS, handle: results },
	{
		method: 'DELETE',
		path: `${BASE}/{jobId}`,
		any: DETAIL_PERMISSIONS,
		handle: ({ world, params }) => {
			world.jobs.delete(params.jobId!);
			return { status: 204 };
		},
	},
];

/** A job takes every conversation whose life overlaps the interval; with `startOfDayIntervalMatching` as the query does. */
function submit({ world, body, now }: Context): Reply {
	const request = body as unknown as JobQuery;
	const range = parseInterval(request.interval);
	if (request.limit !== undefined && request.limit < 1) {
		throw badRequest('limit must be at least 1', 'constraint.validation');
	}
	const selection = {
		...request,
		range,
		matching: 'overlap' as const,
		...(request.startOfDayIntervalMatching ? { startedSince: startOfUtcDay(range.start) } : {}),
		order: request.order ?? 'asc',
		orderBy: request.orderBy ?? 'conversationStart',
	};
	const job = world.jobs.submit(selection, request.limit, world.options.jobs ?? {}, now);
	return { status: 202, json: { jobId: job.id } };
}

function results({ world, params, query, now }: Context): Reply {
	const job = world.jobs.find(params.jobId!);
	const state = stateOf(job, now);
	if (state !== 'FULFILLED') throw badRequest(`The job has no results: its state is ${state}`);
	const { lake, options } = world;
	const largest = options.jobs?.pageSize ?? 1000;
	const asked = Math.min(positive(query, 'pageSize', largest), largest);
	const { start, page } = readCursor(query.get('cursor'), job);
	job.indexes ??= lake.selector.select(job.selection, job.watermark).slice(0, job.limit);
	const size = options.jobs?.raggedPages && page % 2 === 1 ? Math.ceil(asked / 3) : asked;
	const next = start + size;
	const records = Array.from(job.indexes.subarray(start, next), (i) =>
		lake.visible.fullBytes(i, job.watermark),
	);
	const cursor = next < job.indexes.length ? writeCursor({ start: next, page: page + 1 }, job) : undefined;
	return { bytes: pageOf(records, { cursor, dataAvailabilityDate: iso(job.watermark) }) };
}
