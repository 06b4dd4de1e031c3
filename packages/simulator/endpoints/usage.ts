import { randomUUID } from 'node:crypto';

import { badRequest, notFound } from '../apiError';
import { usageOf, type UsageQuery } from '../data/apiUsage';
import { DAY, parseInterval } from '../interval';
import type { Context, Reply, Route } from '../router';
import { ofEachWorld } from '../world';

const JOBS = '/api/v2/usage/client/{clientId}/aggregates/query/jobs';
const USAGE = ['usage:client:view'];
const MOST_DAYS = 90;

interface Job {
	clientId: string;
	query: UsageQuery;
	submitted: number;
}
/** By id. */
const jobsOf = ofEachWorld(() => new Map<string, Job>());

/** What requests OAuth clients made: a query that is worked on for a while, then pages. */
export const usageRoutes: Route[] = [
	{ method: 'POST', path: JOBS, all: USAGE, model: 'ClientPublicApiUsageQueryRequest', handle: submit },
	{ method: 'GET', path: `${JOBS}/{jobId}`, query: ['pageSize', 'after'], all: USAGE, handle: results },
];

function submit({ world, now, params, body }: Context): Reply {
	const query = body as unknown as UsageQuery;
	const { start, end } = parseInterval(query.interval);
	if (end - start > MOST_DAYS * DAY) throw badRequest(`The interval can have at most ${MOST_DAYS} days`);
	if (start < now - 366 * DAY) throw badRequest('The interval can start at most one year ago');
	const id = randomUUID();
	jobsOf(world).set(id, { clientId: params.clientId!, query, submitted: now });
	return {
		status: 202,
		json: { id, resultsUri: `${JOBS.replace('{clientId}', params.clientId!)}/${id}` },
	};
}

/** 202 while it runs, and where it failed: only `queryStatus` tells. */
function results({ world, now, params, query, path }: Context): Reply {
	const job = jobsOf(world).get(params.jobId!);
	if (!job || job.clientId !== params.clientId) throw notFound();
	const { queuedMs = 0, outcome = 'Succeeded' } = world.options.usage ?? {};
	if (now < job.submitted + queuedMs) return { status: 202, json: { queryStatus: 'Running' } };
	if (outcome !== 'Succeeded') {
		const errorBody = { code: 'internal', status: 500, message: 'The query could not be executed' };
		return { status: 202, json: { queryStatus: outcome, errorBody } };
	}
	const pageSize = Number(query.get('pageSize') ?? 100);
	if (!(pageSize >= 1 && pageSize <= 1_000)) throw badRequest('pageSize must be from 1 to 1000');
	const start = Number(query.get('after') ?? 0);
	const rows = usageOf(job.query, now, world.options.usage?.isWithinLimit);
	const end = start + Math.min(pageSize, world.options.usage?.maxPageSize ?? pageSize);
	const nextUri = end < rows.length ? { nextUri: `${path}?pageSize=${pageSize}&after=${end}` } : {};
	return { json: { queryStatus: 'Succeeded', entities: rows.slice(start, end), ...nextUri } };
}
