import type { Models } from 'purecloud-platform-client-v2';

import type { AdherenceDay, AdherenceException, OfUnit } from '../records/adherenceHistory';
import { isoTime, number } from '../records/json';
import { column, nameColumn, type Column } from './column';
import { fieldsOf } from './field';
import type { Sheet } from './sheet';
import { dateOf } from './zonedTime';

const day = fieldsOf<Models.WfmHistoricalAdherenceBulkUserDayMetrics, AdherenceDay>(
	({ metrics }) => metrics,
	'dayMetrics[].',
);

const milliseconds = (seconds: unknown) => {
	const value = number(seconds);
	return value === null ? null : value * 1_000;
};

/** The management unit that a row is of. */
export function unitColumns<Subject>(unitOf: (subject: Subject) => OfUnit): Array<Column<Subject>> {
	return [
		column('managementUnitId', 'id', 'The management unit', 'managementUnitId', (of) => unitOf(of).id),
		nameColumn('managementUnitName', 'managementUnitId', 'managementUnit'),
		column(
			'managementUnitTimeZone',
			'text',
			'The time zone of the management unit, which need not be that of the options',
			'managementUnits: timeZone',
			(of) => unitOf(of).timeZone,
		),
		column(
			'businessUnitId',
			'id',
			'The business unit',
			'managementUnits: businessUnit.id',
			(of) => unitOf(of).businessUnitId,
		),
	];
}

const dayColumns: ReadonlyArray<Column<AdherenceDay>> = [
	column('agentId', 'id', 'The agent', 'userResults[].userId', ({ agentId }) => agentId),
	nameColumn('agentName', 'agentId', 'user'),
	column(
		'date',
		'text',
		'The day in the time zone of the options, YYYY-MM-DD',
		'startDate + dayStartOffsetSeconds',
		({ startMs }, zone) => dateOf(zone.local(startMs)),
	),
	day(
		'adherencePercent',
		'percent',
		'Share of the scheduled time in adherence, 0–100',
		'adherencePercentage',
	),
	day(
		'conformancePercent',
		'percent',
		'Time on queue as a share of what was scheduled; can be more than 100',
		'conformancePercentage',
	),
	day('scheduledSeconds', 'seconds', 'Scheduled time', 'scheduleLengthSeconds', milliseconds),
	day('actualSeconds', 'seconds', 'Time the agent was there', 'actualLengthSeconds', milliseconds),
	day('exceptionCount', 'count', 'How many exceptions there were', 'exceptionCount'),
	day('exceptionSeconds', 'seconds', 'Time of exceptions', 'exceptionDurationSeconds', milliseconds),
	day(
		'impactSeconds',
		'seconds',
		'Time of exceptions, weighted by their impact',
		'impactSeconds',
		milliseconds,
	),
	day(
		'adherenceScheduleSeconds',
		'seconds',
		'Scheduled time that counts for adherence: sum it up before you divide',
		'adherenceScheduleSeconds',
		milliseconds,
	),
	day(
		'conformanceScheduleSeconds',
		'seconds',
		'Scheduled time that counts for conformance',
		'conformanceScheduleSeconds',
		milliseconds,
	),
	day(
		'conformanceActualSeconds',
		'seconds',
		'Actual time that counts for conformance',
		'conformanceActualSeconds',
		milliseconds,
	),
	...unitColumns<AdherenceDay>(({ unit }) => unit),
];

/** Adherence in the past: one row per agent and day. */
const days: Sheet<AdherenceDay, AdherenceDay> = {
	name: 'adherenceDays',
	about:
		'One row per agent and day with a schedule. The first and the last day are as long as the time range has of them. To get the adherence of several days, sum the seconds and divide; percentages can not be averaged.',
	columns: dayColumns,
	key: ['agentId', 'date', 'managementUnitId'],
	simplified: [
		'agentName',
		'date',
		'adherencePercent',
		'conformancePercent',
		'scheduledSeconds',
		'actualSeconds',
		'exceptionCount',
		'exceptionSeconds',
		'managementUnitName',
		'agentId',
	],
};

/** An exception with the names of its activities. */
interface NamedException {
	exception: AdherenceException;
	scheduledActivity: string | null;
	actualActivity: string | null;
}

const info = fieldsOf<Models.HistoricalAdherenceExceptionInfo, NamedException>(
	({ exception }) => exception.info,
	'exceptionInfo[].',
);
const CATEGORIES =
	'`OnQueueWork`, `Break`, `Meal`, `Meeting`, `OffQueueWork`, `TimeOff`, `Training`, `Unavailable` or `Unscheduled`';

const exceptionColumns: ReadonlyArray<Column<NamedException>> = [
	column('agentId', 'id', 'The agent', 'userResults[].userId', ({ exception }) => exception.agentId),
	nameColumn('agentName', 'agentId', 'user'),
	column(
		'startTime',
		'time',
		'Start of the exception, or of the time range if that is later',
		'startDate + startOffsetSeconds',
		({ exception }) => isoTime(exception.startMs),
	),
	column(
		'endTime',
		'time',
		'End of the exception, or of the time range if that is earlier',
		'startDate + endOffsetSeconds',
		({ exception }) => isoTime(exception.endMs),
	),
	column(
		'durationSeconds',
		'seconds',
		'Time from startTime to endTime',
		'endOffsetSeconds − startOffsetSeconds',
		({ exception }) => exception.endMs - exception.startMs,
	),
	column(
		'scheduledActivity',
		'name',
		'The name of what was scheduled, also if its code was deleted; null if it is not listed any more',
		'looked up by `scheduledActivityId`',
		({ scheduledActivity }) => scheduledActivity,
	),
	info(
		'scheduledActivityId',
		'id',
		'The activity code; unique in its business unit',
		'scheduledActivityCodeId',
	),
	info('scheduledCategory', 'text', CATEGORIES, 'scheduledActivityCategory'),
	column(
		'actualActivity',
		'name',
		'The name of what the agent did, if that has a code',
		'looked up by `actualActivityId`',
		({ actualActivity }) => actualActivity,
	),
	info('actualActivityId', 'id', 'The activity code of what the agent did', 'actualActivityCodeId'),
	info('actualCategory', 'text', 'What the agent did, by category', 'actualActivityCategory'),
	info('impact', 'text', '`Positive`, `Negative`, `Neutral` or `Unknown`', 'impact'),
	info('presence', 'text', '`Available`, `OnQueue`, `Break`, `Offline`, …', 'systemPresence'),
	column(
		'presenceId',
		'id',
		'The presence as the organization defined it',
		'lookupIdToSecondaryPresenceId of secondaryPresenceLookupId',
		({ exception }) => exception.presenceId,
	),
	nameColumn('presenceName', 'presenceId', 'presence'),
	info('routingStatus', 'text', '`IDLE`, `INTERACTING`, `OFF_QUEUE`, …', 'routingStatus'),
	...unitColumns<NamedException>(({ exception }) => exception.unit),
];

/** Exceptions: one row for each time in which an agent did something else than was scheduled. */
const exceptions: Sheet<NamedException, NamedException> = {
	name: 'adherenceExceptions',
	about: 'One row per exception: a time in which an agent did something else than was scheduled.',
	columns: exceptionColumns,
	key: ['agentId', 'startTime', 'endTime', 'managementUnitId'],
	simplified: [
		'agentName',
		'startTime',
		'endTime',
		'durationSeconds',
		'scheduledActivity',
		'scheduledCategory',
		'actualCategory',
		'impact',
		'managementUnitName',
		'agentId',
	],
};

export const adherenceHistorySheets = { days, exceptions };
