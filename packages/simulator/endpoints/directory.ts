import type { Named, Organization } from '../data/organization';
import { stateAt } from '../data/timeline';
import { iso } from '../interval';
import type { Context, Reply, Route } from '../router';
import { byId, divisionRef, hasJoined, MODIFIED } from './entities';
import { byName, page, PAGING, positive, withDivisions, withIds, withName } from './listing';
import { badRequest } from '../apiError';

const V2 = '/api/v2';
const FLOW_PARTS = [
	...PAGING,
	'sortBy',
	'sortOrder',
	'id',
	'name',
	'description',
	'nameOrDescription',
	'divisionId',
];

/** Queue members, groups, flow outcomes and milestones. */
export const directoryRoutes: Route[] = [
	{
		method: 'GET',
		path: `${V2}/routing/queues/{id}/members`,
		query: [
			...PAGING,
			'sortOrder',
			'expand',
			'name',
			'profileSkills',
			'skills',
			'languages',
			'routingStatus',
			'presence',
			'memberBy',
			'joined',
		],
		any: ['routing:queue:view', 'routing:queue:edit', 'routing:queue:readonly', 'routing:queueMember:manage'],
		handle: members,
	},
	{
		method: 'GET',
		path: `${V2}/groups`,
		query: [...PAGING, 'id', 'jabberId', 'sortOrder'],
		handle: (context) =>
			page(
				context,
				byName(context, withIds(context, context.world.organization.groups)).map((group) => ({
					id: group.id,
					name: group.name,
					description: 'As "agreed"; see the wiki',
					dateModified: MODIFIED,
					memberCount: group.memberIds.length,
					state: 'active',
					version: 1,
					type: group.type,
					rulesVisible: true,
					visibility: 'public',
					selfUri: `${V2}/groups/${group.id}`,
				})),
			),
	},
	{
		method: 'GET',
		path: `${V2}/flows/outcomes`,
		query: FLOW_PARTS,
		any: ['architect:flowOutcome:view'],
		handle: (context) => flowParts(context, 'flowOutcomes', 'outcomes'),
	},
	{
		method: 'GET',
		path: `${V2}/flows/milestones`,
		query: FLOW_PARTS,
		any: ['architect:flowMilestone:view'],
		handle: (context) => flowParts(context, 'flowMilestones', 'milestones'),
	},
];

function flowParts(context: Context, list: 'flowOutcomes' | 'flowMilestones', path: string): Reply {
	const { organization } = context.world;
	const found = withName(context, withDivisions(context, withIds(context, organization[list])), 'contains');
	const entity = ({ id, name, divisionId }: Named & { divisionId: string }) => ({
		id,
		name,
		division: divisionRef(organization, divisionId),
		description: 'As "agreed"; see the wiki',
		selfUri: `${V2}/flows/${path}/${id}`,
	});
	return page(context, byName(context, found).map(entity));
}

/** No total and no number of pages: only `nextUri` tells whether there is more. */
function members(context: Context): Reply {
	const { world, params, query, path, now } = context;
	const { organization } = world;
	const queue = byId(organization.queues, params.id);
	const pageSize = positive(query, 'pageSize', 25);
	const pageNumber = positive(query, 'pageNumber', 1);
	if (pageSize > 100) throw badRequest('The page size may not exceed 100', 'invalid.page.size');
	const largest = Math.min(pageSize, world.options.limits?.listingPageSizeMax ?? 100);
	const joined = query.get('joined');
	const memberBy = query.get('memberBy') ?? 'user';
	const found = queue.memberIds
		.filter(() => memberBy === 'user')
		.filter((id) => joined === null || String(hasJoined(queue, id)) === joined)
		.map((id) => organization.users.find((user) => user.id === id)!);
	const some = withName(context, found, 'contains');
	const uri = (number: number) => {
		const parameters = new URLSearchParams(query);
		parameters.set('pageSize', String(largest));
		parameters.set('pageNumber', String(number));
		return `${path}?${parameters}`;
	};
	return {
		json: {
			entities: some.slice((pageNumber - 1) * largest, pageNumber * largest).map((user) => ({
				id: user.id,
				name: user.name,
				user: { id: user.id, name: user.name, email: user.email, selfUri: `${V2}/users/${user.id}` },
				ringNumber: 1,
				joined: hasJoined(queue, user.id),
				memberBy: 'user',
				routingStatus: routingStatus(user.id, organization, now),
				selfUri: `${V2}/routing/queues/${queue.id}/members/${user.id}`,
			})),
			pageSize: largest,
			pageNumber,
			firstUri: uri(1),
			selfUri: uri(pageNumber),
			...(pageNumber * largest < some.length ? { nextUri: uri(pageNumber + 1) } : {}),
			...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
		},
	};
}

function routingStatus(userId: string, organization: Organization, now: number) {
	const { routing } = stateAt(byId(organization.users, userId), organization, now);
	return { userId, status: routing.state, startTime: iso(routing.start) };
}
