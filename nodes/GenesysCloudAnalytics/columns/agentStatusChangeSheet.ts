import type { AgentStatusChange } from '../records/agentStatus';
import { agentStatusSheet } from './agentStatusSheet';
import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

const columns: ReadonlyArray<Column<AgentStatusChange>> = [
	...agentStatusSheet.columns,
	column(
		'previousPresence',
		'text',
		'The presence at the previous poll',
		'presence.presenceDefinition.systemPresence, earlier',
		(a) => a.previous.presence,
	),
	column(
		'previousPresenceId',
		'id',
		'That presence as the organization defined it',
		'presence.presenceDefinition.id, earlier',
		(a) => a.previous.presenceId,
	),
	nameColumn('previousPresenceName', 'previousPresenceId', 'presence'),
	column(
		'previousRoutingStatus',
		'text',
		'The routing status at the previous poll',
		'routingStatus.status, earlier',
		(a) => a.previous.routingStatus,
	),
	column(
		'changed',
		'texts',
		'What has changed: `presence`, `routingStatus` or both',
		'compared',
		(a) => a.changed,
	),
];

/** One row per agent whose status has changed. */
export const agentStatusChangeSheet: Sheet<AgentStatusChange, AgentStatusChange> = {
	name: 'agentStatusChange',
	about: 'One row per agent whose presence or routing status has changed since the previous poll.',
	columns,
	key: agentStatusSheet.key,
	continues: agentStatusSheet as Sheet<AgentStatusChange, AgentStatusChange>,
};
