import { createOrganization, fault503, startSimulator, type Simulator } from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { HOUR, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();

let clock: StandingClock;
let simulator: Simulator;
let workflow: PolledWorkflow;

beforeEach(async () => {
	clock = new StandingClock(NOON);
	simulator = await startSimulator({ now: clock.now, conversations: [], organization });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function activate(isDurable: boolean, event = 'conversationEnded'): Promise<void> {
	workflow = new PolledWorkflow(simulator, { event }, 'UTC', true);
	if (isDurable) workflow.scheduleDurably();
	await workflow.activate();
}

/** Polls every ten minutes; the minutes at which a poll was an error. */
async function errorsDuring(minutes: number): Promise<number[]> {
	const begunAt = clock.at;
	const found: number[] = [];
	while (clock.at < begunAt + minutes * MINUTE) {
		clock.at = begunAt + Math.floor((clock.at - begunAt) / (10 * MINUTE) + 1) * 10 * MINUTE;
		const before = workflow.errors.length;
		await workflow.poll();
		if (workflow.errors.length > before) found.push((clock.at - begunAt) / MINUTE);
	}
	return found.map((minute) => Math.floor(minute / 10) * 10);
}

const denied = (status: number) =>
	({ kind: 'status', status, on: /details|users/, times: Infinity }) as const;

describe.each([
	['', false],
	['durable ', true],
])('with n8n’s %sscheduling', (_, isDurable) => {
	it.each(['conversationEnded', 'agentStatusChanged'])(
		'a missing permission is an error at once, then once an hour, and the log says when it is over: %s',
		async (event) => {
			await activate(isDurable, event);
			simulator.faults.push(denied(403));
			expect(await errorsDuring(180)).toEqual([10, 70, 130]);
			simulator.faults.length = 0;
			expect(await errorsDuring(10)).toEqual([]);
			expect(workflow.host.logs.join('\n')).toMatch(/succeeded again; they had failed for 180 minutes/);
			simulator.faults.push(denied(403));
			expect(await errorsDuring(10)).toEqual([10]);
		},
	);

	it('another error is told at once, and neither of the two again within the hour', async () => {
		await activate(isDurable);
		simulator.faults.push(denied(403));
		expect(await errorsDuring(20)).toEqual([10]);
		simulator.faults[0] = denied(405);
		expect(await errorsDuring(20)).toEqual([10]);
		simulator.faults[0] = denied(403);
		expect(await errorsDuring(20)).toEqual([]);
		expect(await errorsDuring(20)).toEqual([10]);
	});

	it('ten hours of 503 are an error after an hour, then once an hour', async () => {
		await activate(isDurable);
		simulator.faults.push(fault503({ times: Infinity }));
		const found = await errorsDuring(600);
		expect(found[0]).toBeGreaterThanOrEqual(60);
		expect(found.length).toBeGreaterThanOrEqual(7);
		expect(found.length).toBeLessThanOrEqual(10);
	});

	it('a poll that ran out of time says so', async () => {
		await activate(isDurable);
		workflow.budgetMs = 0;
		await errorsDuring(120);
		expect(workflow.host.logs.join('\n')).toMatch(/a poll failed; .*The poll ran out of time/);
		expect(workflow.errors.map(({ message }) => message)).toContain('The poll ran out of time');
		expect(workflow.errors[0]).toMatchObject({ description: expect.stringMatching(/rate limit/) });
	});
});

it('an alarm that stands is raised once with durable scheduling as well, however rare the polls', async () => {
	workflow = new PolledWorkflow(simulator, { event: 'queueThreshold', comparison: 'lte', threshold: '0' });
	workflow.scheduleDurably();
	await workflow.activate();
	expect(workflow.items.length).toBeGreaterThan(0);
	for (let polls = 0; polls < 3; polls++) {
		clock.at += HOUR;
		await workflow.poll();
		const isTwice = new Set(workflow.items.map(({ json }) => json.queueId)).size < workflow.items.length;
		expect(isTwice).toBe(false);
	}
});
