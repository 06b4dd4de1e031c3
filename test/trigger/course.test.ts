import {
	advance,
	aim,
	catchUp,
	isTooMuch,
	type Aim,
	type Sighting,
} from '../../nodes/GenesysCloudAnalytics/trigger/course';
import type { Cursor } from '../../nodes/GenesysCloudAnalytics/trigger/cursor';
import { DAY, HOUR, MINUTE } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const timing = { lateMs: HOUR, settleMs: MINUTE };
const cursorOf = (doneBefore: number, readUpTo: number, known: Record<string, number> = {}): Cursor => ({
	doneBefore,
	readUpTo,
	known: new Map(Object.entries(known)),
});
const sighting = (key: string, ms: number): Sighting => ({ key, ms, record: { key } });
const all = () => true;

describe('aim', () => {
	it.each<{ what: string; cursor: Cursor; expected: Partial<Aim> }>([
		{
			what: 'what is new, and a little before it',
			cursor: cursorOf(NOW - 70 * MINUTE, NOW - 2 * MINUTE),
			expected: { kind: 'follow', downTo: NOW - 4 * MINUTE, upTo: NOW - MINUTE },
		},
		{
			what: 'nothing that is dealt with',
			cursor: cursorOf(NOW - 3 * MINUTE, NOW - 2 * MINUTE),
			expected: { kind: 'follow', downTo: NOW - 3 * MINUTE },
		},
		{
			what: 'the whole late window, when it has not been swept for half of its length',
			cursor: cursorOf(NOW - 90 * MINUTE, NOW - 2 * MINUTE),
			expected: { kind: 'follow', downTo: NOW - 90 * MINUTE },
		},
		{
			what: 'nothing yet while the settle time of the first moments runs',
			cursor: cursorOf(NOW - 1_000, NOW - 1_000),
			expected: { kind: 'follow', downTo: NOW - 1_000, upTo: NOW - 1_000 },
		},
		{
			what: 'after days off: the oldest UTC day first',
			cursor: cursorOf(NOW - 3 * DAY - HOUR, NOW - 3 * DAY),
			expected: {
				kind: 'catchUp',
				downTo: NOW - 3 * DAY - HOUR,
				upTo: Date.parse('2026-11-18T00:00:00.000Z'),
			},
		},
	])('asks for $what', ({ cursor, expected }) => {
		expect(aim(cursor, NOW, timing)).toMatchObject({ ...expected, now: NOW });
	});

	it('catches up within today no further than conversations have settled', () => {
		const cursor = cursorOf(NOW - 5 * HOUR, NOW - 4 * HOUR);
		const expected = { downTo: NOW - 5 * HOUR, upTo: NOW - MINUTE };
		expect(catchUp(cursor, { upTo: NOW - MINUTE, now: NOW }, timing)).toMatchObject(expected);
	});

	it('catches up within the late window from where it has read to', () => {
		const cursor = cursorOf(NOW - HOUR, NOW - 50 * MINUTE);
		const expected = { downTo: NOW - 50 * MINUTE, upTo: NOW - MINUTE };
		expect(catchUp(cursor, { upTo: NOW - MINUTE, now: NOW }, timing)).toMatchObject(expected);
	});
});

describe('isTooMuch', () => {
	const page = (spanMs: number, count = 100) =>
		Array.from({ length: count }, (_, index) =>
			sighting(`c${index}`, NOW - 2 * MINUTE - (index * spanMs) / count),
		);
	const goal = (cursor: Cursor) => aim(cursor, NOW, timing);

	it.each([
		{ what: 'a busy half hour', off: 25 * MINUTE, span: 10_000, expected: false },
		{ what: 'a quiet day', off: 20 * HOUR, span: 2 * HOUR, expected: false },
		{ what: 'a busy day', off: 20 * HOUR, span: 6 * MINUTE, expected: true },
	])('judges from the first page: $what → $expected', ({ off, span, expected }) => {
		const cursor = cursorOf(NOW - off - HOUR, NOW - off);
		expect(isTooMuch(cursor, goal(cursor), page(span))).toBe(expected);
	});

	it('does not count what was emitted already', () => {
		const sightings = page(6 * MINUTE);
		const known = Object.fromEntries(sightings.map(({ key, ms }) => [key, ms]));
		const cursor = cursorOf(NOW - 21 * HOUR, NOW - 20 * HOUR, known);
		expect(isTooMuch(cursor, goal(cursor), sightings)).toBe(false);
	});
});

describe('advance', () => {
	const cursor = cursorOf(NOW - 70 * MINUTE, NOW - 2 * MINUTE, { known: NOW - 10 * MINUTE });
	const goal = aim(cursor, NOW, timing);
	const quick = (sightings: Sighting[], accepts = all) =>
		advance(cursor, goal, { from: goal.downTo, to: goal.upTo, sightings }, timing, accepts);

	it('emits each once, by the moment of its event, late ones as well', () => {
		const { emitted } = quick([
			sighting('unsettled', NOW - MINUTE),
			sighting('new', NOW - MINUTE - 1),
			sighting('known', NOW - 10 * MINUTE),
			sighting('late', NOW - 50 * MINUTE),
			sighting('new', NOW - MINUTE - 1),
			sighting('dealt with', NOW - 71 * MINUTE),
		]);
		expect(emitted.map(({ key }) => key)).toEqual(['late', 'new']);
	});

	it('moves on over what it has read, and keeps the late window open', () => {
		const next = quick([sighting('new', NOW - 90_000)]).cursor;
		expect(next).toMatchObject({ doneBefore: NOW - 70 * MINUTE, readUpTo: NOW - MINUTE });
		expect([...next.known.keys()]).toEqual(['known', 'new']);
	});

	it('closes and forgets what a sweep has shown to be past the late window', () => {
		const swept = { from: cursor.doneBefore, to: goal.upTo, sightings: [sighting('old', NOW - 65 * MINUTE)] };
		const next = advance(cursor, goal, swept, timing, all);
		expect(next.emitted.map(({ key }) => key)).toEqual(['old']);
		expect(next.cursor.doneBefore).toBe(NOW - HOUR);
		expect([...next.cursor.known.keys()]).toEqual(['known']);
	});

	it('closes no more than it has read when it catches up', () => {
		const to = NOW - 69 * MINUTE;
		const next = advance(cursor, goal, { from: cursor.doneBefore, to, sightings: [] }, timing, all);
		expect(next.cursor).toMatchObject({ doneBefore: to, readUpTo: cursor.readUpTo });
	});

	it('looks again at what was not accepted', () => {
		const record = sighting('later', NOW - 90_000);
		const first = quick([record], () => false);
		expect(first.emitted).toEqual([]);
		const again = advance(
			first.cursor,
			goal,
			{ from: goal.downTo, to: goal.upTo, sightings: [record] },
			timing,
			all,
		);
		expect(again.emitted).toEqual([record]);
	});

	it('remembers a conversation that went on after it was emitted until its new end is past', () => {
		const swept = { from: cursor.doneBefore, to: goal.upTo, sightings: [sighting('known', NOW - MINUTE)] };
		const next = advance(cursor, goal, swept, timing, all);
		expect(next.emitted).toEqual([]);
		expect(next.cursor.known.get('known')).toBe(NOW - MINUTE);
	});

	it('leaves the cursor it was given as it was', () => {
		quick([sighting('new', NOW - 90_000)]);
		expect([...cursor.known.keys()]).toEqual(['known']);
	});
});
