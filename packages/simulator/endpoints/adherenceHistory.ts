import { randomUUID } from 'node:crypto';
import { IANAZone } from 'luxon';

import { badRequest, notFound } from '../apiError';
import { historyOf, type HistoryItem } from '../data/adherenceHistory';
import { DAY } from '../interval';
import type { Context, Reply, Route } from '../router';
import { ofEachWorld, type World } from '../world';
import { managementUnit, notAuthorized, usersOf } from './managementUnit';

const BULK = '/api/v2/workforcemanagement/adherence/historical/bulk';

interface Job {
	clientId: string;
	items: HistoryItem[];
	timeZone: string;
	submitted: number;
}
/** By id. */
const jobsOf = ofEachWorld(() => new Map<string, Job>());

/** Adherence in the past: a job, whose results are files. */
export const adherenceHistoryRoutes: Route[] = [
	{
		method: 'POST',
		path: BULK,
		all: ['wfm:historicalAdherence:view'],
		model: 'WfmHistoricalAdherenceBulkQuery',
		handle: submit,
	},
	{ method: 'GET', path: `${BULK}/jobs/{jobId}`, handle: status },
];

function submit({ world, body, client, now }: Context): Reply {
	const { items, timeZone } = body as unknown as { items: HistoryItem[]; timeZone: string };
	if (!IANAZone.isValidZone(timeZone)) throw badRequest(`The time zone [${timeZone}] is not valid`);
	for (const item of items) check(world, item);
	const id = randomUUID();
	jobsOf(world).set(id, { clientId: client.id, items, timeZone, submitted: now });
	return { status: 202, json: { job: jobOf(id, 'Processing'), downloadUrls: [] } };
}

function check(world: World, item: HistoryItem): void {
	managementUnit(world, item.managementUnitId);
	const length = Date.parse(item.endDate) - Date.parse(item.startDate);
	if (!(length > 0)) throw badRequest('endDate must be after startDate');
	const { maxAdherenceDays = 31, maxAdherenceExceptionDays = 7 } = world.options.limits ?? {};
	const most = item.includeExceptions ? maxAdherenceExceptionDays : maxAdherenceDays;
	if (length > most * DAY) throw badRequest(`The date range must not exceed ${most} days`);
}

/** Only whoever started it may look; results are new files each time. */
function status({ world, params, client, now }: Context): Reply {
	const job = jobsOf(world).get(params.jobId!);
	if (!job) throw notFound();
	if (job.clientId !== client.id) throw notAuthorized();
	const { queuedMs = 500, outcome = 'Complete' } = world.options.adherenceJobs ?? {};
	if (now < job.submitted + queuedMs) {
		return { json: { job: jobOf(params.jobId!, 'Processing'), downloadUrls: [] } };
	}
	if (outcome === 'Error') return { json: { job: jobOf(params.jobId!, 'Error') } };
	const downloadUrls = job.items.map((item) => {
		const users = usersOf(world, item.managementUnitId).filter(
			({ id }) => item.userIds?.includes(id) ?? true,
		);
		const content = JSON.stringify(historyOf(world, item, users, job.timeZone));
		return world.media.presign(`/adherence/${params.jobId}.json`, 'application/json', content);
	});
	return { json: { job: jobOf(params.jobId!, 'Complete'), downloadUrls } };
}

const jobOf = (id: string, state: string) => ({ id, status: state, selfUri: `${BULK}/jobs/${id}` });
