import { directorySheets as sheets, type Sheet } from '../../columns';
import type { Listed, QueueMember } from '../../columns/directorySheets';
import { ask } from '../../api/ask';
import { LISTING_PAGE_SIZE } from '../../api/catalogues';
import { API, type Endpoint, type Listing } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { everyEntry } from '../../api/pages';
import { presenceDefinitions } from '../../api/presences';
import type { Connection } from '../../transport/connection';
import { GenesysError } from '../../transport/errors';
import type { Query } from '../../transport/request';
import type { Ask } from '../operation';

/** The filters of the form. */
export type FilterName = 'name' | 'state' | 'division' | 'joined' | 'latestOnly';

/** What is asked for. */
interface Wanted {
	/** The filters, as the API's parameters. */
	query: Query;
	/** Infinity for all. */
	limit: number;
	/** Members: of these queues; of all if there are none. */
	queueIds: string[];
	/** Users: what else of them. */
	include: ReadonlyArray<keyof typeof sheets.userExpansions>;
}

/** One kind of thing that the directory lists. */
export interface DirectoryType {
	/** As the field Type has it, and in sentences. */
	name: string;
	sheet: Sheet;
	filters: Partial<Record<FilterName, (value: string) => Query>>;
	/** With what each is asked for, where it isn't always. */
	asks: readonly Ask[];
	read(connection: Connection, wanted: Wanted): Promise<unknown[]>;
}

type Endpoints = Endpoint<[], undefined, Listing>;

/** All kinds, by the values of the field Type. Sources: the API's own reference, by operation. */
export const DIRECTORY_TYPES = {
	users: {
		name: 'Users',
		sheet: sheets.userSheet,
		filters: { state: (state) => ({ state }) },
		asks: [{ endpoint: API.users }, { endpoint: API.queuesOfUser, for: 'Include: Queues' }],
		read: readUsers,
	},
	queues: listing('Queues', sheets.queueSheet, API.queues, { name: containing, division }),
	queueMembers: {
		name: 'Queue Members',
		sheet: sheets.queueMemberSheet,
		filters: { name: exactly, joined: (value) => ({ joined: value === 'joined' }) },
		asks: [{ endpoint: API.queueMembers }, { endpoint: API.queues, for: 'if no queue is chosen' }],
		read: readMembers,
	},
	wrapUpCodes: listing('Wrap-Up Codes', sheets.wrapUpCodeSheet, API.wrapUpCodes, { name: exactly, division }),
	skills: listing('Skills', sheets.skillSheet, API.skills, { name: exactly }),
	languages: listing('Languages', sheets.languageSheet, API.languages, { name: exactly }),
	divisions: listing('Divisions', sheets.divisionSheet, API.divisions, { name: exactly }),
	teams: listing('Teams', sheets.teamSheet, API.teams, { name: exactly }, 'after'),
	groups: listing('Groups', sheets.groupSheet, API.groups, {}),
	presenceDefinitions: {
		name: 'Presence Definitions',
		sheet: sheets.presenceDefinitionSheet,
		filters: {},
		asks: [{ endpoint: API.presenceDefinitions }],
		read: readPresences,
	},
	flows: listing('Flows', sheets.flowSheet, API.flows, { name: containing, division }),
	flowOutcomes: listing('Flow Outcomes', sheets.flowOutcomeSheet, API.flowOutcomes, {
		name: exactly,
		division,
	}),
	flowMilestones: listing('Flow Milestones', sheets.flowMilestoneSheet, API.flowMilestones, {
		name: exactly,
		division,
	}),
	evaluationForms: listing('Evaluation Forms', sheets.evaluationFormSheet, API.evaluationForms, {
		name: exactly,
		latestOnly: (value) => ({ onlyLatestPerContext: value }),
	}),
	surveyForms: listing('Survey Forms', sheets.surveyFormSheet, API.surveyForms, {
		name: exactly,
		latestOnly: (value) => ({ onlyLatestEnabledPerContext: value }),
	}),
	topics: listing('Topics', sheets.topicSheet, API.topics, { name: exactly }, 'nextPage'),
} satisfies Record<string, DirectoryType>;

