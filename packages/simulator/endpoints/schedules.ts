import { randomUUID } from 'node:crypto';

import { badRequest } from '../apiError';
import { agentSchedules } from '../data/agentSchedules';
import { DAY } from '../interval';
import type { Context, Reply, Route } from '../router';
import { managementUnit, usersOf } from './managementUnit';

/** What agents are scheduled to do, by time. */
export const scheduleRoutes: Route[] = [
	{
		method: 'POST',
		path: '/api/v2/workforcemanagement/managementunits/{id}/agentschedules/search',
		query: ['forceAsync', 'forceDownloadService'],
		any: ['wfm:schedule:view', 'wfm:publishedSchedule:view'],
		model: 'BuSearchAgentSchedulesRequest',
		handle: search,
	},
];

function search({ world, params, query, body }: Context): Reply {
	const unit = managementUnit(world, params.id);
	const {
		startDate,
		endDate,
		userIds = [],
	} = body as { startDate: string; endDate: string; userIds?: string[] };
	const [start, end] = [Date.parse(startDate), Date.parse(endDate)];
	const days = (end - start) / DAY;
	if (!(days > 0)) throw badRequest('endDate must be after startDate');
	const { maxScheduleDays = Infinity, maxScheduleAgents = Infinity } = world.options.limits ?? {};
	if (days > maxScheduleDays) throw badRequest(`The date range must not exceed ${maxScheduleDays} days`);
	if (userIds.length > maxScheduleAgents)
		throw badRequest(`At most ${maxScheduleAgents} userIds may be given`);

	const { atOnce = Infinity, outcome } = world.options.schedules ?? {};
	const operationId = randomUUID();
	if (outcome) return { json: { status: outcome, operationId } };
	if (query.get('forceAsync') === 'true' || userIds.length * days > atOnce) {
		return { json: { status: 'Processing', operationId, progress: 0 } };
	}
	// Without ids, there is nobody.
	const users = usersOf(world, unit.id).filter(({ id }) => userIds.includes(id));
	const result = agentSchedules(world, users, { start, end });
	const isFile =
		query.get('forceDownloadService') === 'true' || users.length > (world.options.adherenceInline ?? 1_000);
	if (!isFile) return { json: { status: 'Complete', operationId, result } };
	const downloadUrl = world.media.presign('/schedules.json', 'application/json', JSON.stringify(result));
	return { json: { status: 'Complete', operationId, downloadUrl } };
}
