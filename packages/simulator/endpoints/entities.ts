import { notFound } from '../apiError';
import { hashOf } from '../data/entities';
import type { Organization, QueueEntity } from '../data/organization';

const V2 = '/api/v2';

/** When the entities were last changed; they have no history here. */
export const MODIFIED = '2026-01-15T10:00:00.000Z';
const CREATED = '2024-06-01T10:00:00.000Z';

/** Representations of entities that several resources share. */
export function divisionRef(organization: Organization, id: string | undefined) {
	const division = organization.divisions.find((one) => one.id === id);
	return (
		division && {
			id: division.id,
			name: division.name,
			selfUri: `${V2}/authorization/divisions/${division.id}`,
		}
	);
}

export function queueEntity(queue: QueueEntity, organization: Organization) {
	const serviceLevel = { percentage: queue.serviceLevelTarget, durationMs: queue.serviceLevelSeconds * 1000 };
	const media = { enableAutoAnswer: false, alertingTimeoutSeconds: 15, serviceLevel };
	return {
		id: queue.id,
		name: queue.name,
		division: divisionRef(organization, queue.divisionId),
		description: `Takes ${queue.mediaTypes.join(', ')}`,
		dateCreated: CREATED,
		dateModified: MODIFIED,
		memberCount: queue.memberIds.length,
		userMemberCount: queue.memberIds.length,
		joinedMemberCount: queue.memberIds.filter((id) => hasJoined(queue, id)).length,
		mediaSettings: { call: media, callback: media, chat: media, email: media, message: media },
		scoringMethod: 'TimestampAndPriority',
		skillEvaluationMethod: 'ALL',
		acwSettings: { wrapupPrompt: 'MANDATORY_TIMEOUT', timeoutMs: 300_000 },
		enableTranscription: queue.mediaTypes.includes('voice'),
		enableAudioMonitoring: false,
		enableManualAssignment: false,
		selfUri: `${V2}/routing/queues/${queue.id}`,
	};
}

/** A member may have left a queue for now: it is still a member, but not joined. */
export const hasJoined = (queue: QueueEntity, userId: string) => hashOf(queue.id + userId) % 6 !== 0;

export function byId<T extends { id: string }>(all: T[], id: string | undefined): T {
	const found = all.find((one) => one.id === id);
	if (!found) throw notFound();
	return found;
}
