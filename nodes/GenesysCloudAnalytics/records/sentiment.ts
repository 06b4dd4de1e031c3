import { endMs, entries, fields, number, startMs, text } from './conversation';
import type { TimeRange } from '../time/timeRange';

/** What speech analytics make of one conversation. */
export interface Sentiment {
	/** −100 to 100. */
	score: number | null;
	agentMs: number | null;
	customerMs: number | null;
	silenceMs: number | null;
	overtalkMs: number | null;
}

/** What to ask transcript aggregates for. */
export const SENTIMENT_METRICS = [
	'oSentimentScore',
	'tAgentSpeech',
	'tCustomerSpeech',
	'tSilence',
	'tOverTalkSpeech',
] as const;

/** "The interval must be wider than the conversation": one that covers it exactly returns nothing. */
const PADDING_MS = 10 * 60_000;

type Fields = Readonly<Record<string, unknown>>;

/** An interval that is wider than all of these conversations; those that go on last until now. */
export function intervalAround(records: readonly unknown[], nowMs: number): TimeRange {
	const starts = records.map((record) => startMs(record) ?? nowMs);
	const ends = records.map((record) => endMs(record) ?? nowMs);
	return { startMs: Math.min(...starts) - PADDING_MS, endMs: Math.max(...ends) + PADDING_MS };
}

/**
 * By how much scores are to be multiplied for −100 to 100. The scale isn't documented, −1 to 1 or −100 to 100: a score beyond
 * 1 tells, among all of an organization.
 *
 * @param results of transcript aggregates for everybody in a long time
 */
export function scaleOf(results: readonly unknown[]): 1 | 100 {
	const isHundredfold = entries<Fields>(results)
		.flatMap(({ data }) => entries<Fields>(data))
		.flatMap(({ metrics }) => entries<Fields>(metrics))
		.filter(({ metric }) => metric === 'oSentimentScore')
		.some(({ stats }) => {
			const { min, max, sum, count } = fields<Fields>(stats);
			const values = [number(min), number(max), (number(sum) ?? 0) / (number(count) || 1)];
			return values.some((value) => Math.abs(value ?? 0) > 1);
		});
	return isHundredfold ? 1 : 100;
}

/**
 * The results of transcript aggregates grouped by conversation.
 *
 * @param scale what `scaleOf` found
 */
export function sentimentsOf(results: readonly unknown[], scale: 1 | 100): Map<string, Sentiment> {
	const found = new Map<string, Map<string, { sum: number; count: number }>>();
	for (const { group, data } of entries<Fields>(results)) {
		const id = text(fields<Fields>(group).conversationId);
		if (id === null) continue;
		const totals = found.get(id) ?? new Map<string, { sum: number; count: number }>();
		found.set(id, totals);
		for (const { metrics } of entries<Fields>(data)) {
			for (const { metric, stats } of entries<Fields>(metrics)) {
				const { sum, count } = fields<Fields>(stats);
				const known = totals.get(String(metric)) ?? { sum: 0, count: 0 };
				known.sum += number(sum) ?? 0;
				known.count += number(count) ?? 0;
				totals.set(String(metric), known);
			}
		}
	}
	const scores = new Map(
		[...found].flatMap(([id, totals]) => {
			const score = totals.get('oSentimentScore');
			return score && score.count > 0 ? [[id, score.sum / score.count] as const] : [];
		}),
	);
	return new Map(
		[...found].map(([id, totals]) => {
			const score = scores.get(id);
			const sum = (metric: string) => totals.get(metric)?.sum ?? null;
			const sentiment: Sentiment = {
				score: score === undefined ? null : Math.round(score * scale * 1_000) / 1_000,
				agentMs: sum('tAgentSpeech'),
				customerMs: sum('tCustomerSpeech'),
				silenceMs: sum('tSilence'),
				overtalkMs: sum('tOverTalkSpeech'),
			};
			return [id, sentiment];
		}),
	);
}
