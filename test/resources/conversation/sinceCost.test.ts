import { createConversations, startSimulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock } from '../../support/fastClock';
import { rowsOfLimits } from '../../support/limitsTables';
import { DAY, HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
/** Genesys's default of the rate limit: requests a minute. */
const RATE = 300;

afterEach(restoreClock);

/** The table of docs/limits.md: conversations a day, then how often it runs, requests a run, requests and minutes a day. */
const documented = rowsOfLimits(5)
	.filter(([, runs]) => /^every /.test(runs!))
	.map(([perDay, every, ...cells]) => {
		const [aRun, aDay, minutes] = cells.map((cell) => Number(cell.replace(/[^\d.]/g, '')));
		const runs = { 'every hour': 24, 'every 6 hours': 4, 'every day': 1 }[every!]!;
		return { perDay: Number(perDay!.replace(',', '')), runs, aRun: aRun!, aDay: aDay!, minutes: minutes! };
	});

it('names a cost for each of several sizes', () => {
	expect(documented.map(({ perDay, runs }) => [perDay, runs])).toEqual([
		[1_000, 24],
		[10_000, 24],
		[10_000, 4],
		[100_000, 1],
	]);
});

/** What a run asks the API for, once the sync has caught up. */
async function requestsOf(perDay: number, runs: number): Promise<number> {
	const clock = useFastClock(NOW);
	const conversations = createConversations({ count: perDay * 4, from: NOW - 4 * DAY, to: NOW });
	const simulator = await startSimulator({ now: clock.now, conversations });
	const since = new Date(NOW - (24 / runs) * HOUR).toISOString();
	const { error, items } = await runNode(simulator, {
		timeRange: 'since',
		since,
		options: { resolveNames: false, source: 'query' },
	});
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(perDay);
	const count = simulator.requests().length;
	await simulator.close();
	return count;
}

it.each(documented)(
	'$perDay conversations a day, $runs runs a day, cost what docs/limits.md says',
	async ({ perDay, runs, aRun, aDay, minutes }) => {
		// Requests grow with the conversations: the larger ones are measured in small.
		const scale = Math.max(1, perDay / 2_000);
		const asked = await requestsOf(perDay / scale, runs);
		expect(Math.abs((asked * scale) / aRun - 1)).toBeLessThan(0.1);
		expect(aDay).toBe(aRun * runs);
		expect(Math.abs(minutes - aDay / RATE)).toBeLessThanOrEqual(Math.max(0.5, 0.05 * minutes));
	},
	60_000,
);
