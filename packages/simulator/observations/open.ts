import type { SegmentView } from '../conversationFilters';
import { time } from '../data/conversationStore';
import type { SegmentRecord } from '../data/record';
import type { VisibleConversations } from '../visibleConversations';

export type Activity = 'waiting' | 'alerting' | 'interacting';

/** A session that goes on now, in its present segment. */
export interface OpenSession extends SegmentView {
	activity: Activity;
	since: number;
}

const DOING: Record<string, Activity> = {
	alert: 'alerting',
	interact: 'interacting',
	hold: 'interacting',
	dialing: 'interacting',
	contacting: 'interacting',
};

/** What goes on in the queues and with the agents at a moment; realtime queries don't lag. */
export function openSessions(visible: VisibleConversations, now: number): OpenSession[] {
	const { starts, ends, length } = visible.store;
	const open: OpenSession[] = [];
	for (let i = 0; i < length && starts[i]! <= now; i++) {
		if (ends[i]! <= now) continue;
		const conversation = visible.record(i, now);
		for (const participant of conversation.participants ?? []) {
			for (const session of participant?.sessions ?? []) {
				const segment = (session?.segments ?? []).find(isOpen);
				if (!segment) continue;
				const activity = participant.purpose === 'acd' ? 'waiting' : DOING[segment.segmentType ?? ''];
				if (!activity || !['acd', 'agent', 'user'].includes(participant.purpose ?? '')) continue;
				const since = time(segment.segmentStart, now);
				open.push({ conversation, participant, session, segment, activity, since });
			}
		}
	}
	return open;
}

const isOpen = (segment: SegmentRecord | undefined) =>
	segment !== undefined && segment.segmentEnd === undefined && segment.segmentType !== 'wrapup';
