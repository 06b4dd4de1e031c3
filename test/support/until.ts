import { setImmediate } from 'node:timers/promises';

/** Resolves when something has visibly happened, for example in a simulator's journal. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await setImmediate();
}
