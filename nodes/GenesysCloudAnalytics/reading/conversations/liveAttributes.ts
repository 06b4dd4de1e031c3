import { entries, fields, idOf, type ConversationRecord, type Participant } from '../../records/conversation';
import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { isRefusedAlone } from '../../api/refusals';
import { counted } from '../../messages/count';
import type { Connection } from '../../transport/connection';
import { withAttributesOf } from './collector';

/** Each costs a request. */
const MAX_CONVERSATIONS = 200;

/** The records with their attributes, and what a user should know of it. */
export interface WithLiveAttributes {
	records: unknown[];
	notes: string[];
}

/**
 * Adds participant attributes to the records that have none, since jobs don't have them yet: from the platform itself, one
 * request for each, and so for the first ones only.
 *
 * @throws GenesysError where the permission itself is missing; CancelledError
 */
export async function withLiveAttributes(
	connection: Connection,
	records: readonly unknown[],
): Promise<WithLiveAttributes> {
	const without = records.filter((record) => idOf(record) !== null && !hasAttributes(record));
	const asked = new Set(without.slice(0, MAX_CONVERSATIONS));
	let refused = 0;
	const found = await inParallel(records, async (record) => {
		if (!asked.has(record)) return record;
		const live = await readLive(connection, idOf(record)!).catch((error: unknown) => {
			if (!isRefusedAlone(error)) throw error;
			refused++;
			return undefined;
		});
		return live ? withAttributesOf(record, live) : record;
	});
	const notes: string[] = [];
	if (asked.size > refused) {
		notes.push(`Participant attributes of ${counted(asked.size - refused, 'conversations')} were read live.`);
	}
	if (refused > 0) {
		notes.push(
			`Participant attributes of ${counted(refused, 'conversations')} are missing: the OAuth client may not read these conversations live.`,
		);
	}
	if (without.length > asked.size) {
		notes.push(
			`${without.length - asked.size} more have none yet: at most ${MAX_CONVERSATIONS} conversations are read live.`,
		);
	}
	return { records: found, notes };
}

function hasAttributes(record: unknown): boolean {
	const participants = entries<Participant>(fields<ConversationRecord>(record).participants);
	return participants.some(({ attributes }) => attributes !== undefined && attributes !== null);
}

/** The conversation as the platform knows it, in the shape of analytics as far as attributes go. */
async function readLive(connection: Connection, id: string): Promise<object> {
	const answer = await ask(connection, API.liveConversation, { ids: [id] });
	const participants = entries<Readonly<Record<string, unknown>>>(
		fields<{ participants: unknown }>(answer).participants,
	);
	return {
		participants: participants.map(({ id: participantId, attributes }) => ({ participantId, attributes })),
	};
}
