import type { INodeProperties } from 'n8n-workflow';

/** The range of time that is asked for; `resolveTimeRange` reads it. */
export const timeRangeFields: INodeProperties[] = [
	{
		displayName: 'Time Range',
		name: 'timeRange',
		type: 'options',
		default: 'relative',
		description:
			'The time to look at. Days, weeks and months are those of the time zone in the options, or else of the workflow; weeks begin on Monday.',
		options: [
			{ name: 'Custom', value: 'custom', description: 'From a start to an end' },
			{
				name: 'Last Full Interval',
				value: 'lastFullInterval',
				description: 'The last 15, 30 or 60 minutes on the clock that are over',
			},
			{ name: 'Last Month', value: 'lastMonth' },
			{ name: 'Last Week', value: 'lastWeek', description: 'From Monday to Monday' },
			{ name: 'Relative', value: 'relative', description: 'The last minutes, hours, days or weeks' },
			{ name: 'This Month', value: 'thisMonth', description: 'From the first of the month until now' },
			{ name: 'This Week', value: 'thisWeek', description: 'From Monday until now' },
			{ name: 'Today', value: 'today', description: 'From midnight until now' },
			{ name: 'Yesterday', value: 'yesterday' },
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
		displayName: 'Start Time',
		name: 'startTime',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'The first moment that counts',
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
