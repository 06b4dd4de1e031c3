import { badRequest } from '../apiError';
import type { Named, Organization, Proficiency, UserEntity } from '../data/organization';
import { lastLoginOf } from '../data/lastLogin';
import { stateAt } from '../data/timeline';
import { iso } from '../interval';
import type { Context, Reply, Route } from '../router';
import { byId, divisionRef, hasJoined, queueEntity } from './entities';
import { byName, page, PAGING, positive, withIds } from './listing';

const V2 = '/api/v2';

export const userRoutes: Route[] = [
	{
		method: 'GET',
		path: `${V2}/users`,
		query: [
			...PAGING,
			'id',
			'jabberId',
			'sortOrder',
			'expand',
			'integrationPresenceSource',
			'userCustomAttributeSchemaIds',
			'state',
		],
		handle: list,
	},
	{
		method: 'GET',
		path: `${V2}/users/query`,
		query: ['cursor', 'pageSize', 'sortOrder', 'expand', 'integrationPresenceSource', 'state'],
		any: ['directory:user:view'],
		handle: listByCursor,
	},
	{
		method: 'GET',
		path: `${V2}/users/{id}/routingskills`,
		query: [...PAGING, 'sortOrder'],
		handle: (context) => page(context, proficiencies(context, 'skills')),
	},
	{
		method: 'GET',
		path: `${V2}/users/{id}/routinglanguages`,
		query: [...PAGING, 'sortOrder'],
		handle: (context) => page(context, proficiencies(context, 'languages')),
	},
	{
		method: 'GET',
		path: `${V2}/users/{id}/queues`,
		query: [...PAGING, 'joined', 'divisionId'],
		any: ['routing:queue:view'],
		handle: queuesOfUser,
	},
	{
		method: 'POST',
		path: `${V2}/users/search`,
		any: ['directory:user:view'],
		model: 'UserSearchRequest',
		handle: search,
	},
	{
		method: 'GET',
		path: `${V2}/presence/definitions`,
		query: ['deactivated', 'divisionId', 'localeCode'],
		any: ['presence:presenceDefinition:view'],
		handle: ({ world, path, query }) => {
			const deactivated = query.get('deactivated')?.toLowerCase() === 'true';
			const listed = world.organization.presences.filter((one) => (one.deactivated ?? false) === deactivated);
			return { json: { total: listed.length, entities: listed.map(presenceEntity), selfUri: path } };
		},
	},
];

const STATES = ['active', 'inactive', 'deleted', 'any'];

/** Only active users unless `state` says otherwise; there is no filter by name. */
function list(context: Context): Reply {
	const { world, query, now } = context;
	const state = query.get('state') ?? 'active';
	if (!STATES.includes(state)) {
		throw badRequest(`Value [${state}] is not valid for parameter [state].`, 'invalid.query.param.value');
	}
	const found = withIds(context, world.organization.users).filter(
		(user) => state === 'any' || user.state === state,
	);
	const expand = expands(query);
	const listed = byName(context, found);
	checkDepth(context);
	const reply = page(context, listed);
	const body = reply.json as { entities: UserEntity[] };
	return {
		json: {
			...body,
			entities: body.entities.map((user) => userEntity(user, world.organization, expand, now)),
		},
	};
}

/** The listing ends at 10,000 users of a state, though its total and its pageCount go on. */
function checkDepth({ query, world }: Context): void {
	const { maxListedUsers: deepest = 10_000, listingPageSizeMax = 100 } = world.options.limits ?? {};
	const size = Math.min(positive(query, 'pageSize', 25), listingPageSizeMax);
	if (size * positive(query, 'pageNumber', 1) <= deepest) return;
	throw badRequest(`Page requests may not go beyond ${deepest} users.`, 'invalid.page.number');
}

const ordered = new WeakMap<UserEntity[], UserEntity[]>();

/** Put in order once: there may be very many. */
function inOrder(context: Context): UserEntity[] {
	const { users } = context.world.organization;
	if (ordered.get(users)?.length !== users.length) ordered.set(users, byName(context, users));
	return ordered.get(users)!;
}

