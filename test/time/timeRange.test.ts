import { DateTime } from 'luxon';

import { resolveTimeRange, type TimeRangeFields } from '../../nodes/GenesysCloudAnalytics/time/timeRange';
import { UserFacingError } from '../../nodes/GenesysCloudAnalytics/messages/userFacingError';

const HOUR_MS = 3_600_000;

/** The range as instants in UTC, without milliseconds where they are 0. */
function range(fields: TimeRangeFields, zone: string, now: string): string {
	const { startMs, endMs } = resolveTimeRange(fields, zone, Date.parse(now));
	return [startMs, endMs].map((ms) => new Date(ms).toISOString().replace('.000Z', 'Z')).join('/');
}

function hours(fields: TimeRangeFields, zone: string, now: string): number {
	const { startMs, endMs } = resolveTimeRange(fields, zone, Date.parse(now));
	return (endMs - startMs) / HOUR_MS;
}

function refusal(fields: TimeRangeFields, zone = 'UTC', now = '2026-11-20T12:00:00Z'): UserFacingError {
	try {
		resolveTimeRange(fields, zone, Date.parse(now));
	} catch (error) {
		if (error instanceof UserFacingError) return error;
		throw error;
	}
	throw new Error('It was not refused');
}

describe('a relative range ends now', () => {
	it.each([
		[15, 'minutes', '2026-11-20T11:45:30Z'],
		[1, 'hours', '2026-11-20T11:00:30Z'],
		['2', 'hours', '2026-11-20T10:00:30Z'],
		[0.5, 'hours', '2026-11-20T11:30:30Z'],
		[1, 'days', '2026-11-19T12:00:30Z'],
		[2, 'weeks', '2026-11-06T12:00:30Z'],
	])('and began %p %s ago', (relativeAmount, relativeUnit, start) => {
		const now = '2026-11-20T12:00:30Z';
		expect(range({ timeRange: 'relative', relativeAmount, relativeUnit }, 'Europe/Berlin', now)).toBe(
			`${start}/${now}`,
		);
	});

	it.each(['2026-03-29T12:00:00Z', '2026-10-25T12:00:00Z'])('a day has 24 hours, also at %s', (now) => {
		const fields = { timeRange: 'relative', relativeAmount: 1, relativeUnit: 'days' };
		expect(hours(fields, 'Europe/Berlin', now)).toBe(24);
	});
});

