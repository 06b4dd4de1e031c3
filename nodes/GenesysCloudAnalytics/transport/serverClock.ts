import { clock } from './clock';
import { httpDateMs } from './retry';

/** The Date header has whole seconds, and its server isn't set to the millisecond either. */
const SLACK_MS = 2_000;

/** What a server's clock shows, by the Date header of its answers. */
export class ServerClock {
	/** At the last answer, in milliseconds: what the server's clock showed, what this machine's showed, and the time elapsed. */
	private last: { server: number; wall: number; elapsed: number } | undefined;

	/** @param sentAt when the request was sent; the answer has come now */
	learn(headers: Record<string, unknown>, sentAt: number): void {
		const date = httpDateMs(headers.date);
		const wall = clock.now();
		const isSame = date === undefined || (date >= sentAt - SLACK_MS && date <= wall + SLACK_MS);
		const server = isSame ? wall : wall + date - (sentAt + wall) / 2;
		this.last = { server, wall, elapsed: clock.elapsed() };
	}

	/** Milliseconds since the epoch; undefined before the first answer, and once this machine's clock has been set since. */
	now(): number | undefined {
		if (!this.last) return undefined;
		const { server, wall, elapsed } = this.last;
		const passed = clock.now() - wall;
		const isSet = Math.abs(passed - (clock.elapsed() - elapsed)) > SLACK_MS;
		return isSet ? undefined : Math.floor(server + passed);
	}
}

const clocks = new Map<string, ServerClock>();

/** The clock of a host, which all connections to it learn from. */
export function serverClockOf(apiHost: string): ServerClock {
	const known = clocks.get(apiHost) ?? new ServerClock();
	clocks.set(apiHost, known);
	return known;
}
