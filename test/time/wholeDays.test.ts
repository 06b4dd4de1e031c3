import { inWholeDays } from '../../nodes/GenesysCloudAnalytics/time/wholeDays';

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

function parts(range: string, days: number, zone: string): string[] {
	const [startMs, endMs] = range.split('/').map((each) => Date.parse(`${each}Z`)) as [number, number];
	return inWholeDays({ startMs, endMs }, days, zone).map((part) => `${iso(part.startMs)}/${iso(part.endMs)}`);
}

it.each<[string, string, number, string, string[]]>([
	[
		'less than a day is one part',
		'2026-11-19T10:00/2026-11-19T12:00',
		7,
		'UTC',
		['2026-11-19T10:00/2026-11-19T12:00'],
	],
	[
		'cuts are midnights, also where the range begins in the middle of a day',
		'2026-11-10T10:00/2026-11-19T12:00',
		7,
		'UTC',
		['2026-11-10T10:00/2026-11-17T00:00', '2026-11-17T00:00/2026-11-19T12:00'],
	],
	[
		'midnights are those of the zone',
		'2026-11-10T05:00/2026-11-18T05:00',
		7,
		'America/New_York',
		['2026-11-10T05:00/2026-11-17T05:00', '2026-11-17T05:00/2026-11-18T05:00'],
	],
	[
		// Clocks in Berlin go back on 25 October: seven days with it are 169 hours.
		'a day of 25 hours does not fit as the seventh',
		'2026-10-19T22:00/2026-10-26T23:00',
		7,
		'Europe/Berlin',
		['2026-10-19T22:00/2026-10-25T23:00', '2026-10-25T23:00/2026-10-26T23:00'],
	],
	[
		'a day that is longer than what fits is a part all the same',
		'2026-10-24T22:00/2026-10-25T23:00',
		1,
		'Europe/Berlin',
		['2026-10-24T22:00/2026-10-25T23:00'],
	],
])('%s', (_, range, days, zone, expected) => {
	expect(parts(range, days, zone)).toEqual(expected);
});
