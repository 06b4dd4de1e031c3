import { notFound } from '../apiError';
import { time } from '../data/conversationStore';
import type { Organization } from '../data/organization';
import type { ConversationRecord, ParticipantRecord, SegmentRecord, SessionRecord } from '../data/record';
import { DAY } from '../interval';
import type { Route } from '../router';
import { divisionRef } from './entities';

/** How long participant data is kept. */
const ATTRIBUTES_KEPT = 60 * DAY;

/** One conversation as the platform itself knows it, while it goes on and after: no delay, with participant data. */
export const conversationRoutes: Route[] = [
	{
		method: 'GET',
		path: '/api/v2/conversations/{conversationId}',
		query: [],
		any: ['conversation:communication:view'],
		handle: ({ world, params, now }) => {
			const record = world.conversation(params.conversationId);
			if (!record) throw notFound();
			const keepsAttributes = now - time(record.conversationStart, now) <= ATTRIBUTES_KEPT;
			return { json: conversation(record, world.organization, keepsAttributes) };
		},
	},
];

function conversation(record: ConversationRecord, organization: Organization, keepsAttributes: boolean) {
	const isOver = record.conversationEnd !== undefined;
	return {
		id: record.conversationId,
		startTime: record.conversationStart,
		...(isOver ? { endTime: record.conversationEnd } : {}),
		...(record.externalTag === undefined ? {} : { externalTag: record.externalTag }),
		participants: (record.participants ?? []).map((one) => participant(one, organization, keepsAttributes)),
		conversationIds: [],
		recordingState: 'none',
		divisions: (record.divisionIds ?? []).map((id) => ({
			division: divisionRef(organization, id),
			entities: [],
		})),
		selfUri: `/api/v2/conversations/${record.conversationId}`,
	};
}

/** The field of a participant that lists its sessions of a media type. */
const LISTS: Record<string, string> = {
	voice: 'calls',
	callback: 'callbacks',
	chat: 'chats',
	email: 'emails',
	message: 'messages',
};

function participant(one: ParticipantRecord, organization: Organization, keepsAttributes: boolean) {
	const sessions = one.sessions ?? [];
	const segments = sessions.flatMap((session) => session?.segments ?? []);
	const wrapUp = segments.find((segment) => segment?.wrapUpCode !== undefined);
	const first = sessions[0];
	const queueId = segments.find((segment) => segment?.queueId !== undefined)?.queueId;
	const talk = segments.filter(({ segmentType }) => segmentType !== 'wrapup');
	const isOver = talk.every(({ segmentEnd }) => segmentEnd !== undefined);
	const media: Record<string, object[]> = {};
	for (const session of sessions) {
		(media[LISTS[session?.mediaType ?? ''] ?? 'calls'] ??= []).push(communication(session));
	}
	return {
		id: one.participantId,
		name: one.participantName,
		purpose: one.purpose,
		userId: one.userId,
		teamId: one.teamId,
		externalContactId: one.externalContactId,
		queueId,
		queueName: organization.queues.find(({ id }) => id === queueId)?.name,
		startTime: segments[0]?.segmentStart,
		connectedTime: segments.find(({ segmentType }) => segmentType === 'interact')?.segmentStart,
		...(isOver ? { endTime: talk.at(-1)?.segmentEnd } : {}),
		ani: first?.ani,
		dnis: first?.dnis,
		wrapupRequired: wrapUp !== undefined,
		...(wrapUp ? { wrapup: wrapup(wrapUp, organization) } : {}),
		attributes: keepsAttributes ? (one.attributes ?? {}) : {},
		...media,
	};
}

function communication(session: SessionRecord) {
	const segments = (session.segments ?? []).filter(({ segmentType }) => segmentType !== 'wrapup');
	const isOver = segments.every(({ segmentEnd }) => segmentEnd !== undefined);
	return {
		id: session.sessionId,
		state: isOver ? 'disconnected' : 'connected',
		direction: session.direction,
		...(session.mediaType === 'voice' ? { recording: session.recording ?? false, muted: false } : {}),
		held: !isOver && segments.at(-1)?.segmentType === 'hold',
		peerId: session.peerId,
		provider: session.provider,
		...(isOver ? { disconnectType: segments.at(-1)?.disconnectType } : {}),
	};
}

/** `Wrapup` */
function wrapup(segment: SegmentRecord, { wrapUpCodes }: Organization) {
	const length = time(segment.segmentEnd, NaN) - time(segment.segmentStart, NaN);
	return {
		code: segment.wrapUpCode,
		name: wrapUpCodes.find(({ id }) => id === segment.wrapUpCode)?.name ?? segment.wrapUpCode,
		notes: segment.wrapUpNote,
		tags: segment.wrapUpTags ?? [],
		...(Number.isNaN(length) ? {} : { durationSeconds: Math.round(length / 1000) }),
		endTime: segment.segmentEnd,
	};
}
