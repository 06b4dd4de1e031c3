import type { TimeRange } from '../../nodes/GenesysCloudAnalytics/time/timeRange';
import { split, utcDay } from '../../nodes/GenesysCloudAnalytics/time/utcDays';
import { DOCUMENTED_CAPS } from '../../nodes/GenesysCloudAnalytics/api/detailsQuery';
import {
	plan,
	type JobPart,
	type QueryPart,
} from '../../nodes/GenesysCloudAnalytics/reading/conversations/plan';
import {
	LOOK_BACK_DAYS,
	type MatchBy,
	type Search,
} from '../../nodes/GenesysCloudAnalytics/reading/conversations/search';
import { DAY, HOUR } from '../support/records';

const NOW = Date.parse('2026-11-20T15:20:00.000Z');

function search(range: TimeRange, changes: Partial<Search> = {}): Search {
	return {
		range,
		matchBy: 'started',
		order: 'desc',
		limit: Infinity,
		filters: {},
		source: 'auto',
		includeAttributes: false,
		allowPartial: false,
		lookBackDays: LOOK_BACK_DAYS,
		timeZone: 'UTC',
		...changes,
	};
}

describe('split', () => {
	it.each([
		{ days: 7, length: 7 * DAY, windows: 1 },
		{ days: 7, length: 7 * DAY + 1, windows: 2 },
		{ days: 7, length: 40 * DAY, windows: 6 },
		{ days: 31, length: 31 * DAY, windows: 1 },
		{ days: 31, length: 90 * DAY, windows: 3 },
	])('$length ms in windows of $days days', ({ days, length, windows }) => {
		const start = utcDay(NOW) - length;
		const parts = split({ startMs: start, endMs: start + length }, days);
		expect(parts).toHaveLength(windows);
		expect(parts[0]?.startMs).toBe(start);
		expect(parts.at(-1)?.endMs).toBe(start + length);
		parts.forEach((part, index) => {
			expect(part.endMs - part.startMs).toBeLessThanOrEqual(days * DAY);
			if (index > 0) expect(part.startMs).toBe(parts[index - 1]?.endMs);
		});
	});

	it('begins windows with the UTC day, so that none touches a day more than it is long', () => {
		const parts = split({ startMs: NOW - 20 * DAY, endMs: NOW }, 7);
		for (const { startMs } of parts.slice(1)) expect(startMs % DAY).toBe(0);
	});
});

describe('plan', () => {
	const range = { startMs: NOW - 3 * HOUR, endMs: NOW };

	it('asks for started conversations in one query, and looks back for none', () => {
		expect(plan(search(range), DOCUMENTED_CAPS, { now: NOW })).toEqual({
			steps: [
				{
					span: range,
					queries: [
						{ source: 'query', kind: 'range', window: range, filters: {}, begunSinceMs: range.startMs },
					],
					jobs: [],
				},
			],
		});
	});

	it.each([
		{ matchBy: 'ended', of: 'the last hours', hours: 3, kinds: ['ended'] },
		{ matchBy: 'ended', of: 'most of the day', hours: 4, kinds: ['ended', 'range'] },
		{ matchBy: 'ended', of: 'the last hours', hours: 3, limit: 50, kinds: ['ended', 'range'] },
		{ matchBy: 'active', of: 'the last hours', hours: 3, kinds: ['open', 'ended', 'range'] },
	] as const)('looks 30 days back for $matchBy, $of', ({ matchBy, hours, kinds, ...limit }) => {
		const range = { startMs: NOW - hours * HOUR, endMs: NOW };
		const wanted = search(range, { matchBy, ...limit });
		const { steps, lookedBackTo } = plan(wanted, DOCUMENTED_CAPS, { now: NOW });
		expect(steps.flatMap(({ queries }) => queries).map(({ kind }) => kind)).toEqual(kinds);
		expect(lookedBackTo).toBe(utcDay(range.startMs) - 30 * DAY);
	});

	it('leaves what jobs have no data for uncovered where only a job may be used', () => {
		const watermark = NOW - 2 * HOUR;
		const { steps, uncovered } = plan(search(range, { source: 'job' }), DOCUMENTED_CAPS, {
			now: NOW,
			watermark,
		});
		expect(steps.flatMap(({ queries }) => queries)).toEqual([]);
		expect(steps.flatMap(({ jobs }) => jobs).map(({ window }) => window)).toEqual([
			{ startMs: range.startMs, endMs: watermark },
		]);
		expect(uncovered).toEqual({ startMs: watermark, endMs: NOW });
	});
});

