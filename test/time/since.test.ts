import { bordersOf, type Granularity } from '../../nodes/GenesysCloudAnalytics/time/buckets';
import { resolveSince, sliceFrom, type SinceFields } from '../../nodes/GenesysCloudAnalytics/time/since';
import { UserFacingError } from '../../nodes/GenesysCloudAnalytics/messages/userFacingError';

const NOW = '2026-11-20T12:00:00Z';
const SETTLED = '2026-11-20T11:59:00Z';
const DEFAULTS: SinceFields = { since: '', firstLoadStart: '', overlapHours: 48, maxDays: 7 };

const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

function run(fields: SinceFields, zone = 'UTC') {
	return resolveSince({ ...DEFAULTS, ...fields }, zone, Date.parse(NOW));
}

/** The range of the first slice, and whether more is left. */
function slice(fields: SinceFields, zone?: string): [string, boolean] {
	const resolved = run(fields, zone);
	const { range, moreLeft } = sliceFrom(resolved, resolved.freshMs);
	return [`${iso(range.startMs)}/${iso(range.endMs)}`, moreLeft];
}

function refusal(fields: SinceFields, zone?: string): UserFacingError {
	let refused: unknown;
	try {
		run(fields, zone);
	} catch (error) {
		refused = error;
	}
	expect(refused).toBeInstanceOf(UserFacingError);
	return refused as UserFacingError;
}

describe('a run reads from the mark less the overlap to what has settled', () => {
	it.each<[string, SinceFields, string]>([
		['two days by default', { since: '2026-11-20T11:00:00Z' }, '2026-11-18T11:00:00Z'],
		['no overlap', { since: '2026-11-20T11:00:00Z', overlapHours: 0 }, '2026-11-20T11:00:00Z'],
		['half an hour', { since: '2026-11-20T11:00:00Z', overlapHours: 0.5 }, '2026-11-20T10:30:00Z'],
		['numbers as text', { since: '2026-11-20T11:00:00Z', overlapHours: '1' }, '2026-11-20T10:00:00Z'],
		['a date of a database driver', { since: new Date('2026-11-20T11:00:00Z') }, '2026-11-18T11:00:00Z'],
		['a Unix time', { since: Date.parse('2026-11-20T11:00:00Z') }, '2026-11-18T11:00:00Z'],
		[
			'not before the start of the first load',
			{ since: '2026-11-20T11:00:00Z', firstLoadStart: '2026-11-20T00:00:00Z' },
			'2026-11-20T00:00:00Z',
		],
		['a mark that has just been, no overlap', { since: SETTLED, overlapHours: 0 }, '2026-11-20T11:58:00Z'],
		['a mark of this second, no overlap', { since: NOW, overlapHours: 0 }, '2026-11-20T11:58:00Z'],
	])('%s', (_, fields, start) => {
		expect(slice(fields)).toEqual([`${start}/${SETTLED}`, false]);
	});

	it('a mark without a time zone is one of the zone in the options', () => {
		expect(slice({ since: '2026-11-20T12:00:00' }, 'Europe/Berlin')[0]).toBe(
			`2026-11-18T11:00:00Z/${SETTLED}`,
		);
	});
});

describe('no more days per run than set, oldest first', () => {
	it.each<[string, SinceFields, string]>([
		['a first load', { firstLoadStart: '2026-01-01T00:00:00Z' }, '2026-01-01T00:00:00Z/2026-01-08T00:00:00Z'],
		[
			'after an outage, counted from the mark and not from the overlap',
			{ since: '2026-11-01T00:00:00Z', overlapHours: 24 * 30, maxDays: 1 },
			'2026-10-02T00:00:00Z/2026-11-02T00:00:01Z',
		],
		[
			'an old mark begins with the first load, since many a query says 1970 for an empty table',
			{ since: '1970-01-01T00:00:00Z', firstLoadStart: '2026-01-01T00:00:00Z' },
			'2026-01-01T00:00:00Z/2026-01-08T00:00:01Z',
		],
	])('%s', (_, fields, range) => {
		expect(slice(fields)).toEqual([range, true]);
	});

	it.each(['', null])('a mark of %p is a first load', (since) => {
		expect(run({ since, firstLoadStart: '2026-01-01' }).isFirstLoad).toBe(true);
	});

	it('slices follow one another without a gap until all is read that has settled', () => {
		const resolved = run({ firstLoadStart: '2026-11-01T00:00:00Z', maxDays: 7 });
		const ends: string[] = [];
		let next = sliceFrom(resolved, resolved.freshMs);
		for (; next.moreLeft; next = sliceFrom(resolved, next.fresh.endMs)) ends.push(iso(next.range.endMs));
		expect(ends).toEqual(['2026-11-08T00:00:00Z', '2026-11-15T00:00:00Z']);
		expect([next.fresh, next.range].map(({ startMs, endMs }) => [iso(startMs), iso(endMs)])).toEqual([
			['2026-11-15T00:00:00Z', SETTLED],
			['2026-11-01T00:00:00Z', SETTLED],
		]);
	});
});