describe('calendar ranges are cut in the time zone', () => {
	it.each([
		['today', 'UTC', '2026-11-20T12:00:00Z', '2026-11-20T00:00:00Z/2026-11-20T12:00:00Z'],
		['today', 'Europe/Berlin', '2026-11-20T23:30:00Z', '2026-11-20T23:00:00Z/2026-11-20T23:30:00Z'],
		['today', 'America/Los_Angeles', '2026-11-20T03:00:00Z', '2026-11-19T08:00:00Z/2026-11-20T03:00:00Z'],
		['today', 'Asia/Kolkata', '2026-11-20T12:00:00Z', '2026-11-19T18:30:00Z/2026-11-20T12:00:00Z'],
		['today', 'Asia/Kathmandu', '2026-11-20T12:00:00Z', '2026-11-19T18:15:00Z/2026-11-20T12:00:00Z'],
		['last15Minutes', 'UTC', '2026-11-20T00:05:00Z', '2026-11-19T23:50:00Z/2026-11-20T00:05:00Z'],
		['lastHour', 'Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00Z/2026-10-25T01:30:00Z'],
		['last24Hours', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T12:00:00Z/2026-10-25T12:00:00Z'],
		['today', 'Pacific/Kiritimati', '2026-11-20T12:00:00Z', '2026-11-20T10:00:00Z/2026-11-20T12:00:00Z'],
		['yesterday', 'UTC', '2026-11-20T12:00:00Z', '2026-11-19T00:00:00Z/2026-11-20T00:00:00Z'],
		['yesterday', 'Europe/Berlin', '2026-11-20T12:00:00Z', '2026-11-18T23:00:00Z/2026-11-19T23:00:00Z'],
		['yesterday', 'Australia/Adelaide', '2026-07-20T12:00:00Z', '2026-07-18T14:30:00Z/2026-07-19T14:30:00Z'],
		['yesterday', 'UTC', '2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z/2026-01-01T00:00:00Z'],
		['yesterday', 'UTC', '2028-03-01T08:00:00Z', '2028-02-29T00:00:00Z/2028-03-01T00:00:00Z'],
		['yesterday', 'UTC', '2026-03-01T08:00:00Z', '2026-02-28T00:00:00Z/2026-03-01T00:00:00Z'],
		['thisWeek', 'UTC', '2026-11-20T12:00:00Z', '2026-11-16T00:00:00Z/2026-11-20T12:00:00Z'],
		['thisWeek', 'UTC', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00Z/2026-11-22T23:59:59Z'],
		['thisWeek', 'UTC', '2026-11-23T00:00:01Z', '2026-11-23T00:00:00Z/2026-11-23T00:00:01Z'],
		['lastWeek', 'UTC', '2026-11-20T12:00:00Z', '2026-11-09T00:00:00Z/2026-11-16T00:00:00Z'],
		['lastWeek', 'Europe/Berlin', '2026-01-02T12:00:00Z', '2025-12-21T23:00:00Z/2025-12-28T23:00:00Z'],
		['thisMonth', 'UTC', '2026-11-20T12:00:00Z', '2026-11-01T00:00:00Z/2026-11-20T12:00:00Z'],
		['thisMonth', 'Asia/Tokyo', '2026-11-30T16:00:00Z', '2026-11-30T15:00:00Z/2026-11-30T16:00:00Z'],
		['lastMonth', 'UTC', '2026-11-20T12:00:00Z', '2026-10-01T00:00:00Z/2026-11-01T00:00:00Z'],
		['lastMonth', 'UTC', '2026-03-31T12:00:00Z', '2026-02-01T00:00:00Z/2026-03-01T00:00:00Z'],
		['lastMonth', 'UTC', '2028-03-31T12:00:00Z', '2028-02-01T00:00:00Z/2028-03-01T00:00:00Z'],
		['lastMonth', 'UTC', '2026-01-15T12:00:00Z', '2025-12-01T00:00:00Z/2026-01-01T00:00:00Z'],
		['lastMonth', 'Europe/Berlin', '2026-11-20T12:00:00Z', '2026-09-30T22:00:00Z/2026-10-31T23:00:00Z'],
		['last7Days', 'UTC', '2026-11-20T12:00:00Z', '2026-11-13T00:00:00Z/2026-11-20T00:00:00Z'],
		['last7Days', 'Europe/Berlin', '2026-11-20T23:30:00Z', '2026-11-13T23:00:00Z/2026-11-20T23:00:00Z'],
		['last14Days', 'UTC', '2026-11-20T00:00:00Z', '2026-11-06T00:00:00Z/2026-11-20T00:00:00Z'],
		['last30Days', 'Europe/Berlin', '2026-11-20T12:00:00Z', '2026-10-20T22:00:00Z/2026-11-19T23:00:00Z'],
		['last90Days', 'UTC', '2026-03-01T12:00:00Z', '2025-12-01T00:00:00Z/2026-03-01T00:00:00Z'],
		['thisQuarter', 'UTC', '2026-11-20T12:00:00Z', '2026-10-01T00:00:00Z/2026-11-20T12:00:00Z'],
		['lastQuarter', 'UTC', '2026-11-20T12:00:00Z', '2026-07-01T00:00:00Z/2026-10-01T00:00:00Z'],
		['lastQuarter', 'Europe/Berlin', '2026-02-20T12:00:00Z', '2025-09-30T22:00:00Z/2025-12-31T23:00:00Z'],
		['thisYear', 'America/New_York', '2026-11-20T12:00:00Z', '2026-01-01T05:00:00Z/2026-11-20T12:00:00Z'],
	])('%s in %s at %s', (timeRange, zone, now, expected) => {
		expect(range({ timeRange }, zone, now)).toBe(expected);
	});

	it.each([
		['thisWeek', 'sunday', '2026-11-20T12:00:00Z', '2026-11-15T00:00:00Z/2026-11-20T12:00:00Z'],
		['thisWeek', 'sunday', '2026-11-22T00:30:00Z', '2026-11-22T00:00:00Z/2026-11-22T00:30:00Z'],
		['lastWeek', 'sunday', '2026-11-20T12:00:00Z', '2026-11-08T00:00:00Z/2026-11-15T00:00:00Z'],
		['lastWeek', 'sunday', '2026-11-22T12:00:00Z', '2026-11-15T00:00:00Z/2026-11-22T00:00:00Z'],
		['lastWeek', 'monday', '2026-11-22T12:00:00Z', '2026-11-09T00:00:00Z/2026-11-16T00:00:00Z'],
	])('%s from %s on, at %s', (timeRange, weekStart, now, expected) => {
		expect(range({ timeRange, weekStart }, 'UTC', now)).toBe(expected);
	});

	it('a week that begins on no day that is known is refused', () => {
		expect(refusal({ timeRange: 'thisWeek', weekStart: 'friday' }).message).toBe(
			`A week can't start on "friday"`,
		);
	});

	it.each([
		['yesterday', 'Europe/Berlin', '2026-03-30T12:00:00Z', 23],
		['yesterday', 'Europe/Berlin', '2026-10-26T12:00:00Z', 25],
		['yesterday', 'America/New_York', '2026-03-09T12:00:00Z', 23],
		['yesterday', 'America/New_York', '2026-11-02T12:00:00Z', 25],
		['yesterday', 'Australia/Lord_Howe', '2026-04-06T00:00:00Z', 24.5],
		// Midnight itself is skipped: the day begins at one o'clock.
		['yesterday', 'America/Santiago', '2026-09-07T12:00:00Z', 23],
		['yesterday', 'Africa/Cairo', '2026-04-25T12:00:00Z', 23],
		// Midnight itself comes twice: the day begins with the first one.
		['yesterday', 'America/Havana', '2026-11-02T12:00:00Z', 25],
		['yesterday', 'America/Havana', '2026-11-01T12:00:00Z', 24],
		['today', 'America/Havana', '2026-11-01T17:00:00Z', 13],
		['last7Days', 'Europe/Berlin', '2026-03-31T12:00:00Z', 7 * 24 - 1],
		['last7Days', 'Europe/Berlin', '2026-10-27T12:00:00Z', 7 * 24 + 1],
		['last7Days', 'Africa/Cairo', '2026-05-01T12:00:00Z', 7 * 24 - 1],
		['last30Days', 'Australia/Lord_Howe', '2026-04-20T12:00:00Z', 30 * 24 + 0.5],
		['last90Days', 'America/New_York', '2026-12-01T12:00:00Z', 90 * 24 + 1],
		['thisQuarter', 'UTC', '2026-07-02T00:00:00Z', 24],
		['lastQuarter', 'Europe/Berlin', '2026-04-10T12:00:00Z', 90 * 24 - 1],
		['lastWeek', 'Europe/Berlin', '2026-03-31T12:00:00Z', 7 * 24 - 1],
		['lastWeek', 'Europe/Berlin', '2026-10-27T12:00:00Z', 7 * 24 + 1],
		['lastMonth', 'Europe/Berlin', '2026-04-10T12:00:00Z', 31 * 24 - 1],
		['lastMonth', 'Europe/Berlin', '2026-11-10T12:00:00Z', 31 * 24 + 1],
	])('%s in %s at %s is right about the clock change: %d hours', (timeRange, zone, now, expected) => {
		expect(hours({ timeRange }, zone, now)).toBe(expected);
	});

	it('leaves no gap and no overlap from day to day of a year', () => {
		for (const zone of [
			'America/Havana',
			'Europe/Berlin',
			'America/Santiago',
			'Asia/Kolkata',
			'Australia/Lord_Howe',
			'Africa/Cairo',
		]) {
			let before: number | undefined;
			for (let day = 0; day < 366; day++) {
				const now = DateTime.fromISO('2026-01-01T12:00:00', { zone }).plus({ days: day });
				const { startMs, endMs } = resolveTimeRange({ timeRange: 'yesterday' }, zone, now.toMillis());
				expect([zone, day, startMs]).toEqual([zone, day, before ?? startMs]);
				before = endMs;
			}
		}
	});
});

describe('the last full interval', () => {
	it.each([
		[15, 'UTC', '2026-11-20T12:14:59Z', '2026-11-20T11:45:00Z/2026-11-20T12:00:00Z'],
		[15, 'UTC', '2026-11-20T12:15:00Z', '2026-11-20T12:00:00Z/2026-11-20T12:15:00Z'],
		[30, 'UTC', '2026-11-20T12:29:59Z', '2026-11-20T11:30:00Z/2026-11-20T12:00:00Z'],
		['30', 'UTC', '2026-11-20T12:30:00Z', '2026-11-20T12:00:00Z/2026-11-20T12:30:00Z'],
		[60, 'UTC', '2026-11-20T00:59:59Z', '2026-11-19T23:00:00Z/2026-11-20T00:00:00Z'],
		[60, 'Asia/Kolkata', '2026-11-20T12:00:00Z', '2026-11-20T10:30:00Z/2026-11-20T11:30:00Z'],
		[60, 'Asia/Kathmandu', '2026-11-20T12:00:00Z', '2026-11-20T10:15:00Z/2026-11-20T11:15:00Z'],
		[30, 'Asia/Kathmandu', '2026-11-20T12:00:00Z', '2026-11-20T11:15:00Z/2026-11-20T11:45:00Z'],
		// The hour that comes twice, and the one that is left out.
		[60, 'Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T00:00:00Z/2026-10-25T01:00:00Z'],
		[60, 'Europe/Berlin', '2026-03-29T01:30:00Z', '2026-03-29T00:00:00Z/2026-03-29T01:00:00Z'],
	])('of %p minutes in %s at %s', (intervalMinutes, zone, now, expected) => {
		expect(range({ timeRange: 'lastFullInterval', intervalMinutes }, zone, now)).toBe(expected);
	});

	it.each([
		[1, '2026-11-20T12:07:00Z', '2026-11-20T11:30:00Z/2026-11-20T12:00:00Z'],
		[4, '2026-11-20T12:07:00Z', '2026-11-20T10:00:00Z/2026-11-20T12:00:00Z'],
		['48', '2026-11-20T12:00:00Z', '2026-11-19T12:00:00Z/2026-11-20T12:00:00Z'],
	])('%p of them end with the last one at %s', (intervalCount, now, expected) => {
		const fields = { timeRange: 'lastFullInterval', intervalMinutes: 30, intervalCount };
		expect(range(fields, 'UTC', now)).toBe(expected);
	});

	// On Lord Howe the clock goes from 02:00 back to 01:30, at 15:00 UTC, and half a year later from 02:00 on to 02:30, at 15:30.
	it.each([
		[
			'the hour from 1 to 2 takes an hour and a half',
			'2026-04-04T15:40:00Z',
			'2026-04-04T14:00:00Z/2026-04-04T15:30:00Z',
		],
		[
			'the hour before is as long as any',
			'2026-04-04T15:20:00Z',
			'2026-04-04T13:00:00Z/2026-04-04T14:00:00Z',
		],
		['the next one, too', '2026-04-04T16:40:00Z', '2026-04-04T15:30:00Z/2026-04-04T16:30:00Z'],
		[
			'the hour from 2 to 3 takes half an hour',
			'2026-10-03T16:10:00Z',
			'2026-10-03T15:30:00Z/2026-10-03T16:00:00Z',
		],
	])('is on the clock across a change by half an hour: %s', (_, now, expected) => {
		const fields = { timeRange: 'lastFullInterval', intervalMinutes: 60 };
		expect(range(fields, 'Australia/Lord_Howe', now)).toBe(expected);
	});

	it.each([0, -1, 1.5, NaN, 'two'])('%p of them are refused', (intervalCount) => {
		const fields = { timeRange: 'lastFullInterval', intervalMinutes: 30, intervalCount };
		expect(refusal(fields).description).toContain('Enter a whole number above 0');
	});

	it('is over, of full length and the last one, whenever one asks', () => {
		const from = Date.parse('2026-10-24T22:00:00Z');
		for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
			for (const minutes of [15, 30, 60]) {
				for (let ms = from; ms < from + 8 * HOUR_MS; ms += 97_531) {
					const fields = { timeRange: 'lastFullInterval', intervalMinutes: minutes };
					const { startMs, endMs } = resolveTimeRange(fields, zone, ms);
					expect(endMs).toBeLessThanOrEqual(ms);
					expect(ms - endMs).toBeLessThan(minutes * 60_000);
					expect(endMs - startMs).toBe(minutes * 60_000);
				}
			}
		}
	});

	it.each([0, 20, 45, NaN, undefined])('of %p minutes is refused', (intervalMinutes) => {
		expect(refusal({ timeRange: 'lastFullInterval', intervalMinutes }).description).toBe(
			'Choose 15, 30 or 60 minutes.',
		);
	});
});

describe('a custom range', () => {
	const now = '2026-11-20T12:00:00Z';
	const NINE = '2026-11-20T08:00:00Z';

	it.each<[string, unknown]>([
		['text with a zone', '2026-11-20T09:00:00+01:00'],
		['text in UTC', '2026-11-20T08:00:00.000Z'],
		['text without a zone: that of the workflow', '2026-11-20T09:00:00'],
		['text without seconds', '2026-11-20T09:00'],
		['text with blanks around it', ' 2026-11-20T09:00:00 '],
		['the text of a database', '2026-11-20 09:00:00'],
		['a number of milliseconds', Date.parse(NINE)],
		['a number of seconds', Date.parse(NINE) / 1_000],
		['a text of seconds', String(Date.parse(NINE) / 1_000)],
		['a text of milliseconds', String(Date.parse(NINE))],
		['the short form of ISO 8601', '20261120T090000'],
		['a Date', new Date(NINE)],
		['a DateTime of an expression', DateTime.fromISO('2026-11-20T03:00:00', { zone: 'America/New_York' })],
	])('is read from %s', (_, startTime) => {
		expect(
			range({ timeRange: 'custom', startTime, endTime: '2026-11-20T10:00:00Z' }, 'Europe/Berlin', now),
		).toBe(`${NINE}/2026-11-20T10:00:00Z`);
	});

	it('of days begins and ends at midnight of the zone', () => {
		const fields = { timeRange: 'custom', startTime: '2026-10-25', endTime: '2026-10-26' };
		expect(range(fields, 'Europe/Berlin', now)).toBe('2026-10-24T22:00:00Z/2026-10-25T23:00:00Z');
	});

	it.each<[string, unknown]>([
		['in the future', '2027-01-01'],
		['that is empty', ''],
		['that is missing', undefined],
		['that is null', null],
	])('with an end %s ends now', (_, endTime) => {
		expect(range({ timeRange: 'custom', startTime: NINE, endTime }, 'UTC', now)).toBe(`${NINE}/${now}`);
	});

	it.each<[string, unknown, unknown, string]>([
		[
			'begins in the future',
			'2026-11-20T12:00:01Z',
			'',
			'The time range starts in the future (2026-11-20T12:00:01.000Z)',
		],
		[
			'is all in the future',
			'2027-01-01',
			'2027-01-02',
			'The time range starts in the future (2027-01-01T00:00:00.000Z)',
		],
		[
			'begins now and ends later',
			'2026-11-20T12:00:00Z',
			'2026-11-20T13:00:00Z',
			'The time range starts in the future (2026-11-20T12:00:00.000Z)',
		],
		[
			'is reversed',
			'2026-11-20',
			'2026-11-19',
			'The time range is empty: it starts at 2026-11-20T00:00:00.000Z and ends at 2026-11-19T00:00:00.000Z',
		],
		[
			'is empty',
			NINE,
			NINE,
			'The time range is empty: it starts at 2026-11-20T08:00:00.000Z and ends at 2026-11-20T08:00:00.000Z',
		],
		['has no start', '', NINE, 'Start Time is missing'],
		['has null for a start', null, NINE, 'Start Time is missing'],
		['has a start nobody can read', 'last tuesday', NINE, `Start Time can't be read: "last tuesday"`],
		['has a date that does not exist', '2026-02-30', NINE, `Start Time can't be read: "2026-02-30"`],
		['has an end nobody can read', NINE, '20.11.2026', `End Time can't be read: "20.11.2026"`],
		['has an hour for a start', '12', NINE, `Start Time can't be read: "12"`],
		['has a time of day for a start', '09:00', NINE, `Start Time can't be read: "09:00"`],
		['has a time of day with a T', 'T09:00', NINE, `Start Time can't be read: "T09:00"`],
		['has a year for a start', '2026', NINE, `Start Time can't be read: "2026"`],
		['has a small number for a start', 12, NINE, `Start Time can't be read: "12"`],
		['has a year as a number', 2026, NINE, `Start Time can't be read: "2026"`],
		['has 0 for a start', 0, NINE, `Start Time can't be read: "0"`],
		['has a number below 0', -1_763_000_000, NINE, `Start Time can't be read: "-1763000000"`],
		['has NaN for a start', NaN, NINE, `Start Time can't be read: "NaN"`],
		['has an invalid Date', new Date('x'), NINE, `Start Time can't be read: "Invalid Date"`],
		['has an object for a start', {}, NINE, `Start Time can't be read: "[object Object]"`],
		['has true for a start', true, NINE, `Start Time can't be read: "true"`],
	])('that %s is refused', (_, startTime, endTime, message) => {
		const error = refusal({ timeRange: 'custom', startTime, endTime });
		expect(error.message).toBe(message);
		expect(error.description).not.toBe('');
	});
});

describe('what is refused', () => {
	it.each([0, -1, NaN, Infinity, '', 'x', undefined, null])('"the last %p hours"', (relativeAmount) => {
		const error = refusal({ timeRange: 'relative', relativeAmount, relativeUnit: 'hours' });
		expect(error.message).toBe(`"The last ${String(relativeAmount)} hours" is not a time range`);
		expect(error.description).toContain('Enter a number above 0');
	});

	it('an invalid unit', () => {
		expect(refusal({ timeRange: 'relative', relativeAmount: 1, relativeUnit: 'years' }).message).toBe(
			'"The last 1 years" is not a time range',
		);
	});

	it('an unknown preset', () => {
		expect(refusal({ timeRange: 'nextWeek' }).message).toBe('The time range "nextWeek" is unknown');
	});

	it.each(['Europe/Berlinn', 'CEST', ''])('the time zone "%s"', (zone) => {
		const error = refusal({ timeRange: 'today' }, zone);
		expect(error.message).toBe(`The time zone "${zone}" is unknown`);
		expect(error.description).toContain('Europe/Berlin');
	});

	it.each(['today', 'thisWeek', 'thisMonth'])('%s in the moment it begins: nothing is in it', (timeRange) => {
		expect(refusal({ timeRange }, 'UTC', '2026-06-01T00:00:00Z').message).toContain(
			'The time range is empty',
		);
	});
});
