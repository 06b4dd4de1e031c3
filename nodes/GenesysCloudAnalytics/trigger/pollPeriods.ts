import type { INodeExecutionData } from 'n8n-workflow';

import { agentStatusSheet } from '../columns';
import { UserFacingError } from '../messages/userFacingError';
import { RowWriter } from '../output/rowWriter';
import { toItems } from '../output/sink';
import { agentNow } from '../records/agentStatus';
import { MINUTE_MS } from '../time/durations';
import { formatOf } from './conversationSettings';
import { ALL_COLUMNS, readUsers } from './pollAgents';
import { nowAtServer, type Poll } from './pollTime';
import { periodsOf, tellPeriods, WATCHED_STATUSES, type Period } from './statusPeriods';

/**
 * The agents who have been in a status for too long, once per period, as rows. The node's static data moves on with what is
 * returned.
 */
export async function pollPeriods(poll: Poll): Promise<INodeExecutionData[]> {
	const { context, said, memory, time } = poll;
	const { minutes } = said;
	const statuses = said.statuses.length > 0 ? said.statuses : WATCHED_STATUSES;
	const format = await formatOf(context, { ...said, rows: ALL_COLUMNS }, agentStatusSheet);
	const writer = new RowWriter(agentStatusSheet, format, memory.directory, { report: poll });
	const users = await readUsers(poll);
	const now = await nowAtServer(time.connection);
	for (const { id, name } of users) memory.directory.learn('user', id, name);
	const periods = users.flatMap((user) => periodsOf(agentNow(user, now), statuses));
	const rows = async (some: Period[]) => {
		const complete = await writer.complete(some.flatMap(({ agent }) => writer.make(agent)));
		return toItems(
			complete.map((row, index) => {
				const { status, lengthMs } = some[index]!;
				return { ...row, status, minutes, value: Math.floor(lengthMs / MINUTE_MS) };
			}),
		);
	};
	if (context.getMode() === 'manual') return await rows([longest(periods)]);

	const staticData = context.getWorkflowStaticData('node');
	const ids = users.map(({ id }) => id);
	const { reached, state } = tellPeriods(staticData.periods, periods, minutes * MINUTE_MS, ids);
	const result = await rows(reached);
	staticData.periods = { ...state };
	return result;
}

/** For the editor. */
function longest(periods: Period[]): Period {
	const [first] = periods.toSorted((a, b) => b.lengthMs - a.lengthMs);
	if (first) return first;
	throw new UserFacingError(
		'No agent is in one of these statuses now',
		'Choose other statuses or agents, or leave Agents empty for all.',
	);
}
