import { onAbort } from '../../nodes/GenesysCloudAnalytics/transport/abort';
import { budgetOf, MAX_IN_FLIGHT, RateBudget } from '../../nodes/GenesysCloudAnalytics/transport/budget';
import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';
import { CancelledError } from '../../nodes/GenesysCloudAnalytics/transport/errors';
import { restoreClock, useFastClock, type FastClock } from '../support/fastClock';

let time: FastClock;
let budget: RateBudget;
beforeEach(() => {
	time = useFastClock();
	budget = new RateBudget();
});
afterEach(restoreClock);

const headers = (used: number, allowed: number, resetSeconds: number) => ({
	'inin-ratelimit-count': String(used),
	'inin-ratelimit-allowed': String(allowed),
	'inin-ratelimit-reset': String(resetSeconds),
});

/** One request from admission to answer. */
async function request(answer: Record<string, unknown> = {}, tookMs = 10): Promise<void> {
	await budget.admit();
	const sentAt = clock.elapsed();
	time.advance(tookMs);
	budget.settle(answer, sentAt);
}

/** How many more requests are let through without any being answered. */
async function admitted(): Promise<number> {
	let count = 0;
	const controllers = Array.from({ length: 20 }, () => new AbortController());
	const tries = controllers.map(async ({ signal }) => {
		await budget.admit(signal);
		count++;
	});
	await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
	const before = count;
	for (const controller of controllers) controller.abort();
	await Promise.allSettled(tries);
	return before;
}

describe('pacing', () => {
	it('does not wait where no limit is known', async () => {
		for (let i = 0; i < 500; i++) await request();
		expect(time.waitedMs).toBe(0);
	});

	it('lets through what is left of the window, then waits for its end', async () => {
		await request(headers(297, 300, 20));
		for (let used = 298; used <= 300; used++) await request(headers(used, 300, 20));
		expect(time.waitedMs).toBe(0);
		await request(headers(1, 300, 60));
		expect(time.waitedMs).toBeGreaterThan(19_000);
		expect(time.waitedMs).toBeLessThanOrEqual(20_000);
	});

	it('keeps requests in flight within what is left', async () => {
		await request(headers(297, 300, 20));
		expect(await admitted()).toBe(3);
	});

	it('sees what other processes use of the limit', async () => {
		await request(headers(1, 300, 60));
		await request(headers(299, 300, 59));
		expect(await admitted()).toBe(1);
	});

	it('lets one through where a window ends while many wait, and learns the next one from it', async () => {
		await request(headers(300, 300, 5));
		time.advance(5_001);
		expect(budget.window && clock.elapsed() < budget.window.endsBy).toBe(false);
		await request(headers(1, 300, 60));
		expect(time.waitedMs).toBe(0);
		expect(budget.window).toMatchObject({ used: 1, allowed: 300 });
	});
});

describe('the window', () => {
	it.each([
		['no headers', {}],
		['half of them', { 'inin-ratelimit-count': '5', 'inin-ratelimit-allowed': '300' }],
		['headers that are no numbers', headers(NaN, 300, 60)],
		['a limit of none', headers(5, 0, 60)],
		['a reset that is past', headers(5, 300, -1)],
		['a negative count', headers(-5, 300, 60)],
		['numbers with exponents', { ...headers(5, 300, 60), 'inin-ratelimit-reset': '1e9' }],
	])('is not learned from %s', async (_, answer) => {
		await request(answer);
		expect(budget.window).toBeUndefined();
	});

	it('keeps the highest count: answers come out of order', async () => {
		await request(headers(12, 300, 60));
		await request(headers(10, 300, 60));
		expect(budget.window?.used).toBe(12);
	});

	it('is not replaced by a late answer from the window before', async () => {
		await budget.admit();
		const sentBefore = clock.elapsed();
		await request(headers(300, 300, 1));
		time.advance(1_500);
		await request(headers(1, 300, 60));
		budget.settle(headers(299, 300, 1), sentBefore);
		expect(budget.window?.used).toBe(1);
	});

	it('is the next one as soon as an answer can only come from that', async () => {
		await request(headers(250, 300, 10));
		time.advance(9_500);
		await request(headers(1, 300, 60));
		expect(budget.window?.used).toBe(1);
	});

	it('follows a limit that changes', async () => {
		await request(headers(10, 300, 60));
		await request(headers(11, 12, 60));
		expect(await admitted()).toBe(1);
	});
});

