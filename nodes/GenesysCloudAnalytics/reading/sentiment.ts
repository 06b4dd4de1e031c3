import { idOf, startMs } from '../records/conversation';
import { anyOf, interval } from '../records/filters';
import {
	intervalAround,
	scaleOf,
	SENTIMENT_METRICS,
	sentimentsOf,
	type Sentiment,
} from '../records/sentiment';
import { DAY_MS } from '../time/durations';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { splitting } from '../api/refusals';

/** How many conversations one query may cover is not documented: this many are tried, fewer where the API refuses them. */
const PER_REQUEST = 100;

/**
 * Sentiment and speaking times of conversations, by id; those that speech analytics don't know are not in it.
 *
 * @throws GenesysError, CancelledError
 */
export async function readSentiments(
	connection: Connection,
	records: readonly unknown[],
): Promise<Map<string, Sentiment>> {
	const nowMs = clock.now();
	// Neighbours in time make short intervals.
	const sorted = records.toSorted((a, b) => (startMs(a) ?? nowMs) - (startMs(b) ?? nowMs));
	const batches = Array.from({ length: Math.ceil(sorted.length / PER_REQUEST) }, (_, index) =>
		sorted.slice(index * PER_REQUEST, (index + 1) * PER_REQUEST),
	);
	const askFor = async (some: unknown[]) => {
		const { results } = await ask(connection, API.transcriptAggregates, {
			body: {
				interval: interval(intervalAround(some, nowMs)),
				groupBy: ['conversationId'],
				metrics: SENTIMENT_METRICS,
				filter: anyOf(
					'conversationId',
					some.flatMap((record) => idOf(record) ?? []),
				),
			},
		});
		return results ?? [];
	};
	const answers = await inParallel(
		batches,
		async (batch) => await splitting(connection, batch, askFor, smaller),
	);
	return sentimentsOf(answers.flat(2), await readScale(connection, sorted, nowMs));
}

/**
 * The scale of the organization's scores, from everybody's of a month: with the run's own alone, the same conversation
 * could have another score in another run. Read once, and of the time of the conversations only where the last month has none.
 */
async function readScale(
	connection: Connection,
	sorted: readonly unknown[],
	nowMs: number,
): Promise<1 | 100> {
	const first = sorted[0];
	if (first === undefined) return 100;
	const monthFrom = async (fromMs: number) => {
		const { results } = await ask(connection, API.transcriptAggregates, {
			body: {
				interval: interval({ startMs: fromMs, endMs: Math.min(fromMs + MONTH_MS, nowMs) }),
				metrics: ['oSentimentScore'],
			},
		});
		return results ?? [];
	};
	return await connection.once('scale of sentiment', async () => {
		const latest = await monthFrom(nowMs - MONTH_MS);
		if (latest.length > 0) return scaleOf(latest);
		return scaleOf(await monthFrom(monthOf(startMs(first) ?? nowMs)));
	});
}
const MONTH_MS = 30 * DAY_MS;

/** The same beginning for all times of a month. */
function monthOf(ms: number): number {
	return ms - (ms % MONTH_MS);
}

/** Too many conversations, or too long a time: the same remedy. */
function smaller(records: unknown[], error: unknown): unknown[][] | undefined {
	const isRefused = error instanceof GenesysError && (error.status === 400 || error.status === 413);
	if (!isRefused || records.length < 2) return undefined;
	const half = Math.ceil(records.length / 2);
	return [records.slice(0, half), records.slice(half)];
}
