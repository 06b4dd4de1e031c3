import { entries, fields, idOf, type ConversationRecord, type Participant } from '../../records/conversation';
import { ask } from '../../api/ask';
import { API } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { isRefusedAlone } from '../../api/refusals';
import { counted } from '../../messages/count';
import type { Connection } from '../../transport/connection';
import { withAttributesOf } from './collector';

/** Each costs a request. */
export const MAX_LIVE = 200;

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
	const { live, refused, left } = await readLiveAttributes(connection, without);
	const notes: string[] = [];
	if (live.size > 0) {
		notes.push(`Participant attributes of ${counted(live.size, 'conversations')} were read live.`);
	}
	if (refused > 0) {
		notes.push(
			`Participant attributes of ${counted(refused, 'conversations')} are missing: the OAuth client may not read these conversations live.`,
		);
	}
	if (left > 0) {
		notes.push(`${left} more have none yet: at most ${MAX_LIVE} conversations are read live.`);
	}
	return { records: records.map((record) => live.get(record) ?? record), notes };
}

/** Records with the attributes that the platform has now, by the record without them. */
export interface LiveAttributes {
	live: Map<unknown, unknown>;
	/** How many may not be read. */
	refused: number;
	/** How many were not asked for. */
	left: number;
}

/**
 * The attributes that the platform itself has, for the first of these records.
 *
 * @throws GenesysError where the permission itself is missing; CancelledError
 */
export async function readLiveAttributes(
	connection: Connection,
	records: readonly unknown[],
): Promise<LiveAttributes> {
	const live = new Map<unknown, unknown>();
	const asked = records.slice(0, MAX_LIVE);
	await inParallel(asked, async (record) => {
		const answer = await readLive(connection, idOf(record) ?? '').catch((error: unknown) => {
			if (!isRefusedAlone(error)) throw error;
			return undefined;
		});
		if (answer) live.set(record, withAttributesOf(record, answer));
	});
	return { live, refused: asked.length - live.size, left: records.length - asked.length };
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
