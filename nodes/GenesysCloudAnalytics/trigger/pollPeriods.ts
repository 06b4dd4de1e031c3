import type { INodeExecutionData } from 'n8n-workflow';

import { agentStatusSheet } from '../columns/agentStatusSheet';
import type { Row } from '../columns/column';
import type { Sheet } from '../columns/sheet';
import { UserFacingError } from '../messages/userFacingError';
import { RowWriter } from '../output/rowWriter';
import { toItems } from '../output/sink';
import { agentNow } from '../records/agentStatus';
import { MINUTE_MS } from '../time/durations';
import { formatOf } from './conversationSettings';
import { ALL_COLUMNS, readUsers } from './pollAgents';
import { nowAtServer, type Poll } from './pollTime';
import { periodsOf, tellPeriods, WATCHED_STATUSES, type Period, type StatusPeriod } from './statusPeriods';

/** What may last too long, and how its rows look. */
export interface Watching<Subject, P extends Period> {
	/** Where the node's static data keeps what has been told. */
	state: 'periods' | 'adherence';
	sheet: Sheet<unknown, Subject>;
	/** What lasts now, and of which agents that was read. */
	read(poll: Poll): Promise<{ periods: P[]; agentIds: readonly string[] }>;
	subjectOf(period: P): Subject;
	/** Cells after those of the sheet. */
	cells(period: P): Row;
	/** What the editor is told where nothing lasts. */
	none: UserFacingError;
}

/**
 * What has lasted for too long, once per period, as rows. The node's static data moves on with what is returned.
 */
export async function pollPeriods<Subject, P extends Period>(
	poll: Poll,
	{ state: name, sheet, read, subjectOf, cells, none }: Watching<Subject, P>,
): Promise<INodeExecutionData[]> {
	const { context, said, memory } = poll;
	const { minutes } = said;
	const format = await formatOf(context, { ...said, rows: ALL_COLUMNS }, sheet);
	const writer = new RowWriter(sheet, format, memory.directory, { report: poll });
	const { periods, agentIds } = await read(poll);
	const rows = async (some: P[]) => {
		const complete = await writer.complete(some.flatMap((period) => writer.make(subjectOf(period))));
		return toItems(
			complete.map((row, index) => {
				const period = some[index]!;
				return { ...row, ...cells(period), minutes, value: Math.floor(period.lengthMs / MINUTE_MS) };
			}),
		);
	};
	if (context.getMode() === 'manual') {
		const [longest] = periods.toSorted((a, b) => b.lengthMs - a.lengthMs);
		if (!longest) throw none;
		return await rows([longest]);
	}
	const staticData = context.getWorkflowStaticData('node');
	const { reached, state } = tellPeriods(staticData[name], periods, minutes * MINUTE_MS, agentIds);
	const result = await rows(reached);
	staticData[name] = { ...state };
	return result;
}

/** Agents who have been in a status for too long. */
export const statusesThatLast: Watching<StatusPeriod['agent'], StatusPeriod> = {
	state: 'periods',
	sheet: agentStatusSheet,
	read: async (poll) => {
		const { said, memory, time } = poll;
		const statuses = said.statuses.length > 0 ? said.statuses : WATCHED_STATUSES;
		const users = await readUsers(poll);
		const now = await nowAtServer(time.connection);
		for (const { id, name } of users) memory.directory.learn('user', id, name);
		const periods = users.flatMap((user) => periodsOf(agentNow(user, now), statuses));
		return { periods, agentIds: users.map(({ id }) => id) };
	},
	subjectOf: ({ agent }) => agent,
	cells: ({ status }) => ({ status }),
	none: new UserFacingError(
		'No agent is in one of these statuses now',
		'Choose other statuses or agents, or leave Agents empty for all.',
	),
};
