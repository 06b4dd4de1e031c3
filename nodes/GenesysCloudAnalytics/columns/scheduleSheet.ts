import type { Models } from 'purecloud-platform-client-v2';

import { isoTime, number } from '../records/json';
import type { ScheduledActivity } from '../records/schedules';
import { MINUTE_MS } from '../time/durations';
import { unitColumns } from './adherenceHistorySheets';
import { column, nameColumn, type Column } from './column';
import { fieldsOf } from './field';
import type { Sheet } from './sheet';
import { dateOf } from './zonedTime';

/** An activity with what its code says. */
interface NamedActivity {
	scheduled: ScheduledActivity;
	/** The name of the activity; null where it isn't known or not wanted. */
	name: string | null;
	code: { category?: unknown; countsAsPaidTime?: unknown; countsAsWorkTime?: unknown } | undefined;
}

const activity = fieldsOf<Models.BuAgentScheduleActivity, NamedActivity>(
	({ scheduled }) => scheduled.activity,
	'activities[].',
);
const shift = fieldsOf<Models.BuAgentScheduleShift, NamedActivity>(
	({ scheduled }) => scheduled.shift,
	'shifts[].',
);

const minutes = (value: unknown) => {
	const count = number(value);
	return count === null ? null : count * MINUTE_MS;
};

const columns: ReadonlyArray<Column<NamedActivity>> = [
	column('agentId', 'id', 'The agent', 'agentSchedules[].user.id', ({ scheduled }) => scheduled.agentId),
	nameColumn('agentName', 'agentId', 'user'),
	column(
		'date',
		'text',
		'The day of the start in the time zone of the options, YYYY-MM-DD; of a day off, the day of the business unit',
		'startDate, or businessUnitDate',
		({ scheduled: { dayOff, startMs } }, zone) => dayOff ?? dateOf(zone.local(startMs)),
	),
	column('startTime', 'time', 'Start of the activity; null for a day off', 'startDate', ({ scheduled }) =>
		scheduled.dayOff === null ? isoTime(scheduled.startMs) : null,
	),
	column(
		'endTime',
		'time',
		'End of the activity; null for a day off',
		'startDate + lengthMinutes',
		({ scheduled }) => (scheduled.dayOff === null ? isoTime(scheduled.endMs) : null),
	),
	activity('durationSeconds', 'seconds', 'How long it is', 'lengthMinutes', minutes),
	column(
		'activity',
		'name',
		'The name of the activity, also if its code was deleted; null if it is not listed any more',
		'looked up by `activityId`',
		({ name }) => name,
	),
	column(
		'activityCategory',
		'text',
		'`OnQueueWork`, `Break`, `Meal`, `Meeting`, `OffQueueWork`, `TimeOff`, `Training` or `Unavailable`',
		'looked up by `activityId`',
		({ code }) => code?.category,
	),
	activity('activityId', 'id', 'The activity code; unique in its business unit', 'activityCodeId'),
	column(
		'paid',
		'yes/no',
		'Whether it is paid: as the schedule says, else as the activity code says',
		'paid, else countsAsPaidTime',
		({ scheduled, code }) => scheduled.activity.paid ?? code?.countsAsPaidTime,
	),
	activity('paidSeconds', 'seconds', 'How much of it is paid', 'payableMinutes', minutes),
	column(
		'countsAsWorkTime',
		'yes/no',
		'Whether it counts as work time, by its activity code',
		'looked up by `activityId`',
		({ code }) => code?.countsAsWorkTime,
	),
	column(
		'fullDay',
		'yes/no',
		'Whether the agent is off for the whole day',
		'fullDayTimeOffMarkers',
		({ scheduled }) => scheduled.dayOff !== null,
	),
	activity('description', 'text', 'What the planner wrote', 'description'),
	activity('timeOffRequestId', 'id', 'The time-off request that it came from', 'timeOffRequestId'),
	activity(
		'externalActivityType',
		'text',
		'`ActivityPlan`, `Coaching`, `Learning` or `Opportunity`, if it was planned there',
		'externalActivityType',
	),
	activity('externalActivityId', 'id', 'The appointment, for example', 'externalActivityId'),
	shift('shiftId', 'id', 'The shift', 'id'),
	shift('shiftStartTime', 'time', 'Start of the shift', 'startDate'),
	shift('shiftSeconds', 'seconds', 'How long the shift is', 'lengthMinutes', minutes),
	shift('scheduleId', 'id', 'The schedule', 'schedule.id'),
	shift(
		'scheduleWeek',
		'text',
		'First day of the first week of the schedule, YYYY-MM-DD',
		'schedule.weekDate',
	),
	column(
		'published',
		'yes/no',
		'Whether that schedule is published',
		'schedule.id in publishedSchedules',
		({ scheduled }) => scheduled.isPublished,
	),
	...unitColumns<NamedActivity>(({ scheduled }) => scheduled.unit),
	column(
		'businessUnitTimeZone',
		'text',
		'The time zone of the business unit, in which days off and weeks are',
		'businessUnitTimeZone',
		({ scheduled }) => scheduled.timeZone,
	),
];

/** Schedules: one row per activity of an agent. */
export const scheduleSheet: Sheet<NamedActivity, NamedActivity> = {
	name: 'schedules',
	about:
		'One row per scheduled activity of an agent, in full length where it begins before the time range or ends after it; or per day off, which has a date and no times.',
	columns,
	key: ['agentId', 'date', 'startTime', 'endTime', 'activityId'],
	nullable: ['startTime', 'endTime'],
	simplified: [
		'agentName',
		'date',
		'startTime',
		'endTime',
		'activity',
		'activityCategory',
		'paid',
		'countsAsWorkTime',
		'managementUnitName',
		'agentId',
	],
};
