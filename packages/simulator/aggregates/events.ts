import { segmentValues, type SegmentView } from '../conversationFilters';
import { time } from '../data/conversationStore';
import type { ConversationRecord, SegmentRecord, SessionRecord } from '../data/record';
import { lowerBound } from '../lowerBound';
import type { VisibleConversations } from '../visibleConversations';
import type { Range } from '../interval';

/** A metric at the moment at which it was emitted, with what it belongs to. */
export interface MetricEvent extends SegmentView {
	name: string;
	value: number;
	at: number;
}

/** Every metric that was emitted in the range, as far as it is known now. */
export function* eventsIn(range: Range, visible: VisibleConversations, now: number): Generator<MetricEvent> {
	const { starts, settled } = visible.store;
	const last = lowerBound(starts, range.end);
	for (let i = 0; i < last; i++) {
		const moment = visible.momentOf(i, now);
		if (settled[i]! < range.start || starts[i]! > moment) continue;
		yield* eventsOf(visible.record(i, moment), range);
	}
}

function* eventsOf(conversation: ConversationRecord, range: Range): Generator<MetricEvent> {
	for (const participant of conversation.participants ?? []) {
		for (const session of participant?.sessions ?? []) {
			for (const metric of session?.metrics ?? []) {
				const at = time(metric?.emitDate, NaN);
				if (!(at >= range.start && at < range.end) || metric.name === undefined) continue;
				const segment = segmentOf(session, at);
				yield {
					conversation,
					participant,
					session,
					segment,
					name: metric.name,
					value: metric.value ?? 0,
					at,
				};
			}
		}
	}
}

/** The segment in which a metric was emitted, or which ended with it; any other of the session where there is none. */
function segmentOf(session: SessionRecord, at: number): SegmentRecord {
	const segments = (session.segments ?? []).filter(Boolean);
	const covering = segments.find(
		(segment) => time(segment.segmentStart, -Infinity) <= at && at <= time(segment.segmentEnd, Infinity),
	);
	return covering ?? segments.find((segment) => segment.queueId !== undefined) ?? segments[0] ?? {};
}

/** Metrics that are emitted once the agent is done, and so can have a wrap-up code. */
const OF_WRAP_UP = new Set([
	'tAcw',
	'tHandle',
	'tTalkComplete',
	'tHeldComplete',
	'nTransferred',
	'nConnected',
]);

/** The values of a dimension: none, one, or several where it is multi-valued. */
export function dimensionValues(event: MetricEvent, dimension: string): readonly unknown[] {
	const { conversation, session } = event;
	switch (dimension) {
		case 'conversationId':
		case 'originatingDirection':
		case 'conversationInitiator':
		case 'customerParticipation':
		case 'externalTag':
		case 'originatingSocialMediaPublic':
		case 'selfServed':
			return defined(conversation[dimension]);
		case 'divisionId':
			return conversation.divisionIds ?? [];
		case 'wrapUpCode':
			return OF_WRAP_UP.has(event.name) ? defined(lastOf(session, 'wrapUpCode')) : [];
		case 'disconnectType':
			return defined(lastOf(session, 'disconnectType'));
		default:
			return segmentValues(event, { dimension: RENAMED[dimension] ?? dimension });
	}
}

/** Dimensions that records hold under another name. */
const RENAMED: Record<string, string> = {
	activeSkillId: 'activeSkillIds',
	interactionType: 'mediaType',
};

const defined = (value: unknown) => (value === undefined || value === null ? [] : [value]);

function lastOf(session: SessionRecord, field: string): unknown {
	return (session.segments ?? []).filter((segment) => segment?.[field] !== undefined).at(-1)?.[field];
}
