import { isReached, raise, type Threshold } from '../../nodes/GenesysCloudAnalytics/trigger/alarms';
import { HOUR, MINUTE } from '../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const tenWait: Threshold = { metric: 'waiting', comparison: 'gte', threshold: 10 };

it.each([
	{ comparison: 'gte', value: 10, expected: true },
	{ comparison: 'gte', value: 9, expected: false },
	{ comparison: 'lte', value: 10, expected: true },
	{ comparison: 'lte', value: 11, expected: false },
] as const)('$value $comparison 10 is $expected', ({ comparison, value, expected }) => {
	expect(isReached({ ...tenWait, comparison }, value)).toBe(expected);
});

/** Polls one after the other, minutes apart; what each raises. */
function polls(
	steps: Array<{ after: number; waiting: number; lost?: boolean }>,
	threshold = tenWait,
): string[][] {
	let kept: unknown;
	let memory: unknown;
	let now = NOW;
	return steps.map(({ after, waiting, lost }, index) => {
		now += after * MINUTE;
		// n8n has stopped: what was not emitted with is lost.
		if (lost) memory = kept;
		const before = { stored: memory, isOwn: index > 0 && !lost };
		const { raised, state } = raise(before, threshold, new Map([['q', waiting]]), now);
		memory = JSON.parse(JSON.stringify(state));
		if (raised.length > 0) kept = memory;
		return raised;
	});
}

it.each([
	{ what: 'stands at activation', steps: [[0, 12]], raised: ['q'] },
	{
		what: 'goes on',
		steps: [
			[0, 12],
			[1, 13],
			[1, 10],
		],
		raised: ['q', '', ''],
	},
	{
		what: 'is cleared and comes again',
		steps: [
			[0, 12],
			[1, 9],
			[1, 10],
		],
		raised: ['q', '', 'q'],
	},
	{
		what: 'comes later',
		steps: [
			[0, 3],
			[1, 10],
		],
		raised: ['', 'q'],
	},
	{
		what: 'goes on while polls are hours apart',
		steps: [
			[0, 12],
			[180, 12],
			[180, 12],
		],
		raised: ['q', '', ''],
	},
])('raises an alarm that $what', ({ steps, raised }) => {
	const seen = polls(steps.map(([after, waiting]) => ({ after: after!, waiting: waiting! })));
	expect(seen.map((ids) => ids.join())).toEqual(raised);
});

it.each([
	{ what: 'keeps quiet when it restarts soon after', after: 5, raised: [] },
	{
		what: 'says it once more when it restarts long after: it may have been cleared',
		after: 60,
		raised: ['q'],
	},
])('$what', ({ after, raised }) => {
	const seen = polls([
		{ after: 0, waiting: 3 },
		{ after: 1, waiting: 12 },
		{ after, waiting: 12, lost: true },
	]);
	expect(seen.at(-1)).toEqual(raised);
});

it('does not trust what was stored at the very first poll after a long stop', () => {
	const seen = polls([
		{ after: 0, waiting: 12 },
		{ after: 60, waiting: 12, lost: true },
	]);
	expect(seen).toEqual([['q'], ['q']]);
});

it('starts over with another threshold, and with a state that can not be read', () => {
	const queues = new Map([['q', 12]]);
	const raisedAfter = (stored: unknown, threshold = tenWait) =>
		raise({ stored, isOwn: false }, threshold, queues, NOW + MINUTE).raised;
	const { state } = raise({ stored: undefined, isOwn: false }, tenWait, queues, NOW);
	expect(raisedAfter(state)).toEqual([]);
	expect(raisedAfter(state, { ...tenWait, threshold: 11 })).toEqual(['q']);
	for (const unusable of ['nonsense', {}, { ...state, raised: 'q' }, { ...state, version: 9 }]) {
		expect(raisedAfter(unusable)).toEqual(['q']);
	}
});

it.each([
	{ what: 'goes on', stored: {}, raised: [] },
	{ what: 'starts over with another threshold', stored: { of: '["waiting","gte",9]' }, raised: ['q'] },
	{ what: 'is not trusted for long', stored: { at: NOW - HOUR }, raised: ['q'] },
	{ what: 'is trusted for three polls', stored: { at: NOW - HOUR, every: 30 * MINUTE }, raised: [] },
])('a state that version 0.1 stored, with names of its own, $what', ({ stored, raised }) => {
	const ofVersion1 = {
		version: 1,
		of: '["waiting","gte",10]',
		at: NOW,
		every: null,
		raised: ['q'],
		...stored,
	};
	const before = { stored: ofVersion1, isOwn: false };
	expect(raise(before, tenWait, new Map([['q', 12]]), NOW + MINUTE).raised).toEqual(raised);
});

it('reports each queue separately', () => {
	const none = { stored: undefined, isOwn: false };
	const first = raise(none, tenWait, new Map(Object.entries({ a: 12, b: 3 })), NOW);
	const own = { stored: first.state, isOwn: true };
	const second = raise(own, tenWait, new Map(Object.entries({ a: 12, b: 10 })), NOW + HOUR);
	expect([first.raised, second.raised]).toEqual([['a'], ['b']]);
});
