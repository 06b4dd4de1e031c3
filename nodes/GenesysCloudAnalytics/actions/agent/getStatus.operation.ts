import { agentStatusRow, presenceNamesOf } from '../../analytics/agentStatus';
import { zonedTime } from '../../analytics/rows/time';
import { limitFields } from '../../descriptions/limit';
import {
	dateFormatOption,
	optionCollection,
	resolveNamesOption,
	timeZoneOption,
} from '../../descriptions/output';
import { readDateFormat } from '../../output/format';
import { clock } from '../../transport/clock';
import { GenesysError } from '../../transport/errors';
import { asError } from '../../transport/rethrow';
import { toResult, type Operation, type ReadParameter, type Result, type Session } from '../operation';
import { readCollection, readIds, readLimit, readTimeZone } from '../parameters';
import { activeUsers, agentsField, usersById } from './users';

const EXPAND = ['presence', 'routingStatus'];

export const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Current Status',
	action: 'Get the current status of agents',
	description:
		'Get what agents do now: presence and routing status (on queue, idle, interacting, …) and since when',
	fields: [
		agentsField,
		...limitFields,
		optionCollection([dateFormatOption, resolveNamesOption, timeZoneOption]),
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context } = session;
	const options = readCollection(read, 'options');
	const { show } = zonedTime(readTimeZone(options, context.getTimezone()), readDateFormat(options));
	const limit = readLimit(read);
	const ids = (await readIds(connection, 'user', read('agents', ''))).slice(0, limit);
	const users =
		ids.length > 0 ? await usersById(connection, ids, EXPAND) : await activeUsers(connection, limit, EXPAND);
	if (users.length < ids.length) {
		const missing = ids.filter((id) => !users.some((user) => user.id === id));
		session.hint(`Genesys Cloud has no user with the ID ${missing.join(', ')}.`, 'warning');
	}
	const nowMs = clock.now();
	const presenceNames =
		options.resolveNames === false || users.length === 0
			? new Map<string, string>()
			: await readPresenceNames(session);
	return toResult(users.map((user) => agentStatusRow(user, { presenceNames, nowMs, showTime: show })));
}

/** Nice to have: without them, the system presence still tells what the agent does. */
export async function readPresenceNames({ connection, hint }: Session): Promise<Map<string, string>> {
	const permission = 'presence:presenceDefinition:view';
	try {
		const { entities } = await connection.send<{ entities?: unknown[] }>({
			method: 'GET',
			path: '/api/v2/presence/definitions',
			permission,
		});
		return presenceNamesOf(entities ?? []);
	} catch (error) {
		if (!(error instanceof GenesysError) || error.status === undefined || error.status >= 500)
			throw asError(error);
		hint(
			`Names of presences are missing: the OAuth client may not read them; add the permission ${permission} to one of its roles.`,
			'warning',
		);
		return new Map();
	}
}
