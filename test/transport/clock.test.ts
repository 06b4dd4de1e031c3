import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';

async function took(act: () => Promise<void>): Promise<number> {
	const start = Date.now();
	await act();
	return Date.now() - start;
}

it('shows the real time', () => {
	expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
});

it('waits as long as asked', async () => {
	expect(await took(() => clock.wait(60))).toBeGreaterThanOrEqual(58);
});

it.each([0, -1])('waits not at all for %i ms', async (ms) => {
	expect(await took(() => clock.wait(ms))).toBeLessThan(50);
});

it('ends a long wait at once when the signal aborts', async () => {
	const controller = new AbortController();
	const waiting = took(() => clock.wait(180_000, controller.signal));
	controller.abort();
	expect(await waiting).toBeLessThan(200);
});

it('does not begin to wait where the signal has aborted before', async () => {
	expect(await took(() => clock.wait(180_000, AbortSignal.abort()))).toBeLessThan(50);
});
