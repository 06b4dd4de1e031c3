import type { ConversationRecord } from '../../data/record';
import type { Range } from '../../interval';
import { lowerBound } from '../../lowerBound';
import type { World } from '../../world';

/** The conversations that may have something in the range, as they are known now. */
export function* recordsIn(range: Range, world: World, now: number): Generator<ConversationRecord> {
	const { visible } = world;
	const { starts, settled } = visible.store;
	const last = lowerBound(starts, range.end);
	for (let i = 0; i < last; i++) {
		const moment = visible.momentOf(i, now);
		if (settled[i]! >= range.start && starts[i]! <= moment) yield visible.record(i, moment);
	}
}

/** Conversations whatever the range: where something is dated by another date than its own. */
export const allRecords = (world: World, now: number) =>
	recordsIn({ start: -Infinity, end: Infinity }, world, now);

/** The media type of the first session that has one. */
export function mediaTypeOf(record: ConversationRecord): string | undefined {
	for (const participant of record.participants ?? []) {
		for (const session of participant?.sessions ?? []) if (session?.mediaType) return session.mediaType;
	}
	return undefined;
}

/** The agents who spoke, with the queue that they spoke for, in their order. */
export function agentsOf(record: ConversationRecord) {
	return (record.participants ?? []).flatMap((participant) => {
		if (participant?.purpose !== 'agent') return [];
		const segments = (participant.sessions ?? []).flatMap((session) => session?.segments ?? []);
		if (!segments.some((segment) => segment?.segmentType === 'interact')) return [];
		const find = (field: string) => segments.find((segment) => segment?.[field] !== undefined)?.[field];
		return [
			{
				userId: participant.userId,
				teamId: participant.teamId,
				queueId: find('queueId'),
				wrapUpCode: find('wrapUpCode'),
			},
		];
	});
}