describe('a range of intervals cuts none of them', () => {
	const berlin = (fields: SinceFields, granularity: Granularity) => {
		const zone = 'Europe/Berlin';
		const resolved = resolveSince(
			{ ...DEFAULTS, ...fields },
			zone,
			Date.parse(NOW),
			bordersOf(granularity, zone),
		);
		const { range, fresh, moreLeft } = sliceFrom(resolved, resolved.freshMs);
		return [...[range.startMs, fresh.startMs, range.endMs].map(iso), moreLeft];
	};

	it.each<[string, SinceFields, Granularity, string, string, string, boolean]>([
		[
			'up to the last one that is over',
			{ since: '2026-11-20T11:00:00Z', overlapHours: 1.1 },
			...(['PT30M', '2026-11-20T09:30:00Z', '2026-11-20T11:00:00Z', '2026-11-20T11:30:00Z', false] as const),
		],
		[
			'a mark inside of one',
			{ since: '2026-11-18T11:17:00Z', overlapHours: 0, maxDays: 1 },
			...(['PT1H', '2026-11-18T11:00:00Z', '2026-11-18T11:00:00Z', '2026-11-19T11:00:00Z', true] as const),
		],
		[
			'days of the zone, over a clock change',
			{ since: '2026-10-25T23:00:00Z', maxDays: 3 },
			...(['P1D', '2026-10-23T22:00:00Z', '2026-10-25T23:00:00Z', '2026-10-28T23:00:00Z', true] as const),
		],
		[
			'intervals longer than Days per Run: two, so that a mark at the start of one moves',
			{ firstLoadStart: '2026-10-07T00:00:00Z', maxDays: 1 },
			...(['P1W', '2026-10-04T22:00:00Z', '2026-10-04T22:00:00Z', '2026-10-18T22:00:00Z', true] as const),
		],
		[
			'nothing new is over: the last one again',
			{ since: '2026-11-01T00:00:00+01:00', overlapHours: 0 },
			...(['P1M', '2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z', '2026-10-31T23:00:00Z', false] as const),
		],
	])('%s', (_, fields, granularity, ...expected) => {
		expect(berlin(fields, granularity)).toEqual(expected);
	});
});

describe('what can only be a mistake is refused with a sentence', () => {
	const since = '2026-11-20T11:00:00Z';
	it.each<[SinceFields, RegExp]>([
		[{ since: '2026-11-20T12:00:01Z' }, /^Since is in the future \(2026-11-20T12:00:01.000Z\)$/],
		[{ firstLoadStart: '2027-01-01' }, /^First Load Starts At is in the future/],
		[{ since: 'never' }, /^Since can't be read: "never"$/],
		[{ since: '[object Object]' }, /^Since can't be read/],
		[{ since: 12 }, /^Since can't be read: "12"$/],
		[{ since, firstLoadStart: 'once' }, /^First Load Starts At can't be read: "once"$/],
		[{}, /^Since is empty, and the first load has no start$/],
		[{ since: undefined, firstLoadStart: '2026-01-01' }, /^Since has no value: its expression names a field/],
		[{ since, overlapHours: -1 }, /^Overlap \(Hours\) can't be "-1"$/],
		[{ since, overlapHours: '' }, /^Overlap \(Hours\) can't be ""$/],
		[{ since, overlapHours: 'two' }, /^Overlap \(Hours\) can't be "two"$/],
		[{ since, maxDays: 0 }, /^Days per Run can't be "0"$/],
		[{ since, maxDays: Infinity }, /^Days per Run can't be "Infinity"$/],
	])('%j', (fields, sentence) => {
		expect(refusal(fields).message).toMatch(sentence);
	});

	it('an unknown time zone', () => {
		const { message } = refusal({ since }, 'Mars/Olympus');
		expect(message).toBe('The time zone "Mars/Olympus" is unknown');
	});
});
