import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { groupsOf, rowsOf } from '../../analytics/aggregates';
import { anyOf } from '../../analytics/query';
import {
	ORGANIZATION_PRESENCE,
	presenceColumns,
	STATUS_COLUMNS,
	STATUS_METRICS,
} from '../../analytics/agentStatus';
import { edgesOf } from '../../analytics/buckets';
import type { Row } from '../../analytics/rows';
import { zonedTime } from '../../analytics/rows/time';
import { rangeSentence } from '../../analytics/timeRange';
import { limitFields } from '../../descriptions/limit';
import {
	dateFormatOption,
	optionCollection,
	resolveNamesOption,
	timeZoneOption,
} from '../../descriptions/output';
import { timeRangeFields } from '../../descriptions/timeRange';
import { readDateFormat } from '../../output/format';
import { UserFacingError } from '../../userFacingError';
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { readCollection, readIds, readLimit, readTimeRange, readTimeZone } from '../parameters';
import { readGranularity } from '../performance/conversationAggregates';
import { fillGapsOption, granularityField } from '../performance/fields';
import { readAggregates } from '../performance/readAggregates';
import { inBatches } from '../../directory/inBatches';
import { readPresenceNames } from './getStatus.operation';
import { activeUsers, agentsField, type ListedUser } from './users';

/** "A single query may contain no more than 100 userId predicates", the API's own page on user aggregates. */
const USERS_PER_REQUEST = 100;

/** The API's own page on user aggregates limits the granularity; half an hour is taken as the finest. */
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
	action: 'Get the time that agents spent in each status',
	description:
		'Get how many seconds agents were on queue, idle, interacting, not responding, available, on a break and so on in a time range',
	fields: [
		...timeRangeFields,
		agentsField,
		halfHoursUp,
		...limitFields,
		optionCollection([
			dateFormatOption,
			fillGapsOption,
			organizationPresencesOption,
			resolveNamesOption,
			timeZoneOption,
		]),
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const range = readTimeRange(read, timeZone);
	const granularity = readGranularity(read);
	if (granularity === 'PT15M') {
		throw new UserFacingError(
			'Genesys Cloud does not keep time in status by 15 minutes',
			'Choose a granularity of 30 minutes or more.',
		);
	}
	const ofOrganization = options.organizationPresences === true;
	const metrics = ofOrganization ? [...STATUS_METRICS, ORGANIZATION_PRESENCE] : STATUS_METRICS;
	const edges = edgesOf(range, granularity, timeZone);
	const fillGaps = options.fillGaps !== false;
	const limit = readLimit(read);
	const agentLimit = Math.ceil(limit / (fillGaps ? edges.length - 1 : 1));
	const ids = (await readIds(connection, 'user', read('agents', ''))).slice(0, agentLimit);
	const agents: ListedUser[] =
		ids.length > 0 ? ids.map((id) => ({ id })) : await activeUsers(connection, agentLimit);

	const results = await inBatches(
		agents.map(({ id }) => id),
		USERS_PER_REQUEST,
		async (some) => {
			const answer = await readAggregates(connection, {
				path: '/api/v2/analytics/users/aggregates/query',
				permission: 'analytics:userAggregate:view',
				query: { metrics, groupBy: ['userId'], filter: anyOf('userId', some) },
				range,
				granularity,
				timeZone,
			});
			return answer.results;
		},
	);

	const told = groupsOf(results, ['userId'], edges);
	const groups = new Map(told.map((group) => [group.values[0], group]));
	const presenceNames =
		ofOrganization && options.resolveNames !== false ? await readPresenceNames(session) : new Map();
	const { show } = zonedTime(timeZone, readDateFormat(options));
	const layout = {
		dimensions: [{ column: 'agentId' }],
		figures: [...STATUS_COLUMNS, ...(ofOrganization ? presenceColumns(presenceNames, told) : [])],
		edges,
		fillGaps,
		showTime: (ms: number) => show(new Date(ms).toISOString()),
	};
	const rows = agents
		.flatMap(({ id, name }) =>
			rowsOf([groups.get(id) ?? { values: [id], byBucket: new Map() }], layout).map(
				({ agentId = id, intervalStart = null, intervalEnd = null, ...seconds }): Row => ({
					agentId,
					agentName: name ?? null,
					intervalStart,
					intervalEnd,
					...seconds,
				}),
			),
		)
		.slice(0, limit);
	if (ids.length > 0 && options.resolveNames !== false) {
		await directory.fill(rows, [{ column: 'agentName', idColumn: 'agentId', kind: 'user' }]);
	}
	session.hint(rangeSentence(range));
	for (const note of directory.notes()) session.hint(note, 'warning');
	return toResult(rows);
}
