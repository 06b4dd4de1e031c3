import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import type { Failure } from '../transport/failure';

/**
 * How large pages may be. Large ones may take longer than a gateway or the connection waits: they are asked for again at half
 * the size, and what follows in the same run begins with that size.
 */
export class PageSize {
	private constructor(
		private readonly connection: Pick<Connection, 'log'>,
		private readonly what: string,
		/** Entries of a page. */
		public current: number,
		private readonly smallest: number,
	) {}

	/** What the run has learned of these pages so far. */
	static async of(
		connection: Connection,
		what: string,
		largest: number,
		smallest: number,
	): Promise<PageSize> {
		return await connection.once(
			`page size: ${what}`,
			async () => new PageSize(connection, what, largest, smallest),
		);
	}

	/** Whether a page of this size can be asked for in halves. */
	canHalve(size: number): boolean {
		return size % 2 === 0 && size / 2 >= this.smallest;
	}

	/**
	 * Asks for a page. One that can be halved is not tried again at the same size.
	 *
	 * @param ask `isBusy` goes with the request
	 * @returns undefined where it took too long, and is to be asked for in halves
	 */
	async attempt<T>(
		size: number,
		ask: (isBusy?: (failure: Failure) => boolean) => Promise<T>,
	): Promise<T | undefined> {
		if (!this.canHalve(size)) return await ask();
		return await ask(isTooSlow).catch((error: unknown) => {
			if (!(error instanceof GenesysError) || !isTooSlow(error.failure)) throw error;
			this.current = Math.min(this.current, size / 2);
			this.connection.log(`${this.what}: a page of ${size} took too long; ${this.current} from now on`);
			return undefined;
		});
	}
}

/** No answer in time: the gateway's 504, or the connection's own limit. */
function isTooSlow(failure: Failure): boolean {
	if (failure.kind === 'answer') return failure.status === 504;
	return failure.kind === 'network' && failure.code === 'ETIMEDOUT' && failure.login !== true;
}
