import type { ClippedPeriod } from '../records/statusHistory';
import { column, type Column } from './column';
import type { Sheet } from './sheet';

/** A period with the names of its agent and its presence, where they are known. */
export interface NamedPeriod extends ClippedPeriod {
	agentName: string | null;
	presenceName: string | null;
}

const columns: ReadonlyArray<Column<NamedPeriod>> = [
	column('agentId', 'id', 'The agent', 'userDetails[].userId', (p) => p.agentId),
	column(
		'agentName',
		'name',
		"The agent's name; null if it can't be read",
		'looked up by `agentId`',
		(p) => p.agentName,
	),
	column('kind', 'text', '`presence` or `routingStatus`', 'primaryPresence or routingStatus', (p) => p.kind),
	column(
		'status',
		'text',
		'`AVAILABLE`, `ON_QUEUE`, `BREAK`, `OFFLINE`, … or `IDLE`, `INTERACTING`, `NOT_RESPONDING`, …',
		'systemPresence or routingStatus',
		(p) => p.status,
	),
	column(
		'presenceId',
		'id',
		'The presence definition; null for a routing status',
		'organizationPresenceId',
		(p) => p.presenceId,
	),
	column(
		'presenceName',
		'name',
		"The organization's name for the presence; null if it can't be read",
		'looked up by `presenceId`',
		(p) => p.presenceName,
	),
	column(
		'startTime',
		'time',
		'Start of the period, or of the time range if that is later',
		'startTime',
		(p) => new Date(p.startMs).toISOString(),
	),
	column('endTime', 'time', 'End of the period, or of the time range if that is earlier', 'endTime', (p) =>
		new Date(p.endMs).toISOString(),
	),
	column(
		'durationSeconds',
		'seconds',
		'Time from startTime to endTime',
		'endTime − startTime',
		(p) => p.endMs - p.startMs,
	),
	column('open', 'yes/no', 'It was still going on when it was read', 'no endTime', (p) => p.open),
	column(
		'event',
		'text',
		'`login` when an agent who was offline takes another presence, `logout` when an agent goes offline; otherwise null',
		'systemPresence of this period and of the one before it',
		(p) => p.event,
	),
];

/** Status history: one row per agent and period. */
export const statusHistorySheet: Sheet<NamedPeriod, NamedPeriod> = {
	name: 'statusHistory',
	about:
		'One row per agent and period in a presence or routing status, cut at the ends of the time range; with the time range Since, whole periods that have ended. Rows with `login` or `logout` in `event` are logins and logouts.',
	columns,
	key: ['agentId', 'kind', 'startTime'],
	mark: 'endTime',
};
