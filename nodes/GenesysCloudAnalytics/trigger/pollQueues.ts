import type { INodeExecutionData } from 'n8n-workflow';

import { readQueueStatus } from '../reading/queueStatus';
import type { Row } from '../columns/column';
import { queueStatusSheet } from '../columns/queueStatusSheet';
import { RowWriter } from '../output/rowWriter';
import { UserFacingError } from '../messages/userFacingError';
import { isReached, raise, type Threshold } from './alarms';
import { tellMissing } from './failures';
import type { TriggerSettings } from './fields';
import { toItems } from '../output/sink';
import { addIntervalKpi, isIntervalKpi } from './intervalKpi';
import { isDurable, nowAtServer, type Poll } from './pollTime';

/** The sheet has no times, and the form no options for rows. */
const FORMAT = { timeZone: 'UTC', dateFormat: 'iso', resolveNames: true } as const;

/** By node: when this process made its last state, and for which activation. */
const ownStates = new Map<string, { context: unknown; polledAt: unknown }>();

/** The queues that raise an alarm now, with all their figures. The node's static data moves on with what is returned. */
export async function pollQueues(poll: Poll): Promise<INodeExecutionData[]> {
	const { context, said, node, time } = poll;
	const threshold = thresholdOf(said);
	const { rows, now } = await readRows(poll, threshold);
	const result = (some: Row[]) =>
		toItems(some.map((row) => ({ ...row, ...threshold, value: valueOf(row, threshold) })));
	if (context.getMode() === 'manual') return result(nearest(rows, threshold));

	// What an interval has no figures of yet is no sign.
	const silent = rows.filter((row) => valueOf(row, threshold) === null && !isIntervalKpi(threshold.metric));
	const names = silent.map(({ queueId, queueName }) => String(queueName ?? queueId));
	tellMissing(poll, names, 'queues', "They do not exist, or the OAuth client can't see them");
	const values = new Map<string, number>();
	for (const row of rows) {
		const value = valueOf(row, threshold);
		if (value !== null) values.set(String(row.queueId), value);
	}
	const staticData = context.getWorkflowStaticData('node');
	const stored = staticData.queues;
	const own = ownStates.get(node);
	// A new context is a new activation, except where polls are scheduled durably: there, each has its own.
	const isSameRun = own !== undefined && (own.context === context || isDurable(time.budgetMs));
	const isOwn = isSameRun && own.polledAt === (stored as { polledAt?: unknown } | undefined)?.polledAt;
	const { raised, state } = raise({ stored, isOwn }, threshold, values, now);
	staticData.queues = { ...state };
	ownStates.set(node, { context, polledAt: state.polledAt });
	const emitted = said.rearm === 'everyPoll' ? state.raised.filter((id) => values.has(id)) : raised;
	return result(rows.filter(({ queueId }) => emitted.includes(String(queueId))));
}

async function readRows(poll: Poll, { metric }: Threshold): Promise<{ rows: Row[]; now: number }> {
	const {
		said: { queues: chosen },
		time: { connection },
		memory,
	} = poll;
	const ids =
		chosen.length > 0
			? chosen
			: await memory.once('every queue', async () =>
					(await readQueueStatus(connection, memory.directory, [])).map(({ queueId }) => queueId),
				);
	const found = ids.length > 0 ? await readQueueStatus(connection, memory.directory, ids) : [];
	const writer = new RowWriter(queueStatusSheet, FORMAT, memory.directory, { report: poll });
	const rows = await writer.complete(found.flatMap((queue) => writer.make(queue)));
	const now = await nowAtServer(connection);
	if (isIntervalKpi(metric)) await addIntervalKpi(connection, rows, metric, now);
	return { rows, now };
}

/** For the editor: the queues in alarm, or else the one closest to it, so that there is always a sample to build with. */
function nearest(rows: Row[], threshold: Threshold): Row[] {
	const distance = (row: Row) => Math.abs((valueOf(row, threshold) ?? Infinity) - threshold.threshold);
	const reached = rows.filter((row) => {
		const value = valueOf(row, threshold);
		return value !== null && isReached(threshold, value);
	});
	if (reached.length > 0) return reached;
	const [first] = rows.toSorted((a, b) => distance(a) - distance(b));
	if (first) return [first];
	throw new UserFacingError(
		'There is no queue to watch',
		'The OAuth client only sees queues in the divisions of its roles. Add divisions, or choose other queues.',
	);
}

function thresholdOf({ metric, comparison, threshold }: TriggerSettings): Threshold {
	return { metric, comparison, threshold };
}

/** Null where it isn't known. If nobody waits, there is no longest wait: then it is 0. */
function valueOf(row: Row, { metric }: Threshold): number | null {
	const value = row[metric] ?? (metric === 'longestWaitingSeconds' && row.waiting !== null ? 0 : null);
	return value === null ? null : Number(value);
}
