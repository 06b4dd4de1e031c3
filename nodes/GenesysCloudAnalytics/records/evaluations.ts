import type { Models } from 'purecloud-platform-client-v2';

import { entries, number, text, timeMs, type ConversationRecord, type Unchecked } from './conversation';

export type Evaluation = Unchecked<Models.AnalyticsEvaluation>;

/**
 * The evaluations of a conversation that count, newest first: not those that were deleted or retracted, that evaluators
 * were trained with (calibrations), or that no agent could be given.
 */
export function evaluationsOf(record: ConversationRecord): Evaluation[] {
	return entries<Evaluation>(record.evaluations)
		.filter(counts)
		.sort((a, b) => (timeMs(b.eventTime) ?? -Infinity) - (timeMs(a.eventTime) ?? -Infinity) || 0);
}

/** The newest with a score, else the newest. */
export function latestEvaluation(record: ConversationRecord): Evaluation | undefined {
	const all = evaluationsOf(record);
	return all.find(({ oTotalScore }) => number(oTotalScore) !== null) ?? all[0];
}

function counts({ deleted, evaluationStatus, calibrationId, assigneeApplicable }: Evaluation): boolean {
	return (
		deleted !== true &&
		assigneeApplicable !== false &&
		text(calibrationId) === null &&
		text(evaluationStatus)?.toLowerCase() !== 'retracted'
	);
}
