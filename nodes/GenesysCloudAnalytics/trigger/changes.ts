import { createHash } from 'crypto';

import { digest, entries, timeMs, type Conversation } from '../records/conversation';

/** What can still be added to a conversation, or change, after its end. */
export const CHANGES = ['wrapUp', 'evaluation', 'survey'] as const;
export type Change = (typeof CHANGES)[number];

/** 48 bits: among some ten thousand states, no two will share a key. */
export const STATE_KEY_LENGTH = 8;

/**
 * The state of each part of a conversation that was added after its end, as a key, which changes with anything in the part.
 * A wrap-up that was there when the conversation had settled has none.
 *
 * @param settleMs how long after the end a wrap-up still belongs to it
 */
export function statesOf(
	record: unknown,
	changes: readonly Change[],
	settleMs: number,
): Array<{ change: Change; key: string }> {
	const conversation = digest(record);
	return changes.flatMap((change) => {
		const parts = PARTS[change](conversation, settleMs).map(inOneOrder).sort();
		if (parts.length === 0) return [];
		const state = [conversation.id, change, ...parts].join('\n');
		const key = createHash('sha256').update(state).digest('base64url').slice(0, STATE_KEY_LENGTH);
		return [{ change, key }];
	});
}

const PARTS: Record<Change, (conversation: Conversation, settleMs: number) => readonly object[]> = {
	wrapUp: ({ wrapUps, end }, settleMs) =>
		wrapUps.filter(({ segmentEnd }) => (timeMs(segmentEnd) ?? -Infinity) > (end ?? Infinity) + settleMs),
	evaluation: ({ record }) => entries(record.evaluations),
	survey: ({ record }) => entries(record.surveys),
};

/** The API promises no order of an object's fields. */
function inOneOrder(part: object): string {
	return JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
