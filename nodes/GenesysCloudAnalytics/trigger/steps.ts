import { DAY_MS } from '../time/durations';
import { clock } from '../transport/clock';
import { CancelledError, sentenceOf } from '../transport/errors';
import type { Poll } from './pollTime';

/** After this many, no further step is started: what one poll hands over must fit into n8n's memory. */
const MAX_PER_POLL = 100_000;
const SMALLEST_STEP_MS = 5 * 60_000;

/** A stretch of time to read. What it brings only counts once all of it has been read. */
export interface Step {
	lengthMs: number;
	/** Resolves to how many it has brought. */
	take: () => Promise<number>;
}

/** By node: how much of a day one step reads, if a whole day took longer than a poll may. */
const stepMsOf = new Map<string, number>();

/**
 * Step after step, for as long as a poll may take. If a step fails, what the earlier ones brought is still handed over; a
 * failure of the first one is the poll's, and if that one took too long, the next poll reads half as much.
 *
 * @param nextStep a step of at most `stepMs`; undefined when everything has been read
 */
export async function inSteps(
	{ node, time }: Poll,
	nextStep: (stepMs: number) => Step | undefined,
): Promise<void> {
	const stepMs = stepMsOf.get(node) ?? DAY_MS;
	const onFailure = (error: unknown, { lengthMs }: Step, isFirst: boolean): number => {
		if (isFirst && error instanceof CancelledError) {
			stepMsOf.set(node, Math.max(SMALLEST_STEP_MS, lengthMs / 2));
		}
		if (isFirst) throw error;
		const reason = sentenceOf(error as Error);
		time.connection.logger.warn(`Genesys Cloud: the next poll will continue to catch up (${reason})`);
		return MAX_PER_POLL;
	};
	let count = 0;
	let step = nextStep(stepMs);
	for (let taken = 0; step; taken++) {
		const begunAt = clock.elapsed();
		const [current, isFirst] = [step, taken === 0];
		count += await current.take().catch((error: unknown) => onFailure(error, current, isFirst));
		step = nextStep(stepMs);
		const isTimeForMore = time.leftMs > clock.elapsed() - begunAt;
		if (step && (count >= MAX_PER_POLL || !isTimeForMore)) return;
	}
	stepMsOf.delete(node);
}
