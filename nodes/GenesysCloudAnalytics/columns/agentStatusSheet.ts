import type { AgentNow } from '../records/agentStatus';
import { timeMs } from '../records/conversation';
import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

const columns: ReadonlyArray<Column<AgentNow>> = [
	column('agentId', 'id', 'The agent', 'id', (a) => a.user.id),
	nameColumn('agentName', 'agentId', 'user'),
	column(
		'presence',
		'text',
		'`Available`, `On Queue`, `Break`, `Offline`, …',
		'presence.presenceDefinition.systemPresence',
		(a) => a.presenceDefinition.systemPresence,
	),
	column(
		'presenceId',
		'id',
		'The presence as the organization defined it',
		'presence.presenceDefinition.id',
		(a) => a.presenceDefinition.id,
	),
	nameColumn('presenceName', 'presenceId', 'presence'),
	column(
		'presenceSince',
		'time',
		'Start of the presence',
		'presence.modifiedDate',
		(a) => a.presence.modifiedDate,
	),
	column('presenceSeconds', 'seconds', 'Time in the presence so far', 'now − presence.modifiedDate', (a) =>
		since(a.presence.modifiedDate, a),
	),
	column(
		'routingStatus',
		'text',
		'`IDLE`, `INTERACTING`, `NOT_RESPONDING`, `OFF_QUEUE`, …',
		'routingStatus.status',
		(a) => a.routingStatus.status,
	),
	column(
		'routingStatusSince',
		'time',
		'Start of the routing status',
		'routingStatus.startTime',
		(a) => a.routingStatus.startTime,
	),
	column(
		'routingStatusSeconds',
		'seconds',
		'Time in the routing status so far',
		'now − routingStatus.startTime',
		(a) => since(a.routingStatus.startTime, a),
	),
	column('divisionId', 'id', "The agent's division", 'division.id', (a) => a.division.id),
	column('divisionName', 'name', "The division's name", 'division.name', (a) => a.division.name),
	column('state', 'text', '`active`, `inactive` or `deleted`', 'state', (a) => a.user.state),
];

/** Agents now: one row per agent. */
export const agentStatusSheet: Sheet<AgentNow, AgentNow> = {
	name: 'agentStatus',
	about: 'One row per agent: presence and routing status now.',
	columns,
	key: ['agentId'],
};

function since(time: unknown, { nowMs }: AgentNow): number | null {
	const ms = timeMs(time);
	return ms === null ? null : Math.max(0, nowMs - ms);
}
