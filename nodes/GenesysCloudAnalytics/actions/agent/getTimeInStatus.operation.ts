import { groupsOf, rowsOf } from '../../analytics/aggregates';
import { anyOf } from '../../analytics/query';
import { STATUS_COLUMNS, STATUS_METRICS } from '../../analytics/agentStatus';
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
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { flag } from '../../choices';
import { readCollection, readIds, readLimit, readTimeRange, readTimeZone } from '../parameters';
import { readGranularity } from '../performance/conversationAggregates';
import { fillGapsOption, granularityField } from '../performance/fields';
import { readAggregates } from '../../api/aggregates';
import { API } from '../../api/endpoints';
import { inBatches } from '../../api/refusals';
import { activeUsers, agentsField, type ListedUser } from './users';

/** "A single query may contain no more than 100 userId predicates", the API's own page on user aggregates. */
const USERS_PER_REQUEST = 100;

export const getTimeInStatus: Operation = {
	value: 'getTimeInStatus',
	name: 'Get Time in Status',
	action: 'Get the time that agents spent in each status',
	description:
		'Get how many seconds agents were on queue, idle, interacting, not responding, available, on a break and so on in a time range',
	fields: [
		...timeRangeFields,
		agentsField,
		granularityField,
		...limitFields,
		optionCollection([dateFormatOption, fillGapsOption, resolveNamesOption, timeZoneOption]),
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const timeZone = readTimeZone(options, context.getTimezone());
	const range = readTimeRange(read, timeZone, session.now);
	const granularity = readGranularity(read);
	const edges = edgesOf(range, granularity, timeZone);
	const fillGaps = flag('Fill Gaps', options.fillGaps, true);
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
				endpoint: API.userAggregates,
				query: { metrics: STATUS_METRICS, groupBy: ['userId'], filter: anyOf('userId', some) },
				range,
				granularity,
				timeZone,
			});
			return answer.results;
		},
	);

	const groups = new Map(groupsOf(results, ['userId'], edges).map((group) => [group.values[0], group]));
	const { show } = zonedTime(timeZone, readDateFormat(options));
	const layout = {
		dimensions: [{ column: 'agentId' }],
		figures: STATUS_COLUMNS,
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
	if (ids.length > 0 && flag('Resolve Names', options.resolveNames, true)) {
		await directory.fill(rows, [{ column: 'agentName', idColumn: 'agentId', kind: 'user' }]);
	}
	session.hint(rangeSentence(range));
	return toResult(rows);
}