/** All users of a state, by cursor: without a total, and without an end at 10,000. */
function listByCursor(context: Context): Reply {
	const { world, query, path, now } = context;
	const state = query.get('state') ?? 'active';
	const found = inOrder(context).filter((user) => state === 'any' || user.state === state);
	const size = Math.min(positive(query, 'pageSize', 25), world.options.limits?.listingPageSizeMax ?? 100);
	const cursor = query.get('cursor');
	const start = cursor === null ? 0 : Number(Buffer.from(cursor, 'base64url').toString('utf8'));
	const next = Buffer.from(String(start + size)).toString('base64url');
	const users = found.slice(start, start + size);
	const expand = expands(query);
	return {
		json: {
			entities: users.map((user) => userEntity(user, world.organization, expand, now)),
			results: users.length,
			...(start + size < found.length
				? { cursor: next, nextUri: `${path}?pageSize=${size}&cursor=${next}` }
				: {}),
		},
	};
}

const EXPANDS =
	`routingStatus presence integrationPresence conversationSummary outOfOffice geolocation station
	authorization lasttokenissued team workPlanBidRanks externalContactsSettings groups profileSkills certifications
	locations biography employerInfo skills languages languagePreference dateLastLogin dateWelcomeSent
	authorization.unusedRoles manager`.split(/\s+/);

function expands(query: URLSearchParams): string[] {
	const asked = query.getAll('expand').flatMap((value) => value.split(','));
	const unknown = asked.find((value) => !EXPANDS.includes(value));
	if (unknown !== undefined) {
		throw badRequest(`Value [${unknown}] is not valid for parameter [expand].`, 'invalid.query.param.value');
	}
	return asked;
}

function userEntity(user: UserEntity, organization: Organization, expand: string[], now: number) {
	return {
		id: user.id,
		name: user.name,
		division: divisionRef(organization, user.divisionId),
		email: user.email,
		username: user.email,
		department: user.department,
		title: user.title,
		state: user.state,
		version: 3,
		acdAutoAnswer: false,
		...(user.managerId ? { manager: managerOf(user.managerId, organization, expand) } : {}),
		...(expand.includes('presence') ? { presence: presenceNow(user, organization, now) } : {}),
		...(expand.includes('routingStatus') ? { routingStatus: routingNow(user, organization, now) } : {}),
		...(expand.includes('team') && user.teamId ? { team: teamRef(user.teamId, organization) } : {}),
		...(expand.includes('skills')
			? { skills: user.skills.map((one) => proficiency(user, one, organization.skills, 'skill')) }
			: {}),
		...(expand.includes('languages')
			? { languages: user.languages.map((one) => proficiency(user, one, organization.languages, 'language')) }
			: {}),
		...(expand.includes('dateLastLogin') ? lastLogin(user, organization, now) : {}),
		...(expand.includes('groups')
			? { groups: organization.groups.filter((one) => one.memberIds.includes(user.id)).map(groupRef) }
			: {}),
		selfUri: `${V2}/users/${user.id}`,
	};
}

const managerOf = (id: string, organization: Organization, expand: string[]) => ({
	id,
	...(expand.includes('manager') ? { name: organization.users.find((user) => user.id === id)?.name } : {}),
	selfUri: `${V2}/users/${id}`,
});

const groupRef = ({ id }: Named) => ({ id, selfUri: `${V2}/groups/${id}` });

const teamRef = (id: string, organization: Organization) => ({
	id,
	name: organization.teams.find((team) => team.id === id)?.name,
	selfUri: `${V2}/teams/${id}`,
});

function lastLogin(user: UserEntity, organization: Organization, now: number) {
	const login = lastLoginOf(user, organization, now);
	return login === undefined ? {} : { dateLastLogin: iso(login) };
}

/** `UserRoutingSkill`, `UserRoutingLanguage` */
function proficiency(
	user: UserEntity,
	{ id, proficiency: level }: Proficiency,
	known: Named[],
	kind: 'skill' | 'language',
) {
	return {
		id,
		name: known.find((one) => one.id === id)?.name ?? id,
		proficiency: level,
		state: 'active',
		[`${kind}Uri`]: `${V2}/routing/${kind}s/${id}`,
		selfUri: `${V2}/users/${user.id}/routing${kind}s/${id}`,
	};
}

function proficiencies({ world, params }: Context, kind: 'skills' | 'languages') {
	const user = byId(world.organization.users, params.id);
	const singular = kind === 'skills' ? 'skill' : 'language';
	return user[kind].map((one) => proficiency(user, one, world.organization[kind], singular));
}

