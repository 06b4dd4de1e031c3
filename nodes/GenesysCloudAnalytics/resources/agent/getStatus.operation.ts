import { agentNow } from '../../records/agentStatus';
import { agentStatusSheet } from '../../columns';
import { limitFields } from '../../fields/limit';
import { fileNotice, optionCollection, outputFields, rowOptions } from '../../fields/output';
import { limitNote } from '../../output/limitNote';
import { clock } from '../../transport/clock';
import { flag } from '../../fields/choices';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../../output/writeRows';
import { readCollection, readIds, readLimit } from '../../fields/parameters';
import { readPresenceNames } from '../../reading/presenceNames';
import { activeUsers, agentsField, usersById } from '../../reading/users';
import { API } from '../../api/endpoints';
import { askingAllUsers, askingPresenceNames } from '../asks';

const EXPAND = ['presence', 'routingStatus'];

export const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get current status of agents',
	description:
		'Get what agents are doing now: presence and routing status (on queue, idle, interacting, …), and since when',
	fields: [
		agentsField,
		...outputFields(agentStatusSheet),
		fileNotice,
		...limitFields,
		optionCollection(rowOptions(agentStatusSheet)),
	],
	sheets: [agentStatusSheet],
	asks: [{ endpoint: API.users }, askingAllUsers, askingPresenceNames],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection } = session;
	const options = readCollection(read, 'options');
	const limit = readLimit(read);
	const chosen = await readIds(connection, 'user', read('agents', ''));
	const ids = chosen.slice(0, limit);
	const { users, isCut } =
		ids.length > 0
			? { users: await usersById(connection, ids, EXPAND), isCut: chosen.length > limit }
			: await activeUsers(connection, limit, EXPAND);
	if (isCut) session.hint(limitNote(limit, 'agents'));
	if (users.length < ids.length) {
		const missing = ids.filter((id) => !users.some((user) => user.id === id));
		session.hint(`Genesys Cloud has no user with the ID ${missing.join(', ')}.`, 'warning');
	}
	const nowMs = clock.now();
	const presenceNames =
		!flag('Resolve Names', options.resolveNames, true) || users.length === 0
			? new Map<string, string>()
			: await readPresenceNames(session);
	const agents = users.map((user) => agentNow(user, presenceNames, nowMs));
	return await writeRows(session, read, agentStatusSheet, agents, { fileName: 'agent-status' });
}
