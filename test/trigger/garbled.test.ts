import { createConversations, startSimulator, type Simulator } from '../../packages/simulator';
import { BODIES, JARGON } from '../support/brokenProxy';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { DAY, HOUR, idsOf, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const OUTAGE = 8 * HOUR;
const conversations = [...createConversations({ count: 400, from: NOON - DAY, to: NOON + DAY / 2 })];
const ended = ({ conversationEnd }: { conversationEnd?: string }) => Date.parse(conversationEnd ?? '');

let clock: StandingClock;
let simulator: Simulator;

beforeEach(async () => {
	clock = new StandingClock(NOON);
	simulator = await startSimulator({ now: clock.now, conversations });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function pollUntil(workflow: PolledWorkflow, end: number): Promise<void> {
	while (clock.at < end) {
		clock.at += 10 * MINUTE;
		await workflow.poll();
	}
}

it.each(Object.keys(BODIES))('eight hours of %s lose no conversation and bring none twice', async (name) => {
	const workflow = new PolledWorkflow(simulator, { options: { resolveNames: false } }, 'UTC', true);
	await workflow.activate();
	await pollUntil(workflow, NOON + HOUR);
	const before = simulator.requests().length;
	simulator.faults.push({ kind: 'body', on: /./, times: Infinity, rewrite: BODIES[name]! });
	await pollUntil(workflow, NOON + HOUR + OUTAGE);
	simulator.faults.length = 0;
	expect(simulator.requests().length - before).toBeLessThan(1_000);
	await pollUntil(workflow, NOON + HOUR + OUTAGE + 2 * HOUR);

	const until = clock.at - 10 * MINUTE;
	const due = conversations.filter((each) => ended(each) >= NOON && ended(each) < until);
	const ids = idsOf(workflow.items);
	expect(due.length).toBeGreaterThan(100);
	expect(due.filter(({ conversationId }) => !ids.includes(conversationId))).toEqual([]);
	expect(new Set(ids).size).toBe(ids.length);
	expect(workflow.errors.filter(({ message }) => JARGON.test(message))).toEqual([]);
});
