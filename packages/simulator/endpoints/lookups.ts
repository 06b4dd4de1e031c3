import { notFound } from '../apiError';
import type { Division, FlowEntity, Named, Organization, WrapUpCodeEntity } from '../data/organization';
import type { Context, Route } from '../router';
import { byId, divisionRef, MODIFIED, queueEntity } from './entities';
import { byName, page, PAGING, positive, withDivisions, withIds, withName } from './listing';

const V2 = '/api/v2';
const QUEUE_VIEW = ['routing:queue:view'];
const CODE_VIEW = ['routing:wrapupCode:view'];
const SKILL_VIEW = ['routing:skill:view'];
const TEAM_VIEW = ['groups:team:view'];
const FLOW_VIEW = ['architect:flow:view'];

/** The catalogues that turn ids into names. */
export const lookupRoutes: Route[] = [
	{
		method: 'GET',
		path: `${V2}/routing/queues`,
		query: [
			...PAGING,
			'sortOrder',
			'name',
			'id',
			'divisionId',
			'peerId',
			'cannedResponseLibraryId',
			'hasPeer',
			'expand',
		],
		any: QUEUE_VIEW,
		handle: (context) => page(context, queues(context)),
	},
	{
		method: 'GET',
		path: `${V2}/routing/queues/{id}/wrapupcodes`,
		query: [...PAGING, 'name'],
		all: QUEUE_VIEW,
		// A third of the codes belongs to each queue.
		handle: (context) => {
			const { queues: all, wrapUpCodes } = context.world.organization;
			const place = all.indexOf(byId(all, context.params.id));
			const own = new Set(wrapUpCodes.filter((_, index) => index % 3 === place % 3).map(({ id }) => id));
			return page(
				context,
				codes(context).filter(({ id }) => own.has(id)),
			);
		},
	},
	{
		method: 'GET',
		path: `${V2}/routing/wrapupcodes`,
		query: [...PAGING, 'sortBy', 'sortOrder', 'name', 'id', 'divisionId'],
		all: CODE_VIEW,
		handle: (context) => page(context, codes(context)),
	},
	{
		method: 'GET',
		path: `${V2}/routing/skills`,
		query: [...PAGING, 'name', 'id'],
		any: SKILL_VIEW,
		handle: (context) =>
			page(
				context,
				simple(context, context.world.organization.skills, 'startsWith').map((skill) => ({
					...skill,
					state: 'active',
					selfUri: `${V2}/routing/skills/${skill.id}`,
				})),
			),
	},
	{
		method: 'GET',
		path: `${V2}/routing/languages`,
		query: [...PAGING, 'sortOrder', 'name', 'id'],
		handle: (context) =>
			page(
				context,
				simple(context, context.world.organization.languages, 'startsWith').map((language) => ({
					...language,
					state: 'active',
					selfUri: `${V2}/routing/languages/${language.id}`,
				})),
			),
	},
	{
		method: 'GET',
		path: `${V2}/authorization/divisions`,
		query: [...PAGING, 'sortBy', 'expand', 'nextPage', 'previousPage', 'objectCount', 'id', 'name'],
		handle: (context) =>
			page(context, simple(context, context.world.organization.divisions, 'contains').map(divisionEntity)),
	},
	{
		method: 'GET',
		path: `${V2}/teams`,
		query: ['pageSize', 'name', 'after', 'before', 'expand'],
		any: TEAM_VIEW,
		handle: teams,
	},
	{
		method: 'GET',
		path: `${V2}/teams/{teamId}/members`,
		query: ['pageSize', 'before', 'after', 'expand'],
		any: TEAM_VIEW,
		handle: teamMembers,
	},
	{
		method: 'GET',
		path: `${V2}/flows`,
		query: [
			...PAGING,
			'type',
			'sortBy',
			'sortOrder',
			'id',
			'name',
			'description',
			'nameOrDescription',
			'publishVersionId',
			'editableBy',
			'lockedBy',
			'lockedByClientId',
			'secure',
			'deleted',
			'includeSchemas',
			'virtualAgentEnabled',
			'publishedAfter',
			'publishedBefore',
			'divisionId',
		],
		any: FLOW_VIEW,
		handle: (context) => page(context, flows(context)),
	},
	{
		method: 'GET',
		path: `${V2}/flows/lookup`,
		any: FLOW_VIEW,
		handle: (context) => page(context, flows(context)),
	},
];

