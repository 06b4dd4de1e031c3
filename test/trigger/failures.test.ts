import type { NodeOperationError } from 'n8n-workflow';

import { fallsBehind } from '../../nodes/GenesysCloudAnalytics/trigger/failures';
import { createOrganization, fault503, startSimulator, type Simulator } from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { Lives } from '../support/lives';
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

it('whoever activates the workflow again sees what is wrong, even if it has just been told', async () => {
	await activate(false);
	simulator.faults.push(denied(403));
	expect(await errorsDuring(20)).toEqual([10]);
	await expect(workflow.restart()).rejects.toThrow(/403/);
	simulator.faults[0] = fault503({ times: Infinity });
	await expect(workflow.restart()).resolves.toBeUndefined();
	clock.at += 5 * HOUR;
	expect(await errorsDuring(20)).toEqual([20]);
	await expect(workflow.restart()).resolves.toBeUndefined();
	simulator.faults.length = 0;
	expect(await errorsDuring(20)).toEqual([]);
});

it('more conversations than can be looked through for late ones are an error that says which are left out', async () => {
	await simulator.close();
	const perHour = 1_500;
	const lives = new Lives(
		Array.from({ length: perHour * 38 }, (_, index) => {
			const end = NOON - HOUR + (index * HOUR) / perHour;
			return { start: end - 5 * MINUTE, end, lagMs: index % 300 === 0 ? 40 * MINUTE : 0 };
		}),
	);
	simulator = await startSimulator({
		now: clock.now,
		conversations: lives,
		appearsAfterMs: lives.appearsAfterMs,
		rateLimit: { allowed: 6, windowSeconds: 60 },
	});
	workflow = new PolledWorkflow(simulator, { options: { resolveNames: false } });
	await workflow.activate();
	const emitted: number[] = [];
	const pollFor = async (hours: number) => {
		for (let half = 0; half < 2 * hours; half++) {
			clock.at = NOON + Math.floor((clock.at - NOON) / (HOUR / 2) + 1) * (HOUR / 2);
			await workflow.poll();
			for (const { json } of workflow.handedOver.splice(0).flat()) {
				emitted.push(lives.indexOf(String(json.conversationId)));
			}
		}
	};
	await pollFor(29);
	const inTime = (index: number) => lives.appearsAfterMs(undefined, index) === 0;
	const due = (until: number, wanted: (index: number) => boolean) =>
		[...lives.ends.keys()].filter(
			(index) => lives.ends[index]! >= NOON && lives.ends[index]! < until && wanted(index),
		);
	const missing = new Set(due(clock.at - HOUR, inTime));
	for (const index of emitted) missing.delete(index);
	expect([...missing]).toEqual([]);
	expect(workflow.errors).toMatchObject([
		{
			message: expect.stringContaining('look through for late ones'),
			description: expect.stringContaining('Late Minutes'),
		},
	]);
	simulator.options.rateLimit = { allowed: 300, windowSeconds: 60 };
	await pollFor(6);
	expect(new Set(emitted).size).toBe(emitted.length);
	const { description } = workflow.errors[0] as NodeOperationError;
	const [from, to] = momentsIn(String(description));
	const isGivenUp = (index: number) => lives.ends[index]! >= from && lives.ends[index]! < to + MINUTE;
	const all = new Set(emitted);
	const lost = due(clock.at - 2 * HOUR, (index) => !all.has(index));
	expect(lost.length).toBeGreaterThan(0);
	expect(lost.filter((index) => !isGivenUp(index) || inTime(index))).toEqual([]);
	expect(workflow.errors).toHaveLength(1);
});

/** Of "19 Nov 2026, 16:00 to 20 Nov 2026, 12:00 (UTC)", or "20 Nov 2026, 10:00 to 12:00 (UTC)". */
function momentsIn(text: string): [from: number, to: number] {
	const [, day, start, lastDay = day, end] = text.match(
		/(\d+ \w+ \d{4}), (\d\d:\d\d) to (?:(\d+ \w+ \d{4}), )?(\d\d:\d\d) \(UTC\)/,
	)!;
	return [Date.parse(`${day} ${start} UTC`), Date.parse(`${lastDay} ${end} UTC`)];
}

it('a poll that comes no closer to now for six hours falls behind; one that catches up does not', () => {
	const told = (node: string, lags: number[]) =>
		lags.map((hours) => {
			clock.at += 2 * HOUR;
			return fallsBehind(node, hours * HOUR);
		});
	expect(told('behind', [0, 2, 4, 6, 6, 0])).toEqual([false, false, false, true, true, false]);
	expect(told('after a pause', [90, 80, 60, 40, 10, 0])).not.toContain(true);
	expect(told('up to date', [0.9, 0.9, 0.9, 0.9, 0.9])).not.toContain(true);
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
