import { API } from '../../api/endpoints';
import { agentStatusSheet } from '../../columns/agentStatusSheet';
import type { Settings } from '../../fields/field';
import { FIGURES_FOR_AGENTS, fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { agents } from '../../fields/organization';
import { rows } from '../../fields/rows';
import { activeUsers, usersById } from '../../reading/users';
import { agentNow } from '../../records/agentStatus';
import { clock } from '../../transport/clock';
import { usesForAllUsers } from '../uses';
import { operation, type Found, type Work } from '../operation';

const EXPAND = ['presence', 'routingStatus'];

const fields = {
	agents,
	rows: rows(agentStatusSheet),
	fileNotice,
	limit: limit({ ofTool: FIGURES_FOR_AGENTS }),
	options: options([agentStatusSheet], {}),
};
type Said = Settings<typeof fields>;

export const getStatus = operation({
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get current status of agents',
	description:
		'Get what agents are doing now: presence and routing status (on queue, idle, interacting, …), and since when',
	rowPer: 'agent: presence and routing status, now',
	fields,
	sheets: [agentStatusSheet],
	uses: [{ endpoint: API.users }, usesForAllUsers],
	sheetOf: () => agentStatusSheet,
	find,
});

async function find(said: Said, { connection, directory, report }: Work): Promise<Found> {
	const ids = said.agents.slice(0, said.limit);
	const { users, isCut } =
		ids.length > 0
			? { users: await usersById(connection, ids, EXPAND), isCut: said.agents.length > said.limit }
			: await activeUsers(connection, said.limit, EXPAND);
	if (isCut) report.cutAt(said.limit, 'agents');
	if (users.length < ids.length) {
		const missing = ids.filter((id) => !users.some((user) => user.id === id));
		report.misses(`Genesys Cloud has no user with the ID ${missing.join(', ')}.`);
	}
	const nowMs = clock.now();
	for (const { id, name } of users) directory.learn('user', id, name);
	return { records: users.map((user) => agentNow(user, nowMs)), fileName: 'agent-status' };
}
