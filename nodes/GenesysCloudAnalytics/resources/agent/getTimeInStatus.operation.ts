import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { groupsOf, intervalsOf } from '../../kpis/aggregates';
import { ORGANIZATION_PRESENCE, presenceColumns, STATUS_METRICS } from '../../records/agentStatus';
import { bordersOf, edgesOf } from '../../time/buckets';
import { timeInStatusSheet, timeInStatusWith } from '../../columns';
import type { TimeRange } from '../../time/timeRange';
import { limitFields } from '../../fields/limit';
import { fileNotice, optionCollection, outputFields, rowOptions } from '../../fields/output';
import { timeRangeOrSinceOfIntervals, unlessSince } from '../../fields/timeRange';
import { limitNote } from '../../output/limitNote';
import { UserFacingError } from '../../messages/userFacingError';
import { datedName, latestEnd, readInTime } from '../readInTime';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../../output/writeRows';
import { flag } from '../../fields/choices';
import { isSync, readCollection, readIds, readLimit, readTimeZone } from '../../fields/parameters';
import { readGranularity } from '../performance/writeAggregates';
import { fillGapsOption, granularityField } from '../performance/fields';
import { API } from '../../api/endpoints';
import { readUserAggregates } from '../../reading/userAggregates';
import { readPresenceNames } from '../../reading/presenceNames';
import { agentsField, listedUsers, type UsersUpToLimit } from '../../reading/users';
import { askingAllUsers, askingPresenceNames } from '../asks';

/**
 * The API's own page on user aggregates limits the granularity, half an hour is taken as the finest:
 * https://developer.genesys.cloud/analyticsdatamanagement/analytics/aggregate/user-query (Limitations)
 */
const halfHoursUp: INodeProperties = {
	...granularityField,
	options: (granularityField.options as INodePropertyOptions[]).filter(({ value }) => value !== 'PT15M'),
};

const organizationPresencesOption: INodeProperties = {
	displayName: 'Organization Presences',
	name: 'organizationPresences',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a column with the seconds in each presence that your organization defined, such as Back Office',
};

export const getTimeInStatus: Operation = {
	value: 'getTimeInStatus',
	name: 'Get Time in Status',
	action: 'Get time in status of agents',
	description:
		'Get how many seconds agents were on queue, idle, interacting, not responding, available, on a break and so on within a time range',
	fields: [
		...timeRangeOrSinceOfIntervals,
		agentsField,
		halfHoursUp,
		...outputFields(timeInStatusSheet),
		fileNotice,
		...limitFields.map(unlessSince),
		optionCollection([fillGapsOption, organizationPresencesOption, ...rowOptions(timeInStatusSheet)]),
	],
	sheets: [timeInStatusSheet],
	asks: [
		{ endpoint: API.users },
		askingAllUsers,
		{ endpoint: API.userAggregates },
		{ ...askingPresenceNames, for: 'names of Organization Presences' },
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const granularity = readGranularity(read);
	if (granularity === 'PT15M') {
		throw new UserFacingError(
			'Genesys Cloud does not report time in status in intervals of 15 minutes',
			'Choose a granularity of 30 minutes or more.',
		);
	}
	const ofOrganization = flag('Organization Presences', options.organizationPresences);
	const resolveNames = flag('Resolve Names', options.resolveNames, true);
	const metrics = ofOrganization ? [...STATUS_METRICS, ORGANIZATION_PRESENCE] : STATUS_METRICS;
	const fillGaps = flag('Fill Gaps', options.fillGaps, true);
	const limit = readLimit(read);
	const chosen = await readIds(connection, 'user', read('agents', ''));
	let { users: agents, isCut }: UsersUpToLimit = { users: [], isCut: false };
	const agentsFor = async (range: TimeRange) => {
		const rowsEach = fillGaps ? edgesOf(range, granularity, timeZone).length - 1 : 1;
		return await listedUsers(connection, chosen, Math.ceil(limit / rowsEach));
	};
	const rowsOf = (results: readonly unknown[], within: TimeRange) => {
		const edges = edgesOf(within, granularity, timeZone);
		const groups = new Map(groupsOf(results, ['userId'], edges).map((group) => [group.values[0], group]));
		return agents.flatMap(({ id, name }) => {
			const group = groups.get(id) ?? { values: [id], byBucket: new Map() };
			const agentName = name ?? directory.nameOf('user', id);
			return intervalsOf([group], edges, fillGaps).map((each) => ({ ...each, agentId: id, agentName }));
		});
	};
	const { range, records, extra, hint } = await readInTime<unknown>(session, read, {
		borders: bordersOf(granularity, timeZone),
		read: async (part) => {
			if (agents.length === 0) ({ users: agents, isCut } = await agentsFor(part));
			return await readUserAggregates(
				connection,
				agents.map(({ id }) => id),
				metrics,
				{ range: part, granularity, timeZone },
			);
		},
		markOf: (results, within) => latestEnd(rowsOf(results, within)),
	});
	if (chosen.length > 0 && resolveNames) await directory.load('user', chosen);
	const sheetOfOrganization = async () => {
		const presenceNames = resolveNames ? await readPresenceNames(session) : new Map<string, string>();
		const groups = groupsOf(records, ['userId'], edgesOf(range, granularity, timeZone));
		return timeInStatusWith(presenceColumns(presenceNames, groups));
	};
	const sheet = ofOrganization ? await sheetOfOrganization() : timeInStatusSheet;
	const found = rowsOf(records, range);
	const rows = upToLimit(session, found, limit, 'rows');
	if (isCut && found.length <= limit) session.hint(limitNote(agents.length, 'agents'));
	// If an insert stops halfway, everything before the mark is there.
	if (isSync(read)) rows.sort((a, b) => a.startMs - b.startMs);
	session.hint(hint);
	const fileName = datedName('time-in-status', range);
	return await writeRows(session, read, sheet, rows, { fileName, extra });
}
