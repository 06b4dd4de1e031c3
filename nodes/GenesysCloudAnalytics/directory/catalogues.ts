import type { NameKind } from '../analytics/rows';
import type { Request } from '../transport/send';

/** One thing that has an id and a name. */
export interface Entity {
	id: string;
	name: string;
}

/** How the API tells the names of one kind of thing. */
export interface Catalogue {
	/** Singular and plural, for messages and lists. */
	label: string;
	plural: string;
	/** What the look-ups need; empty where the documentation declares none. */
	permission: string;
	/** Names of ids; absent where the API only lists all of them. */
	byIds?: (ids: string[]) => Request;
	/** A page of those whose name holds the text; `page` is the `next` of the page before. */
	search: (text: string, page: string | undefined) => Request;
}

/** A page of a listing in the shapes that the API has. */
export interface Listing {
	entities?: Array<Partial<Entity>>;
	/** users/search */
	results?: Array<Partial<Entity>>;
	pageNumber?: number;
	pageCount?: number;
	/** Cursor paging, of teams. */
	nextUri?: string;
}

export const LISTING_PAGE_SIZE = 100;

/** Every look-up that this package makes. Sources: the API's own reference, by operation. */
export const CATALOGUES: Readonly<Record<NameKind, Catalogue>> = {
	queue: listing('queue', 'queues', 'routing:queue:view', '/api/v2/routing/queues', {
		searchBy: (text) => ({ name: `*${text}*` }),
	}),
	user: {
		label: 'agent',
		plural: 'agents',
		permission: 'directory:user:view',
		// Inactive and deleted users have handled conversations too.
		byIds: (ids) => get('/api/v2/users', { id: ids, state: 'any', pageSize: LISTING_PAGE_SIZE }),
		search: (text, page) => ({
			method: 'POST',
			path: '/api/v2/users/search',
			body: {
				pageSize: LISTING_PAGE_SIZE,
				pageNumber: Number(page ?? 1),
				sortBy: 'name',
				query: text
					? [{ type: 'CONTAINS', fields: ['name', 'email'], value: text }]
					: [{ type: 'MATCH_ALL', fields: ['name'] }],
			},
			permission: 'directory:user:view',
		}),
	},
	wrapUpCode: listing(
		'wrap-up code',
		'wrap-up codes',
		'routing:wrapupCode:view',
		'/api/v2/routing/wrapupcodes',
		{
			searchBy: (text) => ({ name: text }),
		},
	),
	division: listing('division', 'divisions', '', '/api/v2/authorization/divisions', {
		searchBy: (text) => ({ name: text }),
	}),
	skill: listing('skill', 'skills', 'routing:skill:view', '/api/v2/routing/skills', {
		searchBy: (text) => ({ name: text }),
	}),
	language: listing('language', 'languages', '', '/api/v2/routing/languages', {
		searchBy: (text) => ({ name: text }),
	}),
	team: {
		label: 'team',
		plural: 'teams',
		permission: 'groups:team:view',
		search: (text, page) =>
			get(
				'/api/v2/teams',
				{ pageSize: LISTING_PAGE_SIZE, name: text || undefined, after: page },
				'groups:team:view',
			),
	},
	flow: listing('flow', 'flows', 'architect:flow:view', '/api/v2/flows', {
		searchBy: (text) => ({ name: `*${text}*` }),
		byIdsPath: '/api/v2/flows/lookup',
	}),
};

function listing(
	label: string,
	plural: string,
	permission: string,
	path: string,
	{ searchBy, byIdsPath = path }: { searchBy: (text: string) => { name: string }; byIdsPath?: string },
): Catalogue {
	return {
		label,
		plural,
		permission,
		byIds: (ids) => get(byIdsPath, { id: ids, pageSize: LISTING_PAGE_SIZE }, permission),
		search: (text, page) =>
			get(
				path,
				{ ...(text ? searchBy(text) : {}), pageSize: LISTING_PAGE_SIZE, pageNumber: Number(page ?? 1) },
				permission,
			),
	};
}

function get(path: string, query: Request['query'], permission?: string): Request {
	return { method: 'GET', path, query, permission };
}
