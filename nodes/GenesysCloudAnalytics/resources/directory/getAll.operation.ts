import type { INodeProperties } from 'n8n-workflow';

import { directorySheets, type Sheet } from '../../columns';
import { limitFields } from '../../fields/limit';
import { divisionLocator, locator } from '../../fields/locators';
import { fileNotice, optionCollection, returnAsFields, rowOptions } from '../../fields/output';
import type { Query } from '../../transport/request';
import { flag, oneOf, someOf, text } from '../../fields/choices';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../../output/writeRows';
import { readCollection, readIds, readLimit } from '../../fields/parameters';
import { DIRECTORY_TYPES, type DirectoryType, type FilterName } from './listings';

type Type = keyof typeof DIRECTORY_TYPES;
type Expansion = keyof typeof directorySheets.userExpansions;

const types: Readonly<Record<Type, DirectoryType>> = DIRECTORY_TYPES;
const TYPES = Object.keys(types) as Type[];
const EXPANSIONS = Object.keys(directorySheets.userExpansions) as Expansion[];

const sheets: Sheet[] = [...TYPES.map((type) => types[type].sheet), directorySheets.expandedUserSheet];

/** Shown for the types that have the filter. */
const filteredBy = (filter: FilterName): INodeProperties['displayOptions'] => ({
	show: { '/type': TYPES.filter((type) => filter in types[type].filters) },
});

// Constants, because n8n's lint wants inline options in alphabetical order, and people want them by use.
const typeOptions = TYPES.map((value) => ({ name: types[value].name, value }));
const stateOptions = [
	{ name: 'Any', value: 'any' },
	{ name: 'Active', value: 'active' },
	{ name: 'Inactive', value: 'inactive' },
	{ name: 'Deleted', value: 'deleted' },
];

const fields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'users',
		description: 'What to list',
		options: typeOptions,
	},
	{
		...locator({
			displayName: 'Queues',
			name: 'queues',
			search: 'searchQueues',
			description: 'The queues whose members to get. If empty, all queues that the OAuth client can see.',
		}),
		displayOptions: { show: { type: ['queueMembers'] } },
	},
	...returnAsFields,
	fileNotice,
	...limitFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Entries must match all filters',
		displayOptions: { show: { type: TYPES.filter((type) => Object.keys(types[type].filters).length > 0) } },
		options: [
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				description: 'Part of the name; for skills, languages and teams, the start of the name',
				displayOptions: filteredBy('name'),
			},
			{
				displayName: 'State',
				name: 'state',
				type: 'options',
				default: 'any',
				description: 'Only users in this state',
				displayOptions: filteredBy('state'),
				options: stateOptions,
			},
			{
				...divisionLocator,
				description: 'Only entries that belong to this division, or to any of these divisions',
				displayOptions: filteredBy('division'),
			},
			{
				displayName: 'Joined',
				name: 'joined',
				type: 'options',
				default: 'joined',
				description:
					'Only members who have joined the queue and so receive its conversations, or only those who have not',
				displayOptions: filteredBy('joined'),
				options: [
					{ name: 'Joined', value: 'joined' },
					{ name: 'Not Joined', value: 'notJoined' },
				],
			},
			{
				displayName: 'Latest Version Only',
				name: 'latestOnly',
				type: 'boolean',
				default: true,
				description: 'Whether to leave out earlier versions of a form',
				displayOptions: filteredBy('latestOnly'),
			},
		],
	},
	optionCollection([
		{
			displayName: 'Include',
			name: 'include',
			type: 'multiOptions',
			default: [],
			description: 'What else to get about each user. Queues take one request per user.',
			displayOptions: { show: { '/type': ['users'] } },
			options: [
				{ name: 'Languages', value: 'languages' },
				{ name: 'Queues', value: 'queues' },
				{ name: 'Skills', value: 'skills' },
			],
		},
		...rowOptions(...sheets),
	]),
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many directory entries',
	description:
		"Get entries of your organization's directory, with IDs and names: users (agents) with email, team, skills and queues, queues and their members, wrap-up codes, skills, languages, divisions, teams, groups, presences, flows, forms or topics",
	fields,
	sheets,
	asks: Object.values(types).flatMap(({ name, asks }) =>
		asks.map((ask) => ({ ...ask, for: [`Type: ${name}`, ...(ask.for ? [ask.for] : [])].join(', ') })),
	),
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection } = session;
	const type = oneOf('Type', read('type', 'users'), TYPES);
	const listing = types[type];
	const limit = readLimit(read);
	const include =
		type === 'users' ? someOf('Include', readCollection(read, 'options').include, EXPANSIONS) : [];
	const entries = await listing.read(connection, {
		query: await readQuery(session, read, listing),
		queueIds: type === 'queueMembers' ? await readIds(connection, 'queue', read('queues', '')) : [],
		// One more tells whether the limit cuts.
		limit: limit + 1,
		include,
		missing: (sentence) => session.hint(sentence, 'warning'),
	});
	return await writeRows(
		session,
		read,
		sheetOf(listing, include),
		upToLimit(session, entries, limit, listing.name.toLowerCase()),
		{ fileName: type },
	);
}

/** The filters that are set, as parameters of the API. */
async function readQuery(
	{ connection }: Session,
	read: ReadParameter,
	{ filters }: DirectoryType,
): Promise<Query> {
	const chosen = readCollection(read, 'filters');
	const values: Record<FilterName, string> = {
		name: text(chosen.name),
		state: 'state' in chosen ? oneOf('State', chosen.state, ['any', 'active', 'inactive', 'deleted']) : '',
		division: (await readIds(connection, 'division', chosen.division)).join(','),
		joined: 'joined' in chosen ? oneOf('Joined', chosen.joined, ['joined', 'notJoined']) : '',
		latestOnly: flag('Latest Version Only', chosen.latestOnly) ? 'true' : '',
	};
	// n8n hands on no filter that the form of the type doesn't show.
	return Object.assign(
		{},
		...(Object.keys(filters) as FilterName[]).map((name) =>
			values[name] === '' ? {} : filters[name]?.(values[name]),
		),
	) as Query;
}

function sheetOf({ sheet }: DirectoryType, include: readonly Expansion[]): Sheet {
	if (include.length === 0) return sheet;
	const added = EXPANSIONS.filter((each) => include.includes(each)).flatMap(
		(each) => directorySheets.userExpansions[each],
	);
	return { ...sheet, columns: [...sheet.columns, ...added] };
}