/** Those that the user has joined, unless `joined=false` asks for the others. */
function queuesOfUser(context: Context): Reply {
	const { world, params, query } = context;
	const user = byId(world.organization.users, params.id);
	const joined = query.get('joined') !== 'false';
	const divisions = query.getAll('divisionId');
	const mine = world.organization.queues
		.filter((queue) => queue.memberIds.includes(user.id) && hasJoined(queue, user.id) === joined)
		.filter((queue) => divisions.length === 0 || divisions.includes(queue.divisionId));
	return page(
		context,
		mine.map((queue) => ({ ...queueEntity(queue, world.organization), joined })),
	);
}

function presenceNow(user: UserEntity, organization: Organization, now: number) {
	const { presence, presenceSince } = stateAt(user, organization, now);
	return {
		source: 'PURECLOUD',
		primary: true,
		presenceDefinition: {
			id: presence.id,
			// The listing spells system presences as words; analytics in capitals.
			systemPresence: systemPresenceLabel(presence.systemPresence),
			selfUri: `${V2}/presence/definitions/${presence.id}`,
		},
		message: '',
		modifiedDate: iso(presenceSince),
		selfUri: `${V2}/users/${user.id}/presences/PURECLOUD`,
	};
}

function routingNow(user: UserEntity, organization: Organization, now: number) {
	const { routing } = stateAt(user, organization, now);
	return { userId: user.id, status: routing.state, startTime: iso(routing.start) };
}

function presenceEntity(presence: Organization['presences'][number]) {
	return {
		id: presence.id,
		name: presence.name,
		type: presence.name === 'Back Office, paperwork' ? 'User' : 'System',
		languageLabels: { en_US: presence.name },
		systemPresence: systemPresenceLabel(presence.systemPresence),
		divisionId: '*',
		deactivated: presence.deactivated ?? false,
		selfUri: `${V2}/presence/definitions/${presence.id}`,
	};
}

const LABELS: Record<string, string> = { ON_QUEUE: 'On Queue' };

const systemPresenceLabel = (systemPresence: string) =>
	LABELS[systemPresence] ?? systemPresence[0]! + systemPresence.slice(1).toLowerCase();

interface Criterion {
	type: string;
	value?: string;
	values?: string[];
	fields?: string[];
	operator?: string;
}

/** Criteria are ANDed; those it doesn't know are refused, not ignored. */
function search({ world, body, now }: Context): Reply {
	const {
		pageSize = 25,
		pageNumber = 1,
		query = [],
		expand = [],
	} = body as {
		pageSize?: number;
		pageNumber?: number;
		query?: Criterion[];
		expand?: string[];
	};
	const asksState = query.some((criterion) => criterion.fields?.includes('state'));
	const found = world.organization.users
		.filter((user) => asksState || user.state === 'active')
		.filter((user) => query.every((criterion) => fits(user, criterion)))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	const size = Math.min(pageSize, world.options.limits?.listingPageSizeMax ?? 100);
	const results = found
		.slice((pageNumber - 1) * size, pageNumber * size)
		.map((user) => userEntity(user, world.organization, expand, now));
	return {
		json: {
			total: found.length,
			pageCount: Math.ceil(found.length / size),
			pageSize: size,
			pageNumber,
			types: ['users'],
			...(results.length > 0 ? { results } : {}),
		},
	};
}

function fits(user: UserEntity, { type, value = '', values, fields = [] }: Criterion): boolean {
	const wanted = (values ?? [value]).map((one) => one.toLowerCase());
	const given = fields.map((field) =>
		String((user as unknown as Record<string, unknown>)[field] ?? '').toLowerCase(),
	);
	const some = (test: (text: string, part: string) => boolean) =>
		given.some((text) => wanted.some((part) => test(text, part)));
	switch (type) {
		case 'MATCH_ALL':
			return true;
		case 'EXACT':
		case 'TERM':
		case 'TERMS':
			return some((text, part) => text === part);
		case 'STARTS_WITH':
			return some(
				(text, part) => text.split(' ').some((word) => word.startsWith(part)) || text.startsWith(part),
			);
		case 'CONTAINS':
		case 'QUERY_STRING':
			return some((text, part) => text.includes(part));
		default:
			throw badRequest(`The search type ${type} is not supported by this organization`, 'invalid.search');
	}
}
