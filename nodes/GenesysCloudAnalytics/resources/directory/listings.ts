import type { Sheet } from '../../columns/sheet';
import {
	divisionSheet,
	evaluationFormSheet,
	flowMilestoneSheet,
	flowOutcomeSheet,
	flowSheet,
	groupSheet,
	languageSheet,
	presenceDefinitionSheet,
	queueMemberSheet,
	queueSheet,
	skillSheet,
	surveyFormSheet,
	teamSheet,
	topicSheet,
	userExpansions,
	userSheet,
	wrapUpCodeSheet,
	type Listed,
	type QueueMember,
} from '../../columns/directorySheets';
import { API, type ListEndpoint } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { listAll } from '../../api/listing';
import { presenceDefinitions } from '../../api/presences';
import type { Connection } from '../../transport/connection';
import type { Query } from '../../transport/request';
import { usesForAllUsers } from '../uses';
import type { EndpointUse } from '../operation';

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
	include: ReadonlyArray<keyof typeof userExpansions>;
	/** Takes one sentence on each list that lacks entries. */
	missing: (sentence: string) => void;
}

/** One kind of thing that the directory lists. */
export interface DirectoryType {
	/** As the field Type has it, and in sentences. */
	name: string;
	sheet: Sheet;
	filters: Partial<Record<FilterName, (value: string) => Query>>;
	/** With what each is asked for, where it isn't always. */
	uses: readonly EndpointUse[];
	read(connection: Connection, wanted: Wanted): Promise<unknown[]>;
}

/** All kinds, by the values of the field Type. Sources: the API's own reference, by operation. */
export const DIRECTORY_TYPES = {
	users: {
		name: 'Users',
		sheet: userSheet,
		filters: { state: (state) => ({ state }) },
		uses: [{ endpoint: API.users }, usesForAllUsers, { endpoint: API.queuesOfUser, for: 'Include: Queues' }],
		read: readUsers,
	},
	queues: listing('Queues', queueSheet, API.queues, { name: containing, division }),
	queueMembers: {
		name: 'Queue Members',
		sheet: queueMemberSheet,
		filters: { name: exactly, joined: (value) => ({ joined: value === 'joined' }) },
		uses: [{ endpoint: API.queueMembers }, { endpoint: API.queues, for: 'if no queue is chosen' }],
		read: readMembers,
	},
	wrapUpCodes: listing('Wrap-Up Codes', wrapUpCodeSheet, API.wrapUpCodes, { name: exactly, division }),
	skills: listing('Skills', skillSheet, API.skills, { name: exactly }),
	languages: listing('Languages', languageSheet, API.languages, { name: exactly }),
	divisions: listing('Divisions', divisionSheet, API.divisions, { name: exactly }),
	teams: listing('Teams', teamSheet, API.teams, { name: exactly }),
	groups: listing('Groups', groupSheet, API.groups, {}),
	presenceDefinitions: {
		name: 'Presence Definitions',
		sheet: presenceDefinitionSheet,
		filters: {},
		uses: [{ endpoint: API.presenceDefinitions }],
		read: readPresences,
	},
	flows: listing('Flows', flowSheet, API.flows, { name: containing, division }),
	flowOutcomes: listing('Flow Outcomes', flowOutcomeSheet, API.flowOutcomes, {
		name: exactly,
		division,
	}),
	flowMilestones: listing('Flow Milestones', flowMilestoneSheet, API.flowMilestones, {
		name: exactly,
		division,
	}),
	evaluationForms: listing('Evaluation Forms', evaluationFormSheet, API.evaluationForms, {
		name: exactly,
		latestOnly: (value) => ({ onlyLatestPerContext: value }),
	}),
	surveyForms: listing('Survey Forms', surveyFormSheet, API.surveyForms, {
		name: exactly,
		latestOnly: (value) => ({ onlyLatestEnabledPerContext: value }),
	}),
	topics: listing('Topics', topicSheet, API.topics, { name: exactly }),
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
	endpoint: ListEndpoint,
	filters: DirectoryType['filters'],
): DirectoryType {
	return {
		name,
		sheet,
		filters,
		uses: [{ endpoint }],
		read: async (connection, { query, ...options }) =>
			await listAll(connection, endpoint, { query }, options),
	};
}

/** Skills and languages come with the listing; queues are asked for user by user. */
async function readUsers(connection: Connection, { query, include, ...options }: Wanted): Promise<Listed[]> {
	const listed = include.filter((what) => what !== 'queues');
	const asked = { state: 'any', ...query, expand: ['team', 'dateLastLogin', ...listed] };
	const users = await listAll(connection, API.users, { query: asked }, options);
	if (!include.includes('queues')) return users;
	const { missing } = options;
	return await inParallel(users, async (user) => ({
		...user,
		queues: await listAll(connection, API.queuesOfUser, { ids: [String(user.id)] }, { missing }),
	}));
}

/** Queue by queue; up to a limit no more queues than needed. */
async function readMembers(
	connection: Connection,
	{ query, limit, queueIds, missing }: Wanted,
): Promise<QueueMember[]> {
	const queues: Listed[] =
		queueIds.length > 0
			? queueIds.map((id) => ({ id }))
			: await listAll(connection, API.queues, {}, { missing });
	const membersOf = async (queue: Listed, most = Infinity): Promise<QueueMember[]> => {
		const asked = { ids: [String(queue.id)] as [string], query };
		const members = await listAll(connection, API.queueMembers, asked, { limit: most, missing });
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
