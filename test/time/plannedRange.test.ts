import { resolvePlannedRange, type TimeRangeFields } from '../../nodes/GenesysCloudAnalytics/time/timeRange';

/** A Friday, 11:35 in Berlin. Clocks there go back on Sunday, 25 October 2026, and forward on 28 March 2027. */
const FRIDAY = '2026-10-23T09:35:00Z';

function planned(fields: TimeRangeFields, timeZone: string, now = FRIDAY): string {
	const { startMs, endMs } = resolvePlannedRange(fields, timeZone, Date.parse(now));
	return [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join('/');
}

it.each<[string, TimeRangeFields, string, string]>([
	['today is the whole day', { timeRange: 'today' }, 'UTC', '2026-10-23T00:00/2026-10-24T00:00'],
	[
		'days are those of the zone',
		{ timeRange: 'today' },
		'Europe/Berlin',
		'2026-10-22T22:00/2026-10-23T22:00',
	],
	['tomorrow', { timeRange: 'tomorrow' }, 'Europe/Berlin', '2026-10-23T22:00/2026-10-24T22:00'],
	[
		'seven days with one of 25 hours',
		{ timeRange: 'next7Days' },
		'Europe/Berlin',
		'2026-10-23T22:00/2026-10-30T23:00',
	],
	[
		'this week ends with that day',
		{ timeRange: 'thisWeek' },
		'Europe/Berlin',
		'2026-10-18T22:00/2026-10-25T23:00',
	],
	['next week', { timeRange: 'nextWeek' }, 'Europe/Berlin', '2026-10-25T23:00/2026-11-01T23:00'],
	[
		'next week from Sunday on',
		{ timeRange: 'nextWeek', weekStart: 'sunday' },
		'Europe/Berlin',
		'2026-10-24T22:00/2026-10-31T23:00',
	],
	['the past as elsewhere', { timeRange: 'yesterday' }, 'UTC', '2026-10-22T00:00/2026-10-23T00:00'],
	[
		'custom, up to the future',
		{ timeRange: 'custom', startTime: '2026-10-23', endTime: '2026-12-01' },
		'UTC',
		'2026-10-23T00:00/2026-12-01T00:00',
	],
])('%s', (_, fields, zone, expected) => {
	expect(planned(fields, zone)).toBe(expected);
});

it.each<[TimeRangeFields, string]>([
	[{ timeRange: 'custom', startTime: '2026-12-02', endTime: '2026-12-01' }, 'The time range is empty'],
	[{ timeRange: 'custom', startTime: '2026-12-02' }, 'End Time is missing'],
	[{ timeRange: 'whenever' }, 'The time range "whenever" is unknown'],
])('%j is refused', (fields, message) => {
	expect(() => planned(fields, 'UTC')).toThrow(message);
});
