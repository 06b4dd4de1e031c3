import type { Models } from 'purecloud-platform-client-v2';

import type { AgentNow } from '../records/agentStatus';
import { timeMs } from '../records/conversation';
import { column, nameColumn, type Column } from './column';
import { fieldsOf } from './field';
import type { Sheet } from './sheet';

const ofUser = fieldsOf<Models.User, AgentNow>(({ user }) => user);

const columns: ReadonlyArray<Column<AgentNow>> = [
	ofUser('agentId', 'id', 'The agent', 'id'),
	nameColumn('agentName', 'agentId', 'user'),
	ofUser(
		'presence',
		'text',
		'`Available`, `On Queue`, `Break`, `Offline`, …',
		'presence.presenceDefinition.systemPresence',
	),
	ofUser('presenceId', 'id', 'The presence as the organization defined it', 'presence.presenceDefinition.id'),
	nameColumn('presenceName', 'presenceId', 'presence'),
	ofUser('presenceSince', 'time', 'Start of the presence', 'presence.modifiedDate'),
	column('presenceSeconds', 'seconds', 'Time in the presence so far', 'now − presence.modifiedDate', (a) =>
		since(a.presence.modifiedDate, a),
	),
	ofUser(
		'routingStatus',
		'text',
		'`IDLE`, `INTERACTING`, `NOT_RESPONDING`, `OFF_QUEUE`, …',
		'routingStatus.status',
	),
	ofUser('routingStatusSince', 'time', 'Start of the routing status', 'routingStatus.startTime'),
	column(
		'routingStatusSeconds',
		'seconds',
		'Time in the routing status so far',
		'now − routingStatus.startTime',
		(a) => since(a.routingStatus.startTime, a),
	),
	ofUser('divisionId', 'id', "The agent's division", 'division.id'),
	ofUser('divisionName', 'name', "The division's name", 'division.name'),
	ofUser('state', 'text', '`active`, `inactive` or `deleted`', 'state'),
];

/** Agents now: one row per agent. */
export const agentStatusSheet: Sheet<AgentNow, AgentNow> = {
	name: 'agentStatus',
	about: 'One row per agent: presence and routing status now.',
	columns,
	key: ['agentId'],
	simplified: [
		'agentName',
		'presence',
		'presenceName',
		'presenceSeconds',
		'routingStatus',
		'routingStatusSeconds',
		'presenceSince',
		'divisionName',
		'state',
		'agentId',
	],
};

function since(time: unknown, { nowMs }: AgentNow): number | null {
	const ms = timeMs(time);
	return ms === null ? null : Math.max(0, nowMs - ms);
}
