import { statesOf, type PartState } from '../../nodes/GenesysCloudAnalytics/trigger/changes';
import {
	beginChecks,
	finishRange,
	isKnown,
	MAX_KNOWN,
	nextRange,
	restoreChecks,
	startCheck,
	storeChecks,
} from '../../nodes/GenesysCloudAnalytics/trigger/checks';
import { DAY, HOUR, MINUTE } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const watch = { watchMs: 48 * HOUR, everyMs: HOUR, settleMs: MINUTE };

const evaluated = (key: string): PartState => ({ change: 'evaluation', key });
const wrappedUp = (key: string, wrappedUpMs: number): PartState => ({ change: 'wrapUp', key, wrappedUpMs });

/** The ranges of the check that is to be made, in steps of a length. */
function rangesOf(checks: ReturnType<typeof beginChecks>, stepMs = DAY): string[] {
	const ranges: string[] = [];
	let state = checks;
	for (;;) {
		const range = nextRange(state, watch, stepMs);
		if (!range) return ranges;
		ranges.push(
			[range.startMs, range.endMs].map((ms) => new Date(ms).toISOString().slice(5, 16)).join(' – '),
		);
		state = finishRange(state, range, []);
	}
}

const done = (checks: ReturnType<typeof beginChecks>) => ({ ...checks, readUpTo: checks.begunAt - MINUTE });

it('reads the watched hours day by day, up to what has settled', () => {
	expect(rangesOf(beginChecks(NOW, watch))).toEqual([
		'11-18T12:00 – 11-19T00:00',
		'11-19T00:00 – 11-20T00:00',
		'11-20T00:00 – 11-20T11:59',
	]);
	expect(rangesOf(beginChecks(NOW, watch), 10 * HOUR).slice(0, 3)).toEqual([
		'11-18T12:00 – 11-18T22:00',
		'11-18T22:00 – 11-19T00:00',
		'11-19T00:00 – 11-19T10:00',
	]);
});

it.each([
	{ what: 'is made an hour after the one before', after: HOUR, from: '11-18T12:00' },
	{
		what: 'begins where the one before stopped watching, after a pause',
		after: 5 * DAY,
		from: '11-18T12:00',
	},
	{ what: 'makes up for 35 days at most', after: 45 * DAY, from: '11-28T12:00' },
	{ what: 'is not made before', after: 59 * MINUTE, from: undefined },
])('the next check $what', ({ after, from }) => {
	const next = startCheck(done(beginChecks(NOW, watch)), NOW + after, watch);
	expect(rangesOf(next)[0]?.slice(0, 11)).toBe(from);
});

it('goes on with a check that is under way, however long ago it began', () => {
	const begun = beginChecks(NOW, watch);
	const underWay = finishRange(begun, nextRange(begun, watch, DAY)!, []);
	expect(startCheck(underWay, NOW + 3 * HOUR, watch)).toBe(underWay);
});

it('comes back from what was stored as it was, and not for another choice or a damaged state', () => {
	const begun = beginChecks(NOW, watch);
	const checks = finishRange(begun, nextRange(begun, watch, DAY)!, [
		{ endMs: NOW - 47 * HOUR, states: [evaluated('abcdefgh'), evaluated('12345678')] },
		{ endMs: NOW - 46 * HOUR, states: [evaluated('-_-_-_-_'), wrappedUp('123456', NOW - MINUTE)] },
	]);
	const stored = JSON.parse(JSON.stringify(storeChecks(checks, 'mine')));
	expect(restoreChecks(stored, 'mine')).toEqual(checks);
	expect(isKnown(restoreChecks(stored, 'mine')!, evaluated('12345678'))).toBe(true);
	expect(restoreChecks(stored, 'another')).toBeUndefined();
	for (const damage of [
		{ version: 1 },
		{ readUpTo: null },
		{ known: 7 },
		{ wrapUps: 7 },
		{ isFirst: 'no' },
	]) {
		expect(restoreChecks({ ...stored, ...damage }, 'mine')).toBeUndefined();
	}
	expect(restoreChecks(undefined, 'mine')).toBeUndefined();
});

it('watches only as far back as fits, and stores it in little', () => {
	let checks = beginChecks(NOW, watch);
	const perHour = 1_000;
	for (let hour = 47; hour > 0; hour--) {
		const states = Array.from({ length: perHour }, (_, index) =>
			evaluated(`${String(hour).padStart(2, '0')}${index + 100_000}`),
		);
		const endMs = NOW - hour * HOUR;
		checks = finishRange(checks, { endMs: endMs + 1 }, [{ endMs, states }]);
	}
	const hours = MAX_KNOWN / perHour;
	expect(checks.watchedFrom).toBe(NOW - hours * HOUR);
	expect(checks.known.size).toBe(hours);
	expect(JSON.stringify(storeChecks(checks, 'mine')).length).toBeLessThan(210_000);
	const next = startCheck({ ...checks, readUpTo: NOW }, NOW + HOUR, watch);
	expect(next.watchedFrom).toBe(NOW - hours * HOUR);
});

