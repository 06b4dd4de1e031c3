import {
	createConversations,
	startSimulator,
	type ConversationStore,
	type Simulator,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, DAY, HOUR, idsOf, MINUTE } from '../support/records';

const START = Date.parse('2026-11-19T08:00:00.000Z');
const PER_HOUR = 1_000;

let clock: StandingClock;
let simulator: Simulator;

afterEach(async () => {
	restoreClock();
	await simulator.close();
});

/** Ids of what ended in the time, by its end. */
function endedIn(store: ConversationStore, from: number, to: number): string[] {
	return [...store.ends.keys()]
		.filter((index) => store.ends[index]! >= from && store.ends[index]! < to)
		.sort((a, b) => store.ends[a]! - store.ends[b]!)
		.map((index) => store.idAt(index));
}

it('costs at most two requests a poll at 1,000 conversations an hour, late ones and names included', async () => {
	const hours = 3;
	const conversations = createConversations({
		count: PER_HOUR * (hours + 3),
		from: START - 3 * HOUR,
		to: START + hours * HOUR,
	});
	clock = new StandingClock(START);
	const lag = (index: number) => (index % 10 === 0 ? (index * 7_919) % (30 * MINUTE) : 0);
	simulator = await startSimulator({
		// Time goes on while pages are read: conversations come in and push the others on.
		now: () => (clock.at += 100),
		conversations,
		appearsAfterMs: (_, index) => lag(index),
	});
	const workflow = new PolledWorkflow(simulator, {});
	await workflow.activate();
	const polls = hours * 60;
	for (let poll = 1; poll <= polls; poll++) {
		clock.at = Math.max(clock.at, START + poll * MINUTE);
		await workflow.poll();
	}

	expect(workflow.errors).toEqual([]);
	const emitted = idsOf(workflow.items);
	expect(new Set(emitted).size).toBe(emitted.length);
	const missing = new Set(endedIn(conversations, START, START + (hours - 1) * HOUR));
	for (const id of emitted) missing.delete(id);
	expect([...missing]).toEqual([]);

	expect(emitted.length / hours).toBeGreaterThan(PER_HOUR);
	expect(simulator.requests().length / polls).toBeLessThanOrEqual(2);
	expect(workflow.stored.length).toBeLessThan(200_000);
	expect(workflow.items.every(({ json }) => json.queueId === null || json.queueName !== null)).toBe(true);
});

it.each([
	{ what: '36 seconds, as where n8n schedules polls durably', budgetMs: 36_000, discardedAfterMs: 45_000 },
	{ what: '5 minutes', budgetMs: 300_000, discardedAfterMs: 300_000 },
])('catches up within the time of a poll: $what', async ({ budgetMs, discardedAfterMs }) => {
	const conversations = Array.from({ length: 3_000 }, (_, index) => {
		const end = START + (index + 1) * 25_000;
		return conversation(`c${String(index).padStart(4, '0')}`, end - MINUTE, end);
	});
	clock = new StandingClock(START);
	simulator = await startSimulator({ now: () => (clock.at += 400), conversations });
	const workflow = new PolledWorkflow(simulator, { options: { resolveNames: false } });
	workflow.budgetMs = budgetMs;
	await workflow.activate();
	clock.at = START + DAY;
	const took: number[] = [];
	while (workflow.items.length < conversations.length && took.length < 40) {
		const begunAt = clock.at;
		await workflow.poll();
		took.push(clock.at - begunAt);
		clock.at += MINUTE;
	}
	expect(workflow.errors).toEqual([]);
	expect(idsOf(workflow.items)).toEqual(conversations.map(({ conversationId }) => conversationId));
	expect(Math.max(...took)).toBeLessThan(discardedAfterMs);
	if (budgetMs < MINUTE) expect(took.length).toBeGreaterThan(2);
});