/** What the API returns for a part, by the two readings of its documentation. */
function returns(
	part: QueryPart | JobPart,
	life: { start: number; end: number },
	wholeDay: boolean,
	watermark: number,
) {
	const { startMs, endMs } = part.window;
	const overlaps = life.start <= endMs && life.end >= startMs;
	const onDay = life.start >= utcDay(startMs) && life.start < utcDay(endMs - 1) + DAY;
	if (part.source === 'job') {
		// The data lake is sure to have what was over before the watermark, and nothing else.
		return overlaps && life.end < watermark && (!part.startOfDayIntervalMatching || onDay);
	}
	if (part.kind === 'ended' && !(life.end < Infinity)) return false;
	if (part.kind === 'ended' && life.end < (part.ends?.startMs ?? -Infinity)) return false;
	if (part.kind === 'open' && life.end < Infinity) return false;
	if (part.kind === 'range' && part.ends && life.end === Infinity) return false;
	return onDay && (wholeDay || overlaps);
}

/** What `matchBy` means, according to the documentation. */
function isWanted(
	{ start, end }: { start: number; end: number },
	range: TimeRange,
	matchBy: MatchBy,
): boolean {
	const isIn = (ms: number) => ms >= range.startMs && ms < range.endMs;
	if (matchBy === 'started') return isIn(start);
	return matchBy === 'ended' ? isIn(end) : start < range.endMs && end >= range.startMs;
}

describe('every conversation of a search is in some part of its plan', () => {
	let seed = 7;
	const random = (max: number) => {
		seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((seed / 2_147_483_648) * max);
	};

	it.each(['started', 'ended', 'active'] as MatchBy[])('%s, with and without a job', (matchBy) => {
		for (let round = 0; round < 400; round++) {
			const startMs = NOW - random(40 * DAY) - HOUR;
			const range = { startMs, endMs: Math.min(NOW, startMs + 1 + random(20 * DAY)) };
			const watermark = random(3) === 0 ? undefined : NOW - random(30 * DAY);
			const wanted = search(range, { matchBy });
			const { steps } = plan(wanted, DOCUMENTED_CAPS, { now: NOW, watermark });
			const allParts = steps.flatMap(({ queries, jobs }) => [...queries, ...jobs]);
			for (let sample = 0; sample < 60; sample++) {
				const start = range.startMs - 3 * DAY + random(range.endMs - range.startMs + 6 * DAY);
				const length = [random(HOUR), random(3 * DAY), random(12 * DAY), Infinity][random(4)]!;
				const life = { start, end: start + length > NOW ? Infinity : start + length };
				if (life.start > NOW) continue;
				if (!isWanted(life, range, matchBy)) continue;
				// Looking back ends after 30 days: the documentation says so.
				const lookedBackTo = utcDay(range.startMs) - LOOK_BACK_DAYS * DAY;
				if (life.start < lookedBackTo) continue;
				for (const wholeDay of [false, true]) {
					const parts = allParts.filter((part) => returns(part, life, wholeDay, watermark ?? -Infinity));
					if (parts.length === 0) {
						throw new Error(JSON.stringify({ matchBy, range, watermark, life, wholeDay, steps }));
					}
				}
			}
		}
	});
});
