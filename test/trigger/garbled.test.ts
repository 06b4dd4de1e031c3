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

async function pollUntil(workflow: PolledWorkflow, end: number, everyMs = 10 * MINUTE): Promise<void> {
	while (clock.at < end) {
		clock.at += everyMs;
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

describe.each(['{}', 'a message', 'an object as the list'])('three hours of %s', (name) => {
	const broken = (on: RegExp) => ({ kind: 'body', on, times: Infinity, rewrite: BODIES[name]! }) as const;

	it('clear no alarm, which would be raised again', async () => {
		const watching = { event: 'queueThreshold', comparison: 'lte', threshold: '1000000' };
		const workflow = new PolledWorkflow(simulator, watching);
		await workflow.activate();
		await pollUntil(workflow, NOON + HOUR, HOUR);
		const count = workflow.items.length;
		expect(count).toBeGreaterThan(0);
		simulator.faults.push(broken(/queues/));
		await pollUntil(workflow, NOON + 4 * HOUR, HOUR);
		simulator.faults.length = 0;
		await pollUntil(workflow, NOON + 5 * HOUR, HOUR);
		expect(workflow.items).toHaveLength(count);
	});

	it('change no agent', async () => {
		const workflow = new PolledWorkflow(simulator, { event: 'agentStatusChanged' });
		await workflow.activate();
		await pollUntil(workflow, NOON + HOUR, HOUR);
		simulator.faults.push(broken(/users/));
		const count = workflow.items.length;
		await pollUntil(workflow, NOON + 4 * HOUR, HOUR);
		expect(workflow.items).toHaveLength(count);
		simulator.faults.length = 0;
		await pollUntil(workflow, NOON + 5 * HOUR, HOUR);
		const changes = workflow.items.map(({ json }) => [json.previousPresence, json.presence]);
		expect(changes.flat().filter((presence) => presence === null)).toEqual([]);
	});
});

it.each(['waiting', 'serviceLevelPercent'])(
	'figures that one answer leaves out clear no alarm: %s',
	async (metric) => {
		const workflow = new PolledWorkflow(simulator, {
			event: 'queueThreshold',
			metric,
			comparison: metric === 'waiting' ? 'gte' : 'lte',
			threshold: metric === 'waiting' ? '0' : '100',
		});
		await workflow.activate();
		await pollUntil(workflow, NOON + 20 * MINUTE);
		const ids = () => workflow.items.map(({ json }) => json.queueId);
		const raised = ids();
		expect(raised.length).toBeGreaterThan(0);
		simulator.faults.push({
			kind: 'body',
			on: /observations|conversations\/aggregates/,
			times: 1,
			rewrite: (answer) => ({ ...(answer as object), results: [] }),
		});
		clock.at += MINUTE;
		await workflow.poll();
		simulator.faults.length = 0;
		clock.at += MINUTE;
		await workflow.poll();
		expect(ids()).toEqual(raised);
		expect(workflow.errors).toEqual([]);
	},
);

it.each([
	['is missing from', (users: object[]) => users.slice(1)],
	['has no presence in', (users: object[]) => users.map((user) => ({ ...user, presence: undefined }))],
	[
		'has no routing status in',
		(users: object[]) => users.map((user) => ({ ...user, routingStatus: undefined })),
	],
])('an agent who %s one listing has not changed to nothing and back', async (_, change) => {
	const workflow = new PolledWorkflow(simulator, { event: 'agentStatusChanged' });
	await workflow.activate();
	simulator.faults.push({
		kind: 'body',
		on: /users/,
		times: Infinity,
		rewrite: (answer) => ({
			...(answer as object),
			entities: change((answer as { entities: object[] }).entities),
		}),
	});
	await workflow.poll();
	expect(workflow.items).toEqual([]);
	simulator.faults.length = 0;
	await workflow.poll();
	expect(workflow.items).toEqual([]);
});
