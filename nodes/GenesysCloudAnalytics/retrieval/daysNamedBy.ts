import { GenesysError } from '../transport/errors';

/** The days that a refusal names as the longest interval it takes; Infinity where it names none. */
export function daysNamedBy(error: unknown): number {
	if (!(error instanceof GenesysError) || error.status !== 400) return Infinity;
	return Number(/(\d+)\s*days?/i.exec(error.circumstances.text)?.[1]) || Infinity;
}
