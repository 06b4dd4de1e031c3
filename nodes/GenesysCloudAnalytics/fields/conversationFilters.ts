import { parseAdvancedFilters, type ConversationFilters } from '../records/filters';
import type { Connection } from '../transport/connection';
import { UserFacingError } from '../messages/userFacingError';
import { DIRECTIONS, MEDIA_TYPES } from './filters';
import { flag, oneOf, someOf, text } from './choices';
import { readCollection, readIds } from './parameters';
import type { ReadParameter } from '../resources/operation';

/**
 * The Filters collection of the node and the trigger, names resolved to ids.
 *
 * @throws UserFacingError for names that aren't unique, a number that isn't one, JSON that can't be used
 */
export async function readFilters(connection: Connection, read: ReadParameter): Promise<ConversationFilters> {
	const filters = readCollection(read, 'filters');
	// One after the other: each is rarely more than a look at what is an id already.
	const queueIds = await readIds(connection, 'queue', filters.queue);
	const agentIds = await readIds(connection, 'user', filters.agent);
	const wrapUpCodes = await readIds(connection, 'wrapUpCode', filters.wrapUpCode);
	const divisionIds = await readIds(connection, 'division', filters.division);
	return {
		mediaTypes: someOf('Media Types', filters.mediaTypes, MEDIA_TYPES),
		direction: text(filters.direction) ? oneOf('Direction', filters.direction, DIRECTIONS) : undefined,
		queueIds,
		agentIds,
		wrapUpCodes,
		divisionIds,
		outcome: oneOf('Outcome', filters.outcome ?? 'any', ['any', 'answered', 'abandoned']),
		endedOnly: flag('Ended Only', filters.endedOnly),
		ani: text(filters.ani) || undefined,
		dnis: text(filters.dnis) || undefined,
		minHandleSeconds: readSeconds(filters.minHandleSeconds),
		advanced: parseAdvancedFilters(filters.advancedFilters),
	};
}

function readSeconds(value: unknown): number | undefined {
	if (text(value) === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds) && seconds >= 0) return seconds;
	throw new UserFacingError(
		`The minimum handle time "${text(value)}" is not a number of seconds`,
		'Enter a number such as 60.',
	);
}
