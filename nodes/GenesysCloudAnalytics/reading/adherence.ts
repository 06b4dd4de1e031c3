import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { inBatches, isRefusedAlone } from '../api/refusals';
import { listOr } from '../api/shapes';
import type { Connection } from '../transport/connection';
import { fileOf } from './largeAnswer';
import { unitsSeen, type WorkforceSearch } from './managementUnits';

type Listed = Answered<Models.UserScheduleAdherenceListing>;

/** "1 to 100 ids", the API's own reference. */
const USERS_PER_REQUEST = 100;
const FILE = listOr('entities');

/** What was found. */
export interface FoundAdherence {
	agents: unknown[];
	/** How many management units the client sees, where all of them were wanted. */
	units: number | undefined;
	/** Management units and teams that the client may not see. */
	refused: string[];
}

/**
 * Real-time adherence, each agent once. Large answers are files, which are fetched.
 *
 * @throws GenesysError, CancelledError
 */
export async function readAdherence(
	connection: Connection,
	{ agentIds, teamIds, unitIds }: WorkforceSearch,
): Promise<FoundAdherence> {
	if (agentIds.length > 0) {
		const agents = await inBatches<unknown>(
			connection,
			agentIds,
			USERS_PER_REQUEST,
			async (userId) => await ask(connection, API.adherenceOfUsers, { query: { userId } }),
		);
		return { agents, units: undefined, refused: [] };
	}
	if (teamIds.length > 0) {
		return { ...(await ofEach(connection, API.adherenceOfTeam, teamIds)), units: undefined };
	}
	const units = unitIds.length > 0 ? unitIds : (await unitsSeen(connection)).map(({ id }) => id);
	return {
		...(await ofEach(connection, API.adherenceOfUnit, units)),
		units: unitIds.length > 0 ? undefined : units.length,
	};
}

async function ofEach(
	connection: Connection,
	endpoint: typeof API.adherenceOfUnit,
	ids: readonly string[],
): Promise<Omit<FoundAdherence, 'units'>> {
	const refused: string[] = [];
	const found = await inParallel(ids, async (id): Promise<readonly unknown[]> => {
		const read = async () => await ask(connection, endpoint, { ids: [id] });
		const answer: Listed = await read().catch((error: unknown) => {
			if (!isRefusedAlone(error)) throw error;
			refused.push(id);
			return { entities: [] };
		});
		return answer.entities ?? (await fileOf<Listed>(connection, FILE, answer, read))?.entities ?? [];
	});
	return { agents: found.flat(), refused };
}
