import { MINUTE_MS } from '../time/durations';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';

const FIRST_MS = 250;
const LONGEST_MS = 15_000;
const GROWTH = 1.5;

/**
 * Asks whether something is done until it is, soon at first, then at longer intervals.
 *
 * @param read undefined while it isn't done
 * @param maxMs how long to wait at most
 * @param late what is thrown after that
 */
export async function untilDone<T>(
	{ signal }: Pick<Connection, 'signal'>,
	read: () => Promise<T | undefined>,
	maxMs: number,
	late: (minutes: number) => Error,
): Promise<T> {
	const startedAt = clock.elapsed();
	for (let waitMs = FIRST_MS; ; waitMs = Math.min(LONGEST_MS, waitMs * GROWTH)) {
		const done = await read();
		if (done !== undefined) return done;
		if (clock.elapsed() - startedAt + waitMs > maxMs) throw late(maxMs / MINUTE_MS);
		await clock.wait(waitMs, signal);
	}
}
