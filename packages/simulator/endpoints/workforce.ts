import { badRequest, notFound } from '../apiError';
import { adherenceOf, managementUnits, unitOf } from '../data/adherence';
import { ACTIVITY_CODES } from '../data/schedules';
import type { UserEntity } from '../data/organization';
import type { Context, Reply, Route } from '../router';
import type { World } from '../world';
import { managementUnit, usersOf } from './managementUnit';

const WFM = '/api/v2/workforcemanagement';
const REAL_TIME = ['wfm:realtimeAdherence:view'];
/** Any of some sixty; these are the ones that concern who should be where. */
const AGENTS = [
	'wfm:agent:view',
	'wfm:historicalAdherence:view',
	'wfm:publishedSchedule:view',
	'wfm:realtimeAdherence:view',
	'wfm:schedule:view',
];
const CODES = [...AGENTS, 'wfm:activityCode:view'];
const MOST_USERS = 100;

/** Real-time adherence: who should be where, and since when they are elsewhere. */
export const workforceRoutes: Route[] = [
	{
		method: 'GET',
		path: `${WFM}/managementunits`,
		query: ['pageSize', 'pageNumber', 'expand', 'feature', 'divisionId'],
		handle: ({ world }) => ({
			json: {
				entities: visible(world.options.hiddenManagementUnits === true ? [] : managementUnits(world)),
			},
		}),
	},
	{
		method: 'GET',
		path: `${WFM}/managementunits/{id}/users`,
		any: AGENTS,
		handle: ({ world, params }) => {
			const users = usersOf(world, managementUnit(world, params.id).id);
			return { json: { entities: users.map(({ id }) => ({ id, selfUri: `/api/v2/users/${id}` })) } };
		},
	},
	{
		method: 'GET',
		path: `${WFM}/businessunits/{id}/activitycodes`,
		query: ['forceDownloadService'],
		any: CODES,
		handle: ({ world, params, query }) => {
			if (!managementUnits(world).some(({ businessUnitId }) => businessUnitId === params.id))
				throw notFound();
			return inlineOrFile(world, query, ACTIVITY_CODES, '/activitycodes.json');
		},
	},
	{
		method: 'GET',
		path: `${WFM}/managementunits/{id}/adherence`,
		query: ['forceDownloadService'],
		any: REAL_TIME,
		handle: (context) => {
			const unit = managementUnit(context.world, context.params.id);
			return listing(context, (user) => unitOf(context.world, user)?.id === unit.id);
		},
	},
	{
		method: 'GET',
		path: `${WFM}/teams/{id}/adherence`,
		query: [],
		any: REAL_TIME,
		handle: (context) => {
			const team = context.world.organization.teams.find(({ id }) => id === context.params.id);
			if (!team) throw notFound();
			return listing(context, (user) => user.teamId === team.id);
		},
	},
	{
		method: 'GET',
		path: `${WFM}/adherence`,
		query: ['userId'],
		any: REAL_TIME,
		handle: ofUsers,
	},
];

function visible(units: ReturnType<typeof managementUnits>): object[] {
	return units.map(({ id, name, businessUnitId, timeZone, divisionId }) => ({
		id,
		name,
		businessUnit: { id: businessUnitId },
		timeZone,
		startDayOfWeek: 'Monday',
		division: { id: divisionId },
		selfUri: `${WFM}/managementunits/${id}`,
	}));
}

function listing({ world, now, query }: Context, belongs: (user: UserEntity) => boolean): Reply {
	const users = world.organization.users.filter((user) => user.state === 'active' && belongs(user));
	const entities = users.flatMap((user) => adherenceOf(world, user, now) ?? []);
	return inlineOrFile(world, query, entities, '/adherence/now.json');
}

/** A large answer is a file instead: then `downloadUrl` stands in the place of `entities`. */
function inlineOrFile(world: World, query: URLSearchParams, entities: object[], path: string): Reply {
	const isFile =
		query.get('forceDownloadService') === 'true' ||
		entities.length > (world.options.adherenceInline ?? 1_000);
	if (!isFile) return { json: { entities } };
	const content = JSON.stringify({ entities });
	return { json: { downloadUrl: world.media.presign(path, 'application/json', content) } };
}

/** A bare list; agents in no unit are left out. */
function ofUsers({ world, now, query }: Context): Reply {
	const ids = query.getAll('userId');
	if (ids.length === 0 || ids.length > MOST_USERS) {
		throw badRequest(`userId must have between 1 and ${MOST_USERS} values`);
	}
	const users = world.organization.users.filter(({ id }) => ids.includes(id));
	return { json: users.flatMap((user) => adherenceOf(world, user, now) ?? []) };
}
