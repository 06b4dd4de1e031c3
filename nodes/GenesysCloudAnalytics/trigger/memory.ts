import { Directory } from '../directory/directory';
import { DOCUMENTED_CAPS, type Caps } from '../api/detailsQuery';
import type { RateBudget } from '../transport/budget';
import { clock } from '../transport/clock';
import { GenesysError } from '../transport/errors';
import type { Connection } from '../transport/connection';
import type { Request } from '../transport/request';

const KEPT_MS = 60 * 60_000;

/**
 * What polls on one credential need again and again: names of ids, ids of names, what the API was found to refuse. A poll
 * each minute would otherwise spend more on look-ups than on conversations.
 */
export interface Memory {
	directory: Directory;
	caps: Caps;
	/** The result of `make`, which is called once for a key. */
	once<T>(key: string, make: () => Promise<T>): Promise<T>;
	/** Forgets everything, after a failure: a look-up may have been cut off half way. */
	forget(): void;
}

interface Kept {
	until: number;
	/** Of the poll that runs now: the one that made the memory may be gone. */
	connection: Connection;
	directory: Directory;
	caps: Caps;
	values: Map<string, Promise<unknown>>;
}

/** By the rate-limit budget, which is the one thing that a credential has one of. */
const memories = new WeakMap<RateBudget, Kept>();

/** The memory of the connection's credential; it lasts for an hour. */
export function memoryOf(connection: Connection): Memory {
	let kept = memories.get(connection.budget);
	if (!kept || kept.until <= clock.now()) {
		const lookUp = async <T>(request: Request): Promise<T> => {
			return await fresh.connection.send<T>(request).catch((error: unknown) => {
				// A refusal stays one; after anything else the names are asked for again by the next poll.
				if (!(error instanceof GenesysError) || error.status !== 403) memories.delete(connection.budget);
				throw error;
			});
		};
		const fresh: Kept = {
			until: clock.now() + KEPT_MS,
			connection,
			directory: new Directory(Object.assign(Object.create(connection) as Connection, { send: lookUp })),
			caps: { ...DOCUMENTED_CAPS },
			values: new Map(),
		};
		memories.set(connection.budget, (kept = fresh));
	}
	kept.connection = connection;
	const { directory, caps, values } = kept;
	return {
		directory,
		caps,
		async once<T>(key: string, make: () => Promise<T>): Promise<T> {
			const value = values.get(key) ?? make();
			values.set(key, value);
			return (await value) as T;
		},
		forget: () => void memories.delete(connection.budget),
	};
}
