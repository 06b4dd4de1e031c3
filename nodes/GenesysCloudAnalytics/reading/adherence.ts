import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { searchAll } from '../api/lookUps';
import { fetchPresigned } from '../api/presigned';
import { inBatches } from '../api/refusals';
import { fits, listOr } from '../api/shapes';
import type { Connection } from '../transport/connection';

type Listed = Answered<Models.UserScheduleAdherenceListing>;

/** "1 to 100 ids", the API's own reference. */
const USERS_PER_REQUEST = 100;
/** Of some thousand agents: a few megabytes. */
const MAX_BYTES = 100_000_000;
const FILE = listOr('entities');

/** Whose adherence is wanted: of agents, else of teams, else of management units, else of all units. */
export interface AdherenceSearch {
	agentIds: readonly string[];
	teamIds: readonly string[];
	unitIds: readonly string[];
}

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
	{ agentIds, teamIds, unitIds }: AdherenceSearch,
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
	const units =
		unitIds.length > 0 ? unitIds : (await searchAll(connection, 'managementUnit', '')).map(({ id }) => id);
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
		return answer.entities ?? (await inFile(connection, answer, read));
	});
	return found.flat();
}

/** `downloadUrl` stands in the place of `entities` where the answer would be too large. */
async function inFile(
	connection: Connection,
	first: Listed,
	again: () => Promise<Listed>,
): Promise<unknown[]> {
	let answer: Listed | undefined = first;
	const addressOf = async () => {
		const { downloadUrl } = answer ?? (await again());
		answer = undefined;
		return downloadUrl;
	};
	const file = await fetchPresigned(connection, addressOf, {
		as: 'json',
		maxBytes: MAX_BYTES,
		fits: (body) => fits(FILE, body),
		take: async (body) => body as Listed,
	});
	return file?.entities ?? [];
}
