import { setImmediate } from 'node:timers/promises';

/** Resolves when something can be seen to have happened: in a simulator's journal, say. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await setImmediate();
}
