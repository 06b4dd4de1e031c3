import { STATUS_KINDS } from '../../records/statusHistory';
import { statusHistorySheet } from '../../columns';
import { limitFields } from '../../fields/limit';
import { fileNotice, optionCollection, outputFields, rowOptions, sourceOption } from '../../fields/output';
import { statusKindsField } from '../../fields/statusKinds';
import { timeRangeOrSinceFields, unlessSince } from '../../fields/timeRange';
import { limitNote } from '../../output/limitNote';
import { readStatusHistory, type FoundHistory } from '../../reading/statusHistory';
import { datedName, latestEnd, readInTime } from '../readInTime';
import { upToLimit } from '../limit';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { writeRows } from '../../output/writeRows';
import { flag, oneOf, someOrAll } from '../../fields/choices';
import { isSync, readCollection, readIds, readLimit } from '../../fields/parameters';
import { readPresenceNames } from '../../reading/presenceNames';
import { agentsField, listedUsers } from '../../reading/users';
import { API } from '../../api/endpoints';
import { askingAllUsers, askingJob, askingPresenceNames } from '../asks';

export const getStatusHistory: Operation = {
	value: 'getStatusHistory',
	name: 'Get Status History',
	action: 'Get status history of agents',
	description:
		'Get when agents were in which presence and routing status: one row per period with start, end and duration, with logins and logouts marked',
	fields: [
		...timeRangeOrSinceFields({
			notice:
				'Returns all periods that have ended, in full length and oldest first. Insert or update rows by agentId, kind and startTime.',
			mark: 'The latest end of a period in the destination, MAX("endTime")',
			late: 'periods that Genesys Cloud records with a delay',
		}),
		agentsField,
		statusKindsField('Which periods to get. If empty, both kinds.', 'did'),
		...outputFields(statusHistorySheet),
		fileNotice,
		...limitFields.map(unlessSince),
		optionCollection([...rowOptions(statusHistorySheet), sourceOption]),
	],
	sheets: [statusHistorySheet],
	asks: [
		{ endpoint: API.users },
		askingAllUsers,
		{ endpoint: API.userDetailsQuery },
		...askingJob(API.userDetailsJobs),
		{ endpoint: API.userDetailsJobs.availability },
		askingPresenceNames,
	],
	execute,
};

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const { connection, directory } = session;
	const options = readCollection(read, 'options');
	const kinds = someOrAll('Kinds', read('statusKinds', STATUS_KINDS), STATUS_KINDS);
	const limit = readLimit(read);
	// Whoever is known at all has a row at least, and so no more agents are needed than rows.
	const chosen = await readIds(connection, 'user', read('agents', ''));
	const { users: agents, isCut } = await listedUsers(connection, chosen, limit);

	const source = oneOf('Source', options.source ?? 'auto', ['auto', 'query', 'job']);
	const isWhole = isSync(read);
	const readings: Array<Pick<FoundHistory, 'notes' | 'missing'>> = [];
	const { range, records, extra, hint } = await readInTime(session, read, {
		read: async (part) => {
			const agentIds = agents.map(({ id }) => id);
			const { history, ...rest } = await readStatusHistory(connection, {
				agentIds,
				kinds,
				range: part,
				source,
			});
			readings.push(rest);
			return agentIds.flatMap((id) =>
				isWhole ? history.endedIn(id, kinds, part) : history.within(id, kinds, part),
			);
		},
		markOf: (periods) => latestEnd(periods),
	});
	// If an insert stops halfway, everything before the mark is there.
	if (isWhole) records.sort((a, b) => a.endMs - b.endMs);

	const named = flag('Resolve Names', options.resolveNames, true) && agents.length > 0;
	if (chosen.length > 0 && named) {
		await directory.load(
			'user',
			agents.map(({ id }) => id),
		);
	}
	const presenceNames =
		named && kinds.includes('presence') ? await readPresenceNames(session) : new Map<string, string>();
	const names = new Map(agents.map(({ id, name }) => [id, name]));
	const rows = records.map((period) => ({
		...period,
		agentName: names.get(period.agentId) ?? directory.nameOf('user', period.agentId),
		presenceName: presenceNames.get(period.presenceId ?? '') ?? null,
	}));
	session.hint([hint, ...new Set(readings.flatMap(({ notes }) => notes))].join(' '));
	for (const sentence of readings.flatMap(({ missing }) => missing)) session.hint(sentence, 'warning');
	const shown = upToLimit(session, rows, limit, 'rows');
	if (isCut && rows.length <= limit) session.hint(limitNote(agents.length, 'agents'));
	const fileName = datedName('status-history', range);
	return await writeRows(session, read, statusHistorySheet, shown, { fileName, extra });
}
