import {
	alignedParts,
	bucketAt,
	edgesOf,
	halves,
	type Granularity,
} from '../../nodes/GenesysCloudAnalytics/time/buckets';

const range = (start: string, end: string) => ({ startMs: Date.parse(start), endMs: Date.parse(end) });
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('a range is cut on the clock and the calendar of the time zone', () => {
	it.each<[string, Granularity, string, string, string, string[]]>([
		['not at all', 'none', 'UTC', '2026-11-20T09:07Z', '2026-11-20T10:07Z', []],
		[
			'by half hours',
			'PT30M',
			'UTC',
			'2026-11-20T09:07Z',
			'2026-11-20T10:07Z',
			['2026-11-20T09:30', '2026-11-20T10:00'],
		],
		[
			'by half hours that fit',
			'PT30M',
			'UTC',
			'2026-11-20T09:00Z',
			'2026-11-20T10:00Z',
			['2026-11-20T09:30'],
		],
		[
			'by quarters',
			'PT15M',
			'UTC',
			'2026-11-20T09:14Z',
			'2026-11-20T09:31Z',
			['2026-11-20T09:15', '2026-11-20T09:30'],
		],
		[
			'by hours in a zone off by three quarters',
			'PT1H',
			'Asia/Kathmandu',
			'2026-11-20T09:00Z',
			'2026-11-20T10:30Z',
			['2026-11-20T09:15', '2026-11-20T10:15'],
		],
		[
			'by hours that happen twice',
			'PT1H',
			'Europe/Berlin',
			'2026-10-24T23:30Z',
			'2026-10-25T02:30Z',
			['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00'],
		],
		[
			'by hours, where half an hour comes twice',
			'PT1H',
			'Australia/Lord_Howe',
			'2026-04-04T13:00Z',
			'2026-04-04T17:30Z',
			['2026-04-04T14:00', '2026-04-04T15:30', '2026-04-04T16:30'],
		],
		[
			'by hours, where half an hour is left out',
			'PT1H',
			'Australia/Lord_Howe',
			'2026-10-03T14:30Z',
			'2026-10-03T18:00Z',
			['2026-10-03T15:30', '2026-10-03T16:00', '2026-10-03T17:00'],
		],
		[
			'by half hours, which go on as they were',
			'PT30M',
			'Australia/Lord_Howe',
			'2026-04-04T14:30Z',
			'2026-04-04T16:00Z',
			['2026-04-04T15:00', '2026-04-04T15:30'],
		],
		[
			'by days, where midnight comes twice',
			'P1D',
			'America/Havana',
			'2026-10-31T04:00Z',
			'2026-11-03T05:00Z',
			['2026-11-01T04:00', '2026-11-02T05:00'],
		],
		[
			'by days of 25 hours',
			'P1D',
			'Europe/Berlin',
			'2026-10-24T22:00Z',
			'2026-10-26T23:00Z',
			['2026-10-25T23:00'],
		],
		[
			'by days of 23 hours',
			'P1D',
			'America/New_York',
			'2026-03-07T12:00Z',
			'2026-03-10T00:00Z',
			['2026-03-08T05:00', '2026-03-09T04:00'],
		],
		[
			'by days of which one has no midnight',
			'P1D',
			'Africa/Cairo',
			'2026-04-22T22:00Z',
			'2026-04-26T00:00Z',
			['2026-04-23T22:00', '2026-04-24T21:00', '2026-04-25T21:00'],
		],
		[
			'by weeks from Monday',
			'P1W',
			'UTC',
			'2026-11-18T00:00Z',
			'2026-12-01T00:00Z',
			['2026-11-23T00:00', '2026-11-30T00:00'],
		],
		[
			'by months',
			'P1M',
			'Europe/Berlin',
			'2026-01-31T12:00Z',
			'2026-05-01T00:00Z',
			['2026-01-31T23:00', '2026-02-28T23:00', '2026-03-31T22:00', '2026-04-30T22:00'],
		],
	])('%s', (_, granularity, zone, start, end, inner) => {
		const edges = edgesOf(range(start, end), granularity, zone);
		expect(edges.map(iso)).toEqual([start.slice(0, -1), ...inner, end.slice(0, -1)]);
	});
});

describe('a range is asked for from an edge on', () => {
	it.each<[string, Granularity, string, string, string[][]]>([
		[
			'at once where it begins at one',
			'PT30M',
			'2026-11-20T09:30Z',
			'2026-11-20T11:07Z',
			[['09:30', '11:07']],
		],
		[
			'with what comes before it apart',
			'PT30M',
			'2026-11-20T09:07Z',
			'2026-11-20T10:07Z',
			[
				['09:07', '09:30'],
				['09:30', '10:07'],
			],
		],
		[
			'at once where it lies within one interval',
			'PT1H',
			'2026-11-20T09:07Z',
			'2026-11-20T09:30Z',
			[['09:07', '09:30']],
		],
		['at once without a granularity', 'none', '2026-11-20T09:07Z', '2026-11-20T10:30Z', [['09:07', '10:30']]],
	])('%s', (_, granularity, start, end, parts) => {
		const found = alignedParts(range(start, end), granularity, 'UTC');
		expect(found.map(({ startMs, endMs }) => [iso(startMs).slice(11), iso(endMs).slice(11)])).toEqual(parts);
	});
});

it('an interval that a clock change makes longer is asked for apart, so that the next ones begin on the clock', () => {
	const parts = alignedParts(range('2026-04-04T13:00Z', '2026-04-04T18:00Z'), 'PT1H', 'Australia/Lord_Howe');
	expect(parts.map(({ startMs, endMs }) => [iso(startMs).slice(11), iso(endMs).slice(11)])).toEqual([
		['13:00', '14:00'],
		['14:00', '15:30'],
		['15:30', '18:00'],
	]);
});

describe('a range that is too long is cut in its middle', () => {
	it.each<[string, Granularity, string, string, string | undefined]>([
		['where an interval ends', 'PT30M', '2026-11-20T09:00Z', '2026-11-20T11:00Z', '2026-11-20T10:00'],
		['at a midnight of the zone', 'none', '2026-11-18T12:00Z', '2026-11-21T12:00Z', '2026-11-19T23:00'],
		['within a month', 'P1M', '2026-10-31T23:00Z', '2026-11-30T23:00Z', '2026-11-15T23:00'],
		['at a full hour of a day', 'P1D', '2026-11-19T23:00Z', '2026-11-20T23:00Z', '2026-11-20T11:00'],
		['no further than that', 'PT1H', '2026-11-20T09:00Z', '2026-11-20T10:00Z', undefined],
	])('%s', (_, granularity, start, end, middle) => {
		const pair = halves(range(start, end), granularity, 'Europe/Berlin');
		expect(pair && iso(pair[0].endMs)).toBe(middle);
		expect(pair?.[0].endMs).toBe(pair?.[1].startMs);
	});
});

it.each([
	[-5, 0],
	[0, 0],
	[9, 0],
	[10, 1],
	[25, 2],
	[30, 2],
	[99, 2],
])('%i falls in interval %i', (ms, bucket) => {
	expect(bucketAt([0, 10, 20, 30], ms)).toBe(bucket);
});
