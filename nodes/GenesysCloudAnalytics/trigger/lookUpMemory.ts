import { HOUR_MS, MINUTE_MS } from '../time/durations';
import { DOCUMENTED_CAPS, type Caps } from '../api/detailsQuery';
import { Directory } from '../directory/directory';
import type { RateBudget } from '../transport/budget';
import { clock } from '../transport/clock';
import { BRIEF, type Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import type { Request } from '../transport/request';

const KEPT_MS = HOUR_MS;
/** How long a failed look-up is not repeated: a catalogue in trouble must not delay every poll. */
const FAILURE_KEPT_MS = 5 * MINUTE_MS;

/**
 * What polls with one credential would look up again and again: names of ids, ids of names, limits learned from refusals.
 * Otherwise, a poll each minute would spend more requests on that than on conversations.
 */
export class LookUpMemory {
	/** Names of ids; none of them is worth a long wait. */
	readonly directory: Directory;
	readonly caps: Caps = { ...DOCUMENTED_CAPS };
	private readonly expiresAt = clock.now() + KEPT_MS;
	private readonly values = new Map<string, Promise<unknown>>();
	private readonly failures = new Map<string, { error: unknown; until: number }>();
	/** When the catalogues that failed are asked again. */
	private retryNamesAt = Infinity;

	/** @param connection of the first poll; the memory outlasts it */
	constructor(private connection: Connection) {
		const send = async <T>(request: Request): Promise<T> =>
			await this.connection.send<T>({ waits: BRIEF, ...request }).catch((error: unknown) => {
				this.retryNamesAt = Math.min(this.retryNamesAt, clock.now() + FAILURE_KEPT_MS);
				throw error;
			});
		this.directory = new Directory(Object.assign(Object.create(connection) as Connection, { send }));
	}

	get isExpired(): boolean {
		return this.expiresAt <= clock.now();
	}

	/** Continues with the connection of the current poll: the previous one may have had another token. */
	useConnection(connection: Connection): void {
		this.connection = connection;
		if (this.retryNamesAt > clock.now()) return;
		this.directory.retryFailed();
		this.retryNamesAt = Infinity;
	}

	/** The result of `make`, which is called once per key, and again after a failure: if that is temporary, only some time later. */
	async once<T>(key: string, make: () => Promise<T>): Promise<T> {
		const failure = this.failures.get(key);
		if (failure && failure.until > clock.now()) throw failure.error;
		const value = this.values.get(key) ?? make();
		this.values.set(key, value);
		const found = await value.catch((error: unknown) => {
			this.values.delete(key);
			if (error instanceof GenesysError && error.isTemporary) {
				this.failures.set(key, { error, until: clock.now() + FAILURE_KEPT_MS });
			}
			throw error;
		});
		// What isn't there may be there the next time.
		if (Array.isArray(found) && found.length === 0) this.values.delete(key);
		return found as T;
	}
}

/** By the rate-limit budget, of which each credential has exactly one. */
const memories = new WeakMap<RateBudget, LookUpMemory>();

/** The memory of the connection's credential; it lasts for an hour. */
export function lookUpMemoryOf(connection: Connection): LookUpMemory {
	const known = memories.get(connection.budget);
	const memory = known && !known.isExpired ? known : new LookUpMemory(connection);
	memories.set(connection.budget, memory);
	memory.useConnection(connection);
	return memory;
}
