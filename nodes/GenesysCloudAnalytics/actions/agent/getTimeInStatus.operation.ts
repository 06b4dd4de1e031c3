import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { groupsOf, intervalsOf } from '../../analytics/aggregates';
import { ORGANIZATION_PRESENCE, presenceColumns, STATUS_METRICS } from '../../analytics/agentStatus';
import { edgesOf } from '../../analytics/buckets';
import { timeInStatusSheet, timeInStatusWith } from '../../analytics/rows';
import { rangeSentence } from '../../analytics/timeRange';
import { limitFields } from '../../descriptions/limit';
import { fileNotice, optionCollection, outputFields, rowOptions } from '../../descriptions/output';
import { timeRangeFields } from '../../descriptions/timeRange';
import { UserFacingError } from '../../userFacingError';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../output';
import { flag } from '../../choices';
import { readCollection, readIds, readLimit, readTimeRange, readTimeZone } from '../parameters';
import { readGranularity } from '../performance/writeAggregates';
import { fillGapsOption, granularityField } from '../performance/fields';
import { API } from '../../api/endpoints';
import { readUserAggregates } from '../../api/userAggregates';
import { readPresenceNames } from './presenceNames';
import { activeUsers, agentsField, type ListedUser } from './users';
import { askingPresenceNames } from '../asks';

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
		'Whether to add a column with the seconds in each presence that the organization defined, such as Back Office',
};

export const getTimeInStatus: Operation = {
	value: 'getTimeInStatus',
	name: 'Get Time in Status',
	action: 'Get time in status of agents',
	description:
		'Get how many seconds agents were on queue, idle, interacting, not responding, available, on a break and so on within a time range',
	fields: [
		...timeRangeFields,
		agentsField,
		halfHoursUp,
		...outputFields(timeInStatusSheet),
		fileNotice,
		...limitFields,
		optionCollection([fillGapsOption, organizationPresencesOption, ...rowOptions(timeInStatusSheet)]),
	],
	sheets: [timeInStatusSheet],
	asks: [
		{ endpoint: API.users },
		{ endpoint: API.userAggregates },
		{ ...askingPresenceNames, for: 'names of Organization Presences' },
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const range = readTimeRange(read, timeZone, session.now);
	const granularity = readGranularity(read);
	if (granularity === 'PT15M') {
		throw new UserFacingError(
			'Genesys Cloud does not keep time in status by 15 minutes',
			'Choose a granularity of 30 minutes or more.',
		);
	}
	const ofOrganization = flag('Organization Presences', options.organizationPresences);
	const resolveNames = flag('Resolve Names', options.resolveNames, true);
	const metrics = ofOrganization ? [...STATUS_METRICS, ORGANIZATION_PRESENCE] : STATUS_METRICS;
	const edges = edgesOf(range, granularity, timeZone);
	const fillGaps = flag('Fill Gaps', options.fillGaps, true);
	const limit = readLimit(read);
	const agentLimit = Math.ceil(limit / (fillGaps ? edges.length - 1 : 1));
	const ids = (await readIds(connection, 'user', read('agents', ''))).slice(0, agentLimit);
	const agents: ListedUser[] =
		ids.length > 0 ? ids.map((id) => ({ id })) : await activeUsers(connection, agentLimit);

	const results = await readUserAggregates(
		connection,
		agents.map(({ id }) => id),
		metrics,
		{ range, granularity, timeZone },
	);

	const told = groupsOf(results, ['userId'], edges);
	const groups = new Map(told.map((group) => [group.values[0], group]));
	if (ids.length > 0 && resolveNames) await directory.load('user', ids);
	const presenceNames = ofOrganization && resolveNames ? await readPresenceNames(session) : new Map();
	const sheet = ofOrganization ? timeInStatusWith(presenceColumns(presenceNames, told)) : timeInStatusSheet;
	const rows = agents
		.flatMap(({ id, name }) => {
			const group = groups.get(id) ?? { values: [id], byBucket: new Map() };
			const agentName = name ?? directory.nameOf('user', id);
			return intervalsOf([group], edges, fillGaps).map((each) => ({ ...each, agentId: id, agentName }));
		})
		.slice(0, limit);
	session.hint(rangeSentence(range));
	const fileName = `time-in-status-${new Date(range.startMs).toISOString().slice(0, 10)}`;
	return await writeRows(session, read, sheet, rows, { fileName });
}
