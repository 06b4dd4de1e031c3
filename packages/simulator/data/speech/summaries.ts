import { hashOf, randomOf } from '../entities';
import type { ConversationRecord } from '../record';
import type { Communication } from './speech';

export interface Summary {
	id: string;
	agentId?: string;
	communication: Communication;
	text: string;
	reason: string;
	resolution: string;
	/** Milliseconds since 1970. */
	created: number;
	/** How long it took to write. */
	took: number;
	/** The agent copied it. */
	copied: boolean;
}

const REASONS = ['Billing', 'Cancellation', 'Delivery', 'Kartensperrung'];
const RESOLUTIONS = ['Resolved', 'Follow-up agreed', 'Passed on'];

/** Four in five transcribed conversations have a summary of each transcript. */
export function summariesOf(record: ConversationRecord, communications: Communication[]): Summary[] {
	if (hashOf(`${record.conversationId}s`) % 5 === 0) return [];
	return communications.map((communication) => {
		const random = randomOf(communication.id, 41);
		const reason = random.pick(REASONS);
		const resolution = random.pick(RESOLUTIONS);
		const agent = communication.speakers.find(({ purpose }) => purpose === 'internal');
		return {
			id: random.uuid(),
			...(agent?.userId === undefined ? {} : { agentId: agent.userId }),
			communication,
			text: `The customer contacted us about "${reason}". ${resolution}.`,
			reason,
			resolution,
			created: communication.end,
			took: random.int(900, 6000),
			copied: random.chance(0.4),
		};
	});
}
