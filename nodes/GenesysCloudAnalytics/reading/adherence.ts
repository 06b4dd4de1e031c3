import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { inBatches } from '../api/refusals';
import { listOr } from '../api/shapes';
import type { Connection } from '../transport/connection';
import { fileOf } from './largeAnswer';
import { unitsSeen, type WorkforceSearch } from './managementUnits';

type Listed = Answered<Models.UserScheduleAdherenceListing>;

/** "1 to 100 ids", the API's own reference. */
const USERS_PER_REQUEST = 100;
const FILE = listOr('entities');

/** What was found; `units` is how many management units the client sees, where all of them were wanted. */
export interface FoundAdherence {
	agents: unknown[];
	units: number | undefined;
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
			agentIds,
			USERS_PER_REQUEST,
			async (userId) => await ask(connection, API.adherenceOfUsers, { query: { userId } }),
		);
		return { agents, units: undefined };
	}
	if (teamIds.length > 0) {
		return { agents: await ofEach(connection, API.adherenceOfTeam, teamIds), units: undefined };
	}
	const units = unitIds.length > 0 ? unitIds : (await unitsSeen(connection)).map(({ id }) => id);
	return {
		agents: await ofEach(connection, API.adherenceOfUnit, units),
		units: unitIds.length > 0 ? undefined : units.length,
	};
}

async function ofEach(
	connection: Connection,
	endpoint: typeof API.adherenceOfUnit,
	ids: readonly string[],
): Promise<unknown[]> {
	const found = await inParallel(ids, async (id): Promise<readonly unknown[]> => {
		const read = async () => await ask(connection, endpoint, { ids: [id] });
		const answer = await read();
		return answer.entities ?? (await fileOf<Listed>(connection, FILE, answer, read))?.entities ?? [];
	});
	return found.flat();
}
