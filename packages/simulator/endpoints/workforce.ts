import { badRequest, notFound } from '../apiError';
import { adherenceOf, managementUnits, unitOf } from '../data/adherence';
import type { UserEntity } from '../data/organization';
import type { Context, Reply, Route } from '../router';

const WFM = '/api/v2/workforcemanagement';
const REAL_TIME = ['wfm:realtimeAdherence:view'];
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
		path: `${WFM}/managementunits/{id}/adherence`,
		query: ['forceDownloadService'],
		any: REAL_TIME,
		handle: (context) => {
			const unit = managementUnits(context.world).find(({ id }) => id === context.params.id);
			if (!unit) throw notFound();
			return listing(context, (user) => unitOf(context.world, user)?.id === unit.id);
		},
	},
	{
		method: 'GET',
		path: `${WFM}/teams/{id}/adherence`,
		query: ['forceDownloadService'],
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

/** A large answer is a file instead: then `downloadUrl` stands in the place of `entities`. */
function listing({ world, now, query }: Context, belongs: (user: UserEntity) => boolean): Reply {
	const users = world.organization.users.filter((user) => user.state === 'active' && belongs(user));
	const entities = users.flatMap((user) => adherenceOf(world, user, now) ?? []);
	const isFile =
		query.get('forceDownloadService') === 'true' ||
		entities.length > (world.options.adherenceInline ?? 1_000);
	if (!isFile) return { json: { entities } };
	const content = JSON.stringify({ entities });
	return { json: { downloadUrl: world.media.presign('/adherence/now.json', 'application/json', content) } };
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