function queues(context: Context) {
	const { organization } = context.world;
	const named = withName(context, withDivisions(context, withIds(context, organization.queues)), 'wildcard');
	return byName(context, named).map((queue) => queueEntity(queue, organization));
}

function codes(context: Context) {
	const { organization } = context.world;
	const named = withName(
		context,
		withDivisions(context, withIds(context, organization.wrapUpCodes)),
		'contains',
	);
	return byName(context, named).map((code) => codeEntity(code, organization));
}

function flows(context: Context) {
	const { organization } = context.world;
	const types = context.query.getAll('type').map((type) => type.toLowerCase());
	const ofType = organization.flows.filter((flow) => types.length === 0 || types.includes(flow.type));
	const named = withName(context, withDivisions(context, withIds(context, ofType)), 'contains');
	return byName(context, named).map((flow) => flowEntity(flow, organization));
}

function simple<T extends Named>(context: Context, all: T[], rule: 'startsWith' | 'contains'): T[] {
	return byName(context, withName(context, withIds(context, all), rule));
}

function teams(context: Context) {
	const { organization } = context.world;
	const all = byName(context, withName(context, organization.teams, 'startsWith'));
	return byCursor(
		context,
		all.map((team) => teamEntity(team, organization)),
	);
}

function teamMembers(context: Context) {
	const { organization } = context.world;
	if (!organization.teams.some(({ id }) => id === context.params.teamId)) throw notFound();
	const members = organization.users.filter(({ teamId }) => teamId === context.params.teamId);
	return byCursor(
		context,
		members.map(({ id, name }) => ({ id, name, selfUri: `${V2}/users/${id}` })),
	);
}

/** Teams and their members page by cursor: no total, no numbers. */
function byCursor({ world, query, path }: Context, all: object[]) {
	const size = Math.min(positive(query, 'pageSize', 25), world.options.limits?.listingPageSizeMax ?? 100);
	const after = query.get('after');
	const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString('utf8'));
	const next = Buffer.from(String(start + size)).toString('base64url');
	return {
		json: {
			entities: all.slice(start, start + size),
			selfUri: path,
			...(start + size < all.length ? { nextUri: `${path}?pageSize=${size}&after=${next}` } : {}),
		},
	};
}

function codeEntity(code: WrapUpCodeEntity, organization: Organization) {
	return {
		id: code.id,
		name: code.name,
		division: divisionRef(organization, code.divisionId) ?? { id: '*', name: '' },
		selfUri: `${V2}/routing/wrapupcodes/${code.id}`,
	};
}

const divisionEntity = ({ id, name, home }: Division) => ({
	id,
	name,
	description: 'As "agreed"; see the wiki',
	homeDivision: home,
	selfUri: `${V2}/authorization/divisions/${id}`,
});

const teamEntity = (team: Named & { divisionId: string }, organization: Organization) => ({
	id: team.id,
	name: team.name,
	division: divisionRef(organization, team.divisionId),
	description: 'As "agreed"; see the wiki',
	dateModified: MODIFIED,
	memberCount: organization.users.filter((user) => user.teamId === team.id).length,
	selfUri: `${V2}/teams/${team.id}`,
});

const flowEntity = (flow: FlowEntity, organization: Organization) => ({
	id: flow.id,
	name: flow.name,
	type: flow.type,
	division: divisionRef(organization, flow.divisionId),
	description: 'As "agreed"; see the wiki',
	active: true,
	system: false,
	deleted: false,
	publishedVersion: { id: '12.0', name: '12', secure: false, datePublished: MODIFIED },
	supportedLanguages: [{ language: 'en-us', isDefault: true }],
	virtualAgentEnabled: false,
	selfUri: `${V2}/flows/${flow.id}`,
});
