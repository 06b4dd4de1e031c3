import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { toResult, type ReadParameter } from '../actions/operation';
import { text } from '../choices';
import { readIds } from '../actions/parameters';
import { readQueueStatus } from '../actions/queue/readQueueStatus';
import type { Row } from '../analytics/rows';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { UserFacingError } from '../userFacingError';
import { isReached, raise, type Threshold } from './alarms';
import type { Memory } from './memory';

const METRICS = ['waiting', 'longestWaitingSeconds', 'interacting', 'onQueueAgents', 'idleAgents'];

/** The queues that raise an alarm now, with all their figures. The node's static data moves on with what is returned. */
export async function pollQueues(
	context: IPollFunctions,
	connection: Connection,
	memory: Memory,
): Promise<INodeExecutionData[]> {
	const now = clock.now();
	const read: ReadParameter = (name, fallback) => context.getNodeParameter(name, fallback);
	const threshold = readThreshold(read);
	const rows = (await readRows(connection, memory, read)).filter((row) => hasValue(row, threshold));
	const result = (some: Row[]) =>
		toResult(some.map((row) => ({ ...row, ...threshold, value: valueOf(row, threshold) })));

	if (context.getMode() === 'manual') return result(nearest(rows, threshold));

	const staticData = context.getWorkflowStaticData('node');
	const values = new Map(rows.map((row) => [String(row.queueId), valueOf(row, threshold)]));
	const { raised, state } = raise(staticData.queues, threshold, values, now);
	staticData.queues = state;
	const isEveryPoll = read('rearm', 'whenCleared') === 'everyPoll';
	const emitted = isEveryPoll ? state.raised : raised;
	return result(rows.filter(({ queueId }) => emitted.includes(String(queueId))));
}

async function readRows(connection: Connection, memory: Memory, read: ReadParameter): Promise<Row[]> {
	const queues = read('queues', '');
	const chosen = await memory.once(
		`queues ${JSON.stringify(queues)}`,
		async () => await readIds(connection, 'queue', queues),
	);
	const ids =
		chosen.length > 0
			? chosen
			: await memory.once('every queue', async () =>
					(await readQueueStatus(connection, [])).map(({ queueId }) => String(queueId)),
				);
	const status = await readQueueStatus(connection, ids);
	await memory.directory.fill(status, [{ column: 'queueName', idColumn: 'queueId', kind: 'queue' }]);
	return status;
}

/** For the editor: the queues in alarm, or the one that is nearest to it, so that there is something to build with. */
function nearest(rows: Row[], threshold: Threshold): Row[] {
	const reached = rows.filter((row) => isReached(threshold, valueOf(row, threshold)));
	if (reached.length > 0) return reached;
	const distance = (row: Row) => Math.abs(valueOf(row, threshold) - threshold.threshold);
	const [first] = rows.toSorted((a, b) => distance(a) - distance(b));
	if (first) return [first];
	throw new UserFacingError(
		'There is no queue to watch',
		'The OAuth client only sees queues in the divisions of its roles. Add divisions, or choose other queues.',
	);
}

function readThreshold(read: ReadParameter): Threshold {
	const metric = text(read('metric', 'waiting'));
	const comparison = read('comparison', 'gte');
	const threshold = Number(read('threshold', 10));
	if (!METRICS.includes(metric)) {
		throw new UserFacingError(`The metric "${metric}" does not exist`, `Use one of ${METRICS.join(', ')}.`);
	}
	if (comparison !== 'gte' && comparison !== 'lte') {
		throw new UserFacingError(`The comparison "${String(comparison)}" does not exist`, 'Use gte or lte.');
	}
	if (!Number.isFinite(threshold)) {
		throw new UserFacingError(
			`The threshold "${String(read('threshold', 10))}" is not a number`,
			'Enter a number such as 10.',
		);
	}
	return { metric, comparison, threshold };
}

/** A queue that nothing is told of has no value, not 0: no alarm can be raised on it. */
function hasValue(row: Row, { metric }: Threshold): boolean {
	const told = metric === 'longestWaitingSeconds' ? row.waiting : row[metric];
	return typeof told === 'number';
}

/** Where nobody waits there is no longest wait: no time at all. */
function valueOf(row: Row, { metric }: Threshold): number {
	return Number(row[metric] ?? 0);
}