/** Where the API takes wildcards, it finds whole names only without them. */
function containing(name: string): Query {
	return { name: name.includes('*') ? name : `*${name}*` };
}

function exactly(name: string): Query {
	return { name };
}

function division(ids: string): Query {
	return { divisionId: ids.split(',') };
}

/** What is listed by one endpoint, as it is. */
function listing(
	name: string,
	sheet: Sheet,
	endpoint: Endpoints,
	filters: DirectoryType['filters'],
	pageBy?: PageParameter,
): DirectoryType {
	return {
		name,
		sheet,
		filters,
		asks: [{ endpoint }],
		read: async (connection, { query, limit }) => await readAll(connection, endpoint, query, limit, pageBy),
	};
}

/** By what the API takes the next page: its number, or the cursor that the page before pointed to. */
type PageParameter = 'pageNumber' | 'after' | 'nextPage';

async function readAll(
	connection: Connection,
	endpoint: Endpoints,
	query: Query,
	limit: number,
	pageBy: PageParameter = 'pageNumber',
): Promise<Listed[]> {
	const pageSize = Math.min(LISTING_PAGE_SIZE, limit);
	const first = pageBy === 'pageNumber' ? '1' : undefined;
	return await everyEntry(
		async (page) =>
			await ask(connection, endpoint, { query: { ...query, pageSize, [pageBy]: page ?? first } }),
		limit,
	);
}

/** Skills and languages come with the listing; queues are asked for user by user. */
async function readUsers(connection: Connection, { query, limit, include }: Wanted): Promise<Listed[]> {
	const listed = include.filter((what) => what !== 'queues');
	const users = await readAll(
		connection,
		API.users,
		{ state: 'any', ...query, expand: ['team', 'dateLastLogin', ...listed] },
		limit,
	);
	if (!include.includes('queues')) return users;
	return await inParallel(users, async (user) => ({
		...user,
		queues: await queuesOf(connection, String(user.id)),
	}));
}

/** A user who is gone has none. */
async function queuesOf(connection: Connection, userId: string): Promise<Listed[]> {
	return await everyEntry(
		async (page) =>
			await ask(connection, API.queuesOfUser, {
				ids: [userId],
				query: { pageSize: LISTING_PAGE_SIZE, pageNumber: page ?? '1' },
			}),
	).catch((error: unknown) => {
		if (error instanceof GenesysError && error.status === 404) return [];
		throw error;
	});
}

/** Queue by queue; up to a limit no more queues than needed. */
async function readMembers(
	connection: Connection,
	{ query, limit, queueIds }: Wanted,
): Promise<QueueMember[]> {
	const queues: Listed[] =
		queueIds.length > 0
			? queueIds.map((id) => ({ id }))
			: await readAll(connection, API.queues, {}, Infinity);
	const membersOf = async (queue: Listed, most = Infinity): Promise<QueueMember[]> => {
		const members = await everyEntry(
			async (page) =>
				await ask(connection, API.queueMembers, {
					ids: [String(queue.id)],
					query: { ...query, pageSize: Math.min(LISTING_PAGE_SIZE, most), pageNumber: page ?? '1' },
				}),
			most,
		);
		return members.map((member) => ({ queue, member }));
	};
	if (limit === Infinity) return (await inParallel(queues, async (queue) => await membersOf(queue))).flat();
	const found: QueueMember[] = [];
	for (const queue of queues) {
		found.push(...(await membersOf(queue, limit - found.length)));
		if (found.length >= limit) break;
	}
	return found;
}

async function readPresences(connection: Connection, { limit }: Wanted): Promise<Listed[]> {
	return (await presenceDefinitions(connection)).slice(0, limit);
}
