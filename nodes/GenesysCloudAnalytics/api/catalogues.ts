import type { NameKind } from '../columns/column';
import type { Connection } from '../transport/connection';
import { ask } from './ask';
import { API, type AnyEndpoint, type Listing, type ListEndpoint } from './endpoints';
import { listAll, LISTING_PAGE_SIZE, listPage } from './listing';
import { entriesOf } from './pages';
import { NUMBERED, type Paging } from './paging';
import { presenceDefinitions } from './presences';
import { presenceNameOf } from '../records/agentStatus';

/** One thing that has an id and a name. */
export interface Entity {
	id: string;
	name: string;
}

/** How to look up the names of one kind of entity. */
export interface Catalogue {
	/** Singular and plural, for messages and lists. */
	label: string;
	plural: string;
	/** The endpoint for names by id, and the one for listing and finding by name. */
	endpoints: Readonly<Record<'names' | 'list', AnyEndpoint>>;
	/** Those with the ids; absent where the API only lists all of them. */
	byIds?: (connection: Connection, ids: string[]) => Promise<Listing>;
	/** All of them, where `search` leaves out what is no longer offered, but still has a name. */
	all?: (connection: Connection) => Promise<Listing>;
	/** How `search` pages. */
	paging: Paging;
	/** A page of those whose name contains the text (all for an empty one). */
	search: (connection: Connection, text: string, page: string | undefined) => Promise<Listing>;
}

/** Every look-up of names. Sources: the API's own reference, by operation. */
export const CATALOGUES: Readonly<Record<NameKind, Catalogue>> = {
	queue: numbered('queue', 'queues', API.queues, { searchBy: containing }),
	user: {
		label: 'agent',
		plural: 'agents',
		endpoints: { names: API.users, list: API.searchUsers },
		// Inactive and deleted users have handled conversations too.
		byIds: async (connection, ids) =>
			await listPage(connection, API.users, {
				query: { id: ids, state: 'any', pageSize: LISTING_PAGE_SIZE },
			}),
		paging: NUMBERED,
		search: async (connection, text, page) =>
			await ask(connection, API.searchUsers, {
				body: {
					pageSize: LISTING_PAGE_SIZE,
					...NUMBERED.query(page),
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
	team: listed('team', 'teams', API.teams),
	flow: numbered('flow', 'flows', API.flows, { searchBy: containing, byId: API.flowsById }),
	flowOutcome: numbered('flow outcome', 'flow outcomes', API.flowOutcomes),
	flowMilestone: numbered('flow milestone', 'flow milestones', API.flowMilestones),
	campaign: numbered('campaign', 'campaigns', API.campaigns),
	contactList: numbered('contact list', 'contact lists', API.contactLists),
	topic: listed('topic', 'topics', API.topics),
	presence: {
		label: 'presence',
		plural: 'presences',
		endpoints: { names: API.presenceDefinitions, list: API.presenceDefinitions },
		paging: NUMBERED,
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
	managementUnit: {
		label: 'management unit',
		plural: 'management units',
		endpoints: { names: API.managementUnits, list: API.managementUnits },
		paging: NUMBERED,
		search: async (connection, text) => {
			const units = entriesOf(await listPage(connection, API.managementUnits, {})) as Array<Partial<Entity>>;
			const fits = ({ name = '' }: Partial<Entity>) => name.toLowerCase().includes(text.toLowerCase());
			return { entities: units.filter(fits) };
		},
	},
	evaluationForm: forms('evaluation form', API.evaluationForms, 'onlyLatestPerContext'),
	surveyForm: forms('survey form', API.surveyForms, 'onlyLatestEnabledPerContext'),
};

/** A listing that takes a name and doesn't take ids. */
function listed(
	label: string,
	plural: string,
	endpoint: ListEndpoint,
	searchBy = (text: string) => text,
): Catalogue {
	const { paging } = endpoint;
	return {
		label,
		plural,
		endpoints: { names: endpoint, list: endpoint },
		paging,
		search: async (connection, text, page) =>
			await listPage(connection, endpoint, {
				query: {
					...(text ? { name: searchBy(text) } : {}),
					pageSize: LISTING_PAGE_SIZE,
					...paging.query(page),
				},
			}),
	};
}

/** One that takes ids as well. */
function numbered(
	label: string,
	plural: string,
	endpoint: ListEndpoint,
	{ searchBy, byId = endpoint }: { searchBy?: (text: string) => string; byId?: ListEndpoint } = {},
): Catalogue {
	return {
		...listed(label, plural, endpoint, searchBy),
		endpoints: { names: byId, list: endpoint },
		byIds: async (connection, ids) =>
			await listPage(connection, byId, { query: { id: ids, pageSize: LISTING_PAGE_SIZE } }),
	};
}

/** Forms by their context: a form's id is that of one version, and evaluations and surveys were made with any of them. */
function forms(label: string, endpoint: ListEndpoint, onlyLatest: string): Catalogue {
	return {
		...listed(label, `${label}s`, endpoint),
		search: async (connection, text, page) => {
			const query = { [onlyLatest]: true, name: text || undefined, pageSize: LISTING_PAGE_SIZE };
			const answer = await listPage(connection, endpoint, {
				query: { ...query, ...endpoint.paging.query(page) },
			});
			return { ...answer, entities: entriesOf(answer).map(byContext) };
		},
		// Those that are switched off, too. Of several versions, the newest comes last, and so it gives the name.
		all: async (connection) => {
			const versions = await listAll(connection, endpoint, {}, { limit: Infinity });
			const changed = ({ modifiedDate }: Record<string, unknown>) => String(modifiedDate ?? '');
			versions.sort((a, b) => (changed(a) < changed(b) ? -1 : 1));
			return { entities: versions.map(byContext) };
		},
	};
}

function byContext({ contextId, name }: Record<string, unknown>) {
	return { id: contextId, name };
}

function containing(text: string): string {
	return `*${text}*`;
}
