import {
	keyOfId,
	restoreCursor,
	storeCursor,
	type Cursor,
} from '../../nodes/GenesysCloudAnalytics/trigger/cursor';
import { DAY, HOUR, MINUTE } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const EVENT = 'conversationEnded';
const cursor: Cursor = {
	doneBefore: NOW - 70 * MINUTE,
	readUpTo: NOW - MINUTE,
	known: new Map([
		[keyOfId('a'), NOW - 59 * MINUTE - 1],
		[keyOfId('b'), NOW - 4 * MINUTE - 1],
		[keyOfId('c'), NOW - 4 * MINUTE - 1],
	]),
	past: new Set([keyOfId('email'), keyOfId('a')]),
};
const stored = storeCursor(cursor, EVENT);
const restore = (value: unknown) =>
	restoreCursor(value, EVENT, { now: NOW, lateMs: HOUR, earliest: NOW - 30 * DAY, timeZone: 'UTC' });

it('is the same after it was stored as JSON', () => {
	expect(restore(JSON.parse(JSON.stringify(stored)))).toEqual({ cursor });
});

it('remembers moments by the minute, which does not drift however often it is stored', () => {
	let current: Cursor = { ...cursor, known: new Map([[keyOfId('a'), NOW - 90_000]]) };
	for (let poll = 0; poll < 5; poll++) {
		current = { ...restore(storeCursor(current, EVENT)).cursor, doneBefore: NOW - HOUR + poll * 7_001 };
	}
	expect(current.known).toEqual(new Map([[keyOfId('a'), NOW - 60_001]]));
});

it('begins now where nothing is stored, or what another event stored', () => {
	const beginning = { cursor: { doneBefore: NOW, readUpTo: NOW, known: new Map(), past: new Set() } };
	expect(restore(undefined)).toEqual(beginning);
	expect(restore({ ...stored, event: 'conversationStarted' })).toEqual(beginning);
});

it.each([
	{ what: 'text', value: 'nonsense', doneBefore: NOW - HOUR, known: 0 },
	{ what: 'nothing readable', value: {}, doneBefore: NOW - HOUR, known: 0 },
	{
		what: 'no list of what was emitted',
		value: { ...stored, known: 7 },
		doneBefore: cursor.doneBefore,
		known: 0,
	},
	...['zz:', '?:1234567', '1:123456'].map((known) => ({
		what: `a broken list, ${known}`,
		value: { ...stored, known },
		doneBefore: cursor.doneBefore,
		known: 0,
	})),
	{
		what: 'no beginning',
		value: { ...stored, doneBefore: null },
		doneBefore: cursor.readUpTo - HOUR,
		known: 0,
	},
	{ what: 'a later version', value: { ...stored, version: 3 }, doneBefore: cursor.doneBefore, known: 3 },
])('goes on from what can be read of a damaged one, and says so: $what', ({ value, doneBefore, known }) => {
	const restored = restore(value);
	expect(restored.cursor.doneBefore).toBe(doneBefore);
	expect(restored.cursor.readUpTo).toBeGreaterThanOrEqual(doneBefore);
	expect(restored.cursor.known.size).toBe(known);
	expect(restored.note?.message).toContain('could not be fully read');
	expect(restored.note?.description).toMatch(/^It continues from 20 Nov 2026, 1/);
});

it('does not wait for the time of a clock that ran ahead', () => {
	const ahead = { ...stored, doneBefore: NOW + DAY, readUpTo: NOW + DAY };
	expect(restore(ahead).cursor).toMatchObject({ doneBefore: NOW, readUpTo: NOW });
});

it('catches up with no more than so many days, and says so', () => {
	const { cursor: late, note } = restore({ ...stored, doneBefore: NOW - 90 * DAY, readUpTo: NOW - 90 * DAY });
	expect(late).toMatchObject({ doneBefore: NOW - 30 * DAY, readUpTo: NOW - 30 * DAY });
	expect(note?.message).toContain('off for longer than it can catch up on');
});

it('takes 32 kB for the late window of 3,000 conversations an hour', () => {
	const known = new Map(
		Array.from({ length: 4_500 }, (_, index) => [keyOfId(`${index}`), NOW - index * 1_200]),
	);
	const text = JSON.stringify(
		storeCursor({ doneBefore: NOW - 90 * MINUTE, readUpTo: NOW, known, past: new Set() }, EVENT),
	);
	expect(text.length).toBeLessThan(32_000);
});

it('remembers the 10,000 reopenable conversations that were emitted last', () => {
	const keyOf = (index: number) => keyOfId(`${index}`);
	const past = new Set(Array.from({ length: 10_500 }, (_, index) => keyOf(index)));
	const { cursor: restored } = restore(storeCursor({ ...cursor, past }, EVENT));
	expect(restored.past.size).toBe(10_000);
	expect([restored.past.has(keyOf(499)), restored.past.has(keyOf(500))]).toEqual([false, true]);
});
