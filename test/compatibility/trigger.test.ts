import { startSimulator, type ConversationRecord } from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, idsOf, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');

afterEach(restoreClock);

it('emits each conversation once, also after a failed poll and a restart', async () => {
	const clock = new StandingClock(NOON);
	const conversations: ConversationRecord[] = [
		conversation('before', NOON - 2 * MINUTE, NOON - MINUTE),
		conversation('one', NOON, NOON + MINUTE),
		conversation('two', NOON, NOON + 8 * MINUTE),
	];
	const simulator = await startSimulator({ now: clock.now, conversations });
	const workflow = new PolledWorkflow(simulator, {});
	await workflow.activate();
	simulator.faults.push({ kind: 'status', status: 403, on: /details/ });
	clock.at = NOON + 3 * MINUTE;
	await workflow.poll();
	expect(workflow.errors).toHaveLength(1);
	await workflow.poll();
	expect(idsOf(workflow.items)).toEqual(['one']);
	clock.at = NOON + 12 * MINUTE;
	await workflow.restart();
	await workflow.poll();
	expect(idsOf(workflow.items)).toEqual(['one', 'two']);
	expect(idsOf((await workflow.test()) ?? [])).toEqual(['two']);
	await simulator.close();
});
