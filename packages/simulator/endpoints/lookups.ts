import { notFound } from '../apiError';
import type {
	Division,
	FlowEntity,
	Named,
	Organization,
	QueueEntity,
	WrapUpCodeEntity,
} from '../data/organization';
import type { Context, Route } from '../router';
import { byName, page, positive, withDivisions, withIds, withName } from './listing';

const V2 = '/api/v2';
const QUEUE_VIEW = ['routing:queue:view'];
const QUEUE_SEARCH = ['routing:queue:search'];
const CODE_VIEW = ['routing:wrapupCode:view'];
const CODE_SEARCH = ['routing:wrapupCode:search'];
const SKILL_VIEW = ['routing:skill:view'];
const TEAM_VIEW = ['groups:team:view'];
const FLOW_VIEW = ['architect:flow:view'];

/** The catalogues that turn ids into names. */
export const lookupRoutes: Route[] = [
	{
		method: 'GET',
		path: `${V2}/routing/queues`,
		any: QUEUE_VIEW,
		handle: (context) => page(context, queues(context)),
	},
	{
		method: 'GET',
		path: `${V2}/routing/queues/divisionviews`,
		all: QUEUE_SEARCH,
		handle: (context) => page(context, queues(context), { pageSizeMax: 100, pageNumberMax: 5, strict: true }),
	},
	{
		method: 'GET',
		path: `${V2}/routing/queues/divisionviews/all`,
		all: QUEUE_SEARCH,
		handle: (context) => page(context, queues(context), { pageSizeMax: 500, strict: true }),
	},
	{
		method: 'GET',
		path: `${V2}/routing/queues/{id}`,
		all: QUEUE_VIEW,
		handle: ({ world, params }) => ({
			json: queueEntity(byId(world.organization.queues, params.id), world.organization),
		}),
	},
	{
		method: 'GET',
		path: `${V2}/routing/queues/{id}/wrapupcodes`,
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
		all: CODE_VIEW,
		handle: (context) => page(context, codes(context)),
	},
	{
		method: 'GET',
		path: `${V2}/routing/wrapupcodes/divisionviews`,
		all: CODE_SEARCH,
		handle: (context) => page(context, codes(context)),
	},
	{
		method: 'GET',
		path: `${V2}/routing/wrapupcodes/{id}`,
		all: CODE_VIEW,
		handle: ({ world, params }) => ({
			json: codeEntity(byId(world.organization.wrapUpCodes, params.id), world.organization),
		}),
	},
	{
		method: 'GET',
		path: `${V2}/routing/skills`,
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
		handle: (context) =>
			page(context, simple(context, context.world.organization.divisions, 'contains').map(divisionEntity)),
	},
	{
		method: 'GET',
		path: `${V2}/authorization/divisions/home`,
		handle: ({ world }) => ({ json: divisionEntity(world.organization.divisions.find((one) => one.home)!) }),
	},
	{
		method: 'GET',
		path: `${V2}/authorization/divisions/{id}`,
		handle: ({ world, params }) => ({ json: divisionEntity(byId(world.organization.divisions, params.id)) }),
	},
	{ method: 'GET', path: `${V2}/teams`, any: TEAM_VIEW, handle: teams },
	{
		method: 'GET',
		path: `${V2}/teams/{id}`,
		any: TEAM_VIEW,
		handle: ({ world, params }) => ({
			json: teamEntity(byId(world.organization.teams, params.id), world.organization),
		}),
	},
	{ method: 'GET', path: `${V2}/flows`, any: FLOW_VIEW, handle: (context) => page(context, flows(context)) },
	{
		method: 'GET',
		path: `${V2}/flows/lookup`,
		any: FLOW_VIEW,
		handle: (context) => page(context, flows(context)),
	},
	{
		method: 'GET',
		path: `${V2}/flows/divisionviews`,
		all: ['architect:flow:search'],
		handle: (context) => page(context, flows(context)),
	},
	{
		method: 'GET',
		path: `${V2}/flows/{id}`,
		any: FLOW_VIEW,
		handle: ({ world, params }) => ({
			json: flowEntity(byId(world.organization.flows, params.id), world.organization),
		}),
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

/** Teams page by cursor: no total, no numbers. */
function teams(context: Context) {
	const { world, query, path } = context;
	const all = byName(context, withName(context, world.organization.teams, 'startsWith'));
	const size = Math.min(positive(query, 'pageSize', 25), world.options.limits?.listingPageSizeMax ?? 100);
	const after = query.get('after');
	const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString('utf8'));
	const next = Buffer.from(String(start + size)).toString('base64url');
	return {
		json: {
			entities: all.slice(start, start + size).map((team) => teamEntity(team, world.organization)),
			selfUri: path,
			...(start + size < all.length ? { nextUri: `${path}?pageSize=${size}&after=${next}` } : {}),
		},
	};
}

export function divisionRef(organization: Organization, id: string | undefined) {
	const division = organization.divisions.find((one) => one.id === id);
	return (
		division && {
			id: division.id,
			name: division.name,
			selfUri: `${V2}/authorization/divisions/${division.id}`,
		}
	);
}

function queueEntity(queue: QueueEntity, organization: Organization) {
	const serviceLevel = { percentage: queue.serviceLevelTarget, durationMs: queue.serviceLevelSeconds * 1000 };
	const media = { enableAutoAnswer: false, alertingTimeoutSeconds: 15, serviceLevel };
	return {
		id: queue.id,
		name: queue.name,
		division: divisionRef(organization, queue.divisionId),
		memberCount: queue.memberIds.length,
		userMemberCount: queue.memberIds.length,
		joinedMemberCount: queue.memberIds.length,
		mediaSettings: { call: media, callback: media, chat: media, email: media, message: media },
		skillEvaluationMethod: 'ALL',
		acwSettings: { wrapupPrompt: 'MANDATORY_TIMEOUT', timeoutMs: 300_000 },
		selfUri: `${V2}/routing/queues/${queue.id}`,
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
	description: '',
	homeDivision: home,
	selfUri: `${V2}/authorization/divisions/${id}`,
});

const teamEntity = (team: Named & { divisionId: string }, organization: Organization) => ({
	id: team.id,
	name: team.name,
	division: divisionRef(organization, team.divisionId),
	memberCount: organization.users.filter((user) => user.teamId === team.id).length,
	selfUri: `${V2}/teams/${team.id}`,
});

const flowEntity = (flow: FlowEntity, organization: Organization) => ({
	id: flow.id,
	name: flow.name,
	type: flow.type,
	division: divisionRef(organization, flow.divisionId),
	selfUri: `${V2}/flows/${flow.id}`,
});

export function byId<T extends { id: string }>(all: T[], id: string | undefined): T {
	const found = all.find((one) => one.id === id);
	if (!found) throw notFound();
	return found;
}
