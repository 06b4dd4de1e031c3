import type { INodeProperties } from 'n8n-workflow';

import { choice, type Choice } from './choice';

/** Shortest first, then those that need more fields. A constant, because n8n's lint wants inline options in alphabetical order. */
const RANGES: Choice[] = [
	['last15Minutes', 'Last 15 Minutes', 'Up to now'],
	['lastHour', 'Last Hour', 'Up to now'],
	['last24Hours', 'Last 24 Hours', 'Up to now; for calendar days, use Today or Yesterday'],
	['today', 'Today', 'From midnight until now'],
	['yesterday', 'Yesterday'],
	['thisWeek', 'This Week', 'From its first day until now'],
	['lastWeek', 'Last Week', 'The seven days before this week'],
	['last7Days', 'Last 7 Days', 'Whole days, up to the end of yesterday'],
	['last14Days', 'Last 14 Days', 'Whole days, up to the end of yesterday'],
	['last30Days', 'Last 30 Days', 'Whole days, up to the end of yesterday'],
	['last90Days', 'Last 90 Days', 'Whole days, up to the end of yesterday'],
	['thisMonth', 'This Month', 'From the first of the month until now'],
	['lastMonth', 'Last Month'],
	['thisQuarter', 'This Quarter', 'From the first of January, April, July or October until now'],
	['lastQuarter', 'Last Quarter'],
	['thisYear', 'This Year', 'From the first of January until now'],
	[
		'lastFullInterval',
		'Last Full Intervals',
		'One or more complete intervals of 15, 30 or 60 minutes on the clock',
	],
	['relative', 'Last Minutes, Hours, Days or Weeks', 'Up to now, for as long as you enter below'],
];
const CUSTOM: Choice = ['custom', 'Custom', 'From the start to the end that you enter below'];

const SINCE_RANGE: Choice = [
	'since',
	'Since (for a Sync)',
	'Everything newer than what a database or table already has, to keep it in sync',
];

/** The range of time that is asked for; `resolveTimeRange` reads it. */
const timeRangeFields: INodeProperties[] = [
	{
		displayName: 'Time Range',
		name: 'timeRange',
		type: 'options',
		default: 'relative',
		description:
			"The period to look at. Days, weeks, months, quarters and years follow the time zone in the options, or else the workflow's.",
		options: [...RANGES, SINCE_RANGE, CUSTOM].map(choice),
	},
	{
		displayName: 'Amount',
		name: 'relativeAmount',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many minutes, hours, days or weeks to look back from now',
		displayOptions: { show: { timeRange: ['relative'] } },
	},
	{
		displayName: 'Unit',
		name: 'relativeUnit',
		type: 'options',
		default: 'hours',
		description: 'A day is 24 hours here; for calendar days, use Today or Yesterday',
		displayOptions: { show: { timeRange: ['relative'] } },
		options: [
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Days', value: 'days' },
			{ name: 'Weeks', value: 'weeks' },
		],
	},
	{
		displayName: 'Interval',
		name: 'intervalMinutes',
		type: 'options',
		default: 30,
		description: 'How long each interval is',
		displayOptions: { show: { timeRange: ['lastFullInterval'] } },
		options: [
			{ name: '15 Minutes', value: 15 },
			{ name: '30 Minutes', value: 30 },
			{ name: '60 Minutes', value: 60 },
		],
	},
	{
		displayName: 'Number of Intervals',
		name: 'intervalCount',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many consecutive intervals to look at, up to the last complete one',
		displayOptions: { show: { timeRange: ['lastFullInterval'] } },
	},
	{
		displayName: 'Week Starts On',
		name: 'weekStart',
		type: 'options',
		default: 'monday',
		description: 'The first day of the week',
		displayOptions: { show: { timeRange: ['lastWeek', 'thisWeek'] } },
		options: [
			{ name: 'Monday', value: 'monday' },
			{ name: 'Sunday', value: 'sunday' },
		],
	},
	{
		displayName: 'Start Time',
		name: 'startTime',
		type: 'dateTime',
		// Not required: n8n would ask for it as well where an expression chooses the time range, whatever it chooses.
		default: '',
		description:
			'The start of the time range (included). An expression can also return a Unix time in seconds or milliseconds.',
		displayOptions: { show: { timeRange: ['custom'] } },
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		type: 'dateTime',
		default: '',
		description:
			'The end of the time range (not included). If it is empty or in the future, the time range ends now.',
		displayOptions: { show: { timeRange: ['custom'] } },
	},
];

export const SINCE = 'since';

const onlySince = { show: { timeRange: [SINCE] } };

/** What the form says of a sync. */
export interface SinceTexts {
	/** What is read, and how to write it. */
	notice: string;
	/** What the mark is, and how it is read. */
	mark: string;
	/** What changes late. */
	late: string;
}

/** The ranges above, and Since: what a destination doesn't have yet. `resolveSince` reads it. */
export const timeRangeOrSinceFields = ({ notice, mark, late }: SinceTexts): INodeProperties[] => [
	...timeRangeFields,
	{
		displayName: `${notice} <a href="https://github.com/genesys-cloud-analytics/n8n-nodes-genesys-cloud-analytics#keeping-a-database-in-sync" target="_blank">How to keep a database in sync</a>.`,
		name: 'sinceNotice',
		type: 'notice',
		default: '',
		displayOptions: onlySince,
	},
	{
		displayName: 'Since',
		name: 'since',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. {{ $json.since }}',
		description: `${mark}, as read by the previous node. Null or empty means a first load.`,
		displayOptions: onlySince,
	},
	{
		displayName: 'First Load Starts At',
		name: 'firstLoadStart',
		type: 'dateTime',
		default: '',
		description: 'Where to start while the destination is empty. Anything earlier is never read.',
		displayOptions: onlySince,
	},
	{
		displayName: 'Overlap (Hours)',
		name: 'overlapHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 48,
		description: `How far before Since to read again, to catch late changes: ${late}`,
		displayOptions: onlySince,
	},
	{
		displayName: 'Days per Run',
		name: 'maxDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 7,
		description:
			'How many days beyond Since to read in one run at most, oldest first. The column moreLeft is true until later runs have caught up.',
		displayOptions: onlySince,
	},
];

/** Since of aggregates. */
export const timeRangeOrSinceOfIntervals = timeRangeOrSinceFields({
	notice:
		'Returns complete intervals, oldest first. Figures can change after an interval has ended, so insert or update rows by intervalStart and the columns they are grouped by. Choose a granularity.',
	mark: 'The latest end of an interval in the destination, MAX("intervalEnd")',
	late: 'wrap-up and conversations that appear late',
});

/** Hides a field where the time range is Since, which takes all of it, oldest first. */
export function unlessSince(field: INodeProperties): INodeProperties {
	const { displayOptions = {} } = field;
	return {
		...field,
		displayOptions: { ...displayOptions, hide: { ...displayOptions.hide, timeRange: [SINCE] } },
	};
}
