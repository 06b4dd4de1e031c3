import type { NameKind } from '../columns';
import type { Connection } from '../transport/connection';
import type { Query } from '../transport/request';
import { ask } from './ask';
import { presenceNameOf } from '../records/agentStatus';
import { API, type AnyEndpoint, type Endpoint, type Listing } from './endpoints';
import { presenceDefinitions } from './presences';

/** One thing that has an id and a name. */
export interface Entity {
	id: string;
	name: string;
}

type Found = Listing<Partial<Entity>>;

/** How to look up the names of one kind of entity. */
export interface Catalogue {
	/** Singular and plural, for messages and lists. */
	label: string;
	plural: string;
	/** The endpoint for names by id, and the one for listing and finding by name. */
	endpoints: Readonly<Record<'names' | 'list', AnyEndpoint>>;
	/** Those with the ids; absent where the API only lists all of them. */
	byIds?: (connection: Connection, ids: string[]) => Promise<Found>;
	/** A page of those whose name contains the text (all for an empty one); `page` comes from `nextOf` of the previous page. */
	search: (connection: Connection, text: string, page: string | undefined) => Promise<Found>;
}

export const LISTING_PAGE_SIZE = 100;

/** Every look-up of names. Sources: the API's own reference, by operation. */
export const CATALOGUES: Readonly<Record<NameKind, Catalogue>> = {
	queue: numbered('queue', 'queues', API.queues, { searchBy: containing }),
	user: {
		label: 'agent',
		plural: 'agents',
		endpoints: { names: API.users, list: API.searchUsers },
		// Inactive and deleted users have handled conversations too.
		byIds: async (connection, ids) =>
			await ask(connection, API.users, { query: { id: ids, state: 'any', pageSize: LISTING_PAGE_SIZE } }),
		search: async (connection, text, page) =>
			await ask(connection, API.searchUsers, {
				body: {
					pageSize: LISTING_PAGE_SIZE,
					pageNumber: Number(page ?? 1),
					sortBy: 'name',
					query: text
						? [{ type: 'CONTAINS', fields: ['name', 'email'], value: text }]
						: [{ type: 'MATCH_ALL', fields: ['name'] }],
				},
			}),
	},
	wrapUpCode: numbered('wrap-up code', 'wrap-up codes', API.wrapUpCodes),
	division: numbered('division', 'divisions', API.divisions),
	skill: numbered('skill', 'skills', API.skills),
	language: numbered('language', 'languages', API.languages),
	team: {
		label: 'team',
		plural: 'teams',
		endpoints: { names: API.teams, list: API.teams },
		search: async (connection, text, page) =>
			await ask(connection, API.teams, {
				query: { pageSize: LISTING_PAGE_SIZE, name: text || undefined, after: page },
			}),
	},
	flow: numbered('flow', 'flows', API.flows, { searchBy: containing, byId: API.flowsById }),
	flowOutcome: numbered('flow outcome', 'flow outcomes', API.flowOutcomes),
	flowMilestone: numbered('flow milestone', 'flow milestones', API.flowMilestones),
	campaign: numbered('campaign', 'campaigns', API.campaigns),
	contactList: numbered('contact list', 'contact lists', API.contactLists),
	topic: {
		label: 'topic',
		plural: 'topics',
		endpoints: { names: API.topics, list: API.topics },
		search: async (connection, text, page) =>
			await ask(connection, API.topics, {
				query: { pageSize: LISTING_PAGE_SIZE, name: text || undefined, nextPage: page },
			}),
	},
	presence: {
		label: 'presence',
		plural: 'presences',
		endpoints: { names: API.presenceDefinitions, list: API.presenceDefinitions },
		search: async (connection, text) => {
			const entities = (await presenceDefinitions(connection)).map((presence) => ({
				id: String(presence.id),
				name: presenceNameOf(presence) ?? undefined,
			}));
			return {
				entities: entities.filter(({ name = '' }) => name.toLowerCase().includes(text.toLowerCase())),
			};
		},
	},
	evaluationForm: forms('evaluation form', API.evaluationForms, 'onlyLatestPerContext'),
	surveyForm: forms('survey form', API.surveyForms, 'onlyLatestEnabledPerContext'),
};

/** Forms by their context: a form's id is that of one version, and evaluations and surveys were made with any of them. */
function forms(label: string, endpoint: Endpoint<[], undefined, Listing>, onlyLatest: string): Catalogue {
	return {
		label,
		plural: `${label}s`,
		endpoints: { names: endpoint, list: endpoint },
		search: async (connection, text, page) => {
			const query = { [onlyLatest]: true, name: text || undefined };
			const answer = await ask(connection, endpoint, {
				query: { ...query, pageSize: LISTING_PAGE_SIZE, pageNumber: Number(page ?? 1) },
			});
			const byContext = ({ contextId, name }: Record<string, unknown>) => ({ id: contextId, name });
			return { ...answer, entities: answer.entities?.map(byContext) } as Found;
		},
	};
}

function containing(text: string): string {
	return `*${text}*`;
}

/** A listing with page numbers, which also takes ids. */
function numbered(
	label: string,
	plural: string,
	endpoint: Endpoint<[], undefined, Listing>,
	{ searchBy = (text: string) => text, byId = endpoint } = {},
): Catalogue {
	const listed = async (connection: Connection, from: typeof endpoint, query: Query) =>
		await ask(connection, from, { query: { ...query, pageSize: LISTING_PAGE_SIZE } });
	return {
		label,
		plural,
		endpoints: { names: byId, list: endpoint },
		byIds: async (connection, ids) => await listed(connection, byId, { id: ids }),
		search: async (connection, text, page) =>
			await listed(connection, endpoint, {
				...(text ? { name: searchBy(text) } : {}),
				pageNumber: Number(page ?? 1),
			}),
	};
}