describe('a window that is told to be longer than windows are', () => {
	it.each([121, 600, 1_000_000_000])('of %i seconds is believed for two minutes', async (seconds) => {
		await request(headers(300, 300, seconds));
		await request(headers(1, 300, 60));
		expect(time.waitedMs).toBeGreaterThan(119_000);
		expect(time.waitedMs).toBeLessThanOrEqual(120_000);
	});

	it('lets one request find out, and all others where that is answered well', async () => {
		await request(headers(300, 300, 600));
		time.advance(120_001);
		expect(await admitted()).toBe(1);
		budget = new RateBudget();
		await request(headers(300, 300, 600));
		time.advance(120_001);
		await request();
		expect(await admitted()).toBe(MAX_IN_FLIGHT);
	});

	it('is waited for as long where the time of day is set back meanwhile', async () => {
		await request(headers(300, 300, 20));
		time.set(-3_600_000);
		await request(headers(1, 300, 60));
		expect(time.waitedMs).toBeLessThanOrEqual(20_000);
	});
});

describe('a pause', () => {
	it('holds up every request, not only the one that was refused', async () => {
		budget.pause(7_000);
		await request();
		expect(time.waitedMs).toBeGreaterThanOrEqual(6_990);
		expect(time.waitedMs).toBeLessThanOrEqual(7_000);
	});

	it('is not shortened by a shorter one', async () => {
		budget.pause(7_000);
		budget.pause(1_000);
		await request();
		expect(time.waitedMs).toBeGreaterThan(6_000);
	});

	it('ends at once when the execution is cancelled', async () => {
		// A wait that nothing but the cancel ends.
		clock.wait = async (_, signal) => await new Promise((resolve) => onAbort(signal, resolve));
		budget.pause(180_000);
		const controller = new AbortController();
		const waiting = budget.admit(controller.signal);
		controller.abort();
		await expect(waiting).rejects.toThrow(CancelledError);
	});
});

describe('the width', () => {
	it(`is ${MAX_IN_FLIGHT} requests at first`, async () => {
		expect(await admitted()).toBe(MAX_IN_FLIGHT);
	});

	it('narrows by half where the server is in trouble, and never to nothing', async () => {
		budget.narrow();
		expect(await admitted()).toBe(4);
		budget = new RateBudget();
		for (let i = 0; i < 10; i++) budget.narrow();
		expect(await admitted()).toBe(1);
	});

	it('does not narrow for answers that take long, however quick others were', async () => {
		await request({}, 20);
		for (let i = 0; i < 5; i++) await request({}, 5_000);
		expect(await admitted()).toBe(MAX_IN_FLIGHT);
	});

	it('widens again with every answer, up to where it was', async () => {
		budget.narrow();
		budget.narrow();
		for (let i = 0; i < 4; i++) await request();
		expect(await admitted()).toBe(4);
	});

	it('never passes its maximum', async () => {
		for (let i = 0; i < 20; i++) await request();
		expect(await admitted()).toBe(MAX_IN_FLIGHT);
	});
});

describe('a request that waits for its turn', () => {
	it('is let through when another is answered', async () => {
		for (let i = 0; i < MAX_IN_FLIGHT; i++) await budget.admit();
		let isThrough = false;
		const waiting = budget.admit().then(() => {
			isThrough = true;
		});
		await new Promise(setImmediate);
		expect(isThrough).toBe(false);
		budget.settle({}, clock.elapsed());
		await waiting;
		expect(isThrough).toBe(true);
	});

	it('learns at once how long that would take, where it will not wait as long', async () => {
		budget.pause(60_000);
		expect(await budget.admit(undefined, 5_000)).toBeGreaterThan(59_000);
		expect(time.waitedMs).toBe(0);
		expect(await admitted()).toBe(MAX_IN_FLIGHT / 2);
	});

	it('gives up when the execution is cancelled', async () => {
		for (let i = 0; i < MAX_IN_FLIGHT; i++) await budget.admit();
		const controller = new AbortController();
		const waiting = budget.admit(controller.signal);
		controller.abort();
		await expect(waiting).rejects.toThrow(CancelledError);
	});
});

it('is shared by all of one credential and host, and by no others', () => {
	expect(budgetOf('1', 'https://a')).toBe(budgetOf('1', 'https://a'));
	expect(budgetOf('1', 'https://a')).not.toBe(budgetOf('2', 'https://a'));
	expect(budgetOf('1', 'https://a')).not.toBe(budgetOf('1', 'https://b'));
});
