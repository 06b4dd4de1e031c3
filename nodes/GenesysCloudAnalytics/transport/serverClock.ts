import { clock } from './clock';
import { httpDateMs } from './retry';

/** The Date header has whole seconds, and its server isn't set to the millisecond either. */
const SLACK_MS = 2_000;

/** How far a server's clock is ahead of this machine's, by the Date header of its answers. */
export class ServerClock {
	/** Milliseconds; undefined before the first answer. */
	private aheadMs: number | undefined;

	/** @param sentAt when the request was sent; the answer has come now */
	learn(headers: Record<string, unknown>, sentAt: number): void {
		const date = httpDateMs(headers.date);
		const now = clock.now();
		const isSame = date === undefined || (date >= sentAt - SLACK_MS && date <= now + SLACK_MS);
		this.aheadMs = isSame ? 0 : date - (sentAt + now) / 2;
	}

	/** Milliseconds since the epoch. */
	now(): number | undefined {
		return this.aheadMs === undefined ? undefined : Math.floor(clock.now() + this.aheadMs);
	}
}

const clocks = new Map<string, ServerClock>();

/** The clock of a host, which all connections to it learn from. */
export function serverClockOf(apiHost: string): ServerClock {
	const known = clocks.get(apiHost) ?? new ServerClock();
	clocks.set(apiHost, known);
	return known;
}
