import { parseAdvancedFilters, type ConversationFilters } from '../../analytics/query';
import type { Connection } from '../../transport/send';
import { UserFacingError } from '../../userFacingError';
import { list, readCollection, readIds, text } from '../parameters';
import type { ReadParameter } from '../operation';

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
	const outcome = text(filters.outcome);
	return {
		mediaTypes: list(filters.mediaTypes),
		direction: text(filters.direction) || undefined,
		queueIds,
		agentIds,
		wrapUpCodes,
		divisionIds,
		outcome: outcome === 'answered' || outcome === 'abandoned' ? outcome : 'any',
		endedOnly: filters.endedOnly === true,
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
