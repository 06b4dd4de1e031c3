import { DOCUMENTED_CAPS, type Caps } from '../api/detailsQuery';
import { Directory } from '../directory/directory';
import type { RateBudget } from '../transport/budget';
import { clock } from '../transport/clock';
import { BRIEF, type Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import type { Request } from '../transport/request';

const KEPT_MS = 60 * 60_000;
/** What failed is not asked again for so long: a catalogue in trouble must not cost every poll its time. */
const FAILURE_KEPT_MS = 5 * 60_000;

/**
 * What polls on one credential look up again and again: names of ids, ids of names, what the API was found to refuse. A
 * poll each minute would otherwise spend more on that than on conversations.
 */
export class LookUpMemory {
	/** Names of ids; none of them is worth a long wait. */
	readonly directory: Directory;
	readonly caps: Caps = { ...DOCUMENTED_CAPS };
	private readonly until = clock.now() + KEPT_MS;
	private readonly values = new Map<string, Promise<unknown>>();
	private readonly failures = new Map<string, { error: unknown; until: number }>();
	/** When the catalogues that failed are asked again. */
	private retryNamesAt = Infinity;

	/** @param connection outlasts the poll: others go on with the memory */
	constructor(private connection: Connection) {
		const send = async <T>(request: Request): Promise<T> =>
			await this.connection.send<T>({ patience: BRIEF, ...request }).catch((error: unknown) => {
				this.retryNamesAt = Math.min(this.retryNamesAt, clock.now() + FAILURE_KEPT_MS);
				throw error;
			});
		this.directory = new Directory(Object.assign(Object.create(connection) as Connection, { send }));
	}

	get isOver(): boolean {
		return this.until <= clock.now();
	}

	/** Goes on with the connection of the poll that runs now: the one before may have had another token. */
	goOn(connection: Connection): void {
		this.connection = connection;
		if (this.retryNamesAt > clock.now()) return;
		this.directory.retryFailed();
		this.retryNamesAt = Infinity;
	}

	/** The result of `make`, which is called once for a key, and again after a failure: a while after it, if that may pass. */
	async once<T>(key: string, make: () => Promise<T>): Promise<T> {
		const failure = this.failures.get(key);
		if (failure && failure.until > clock.now()) throw failure.error;
		const value = this.values.get(key) ?? make();
		this.values.set(key, value);
		return (await value.catch((error: unknown) => {
			this.values.delete(key);
			if (error instanceof GenesysError && error.isTemporary) {
				this.failures.set(key, { error, until: clock.now() + FAILURE_KEPT_MS });
			}
			throw error;
		})) as T;
	}
}

/** By the rate-limit budget, which is the one thing that a credential has one of. */
const memories = new WeakMap<RateBudget, LookUpMemory>();

/** The memory of the connection's credential; it lasts for an hour. */
export function lookUpMemoryOf(connection: Connection): LookUpMemory {
	const known = memories.get(connection.budget);
	const memory = known && !known.isOver ? known : new LookUpMemory(connection);
	memories.set(connection.budget, memory);
	memory.goOn(connection);
	return memory;
}
