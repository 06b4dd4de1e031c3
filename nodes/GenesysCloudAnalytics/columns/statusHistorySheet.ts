import { isoTime } from '../records/json';
import type { ClippedPeriod } from '../records/statusHistory';
import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

const columns: ReadonlyArray<Column<ClippedPeriod>> = [
	column('agentId', 'id', 'The agent', 'userDetails[].userId', (p) => p.agentId),
	nameColumn('agentName', 'agentId', 'user'),
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
	nameColumn('presenceName', 'presenceId', 'presence'),
	column(
		'startTime',
		'time',
		'Start of the period, or of the time range if that is later',
		'startTime',
		(p) => isoTime(p.startMs),
	),
	column('endTime', 'time', 'End of the period, or of the time range if that is earlier', 'endTime', (p) =>
		isoTime(p.endMs),
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

/** Status history: one row per agent and period; a record is a list of some of them. */
export const statusHistorySheet: Sheet<ClippedPeriod, readonly ClippedPeriod[]> = {
	name: 'statusHistory',
	about:
		'One row per agent and period in a presence or routing status, cut at the ends of the time range; with the time range Since, whole periods that have ended. Rows with `login` or `logout` in `event` are logins and logouts.',
	columns,
	subjects: (periods) => periods,
	key: ['agentId', 'kind', 'startTime'],
	mark: 'endTime',
	simplified: [
		'agentName',
		'kind',
		'status',
		'presenceName',
		'startTime',
		'endTime',
		'durationSeconds',
		'open',
		'event',
		'agentId',
	],
};
