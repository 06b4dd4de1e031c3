import { alignedParts, edgesOf, halves, type Granularity } from '../time/buckets';
import { interval } from '../records/filters';
import type { TimeRange } from '../time/timeRange';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { ask } from '../api/ask';
import type { Endpoint } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { splitting } from '../api/refusals';

/** What is read at once: parsing more would keep n8n from everything else. */
const MOST_BYTES = 8_000_000;

/** An aggregate query but for its time; `query` holds metrics, groupBy, filter. */
export interface AggregateRequest {
	endpoint: Endpoint<[], object, { results?: unknown[] }>;
	query: object;
	range: TimeRange;
	granularity: Granularity;
	timeZone: string;
}

export interface AggregateResults<Result = unknown> {
	/** The answers' `results`, to be joined by `groupsOf`, or what `take` made of them. */
	results: Result[];
	/** Whether single intervals were asked for in pieces: what is in several of those is counted in each. */
	cutsIntervals: boolean;
	/** What a user should know, one sentence each. */
	notes: string[];
}

/**
 * Asks for the whole range, in pieces where the API refuses it as too long: how long a range may be, and how many intervals
 * it may have, is not documented; and where an answer is too large to be read at once. Pieces end where intervals end, so
 * nothing is counted twice, unless a single interval is refused.
 *
 * @throws GenesysError when it is refused for another reason, or a piece that can't be cut any more is refused
 */
export async function readAggregates(
	connection: Connection,
	request: AggregateRequest,
): Promise<AggregateResults> {
	return await takeAggregates(connection, request, async (results) => results);
}

/**
 * The same, for many groups.
 *
 * @param take makes of each answer what is kept of it
 */
export async function takeAggregates<Result>(
	connection: Connection,
	{ endpoint, query, range, granularity, timeZone }: AggregateRequest,
	take: (results: unknown[]) => Promise<Result[]>,
): Promise<AggregateResults<Result>> {
	const time = granularity === 'none' ? {} : { granularity, timeZone };
	let refusedMs = Infinity;
	let empty = 0;
	let cutsIntervals = false;

	// Within an interval, parts have as many groups again, and count twice what is in several of them.
	const hasEdges = (part: TimeRange) => edgesOf(part, granularity, timeZone).length > 2;
	const cut = (part: TimeRange) => {
		cutsIntervals ||= !hasEdges(part);
		return halves(part, granularity, timeZone);
	};
	const askFor = async (part: TimeRange) => {
		const { results } = await ask(connection, endpoint, {
			body: { interval: interval(part), ...time, ...query },
			...(hasEdges(part) ? { maxBytes: MOST_BYTES } : {}),
		});
		if (!results) empty++;
		return await take(results ?? []);
	};
	const afterRefusal = (part: TimeRange, error: unknown) => {
		const parts = isTooMuch(error) ? cut(part) : undefined;
		if (parts) refusedMs = Math.min(refusedMs, part.endMs - part.startMs);
		return parts;
	};
	// What was refused once is not asked for again.
	const known = (part: TimeRange) => (part.endMs - part.startMs >= refusedMs ? cut(part) : undefined);

	const answers = await inParallel(
		alignedParts(range, granularity, timeZone),
		async (part) => await splitting(connection, part, askFor, afterRefusal, known),
	);
	const pieces = answers.flat();
	return { results: pieces.flat(), cutsIntervals, notes: notesOn(empty, pieces.length) };
}

/** That nothing happened may be told by an answer without anything in it: so may the fault of a proxy, and so it is said. */
function notesOn(empty: number, pieces: number): string[] {
	if (empty === 0) return [];
	const where =
		empty === pieces ? 'the time range' : `${empty} of the ${pieces} parts that the time range was read in`;
	return [`Genesys Cloud has no figures for ${where}: its answer was empty.`];
}

function isTooMuch(error: unknown): boolean {
	if (!(error instanceof GenesysError)) return false;
	const { code, text } = error.circumstances;
	if (error.status === 413) return true;
	return (
		error.status === 400 &&
		/interval|granularity|duration|days|too\.?\s?(large|long|many)|exceed/i.test(`${code} ${text}`)
	);
}
