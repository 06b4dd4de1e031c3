import { createHash } from 'crypto';

import { conversationOf, entries, timeMs, type Conversation, type Segment } from '../records/conversation';

/** What can still be added to a conversation, or change, after its end. */
export const CHANGES = ['wrapUp', 'evaluation', 'survey'] as const;
export type Change = (typeof CHANGES)[number];

/** 48 bits: of 25,000 states, one in ten billion new ones has the key of another. */
export const STATE_KEY_LENGTH = 8;
/** 36 bits: of 50 that end in the same minute, which are all it is compared with, one in a billion has that of another. */
export const WRAP_UP_KEY_LENGTH = 6;

export interface PartState {
	change: Change;
	key: string;
	/** Of wrap-ups: when the last one ended, milliseconds since the epoch. */
	wrappedUpMs?: number;
}

/**
 * The state of each part of a conversation that was added after its end, as a key, which changes with anything in the part.
 * A wrap-up that was there when the contact had settled has none.
 *
 * @param settleMs how long after the contact a wrap-up still belongs to it
 */
export function statesOf(record: unknown, changes: readonly Change[], settleMs: number): PartState[] {
	const conversation = conversationOf(record);
	return changes.flatMap<PartState>((change) => {
		const found = PARTS[change](conversation, settleMs);
		if (found.length === 0) return [];
		const state = [conversation.id, change, ...found.map(inOneOrder).sort()].join('\n');
		const hash = createHash('sha256').update(state).digest('base64url');
		if (change !== 'wrapUp') return [{ change, key: hash.slice(0, STATE_KEY_LENGTH) }];
		const wrappedUpMs = Math.max(...(found as Segment[]).map(({ segmentEnd }) => timeMs(segmentEnd)!));
		return [{ change, key: hash.slice(0, WRAP_UP_KEY_LENGTH), wrappedUpMs }];
	});
}

const PARTS: Record<Change, (conversation: Conversation, settleMs: number) => readonly object[]> = {
	wrapUp: lateWrapUps,
	evaluation: ({ record }) => entries(record.evaluations),
	survey: ({ record }) => entries(record.surveys),
};

/** After the contact, not the end: a wrap-up may move the end of its conversation. */
function lateWrapUps(conversation: Conversation, settleMs: number): Segment[] {
	const { sessions, wrapUps, end } = conversation;
	const contacts = sessions
		.flatMap(({ segments }) => segments)
		.filter((segment) => segment.segmentType !== 'wrapup' && !wrapUps.includes(segment));
	const contactEnd = Math.max(...contacts.map(({ segmentEnd }) => timeMs(segmentEnd) ?? -Infinity));
	const settled = Math.min(contactEnd === -Infinity ? Infinity : contactEnd, end ?? Infinity) + settleMs;
	return wrapUps.filter(({ segmentEnd }) => (timeMs(segmentEnd) ?? -Infinity) > settled);
}

/** The API promises no order of an object's fields. */
function inOneOrder(part: object): string {
	return JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
