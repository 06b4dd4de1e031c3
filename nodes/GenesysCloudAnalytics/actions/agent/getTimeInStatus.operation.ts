import { groupsOf, intervalsOf } from '../../analytics/aggregates';
import { anyOf } from '../../analytics/query';
import { STATUS_METRICS } from '../../analytics/agentStatus';
import { edgesOf } from '../../analytics/buckets';
import { timeInStatusSheet } from '../../analytics/rows';
import { rangeSentence } from '../../analytics/timeRange';
import { limitFields } from '../../descriptions/limit';
import { fileNotice, optionCollection, outputFields, rowOptions } from '../../descriptions/output';
import { timeRangeFields } from '../../descriptions/timeRange';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../output';
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
	action: 'Get time in status of agents',
	description:
		'Get how many seconds agents were on queue, idle, interacting, not responding, available, on a break and so on within a time range',
	fields: [
		...timeRangeFields,
		agentsField,
		granularityField,
		...outputFields(timeInStatusSheet),
		fileNotice,
		...limitFields,
		optionCollection([fillGapsOption, ...rowOptions(timeInStatusSheet)]),
	],
	sheets: [timeInStatusSheet],
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
	if (ids.length > 0 && flag('Resolve Names', options.resolveNames, true)) await directory.load('user', ids);
	const rows = agents
		.flatMap(({ id, name }) => {
			const group = groups.get(id) ?? { values: [id], byBucket: new Map() };
			const agentName = name ?? directory.nameOf('user', id);
			return intervalsOf([group], edges, fillGaps).map((each) => ({ ...each, agentId: id, agentName }));
		})
		.slice(0, limit);
	session.hint(rangeSentence(range));
	const fileName = `time-in-status-${new Date(range.startMs).toISOString().slice(0, 10)}`;
	return await writeRows(session, read, timeInStatusSheet, rows, { fileName });
}
