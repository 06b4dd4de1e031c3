import {
	advance,
	isSweepDue,
	nextPiece,
	nextGoal,
	type Goal,
	type Sighting,
} from '../../nodes/GenesysCloudAnalytics/trigger/progress';
import type { Cursor } from '../../nodes/GenesysCloudAnalytics/trigger/cursor';
import { DAY, HOUR, MINUTE } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const timing = { lateMs: HOUR, settleMs: MINUTE };
const cursorOf = (doneBefore: number, readUpTo: number, known: Record<string, number> = {}): Cursor => ({
	doneBefore,
	readUpTo,
	known: new Map(Object.entries(known)),
	past: new Set(),
});
const sighting = (key: string, ms: number): Sighting<string> => ({
	key,
	beganMs: NOW - DAY,
	ms,
	value: key,
	mayReopen: false,
});

describe('nextGoal', () => {
	it.each<{ what: string; cursor: Cursor; expected: Goal }>([
		{
			what: 'what is new, and a little before it',
			cursor: cursorOf(NOW - 70 * MINUTE, NOW - 2 * MINUTE),
			expected: { isBehind: false, downTo: NOW - 4 * MINUTE, upTo: NOW - MINUTE },
		},
		{
			what: 'nothing that is dealt with',
			cursor: cursorOf(NOW - 3 * MINUTE, NOW - 2 * MINUTE),
			expected: { isBehind: false, downTo: NOW - 3 * MINUTE, upTo: NOW - MINUTE },
		},
		{
			what: 'what is new, however long nothing was closed',
			cursor: cursorOf(NOW - 90 * MINUTE, NOW - 2 * MINUTE),
			expected: { isBehind: false, downTo: NOW - 4 * MINUTE, upTo: NOW - MINUTE },
		},
		{
			what: 'nothing yet while the settle time of the first moments runs',
			cursor: cursorOf(NOW - 1_000, NOW - 1_000),
			expected: { isBehind: false, downTo: NOW - 1_000, upTo: NOW - 1_000 },
		},
		{
			what: 'after days off: the rest of the oldest UTC day, from what is not done with',
			cursor: cursorOf(NOW - 3 * DAY - HOUR, NOW - 3 * DAY),
			expected: { isBehind: true, downTo: NOW - 3 * DAY - HOUR, upTo: Date.parse('2026-11-18T00:00:00Z') },
		},
		{
			what: 'after hours off: no further than conversations have settled',
			cursor: cursorOf(NOW - 5 * HOUR, NOW - 4 * HOUR),
			expected: { isBehind: true, downTo: NOW - 5 * HOUR, upTo: NOW - MINUTE },
		},
	])('asks for $what', ({ cursor, expected }) => {
		expect(nextGoal(cursor, NOW, timing)).toEqual(expected);
	});

	it('asks for the next day where the late window still reaches into the one before', () => {
		const midnight = Date.parse('2026-11-20T00:00:00.000Z');
		const now = midnight + 50 * MINUTE;
		const goal = nextGoal(cursorOf(midnight - 10 * MINUTE, midnight), now, timing);
		expect(goal).toEqual({ isBehind: true, downTo: midnight - 2 * MINUTE, upTo: now - MINUTE });
	});

	it('asks for less than a day where that was too much for one poll', () => {
		const cursor = cursorOf(NOW - 3 * DAY, NOW - 3 * DAY);
		expect(nextGoal(cursor, NOW, timing, 2 * HOUR).upTo).toBe(NOW - 3 * DAY + 2 * HOUR);
	});
});

describe('a sweep', () => {
	it('is due when the late window has not been closed for half of its length', () => {
		const due = (minutes: number) => isSweepDue(cursorOf(NOW - minutes * MINUTE, NOW), NOW, timing);
		expect([due(89), due(90)]).toEqual([false, true]);
	});

	it('comes in pieces of an hour, up to what is read again anyway', () => {
		const cursor = cursorOf(NOW - 90 * MINUTE, NOW);
		const first = nextPiece(cursor, 0)!;
		expect(first).toEqual({ isBehind: false, downTo: NOW - 90 * MINUTE, upTo: NOW - 30 * MINUTE });
		const second = nextPiece(cursor, first.upTo)!;
		expect(second).toMatchObject({ downTo: NOW - 30 * MINUTE, upTo: NOW - 2 * MINUTE });
		expect(nextPiece(cursor, second.upTo)).toBeUndefined();
	});
});

