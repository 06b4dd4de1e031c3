import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { inParallel } from './inParallel';

/** Smaller wholes to ask for instead; undefined where it can't be cut. */
type Parts<Whole> = Whole[] | undefined;

/**
 * Asks for a whole; where the API refuses it as too much, for its parts, and so on. Many of its caps are known from
 * experience only, so the refusal is what tells.
 *
 * @param connection hears of it
 * @param after the parts to ask for after a failure; undefined hands the failure on
 * @param before the parts of what is known to be too much already: it is not asked for
 * @returns the answers, in the order of the parts
 */
export async function splitting<Whole, Answer>(
	connection: Pick<Connection, 'log'>,
	whole: Whole,
	ask: (whole: Whole) => Promise<Answer>,
	after: (whole: Whole, error: unknown) => Parts<Whole>,
	before: (whole: Whole) => Parts<Whole> = () => undefined,
): Promise<Answer[]> {
	const askParts = async (part: Whole) => await splitting(connection, part, ask, after, before);
	const known = before(whole);
	if (known) return (await inParallel(known, askParts)).flat();

	const outcome = await ask(whole).then(
		(answer) => ({ answer }),
		(error: unknown) => {
			const parts = after(whole, error);
			if (!parts) throw error;
			connection.log(`too much for one request: asked for in ${parts.length} parts`);
			return { parts };
		},
	);
	if ('answer' in outcome) return [outcome.answer];
	const answers: Answer[] = [];
	// One after the other: the first part finds out how small the others have to be.
	for (const part of outcome.parts) answers.push(...(await askParts(part)));
	return answers;
}

/**
 * Asks for many ids in batches side by side, smaller ones where the API refuses a batch as too large.
 *
 * @param size where to begin
 */
export async function inBatches<T>(
	connection: Pick<Connection, 'log'>,
	ids: readonly string[],
	size: number,
	ask: (some: string[]) => Promise<T[]>,
): Promise<T[]> {
	const batches = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
		ids.slice(index * size, (index + 1) * size),
	);
	const answers = await inParallel(batches, async (batch) =>
		(
			await splitting(connection, batch, ask, (some, error) => (isTooMany(error) ? halves(some) : undefined))
		).flat(),
	);
	return answers.flat();
}

/** Undefined where there is but one. */
export function halves(ids: string[]): string[][] | undefined {
	const half = Math.ceil(ids.length / 2);
	return ids.length < 2 ? undefined : [ids.slice(0, half), ids.slice(half)];
}

/** A cap names its number. */
export function isTooMany(error: unknown): boolean {
	if (!(error instanceof GenesysError)) return false;
	const { status, text } = error.circumstances;
	return status === 413 || status === 414 || (status === 400 && /\d/.test(text));
}

/** The days that a refusal names as the longest interval it takes; Infinity where it names none. */
export function maxDaysIn(error: unknown): number {
	return numberIn(error, /(\d+)\s*days?/i);
}

/** The results that a refusal names as the most that can be paged through; Infinity where it names none. */
export function maxResultsIn(error: unknown): number {
	return numberIn(error, /exceed (\d+) results/i);
}

function numberIn(error: unknown, pattern: RegExp): number {
	if (!(error instanceof GenesysError) || error.status !== 400) return Infinity;
	return Number(pattern.exec(error.circumstances.text)?.[1]) || Infinity;
}

/**
 * Whether this one thing is refused, as for a division that the client can't see, and others need not be: the refusal
 * names no missing permission.
 */
export function isRefusedAlone(error: unknown): error is GenesysError {
	if (!(error instanceof GenesysError) || error.status !== 403) return false;
	const { permissions, presigned, isForeign } = error.circumstances;
	return permissions === '' && !presigned && !isForeign;
}
