import { startSimulator, type ConversationRecord, type Simulator, type SimulatorOptions } from '../simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, DAY, HOUR, idsOf, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const SECOND = 1_000;

let clock: StandingClock;
let simulator: Simulator;
const conversations: ConversationRecord[] = [];

async function start(options: SimulatorOptions = {}): Promise<void> {
	clock = new StandingClock(NOON);
	simulator = await startSimulator({ now: clock.now, conversations, ...options });
}

afterEach(async () => {
	restoreClock();
	conversations.length = 0;
	await simulator.close();
});

const plain = { options: { resolveNames: false } };

it('emits nothing of the past, then what has been over for the settle time, by its end', async () => {
	await start();
	conversations.push(
		conversation('before', NOON - HOUR, NOON - MINUTE),
		conversation('second', NOON - HOUR, NOON + 40 * SECOND),
		conversation('first', NOON - 30 * DAY, NOON + 20 * SECOND),
		conversation('too fresh', NOON, NOON + 90 * SECOND),
		conversation('open', NOON),
	);
	const workflow = new PolledWorkflow(simulator, plain);
	await workflow.activate();
	expect(workflow.items).toEqual([]);
	clock.at = NOON + 2 * MINUTE;
	await workflow.poll();
	expect(workflow.errors).toEqual([]);
	expect(idsOf(workflow.items)).toEqual(['first', 'second']);
	clock.at = NOON + 3 * MINUTE;
	await workflow.poll();
	expect(idsOf(workflow.items)).toEqual(['first', 'second', 'too fresh']);
});