describe('advance', () => {
	const cursor = cursorOf(NOW - 70 * MINUTE, NOW - 2 * MINUTE, { known: NOW - 10 * MINUTE });
	const goal = nextGoal(cursor, NOW, timing);
	const read = (
		sightings: Array<Sighting<string>>,
		{
			from = cursor,
			emitReopened = false,
			...changed
		}: Partial<Goal> & { from?: Cursor; emitReopened?: boolean } = {},
	) => advance(from, { now: NOW, emitReopened }, { ...goal, ...changed }, sightings, timing);
	const keysOf = ({ emitted }: ReturnType<typeof read>) => emitted.map(({ key }) => key);

	it('emits each once, by the moment of its event, late ones as well', () => {
		const next = read([
			sighting('unsettled', NOW - MINUTE),
			sighting('new', NOW - MINUTE - 1),
			sighting('known', NOW - 10 * MINUTE),
			sighting('late', NOW - 50 * MINUTE),
			sighting('new', NOW - MINUTE - 1),
			sighting('dealt with', NOW - 71 * MINUTE),
		]);
		expect(keysOf(next)).toEqual(['late', 'new']);
	});

	it('moves on over what it has read, and keeps the late window open', () => {
		const next = read([sighting('new', NOW - 90_000)]).cursor;
		expect(next).toMatchObject({ doneBefore: NOW - 70 * MINUTE, readUpTo: NOW - MINUTE });
		expect([...next.known.keys()]).toEqual(['known', 'new']);
	});

	it('closes and forgets what a sweep has shown to be past the late window', () => {
		const next = read([sighting('old', NOW - 65 * MINUTE)], { downTo: cursor.doneBefore });
		expect(keysOf(next)).toEqual(['old']);
		expect(next.cursor.doneBefore).toBe(NOW - HOUR);
		expect([...next.cursor.known.keys()]).toEqual(['known']);
	});

	it('closes no more than it has read when it catches up', () => {
		const upTo = NOW - 69 * MINUTE;
		const next = read([], { downTo: cursor.doneBefore, upTo });
		expect(next.cursor).toMatchObject({ doneBefore: upTo, readUpTo: cursor.readUpTo });
	});

	it('takes no conversation for one that had ended before it began, though they share a key', () => {
		const began = (minutes: number) => ({
			...sighting('known', NOW - 90_000),
			beganMs: NOW - minutes * MINUTE,
		});
		expect([began(11), began(9)].map((each) => keysOf(read([each])))).toEqual([[], ['known']]);
		const from = { ...cursor, past: new Set(['email']) };
		const email = (minutes: number) => ({ ...began(minutes), key: 'email' });
		expect([email(71), email(69)].map((each) => keysOf(read([each], { from })))).toEqual([[], ['email']]);
	});

	it('looks again at what was not wanted', () => {
		const record = sighting('later', NOW - 90_000);
		const first = read([{ ...record, value: undefined }]);
		expect(first.emitted).toEqual([]);
		expect(read([record], { from: first.cursor }).emitted).toEqual([record]);
	});

	it('leaves the cursor it was given as it was', () => {
		read([{ ...sighting('new', NOW - 90_000), mayReopen: true }]);
		expect([[...cursor.known.keys()], cursor.past.size]).toEqual([['known'], 0]);
	});

	describe('a conversation that goes on after it was emitted', () => {
		const reopened = sighting('known', NOW - 90_000);
		const email = { ...sighting('email', NOW - 65 * MINUTE), mayReopen: true };
		const swept = (emitReopened: boolean) =>
			read([email], { emitReopened, downTo: cursor.doneBefore }).cursor;

		it('is not emitted again, and remembered until its new end is past', () => {
			const next = read([reopened]);
			expect(next.emitted).toEqual([]);
			expect(next.cursor.known.get('known')).toBe(NOW - 90_000);
		});

		it('is emitted again at its new end where that is wanted, once', () => {
			const next = read([reopened], { emitReopened: true });
			expect(keysOf(next)).toEqual(['known']);
			expect(read([reopened], { emitReopened: true, from: next.cursor }).emitted).toEqual([]);
		});

		it('is not emitted hours later either, if it can be reopened at all', () => {
			const from = swept(false);
			expect(from.known.has('email')).toBe(false);
			const later = [sighting('email', NOW - 90_000), sighting('call', NOW - 90_000)];
			expect(keysOf(read(later, { from }))).toEqual(['call']);
		});

		it('is emitted hours later where that is wanted', () => {
			const later = sighting('email', NOW - 90_000);
			expect(keysOf(read([later], { from: swept(true), emitReopened: true }))).toEqual(['email']);
		});
	});
});
