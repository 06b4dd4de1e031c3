import { startSimulator, type Simulator } from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { Lives } from '../support/lives';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { DAY, HOUR, MINUTE } from '../support/records';

const START = Date.parse('2026-11-16T00:00:00.000Z');
const PER_HOUR = 200;
const DAYS = 2.5;
const EVERY = 30 * MINUTE;

let simulator: Simulator;

afterEach(async () => {
	restoreClock();
	await simulator.close();
});

/** 5,000 an hour and 300 requests a minute, at 1/25 scale. */
it.each([
	['', 300_000],
	['durable ', 36_000],
])('a late window of a day starves nothing, with n8n’s %sscheduling', async (_, budgetMs) => {
	const count = PER_HOUR * 24 * (DAYS + 1);
	const lives = new Lives(
		Array.from({ length: count }, (__, index) => {
			const end = START - DAY + (index * HOUR) / PER_HOUR;
			return { start: end - 5 * MINUTE, end, lagMs: index % 50 === 0 ? (index % 20) * HOUR : 0 };
		}),
	);
	const clock = new StandingClock(START);
	simulator = await startSimulator({
		now: clock.now,
		conversations: lives,
		appearsAfterMs: lives.appearsAfterMs,
		rateLimit: { allowed: 12, windowSeconds: 60 },
	});
	const options = { resolveNames: false, lateMinutes: 1_440 };
	const workflow = new PolledWorkflow(simulator, { options });
	if (budgetMs === 36_000) workflow.scheduleDurably();
	await workflow.activate();
	const emitted = new Map<number, number>();
	let most = 0;
	for (let time = START + EVERY; time <= START + DAYS * DAY; time += EVERY) {
		clock.at = Math.max(clock.at, time);
		await workflow.poll();
		for (const { json } of workflow.handedOver.splice(0).flat()) {
			const index = lives.indexOf(String(json.conversationId));
			expect(emitted.has(index)).toBe(false);
			emitted.set(index, clock.at);
		}
		most = Math.max(most, simulator.journal.length);
		simulator.journal.length = 0;
	}
	const until = START + DAYS * DAY;
	const due = [...lives.ends.keys()].filter(
		(index) => lives.ends[index]! >= START && lives.ends[index]! < until - 40 * MINUTE,
	);
	const inTime = due.filter((index) => lives.appearsAfterMs(undefined, index) === 0);
	const delays = inTime.map((index) => (emitted.get(index) ?? Infinity) - lives.ends[index]!);
	expect(Math.max(...delays)).toBeLessThan(50 * MINUTE);
	const old = due.filter((index) => lives.ends[index]! < until - 40 * HOUR);
	expect(old.filter((index) => !emitted.has(index))).toEqual([]);
	expect(workflow.errors).toEqual([]);
	// Of the 360 that the limit allows between two polls.
	expect(most).toBeLessThan(40);
});
