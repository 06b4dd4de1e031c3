// n8n's sleep, on the timers of this file.
jest.mock('n8n-workflow', () => jest.requireActual<object>('../../node_modules/n8n-workflow'));

import { clock, inTurns } from '../../nodes/GenesysCloudAnalytics/transport/clock';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** Whether the wait is over after a number of milliseconds. */
async function isOverAfter(ms: number, waiting: Promise<void>): Promise<boolean> {
	let isOver = false;
	void waiting.then(() => {
		isOver = true;
	});
	await jest.advanceTimersByTimeAsync(ms);
	return isOver;
}

it('shows the time', () => {
	jest.setSystemTime(1_700_000_000_123);
	expect(clock.now()).toBe(1_700_000_000_123);
});

it.each([60, 1_000, 2_500, 180_000])('waits %i ms, and no longer', async (ms) => {
	const waiting = clock.wait(ms);
	expect(await isOverAfter(ms - 1, waiting)).toBe(false);
	expect(await isOverAfter(1, waiting)).toBe(true);
});

it.each([0, -1])('waits not at all for %i ms', async (ms) => {
	expect(await isOverAfter(0, clock.wait(ms))).toBe(true);
});

it('ends a long wait at once when the signal aborts, and leaves a timer for no longer than a second', async () => {
	const controller = new AbortController();
	const waiting = clock.wait(180_000, controller.signal);
	expect(await isOverAfter(5_500, waiting)).toBe(false);
	controller.abort();
	expect(await isOverAfter(0, waiting)).toBe(true);
	expect(jest.getTimerCount()).toBe(1);
	await jest.advanceTimersByTimeAsync(500);
	expect(jest.getTimerCount()).toBe(0);
});

it('does not begin to wait where the signal has aborted before', async () => {
	expect(await isOverAfter(0, clock.wait(180_000, AbortSignal.abort()))).toBe(true);
	expect(jest.getTimerCount()).toBe(0);
});

it.each([-3_600_000, 3_600_000])(
	'waits as long as it should while the time of day is set by %i ms',
	async (byMs) => {
		const waiting = clock.wait(3_000);
		expect(await isOverAfter(1_500, waiting)).toBe(false);
		jest.setSystemTime(Date.now() + byMs);
		expect(await isOverAfter(1_499, waiting)).toBe(false);
		expect(await isOverAfter(1, waiting)).toBe(true);
	},
);

describe('a limit', () => {
	it.each([1_000, 2_500, 120_000])('of %i ms is reached at most a second late', async (ms) => {
		const call = jest.fn();
		clock.after(ms, call);
		await jest.advanceTimersByTimeAsync(ms - 1);
		expect(call).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1_001);
		expect(call).toHaveBeenCalledTimes(1);
	});

	it('that is taken back is never reached, and one timer serves many', async () => {
		const call = jest.fn();
		const takeBacks = Array.from({ length: 500 }, () => clock.after(60_000, call));
		expect(jest.getTimerCount()).toBe(1);
		for (const takeBack of takeBacks) takeBack();
		await jest.advanceTimersByTimeAsync(180_000);
		expect(call).not.toHaveBeenCalled();
		expect(jest.getTimerCount()).toBe(0);
	});
});

it('gives way after a while of work, not after each piece of it', async () => {
	const sizes: number[] = [];
	const work = (async () => {
		for await (const some of inTurns([1, 2, 3, 4, 5, 6, 7], 2)) {
			sizes.push(some.length);
			jest.advanceTimersByTime(6);
		}
	})();
	for (let i = 0; i < 20; i++) await Promise.resolve();
	expect([sizes, jest.getTimerCount()]).toEqual([[2, 2], 1]);
	await jest.advanceTimersByTimeAsync(50);
	await work;
	expect(sizes).toEqual([2, 2, 2, 1]);
});
