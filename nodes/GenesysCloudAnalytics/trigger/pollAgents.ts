import type { INodeExecutionData } from 'n8n-workflow';

import { activeUsers, usersById } from '../reading/users';
import {
	agentNow,
	changedKinds,
	statusOf,
	type AgentNow,
	type AgentStatus,
	type AgentStatusChange,
} from '../records/agentStatus';
import { timeMs } from '../records/conversation';
import { agentStatusChangeSheet } from '../columns/agentStatusChangeSheet';
import { STATUS_KINDS, type StatusKind } from '../records/statusHistory';
import { toItems } from '../output/sink';
import { RowWriter } from '../output/rowWriter';
import { UserFacingError } from '../messages/userFacingError';
import { formatOf } from './conversationSettings';
import { filledFrom, restoreStatuses, statusBefore, storeStatuses, withStatuses } from './agentStatuses';
import { tellMissing } from './failures';
import { nowAtServer, type Poll } from './pollTime';

export const ALL_COLUMNS = { columns: 'all', returnAs: 'rows' } as const;
const EXPAND = ['presence', 'routingStatus'];
const UNKNOWN: AgentStatus = { presence: null, presenceId: null, routingStatus: null };

/**
 * The agents whose status has changed since the previous poll, as rows. The node's static data moves on with what is
 * returned.
 */
export async function pollAgents(poll: Poll): Promise<INodeExecutionData[]> {
	const { context, said, memory } = poll;
	const kinds = said.statusKinds.length > 0 ? said.statusKinds : STATUS_KINDS;
	const format = await formatOf(context, { ...said, rows: ALL_COLUMNS }, agentStatusChangeSheet);
	const writer = new RowWriter(agentStatusChangeSheet, format, memory.directory, { report: poll });
	const users = await readUsers(poll);
	for (const { id, name } of users) memory.directory.learn('user', id, name);
	const nowMs = await nowAtServer(poll.time.connection);
	const agents = users.map((user) => agentNow(user, nowMs));
	const change = (
		agent: AgentNow,
		previous: AgentStatus,
		changed: readonly StatusKind[],
	): AgentStatusChange => ({
		...agent,
		previous,
		changed,
	});
	const rows = async (changes: AgentStatusChange[]) => {
		const complete = await writer.complete(changes.flatMap((each) => writer.make(each)));
		return toItems(complete);
	};
	if (context.getMode() === 'manual') return await rows([change(latest(agents, kinds), UNKNOWN, kinds)]);

	const staticData = context.getWorkflowStaticData('node');
	const watchKey = JSON.stringify([said.agents, kinds]);
	const before = restoreStatuses(staticData.agents, watchKey);
	const now = agents.map((agent) => {
		const agentId = String(agent.user.id);
		const current = statusOf(agent);
		const stored = statusBefore(before, agentId) ?? current;
		return { agent, agentId, previous: filledFrom(stored, current), status: filledFrom(current, stored) };
	});
	const changes = now.flatMap(({ agent, previous, status }) => {
		const changed = changedKinds(previous, status).filter((kind) => kinds.includes(kind));
		return changed.length > 0 ? [change(agent, previous, changed)] : [];
	});
	const result = await rows(changes);
	staticData.agents = storeStatuses(withStatuses(before, now), watchKey);
	return result;
}

/** The watched users with their statuses. */
export async function readUsers(poll: Poll) {
	const {
		time: { connection },
		said: { agents },
	} = poll;
	if (agents.length === 0) return (await activeUsers(connection, Infinity, EXPAND)).users;
	const users = await usersById(connection, agents, EXPAND);
	const unknown = agents.filter((id) => !users.some((user) => user.id === id));
	tellMissing(poll, unknown, 'agents', 'They do not exist');
	return users;
}

/** For the editor: whoever changed last. */
function latest(agents: AgentNow[], kinds: readonly StatusKind[]): AgentNow {
	const since = ({ presence, routingStatus }: AgentNow) =>
		Math.max(
			...kinds.map(
				(kind) => timeMs(kind === 'presence' ? presence.modifiedDate : routingStatus.startTime) ?? 0,
			),
		);
	const [first] = agents.toSorted((a, b) => since(b) - since(a));
	if (first) return first;
	throw new UserFacingError(
		'There is no agent to watch',
		'Choose other agents, or leave Agents empty for all.',
	);
}