describe('a wrap-up', () => {
	const begun = beginChecks(NOW, watch);
	const range = { endMs: NOW - MINUTE };
	const found = (...states: PartState[]) => [{ endMs: NOW - 10 * HOUR, states }];

	it('is new if its end is, in a conversation that ended at any time, and then known', () => {
		const fresh = wrappedUp('fresh!', NOW + 30 * MINUTE);
		const second = startCheck(finishRange(begun, range, []), NOW + HOUR, watch);
		expect(isKnown(second, fresh)).toBe(false);
		const read = finishRange(second, { endMs: NOW + 59 * MINUTE }, found(fresh));
		for (const hours of [2, 4, 30])
			expect(isKnown(startCheck(read, NOW + hours * HOUR, watch), fresh)).toBe(true);
	});

	it('that appears up to two hours after its end is new, a later one is not', () => {
		const second = startCheck(finishRange(begun, range, []), NOW + HOUR, watch);
		const ended = (minutes: number) => isKnown(second, wrappedUp('late!!', NOW - minutes * MINUTE));
		expect([ended(0), ended(120), ended(121)]).toEqual([false, false, true]);
	});

	it('takes 27 kB at most where 3,000 conversations an hour have one, whatever the hours watched', () => {
		let checks = begun;
		for (let hour = 1; hour < 60; hour++) {
			const now = NOW + hour * HOUR;
			checks = startCheck(checks, now, watch);
			const states = Array.from({ length: 1_500 }, (_, index) =>
				wrappedUp(`${100_000 + index}`, now - HOUR + index * 2_400),
			);
			checks = finishRange(checks, { endMs: now - MINUTE }, found(...states));
			expect(storeChecks(checks, 'mine').wrapUps.length).toBeLessThan(29_000);
		}
	});
});

describe('the state of what came after the end', () => {
	const end = '2026-11-20T11:00:00.000Z';
	const wrapUp = (segmentEnd: string, more = {}) => ({
		segmentType: 'wrapup',
		segmentEnd,
		wrapUpCode: 'code',
		...more,
	});
	const record = (segments: object[], more = {}) => ({
		conversationId: 'one',
		conversationEnd: end,
		participants: [{ purpose: 'agent', sessions: [{ segments }] }],
		...more,
	});
	const keysOf = (value: unknown) => statesOf(value, ['wrapUp', 'evaluation', 'survey'], MINUTE);
	const late = wrapUp('2026-11-20T11:05:00.000Z');
	const contact = { segmentType: 'interact', segmentEnd: '2026-11-20T10:50:00.000Z' };
	const ends = (...segments: Array<{ segmentEnd: string }>) =>
		record(segments, { conversationEnd: segments[0]!.segmentEnd });
	const evaluation = { evaluationId: 'e', oTotalScore: 80, released: true };

	it.each([
		{ what: 'a late wrap-up', value: record([late]), changes: ['wrapUp'] },
		{
			what: 'a late wrap-up that is the end of the conversation',
			value: ends(late, contact),
			changes: ['wrapUp'],
		},
		{
			what: 'a wrap-up before the end of another contact',
			value: record([late, { segmentType: 'interact', segmentEnd: '2026-11-20T11:04:10.000Z' }], {
				conversationEnd: '2026-11-20T11:05:00.000Z',
			}),
			changes: [],
		},
		{ what: 'a wrap-up in time', value: record([wrapUp('2026-11-20T11:00:30.000Z')]), changes: [] },
		{
			what: 'a wrap-up that goes on',
			value: record([{ segmentType: 'wrapup', wrapUpCode: 'c' }]),
			changes: [],
		},
		{
			what: 'an evaluation and a survey',
			value: record([], { evaluations: [evaluation], surveys: [{ surveyId: 's' }] }),
			changes: ['evaluation', 'survey'],
		},
		{ what: 'lists of nonsense', value: record([], { evaluations: 'none', surveys: [7] }), changes: [] },
		{ what: 'no record', value: null, changes: [] },
	])('of $what', ({ value, changes }) => {
		expect(keysOf(value).map(({ change }) => change)).toEqual(changes);
	});

	it.each([
		{ what: 'a field has changed', other: { ...evaluation, oTotalScore: 81 }, isSame: false },
		{
			what: 'the fields come in another order',
			other: { released: true, oTotalScore: 80, evaluationId: 'e' },
			isSame: true,
		},
	])('is another one when $what', ({ other, isSame }) => {
		const [before, after] = [evaluation, other].map((each) => keysOf(record([], { evaluations: [each] })));
		expect(before![0]!.key === after![0]!.key).toBe(isSame);
	});

	it('does not hang on the order of several', () => {
		const second = { ...evaluation, evaluationId: 'f' };
		const of = (evaluations: object[]) => keysOf(record([], { evaluations }));
		expect(of([evaluation, second])).toEqual(of([second, evaluation]));
		expect(keysOf({ ...record([late]), conversationId: 'two' })).not.toEqual(keysOf(record([late])));
	});
});
