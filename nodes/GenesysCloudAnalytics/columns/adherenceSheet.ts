import type { Models } from 'purecloud-platform-client-v2';

import { text, timeMs, type Unchecked } from '../records/conversation';
import { column, nameColumn, type Column } from './column';
import { fieldsOf, valueAt } from './field';
import type { Sheet } from './sheet';

/** An agent's adherence, and when it was read. */
export interface AdherenceNow {
	adherence: Unchecked<Models.UserScheduleAdherence>;
	/** Milliseconds since the epoch. */
	nowMs: number;
}

const field = fieldsOf<Models.UserScheduleAdherence, AdherenceNow>(({ adherence }) => adherence);

const columns: ReadonlyArray<Column<AdherenceNow>> = [
	field('agentId', 'id', 'The agent', 'user.id'),
	nameColumn('agentName', 'agentId', 'user'),
	field(
		'adherenceState',
		'text',
		'`InAdherence`, `OutOfAdherence`, `Unscheduled`, `Unknown`, `Ignored` or `Explained`',
		'adherenceState',
	),
	field('impact', 'text', '`Positive`, `Negative`, `Neutral` or `Unknown`', 'impact'),
	field('since', 'time', 'Since when the agent is in this state', 'timeOfAdherenceChange'),
	column(
		'secondsInState',
		'seconds',
		'Time in this state so far',
		'now − timeOfAdherenceChange',
		({ adherence, nowMs }) => {
			const ms = timeMs(adherence.timeOfAdherenceChange);
			return ms === null ? null : Math.max(0, nowMs - ms);
		},
	),
	column(
		'scheduledActivity',
		'text',
		'What the schedule says: the name of the activity, else its category',
		'scheduledActivityCode.name, else scheduledActivityCategory',
		({ adherence }) =>
			text(valueAt(adherence, 'scheduledActivityCode.name')) ?? adherence.scheduledActivityCategory,
	),
	field(
		'scheduledCategory',
		'text',
		'`OnQueueWork`, `Break`, `Meal`, `Meeting`, `OffQueueWork`, `TimeOff`, `Training`, `Unavailable` or `Unscheduled`',
		'scheduledActivityCategory',
	),
	field('actualActivity', 'text', 'What the agent does, by category', 'actualActivityCategory'),
	field('presence', 'text', '`Available`, `OnQueue`, `Break`, `Offline`, …', 'systemPresence'),
	field('presenceId', 'id', 'The presence as the organization defined it', 'organizationSecondaryPresenceId'),
	nameColumn('presenceName', 'presenceId', 'presence'),
	field('presenceSince', 'time', 'Start of the presence', 'presenceUpdateTime'),
	field('routingStatus', 'text', '`IDLE`, `INTERACTING`, `OFF_QUEUE`, …', 'routingStatus'),
	field('managementUnitId', 'id', 'The management unit', 'managementUnit.id'),
	nameColumn('managementUnitName', 'managementUnitId', 'managementUnit'),
	field('teamId', 'id', "The agent's team", 'team.id'),
	nameColumn('teamName', 'teamId', 'team'),
	field('businessUnitId', 'id', 'The business unit', 'businessUnit.id'),
	field('outOfOffice', 'yes/no', 'Whether the agent is out of the office', 'isOutOfOffice'),
];

/** Adherence now: one row per agent. */
export const adherenceSheet: Sheet<AdherenceNow, AdherenceNow> = {
	name: 'adherence',
	about: 'One row per agent of a management unit: what the schedule says, and what the agent does, now.',
	columns,
	key: ['agentId'],
	simplified: [
		'agentName',
		'adherenceState',
		'impact',
		'secondsInState',
		'scheduledActivity',
		'actualActivity',
		'presence',
		'managementUnitName',
		'teamName',
		'agentId',
	],
};
