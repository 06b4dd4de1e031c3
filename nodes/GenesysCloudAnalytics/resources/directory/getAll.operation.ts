import type { Sheet } from '../../columns/sheet';
import { expandedUserSheet, userExpansions } from '../../columns/directorySheets';
import { collection, shownIf, type Settings } from '../../fields/field';
import { choice, choiceIfAdded, severalOf, text, toggle } from '../../fields/kinds';
import { fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { about, division, queues } from '../../fields/organization';
import { rows } from '../../fields/rows';
import type { Query } from '../../transport/request';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';
import { DIRECTORY_TYPES, type DirectoryType, type FilterName } from './listings';

type Type = keyof typeof DIRECTORY_TYPES;
type Expansion = keyof typeof userExpansions;

const types: Readonly<Record<Type, DirectoryType>> = DIRECTORY_TYPES;
const TYPES = Object.keys(types) as Type[];
const EXPANSIONS = Object.keys(userExpansions) as Expansion[];
const expansionLabels: Record<Expansion, string> = {
	languages: 'Languages',
	queues: 'Queues',
	skills: 'Skills',
};

const sheets: Sheet[] = [...TYPES.map((type) => types[type].sheet), expandedUserSheet];

/** The types that have the filter. */
const filteredBy = (filter: FilterName) => ({
	'/type': TYPES.filter((type) => filter in types[type].filters),
});

const filters = collection(
	{
		displayName: 'Filters',
		placeholder: 'Add Filter',
		description: 'Entries must match all filters',
		isFilter: true,
	},
	{
		name: shownIf(
			text({
				displayName: 'Name',
				isFilter: true,
				description: 'Part of the name; for skills, languages and teams, the start of the name',
			}),
			filteredBy('name'),
		),
		state: shownIf(
			choiceIfAdded({
				displayName: 'State',
				byDefault: 'any',
				isFilter: true,
				description: 'Only users in this state',
				options: [
					['any', 'Any'],
					['active', 'Active'],
					['inactive', 'Inactive'],
					['deleted', 'Deleted'],
				],
			}),
			filteredBy('state'),
		),
		division: shownIf(
			about(division, 'Only entries that belong to this division, or to any of these divisions'),
			filteredBy('division'),
		),
		joined: shownIf(
			choiceIfAdded({
				displayName: 'Joined',
				byDefault: 'joined',
				isFilter: true,
				description:
					'Only members who have joined the queue and so receive its conversations, or only those who have not',
				options: [
					['joined', 'Joined'],
					['notJoined', 'Not Joined'],
				],
			}),
			filteredBy('joined'),
		),
		latestOnly: shownIf(
			toggle({
				displayName: 'Latest Version Only',
				byDefault: true,
				unset: false,
				isFilter: true,
				description: 'Whether to leave out earlier versions of a form',
			}),
			filteredBy('latestOnly'),
		),
	},
);

const fields = {
	type: choice<Type>({
		displayName: 'Type',
		byDefault: 'users',
		description: 'What to list',
		options: TYPES.map((value) => [value, types[value].name] as const),
	}),
	queues: shownIf(
		about(queues, 'The queues whose members to get. If empty, all queues that the OAuth client can see.'),
		{ type: ['queueMembers'] },
	),
	filters: shownIf(filters, { type: TYPES.filter((type) => Object.keys(types[type].filters).length > 0) }),
	rows: rows(Object.fromEntries(TYPES.map((type) => [type, types[type].sheet])), { by: 'type' }),
	fileNotice,
	limit: limit(),
	options: options(sheets, {
		include: shownIf(
			severalOf<Expansion>({
				displayName: 'Include',
				byDefault: [],
				description: 'What else to get about each user. Queues take one request per user.',
				options: EXPANSIONS.map((value) => [value, expansionLabels[value]] as const),
			}),
			{ '/type': ['users'] },
		),
	}),
};
type Said = Settings<typeof fields>;

export const getMany = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many directory entries',
	description:
		"Get entries of your organization's directory, with IDs and names: users (agents) with email, team, skills and queues, queues and their members, wrap-up codes, skills, languages, divisions, teams, groups, presences, flows, forms or topics",
	rowPer: 'user, queue, queue member, wrap-up code, skill, division, team, presence, flow, form, topic, …',
	fields,
	sheets,
	uses: Object.values(types).flatMap(({ name, uses }) =>
		uses.map((use) => ({ ...use, for: [`Type: ${name}`, ...(use.for ? [use.for] : [])].join(', ') })),
	),
	sheetOf: ({ type, options: { include } }) => sheetOf(types[type], type === 'users' ? include : []),
	find,
});

async function find(said: Said, { connection, report }: Work): Promise<Found> {
	const { type, limit: most } = said;
	const listing = types[type];
	const entries = await listing.read(connection, {
		query: queryOf(said, listing),
		queueIds: type === 'queueMembers' ? said.queues : [],
		// One more tells whether the limit cuts.
		limit: most + 1,
		include: type === 'users' ? said.options.include : [],
		missing: (sentence) => report.misses(sentence),
	});
	return { records: upToLimit(report, entries, most, listing.name.toLowerCase()), fileName: type };
}

/** The filters that are set, as parameters of the API. */
function queryOf({ filters: said }: Said, { filters: known }: DirectoryType): Query {
	const values: Record<FilterName, string> = {
		name: said.name,
		state: said.state ?? '',
		division: said.division.join(','),
		joined: said.joined ?? '',
		latestOnly: said.latestOnly ? 'true' : '',
	};
	// n8n hands on no filter that the form of the type doesn't show.
	return Object.assign(
		{},
		...(Object.keys(known) as FilterName[]).map((name) =>
			values[name] === '' ? {} : known[name]?.(values[name]),
		),
	) as Query;
}

function sheetOf({ sheet }: DirectoryType, include: readonly Expansion[]): Sheet {
	if (include.length === 0) return sheet;
	const added = EXPANSIONS.filter((each) => include.includes(each)).flatMap((each) => userExpansions[each]);
	return {
		...sheet,
		columns: [...sheet.columns, ...added],
		always: added.map(({ name }) => name),
		simplified: sheet.simplified && [...sheet.simplified, ...added.map(({ name }) => name)],
	};
}
