import { API } from '../../api/endpoints';
import { presenceDefinitions } from '../../api/presences';
import { timeInStatusSheet, timeInStatusWith } from '../../columns/aggregateSheets';
import type { Sheet } from '../../columns/sheet';
import { fillGaps } from '../../fields/fillGaps';
import type { Settings } from '../../fields/field';
import { halfHoursUp } from '../../fields/granularity';
import { toggle } from '../../fields/kinds';
import { FIGURES_FOR_AGENTS, fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { agents } from '../../fields/organization';
import { rows } from '../../fields/rows';
import { timeRangeOfIntervals } from '../../fields/timeRange';
import { groupsOf, intervalsOf, type Group } from '../../kpis/aggregates';
import { readUserAggregates } from '../../reading/userAggregates';
import { pastUsers, type PastUsers } from '../../reading/users';
import {
	loggedInMs,
	ORGANIZATION_PRESENCE,
	presenceColumns,
	presenceNameOf,
	STATUS_METRICS,
} from '../../records/agentStatus';
import { text } from '../../records/conversation';
import { clock } from '../../transport/clock';
import { bordersOf, edgesOf } from '../../time/buckets';
import type { TimeRange } from '../../time/timeRange';
import { upToLimit } from '../limit';
import { usesForAllUsers } from '../uses';
import { datedName, operation, type Found, type Work } from '../operation';
import { latestEnd, readPeriod } from '../readPeriod';

const fields = {
	period: timeRangeOfIntervals,
	agents,
	granularity: halfHoursUp,
	rows: rows(timeInStatusSheet),
	fileNotice,
	limit: limit({ ofTool: FIGURES_FOR_AGENTS, isSyncable: true }),
	options: options([timeInStatusSheet], {
		fillGaps,
		organizationPresences: toggle({
			displayName: 'Organization Presences',
			byDefault: false,
			description:
				'Whether to add a column with the seconds in each presence that your organization defined, such as Back Office',
		}),
	}),
};
type Said = Settings<typeof fields>;

export const getTimeInStatus = operation({
	value: 'getTimeInStatus',
	name: 'Get Time in Status',
	action: 'Get time in status of agents',
	description:
		'Get how many seconds agents were on queue, idle, interacting, not responding, available, on a break and so on within a time range',
	rowPer: 'agent and interval: seconds on queue, idle, interacting, on a break',
	fields,
	sheets: [timeInStatusSheet],
	uses: [
		{ endpoint: API.users },
		usesForAllUsers,
		{ endpoint: API.userAggregates },
		{ endpoint: API.presenceDefinitions, for: 'Organization Presences', without: 'IDs instead of names' },
	],
	sheetOf: () => timeInStatusSheet,
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, directory, report, timeZone } = work;
	const { granularity, limit: most, period, options: chosen } = said;
	const metrics = chosen.organizationPresences ? [...STATUS_METRICS, ORGANIZATION_PRESENCE] : STATUS_METRICS;
	let listed: PastUsers = { users: [], isCut: false, gone: new Set() };
	report.hasDataUntil(clock.now());
	const idsOf = () => listed.users.map(({ id }) => id);
	const { range, records, extra } = await readPeriod<unknown>(work, period, {
		borders: bordersOf(granularity, timeZone),
		read: async (part) => {
			if (listed.users.length === 0) listed = await agentsFor(said, work, part);
			return await readUserAggregates(connection, idsOf(), metrics, { range: part, granularity, timeZone });
		},
		markOf: (results, within) => latestEnd(intervalsFor(said, work, listed, results, within)),
	});
	for (const { id, name } of listed.users) directory.learn('user', id, name);
	const found = intervalsFor(said, work, listed, records, range);
	if (listed.isCut && found.length <= most) report.cutAt(listed.users.length, 'agents');
	const kept = upToLimit(report, found, most, 'rows');
	// If an insert stops halfway, everything before the mark is there.
	if (period.isSync) kept.sort((a, b) => a.startMs - b.startMs);
	return {
		records: kept,
		sheet: chosen.organizationPresences ? await withPresences(said, work, records, range) : timeInStatusSheet,
		fileName: datedName('time-in-status', range),
		extra,
	};
}

/** No more agents than the limit leaves rows for. */
async function agentsFor(
	{ agents: ids, granularity, limit: most, options: { fillGaps: isFilled } }: Said,
	{ connection, timeZone }: Work,
	range: TimeRange,
): Promise<PastUsers> {
	const rowsEach = isFilled ? edgesOf(range, granularity, timeZone).length - 1 : 1;
	return await pastUsers(connection, ids, Math.ceil(most / rowsEach));
}

function intervalsFor(
	{ granularity, options: { fillGaps: isFilled } }: Said,
	{ timeZone }: Work,
	{ users, gone }: PastUsers,
	results: readonly unknown[],
	within: TimeRange,
) {
	const edges = edgesOf(within, granularity, timeZone);
	const found = groupsOf(results, ['userId'], edges);
	const groups = new Map(found.map((group) => [group.values[0], group]));
	const worked = ({ byBucket }: Group) => [...byBucket.values()].some((figures) => loggedInMs(figures) > 0);
	return users.flatMap(({ id }) => {
		const group = groups.get(id) ?? { values: [id], byBucket: new Map() };
		// Nothing more is known of who had left before than that of everybody who has: no row.
		if (gone.has(id) && !worked(group)) return [];
		return intervalsOf([group], edges, isFilled).map((each) => ({ ...each, agentId: id }));
	});
}

async function withPresences(
	{ granularity, options: { resolveNames } }: Said,
	work: Work,
	results: readonly unknown[],
	range: TimeRange,
): Promise<Sheet> {
	const groups = groupsOf(results, ['userId'], edgesOf(range, granularity, work.timeZone));
	const inUse = resolveNames ? await presencesInUse(work) : [];
	const nameOf = (id: string) => (resolveNames ? work.directory.nameOf('presence', id) : null);
	return timeInStatusWith(presenceColumns(inUse, groups, nameOf)) as Sheet;
}
/** The ids of the presences that agents can take; none where they can't be read. The directory learns the names of all. */
async function presencesInUse({ connection, directory }: Work): Promise<string[]> {
	const read = async () => await presenceDefinitions(connection);
	const definitions = (await directory.attempt('presence', read)) ?? [];
	for (const definition of definitions)
		directory.learn('presence', definition.id, presenceNameOf(definition));
	return definitions.flatMap(({ id, deactivated }) => (deactivated === true ? [] : (text(id) ?? [])));
}
