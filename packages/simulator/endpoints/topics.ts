import { badRequest } from '../apiError';
import type { Context, Reply, Route } from '../router';
import { MODIFIED } from './entities';
import { byName, page, PAGING, positive, withName } from './listing';

const BASE = '/api/v2/speechandtextanalytics';

/** The catalogues of speech and text analytics. */
export const topicRoutes: Route[] = [
	{
		method: 'GET',
		path: `${BASE}/topics`,
		query: [...PAGING, 'nextPage', 'state', 'name', 'ids', 'dialects', 'sortBy', 'sortOrder'],
		any: ['speechAndTextAnalytics:topic:view'],
		handle: topics,
	},
	{
		method: 'GET',
		path: `${BASE}/categories`,
		query: [...PAGING, 'name', 'sortOrder', 'sortBy', 'ids'],
		any: ['speechAndTextAnalytics:category:view'],
		handle: (context) => {
			const { categories } = context.world.organization;
			const ids = idsOf(context);
			const found = categories.filter(({ id }) => ids.length === 0 || ids.includes(id));
			return page(
				context,
				byName(context, withName(context, found, 'contains')).map((category) => ({
					id: category.id,
					name: category.name,
					description: 'As "agreed"; see the wiki',
					interactionType: category.interactionType,
					criteria: { type: 'Operator', operator: { type: 'Or', operands: [] } },
					dateModified: MODIFIED,
					selfUri: `${BASE}/categories/${category.id}`,
				})),
				{ pageSizeMax: 25, strict: true },
			);
		},
	},
];

/** Topics page by a token in `nextUri`; a number of the page is taken, but there is none in the answer. */
function topics(context: Context): Reply {
	const { world, query, path } = context;
	const ids = idsOf(context);
	const dialects = query.getAll('dialects');
	const state = query.get('state') ?? 'latest';
	const found = byName(context, withName(context, world.organization.topics, 'contains'))
		.filter(({ id }) => ids.length === 0 || ids.includes(id))
		.filter(({ dialect }) => dialects.length === 0 || dialects.includes(dialect))
		.filter(({ published }) => state !== 'published' || published);
	const asked = positive(query, 'pageSize', 25);
	if (asked > 500) throw badRequest('The page size may not exceed 500', 'invalid.page.size');
	const size = Math.min(asked, world.options.limits?.listingPageSizeMax ?? 500);
	const token = query.get('nextPage');
	const start = token === null ? (positive(query, 'pageNumber', 1) - 1) * size : readToken(token);
	const next = new URLSearchParams(query);
	next.set('pageSize', String(size));
	next.delete('pageNumber');
	next.set('nextPage', Buffer.from(`topics ${start + size}`).toString('base64url'));
	return {
		json: {
			entities: found.slice(start, start + size).map((topic) => ({
				id: topic.id,
				name: topic.name,
				description: 'As "agreed"; see the wiki',
				published: topic.published,
				strictness: '72',
				matchingType: 'Phrases',
				programsCount: 1,
				tags: ['finance', 'risk'],
				dialect: topic.dialect,
				participants: 'All',
				phrasesCount: 12,
				dateModified: MODIFIED,
				selfUri: `${BASE}/topics/${topic.id}`,
			})),
			pageSize: size,
			total: found.length,
			pageCount: Math.max(1, Math.ceil(found.length / size)),
			selfUri: path,
			...(start + size < found.length ? { nextUri: `${path}?${next}` } : {}),
		},
	};
}

function readToken(token: string): number {
	const start = Number(/^topics (\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1]);
	if (Number.isNaN(start)) throw badRequest('The page token is not valid', 'invalid.query.param.value');
	return start;
}

function idsOf({ query }: Context): string[] {
	const ids = query.getAll('ids').flatMap((value) => value.split(','));
	if (ids.length > 50) throw badRequest('No more than 50 ids may be given', 'constraint.validation');
	return ids;
}
