import type { INodeProperties } from 'n8n-workflow';

import { STATUS_KINDS } from '../../analytics/statusHistory';
import { statusHistorySheet } from '../../analytics/rows';
import { rangeSentence } from '../../analytics/timeRange';
import { limitFields } from '../../descriptions/limit';
import {
	fileNotice,
	optionCollection,
	outputFields,
	rowOptions,
	sourceOption,
} from '../../descriptions/output';
import { timeRangeFields } from '../../descriptions/timeRange';
import { readStatusHistory } from '../../retrieval/readStatusHistory';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../output';
import { flag, oneOf, someOf } from '../../choices';
import { readCollection, readIds, readLimit, readTimeRange, readTimeZone } from '../parameters';
import { readPresenceNames } from './presenceNames';
import { activeUsers, agentsField, type ListedUser } from './users';
import { API } from '../../api/endpoints';
import { askingJob, askingPresenceNames } from '../asks';

const kindsField: INodeProperties = {
	displayName: 'Kinds',
	name: 'statusKinds',
	type: 'multiOptions',
	default: [...STATUS_KINDS],
	description: 'Which periods to get. If empty, both.',
	options: [
		{
			name: 'Presence',
			value: 'presence',
			description: 'What agents set, or Genesys Cloud for them: available, on queue, break, offline, …',
		},
		{
			name: 'Routing Status',
			value: 'routingStatus',
			description: 'What they did on queue: idle, interacting, not responding, …',
		},
	],
};

export const getStatusHistory: Operation = {
	value: 'getStatusHistory',
	name: 'Get Status History',
	action: 'Get status history of agents',
	description:
		'Get when agents were in which presence and routing status: one row per period with its start, end and seconds, log-ins and log-outs marked',
	fields: [
		...timeRangeFields,
		agentsField,
		kindsField,
		...outputFields(statusHistorySheet),
		fileNotice,
		...limitFields,
		optionCollection([...rowOptions(statusHistorySheet), sourceOption]),
	],
	sheets: [statusHistorySheet],
	asks: [
		{ endpoint: API.users },
		{ endpoint: API.userDetailsQuery },
		...askingJob(API.userDetailsJobs),
		{ endpoint: API.userDetailsJobs.availability },
		askingPresenceNames,
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, context, directory } = session;
	const options = readCollection(read, 'options');
	const range = readTimeRange(read, readTimeZone(options, context.getTimezone()), session.now);
	const chosen = someOf('Kinds', read('statusKinds', STATUS_KINDS), STATUS_KINDS);
	const kinds = STATUS_KINDS.filter((kind) => chosen.length === 0 || chosen.includes(kind));
	const limit = readLimit(read);
	// Whoever is known at all has a row at least, and so no more agents are needed than rows.
	const ids = (await readIds(connection, 'user', read('agents', ''))).slice(0, limit);
	const agents: ListedUser[] =
		ids.length > 0 ? ids.map((id) => ({ id })) : await activeUsers(connection, limit);

	const { history, notes, missing } = await readStatusHistory(connection, {
		agentIds: agents.map(({ id }) => id),
		kinds,
		range,
		source: oneOf('Source', options.source ?? 'auto', ['auto', 'query', 'job']),
	});

	const named = flag('Resolve Names', options.resolveNames, true) && agents.length > 0;
	if (ids.length > 0 && named) await directory.load('user', ids);
	const presenceNames =
		named && kinds.includes('presence') ? await readPresenceNames(session) : new Map<string, string>();
	const rows = agents.flatMap(({ id, name }) => {
		const agentName = name ?? directory.nameOf('user', id);
		return history.within(id, kinds, range).map((period) => ({
			...period,
			agentName,
			presenceName: presenceNames.get(period.presenceId ?? '') ?? null,
		}));
	});
	session.hint([rangeSentence(range), ...notes].join(' '));
	for (const sentence of missing) session.hint(sentence, 'warning');
	const shown = upToLimit(session, rows, limit, 'rows');
	const fileName = `status-history-${new Date(range.startMs).toISOString().slice(0, 10)}`;
	return await writeRows(session, read, statusHistorySheet, shown, { fileName });
}
