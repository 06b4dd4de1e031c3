import type { INodeProperties } from 'n8n-workflow';

/** The range of time that is asked for; `resolveTimeRange` reads it. */
export const timeRangeFields: INodeProperties[] = [
	{
		displayName: 'Time Range',
		name: 'timeRange',
		type: 'options',
		default: 'relative',
		description:
			'The time to look at. Days, weeks, months, quarters and years are those of the time zone in the options, or else of the workflow.',
		options: [
			{
				name: 'Last Minutes, Hours, Days or Weeks',
				value: 'relative',
				description: 'Back from now: the last hour, or what you enter below',
			},
			{ name: 'Today', value: 'today', description: 'From midnight until now' },
			{ name: 'Yesterday', value: 'yesterday' },
			{ name: 'This Week', value: 'thisWeek', description: 'From its first day until now' },
			{ name: 'Last Week', value: 'lastWeek', description: 'The seven days before this week' },
			{ name: 'Last 7 Days', value: 'last7Days', description: 'Whole days, up to the end of yesterday' },
			{ name: 'Last 14 Days', value: 'last14Days', description: 'Whole days, up to the end of yesterday' },
			{ name: 'Last 30 Days', value: 'last30Days', description: 'Whole days, up to the end of yesterday' },
			{ name: 'Last 90 Days', value: 'last90Days', description: 'Whole days, up to the end of yesterday' },
			{ name: 'This Month', value: 'thisMonth', description: 'From the first of the month until now' },
			{ name: 'Last Month', value: 'lastMonth' },
			{
				name: 'This Quarter',
				value: 'thisQuarter',
				description: 'From the first of January, April, July or October until now',
			},
			{ name: 'Last Quarter', value: 'lastQuarter' },
			{ name: 'This Year', value: 'thisYear', description: 'From the first of January until now' },
			{
				name: 'Last Full Intervals',
				value: 'lastFullInterval',
				description: 'The last 15, 30 or 60 minutes on the clock that are over, or several of them',
			},
			{ name: 'Custom', value: 'custom', description: 'From a start to an end' },
		],
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
		description: 'A day is 24 hours here; use Today or Yesterday for days of the calendar',
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
		description: 'How long the interval is',
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
		description:
			'How many of these intervals to look at, one after the other, up to the last one that is over',
		displayOptions: { show: { timeRange: ['lastFullInterval'] } },
	},
	{
		displayName: 'Week Starts On',
		name: 'weekStart',
		type: 'options',
		default: 'monday',
		description: 'The day that a week starts on',
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
		required: true,
		default: '',
		description:
			'The first moment that counts. An expression may also give a Unix time in seconds or milliseconds.',
		displayOptions: { show: { timeRange: ['custom'] } },
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		type: 'dateTime',
		default: '',
		description: 'The first moment that no longer counts. Empty, or in the future, means now.',
		displayOptions: { show: { timeRange: ['custom'] } },
	},
];
