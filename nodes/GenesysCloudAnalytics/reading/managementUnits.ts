import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { listAll, listPage } from '../api/listing';
import { entriesOf } from '../api/pages';
import { isRefusedAlone } from '../api/refusals';
import { entries, text } from '../records/json';
import { valueAt } from '../columns/field';
import type { Connection } from '../transport/connection';

/** A management unit; what is null is not known, as of one that the client isn't shown. */
export interface Unit {
	id: string;
	name: string | null;
	businessUnitId: string | null;
	/** IANA. */
	timeZone: string | null;
}

/** Whose are wanted: of agents, else of teams, else of management units, else of all units. */
export interface WorkforceSearch {
	agentIds: readonly string[];
	teamIds: readonly string[];
	unitIds: readonly string[];
}

/** A unit, and the agents in it that are asked for; undefined for all of them. */
export interface Members {
	unit: Unit;
	userIds: string[] | undefined;
}

export interface ChosenMembers {
	members: Members[];
	/** How many units the client sees, where it mattered. */
	unitsSeen: number | undefined;
	/** Of the agents asked for, those in none of these units. */
	outside: string[];
	/** Units whose agents the client may not see. */
	refused: Unit[];
	/** Units that are asked for as a whole and list nobody. */
	deserted: Unit[];
}

/**
 * Finds the management units of the agents. The agents of a unit that is asked for as a whole are only listed if
 * `withUsers`, for requests that have to name them.
 *
 * @throws GenesysError, CancelledError
 */
export async function chosenMembers(
	connection: Connection,
	{ agentIds, teamIds, unitIds }: WorkforceSearch,
	{ withUsers = false } = {},
): Promise<ChosenMembers> {
	const seen = await unitsSeen(connection);
	const teams = agentIds.length > 0 ? [] : teamIds;
	const byUnit = agentIds.length === 0 && teams.length === 0;
	const units = byUnit && unitIds.length > 0 ? unitIds.map((id) => unitFor(seen, id)) : seen;
	const unitsMatter = byUnit && unitIds.length > 0 ? undefined : seen.length;
	if (byUnit && !withUsers) {
		const members = units.map((unit) => ({ unit, userIds: undefined }));
		return { members, unitsSeen: unitsMatter, outside: [], refused: [], deserted: [] };
	}
	const wanted = byUnit ? undefined : new Set([...agentIds, ...(await membersOf(connection, teams))]);
	const listed = await inParallel(units, async (unit) => ({
		unit,
		userIds: await usersOf(connection, unit.id),
	}));
	const members = listed.flatMap(({ unit, userIds = [] }) => {
		const own = wanted ? userIds.filter((id) => wanted.has(id)) : userIds;
		return own.length > 0 ? [{ unit, userIds: own }] : [];
	});
	const found = new Set(members.flatMap(({ userIds }) => userIds));
	return {
		members,
		unitsSeen: unitsMatter,
		outside: agentIds.filter((id) => !found.has(id)),
		refused: listed.filter(({ userIds }) => userIds === undefined).map(({ unit }) => unit),
		deserted: byUnit ? listed.filter(({ userIds }) => userIds?.length === 0).map(({ unit }) => unit) : [],
	};
}

/** The units that the client sees: one answer, not paged. */
export async function unitsSeen(connection: Connection): Promise<Unit[]> {
	return await connection.once('management units', async () =>
		entriesOf(await listPage(connection, API.managementUnits, {})).flatMap((unit) => {
			const id = text(unit.id);
			if (id === null) return [];
			const [name, timeZone] = [text(unit.name), text(unit.timeZone)];
			return [{ id, name, businessUnitId: text(valueAt(unit, 'businessUnit.id')), timeZone }];
		}),
	);
}

function unitFor(seen: readonly Unit[], id: string): Unit {
	return seen.find((unit) => unit.id === id) ?? { id, name: null, businessUnitId: null, timeZone: null };
}

async function membersOf(connection: Connection, teamIds: readonly string[]): Promise<string[]> {
	const listed = await inParallel(
		teamIds,
		async (id) => await listAll(connection, API.teamMembers, { ids: [id] }),
	);
	return listed.flat().flatMap(({ id }) => text(id) ?? []);
}

/** Undefined where the client may not see this unit. */
async function usersOf(connection: Connection, unitId: string): Promise<string[] | undefined> {
	const asked = ask(connection, API.usersOfUnit, { ids: [unitId] });
	const answer = await asked.catch((error: unknown) => {
		if (isRefusedAlone(error)) return undefined;
		throw error;
	});
	return answer && entries<{ id?: unknown }>(answer.entities).flatMap(({ id }) => text(id) ?? []);
}
