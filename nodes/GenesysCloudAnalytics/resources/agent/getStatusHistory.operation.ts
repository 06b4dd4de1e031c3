import { API } from '../../api/endpoints';
import { statusHistorySheet } from '../../columns/statusHistorySheet';
import type { Settings } from '../../fields/field';
import { FIGURES_FOR_AGENTS, fileNotice, limit } from '../../fields/limit';
import { options, source } from '../../fields/options';
import { agents } from '../../fields/organization';
import { rows } from '../../fields/rows';
import { statusKinds } from '../../fields/statusKinds';
import { timeRange } from '../../fields/timeRange';
import type { ClippedPeriod } from '../../records/statusHistory';
import { readStatusHistory } from '../../reading/statusHistory';
import { pastUsers } from '../../reading/users';
import { inTurns } from '../../transport/clock';
import { usesForAllUsers, usesOfJob } from '../uses';
import { upToLimit } from '../limit';
import { datedName, operation, type Found, type Work } from '../operation';
import { latestEnd, readPeriod } from '../readPeriod';

const fields = {
	period: timeRange('today', {
		notice:
			'Returns all periods that have ended, in full length and oldest first. Insert or update rows by agentId, kind and startTime.',
		mark: 'The latest end of a period in the destination, MAX("endTime")',
		late: 'periods that Genesys Cloud records with a delay',
	}),
	agents,
	statusKinds: statusKinds('Which periods to get. If empty, both kinds.', 'did'),
	rows: rows(statusHistorySheet),
	fileNotice,
	limit: limit({ ofTool: FIGURES_FOR_AGENTS, isSyncable: true }),
	options: options([statusHistorySheet], { source }),
};
type Said = Settings<typeof fields>;

export const getStatusHistory = operation({
	value: 'getStatusHistory',
	name: 'Get Status History',
	action: 'Get status history of agents',
	description:
		'Get when agents were in which presence and routing status: one row per period with start, end and duration, with logins and logouts marked',
	rowPer: 'period in a presence or routing status, with logins and logouts marked',
	fields,
	sheets: [statusHistorySheet],
	uses: [
		{ endpoint: API.users },
		usesForAllUsers,
		{ endpoint: API.userDetailsQuery },
		...usesOfJob(API.userDetailsJobs),
		{ endpoint: API.userDetailsJobs.availability },
	],
	sheetOf: () => statusHistorySheet,
	find,
});

/** Nothing more is known of who has left than that of everybody who has: no row. */
function isOff({ status }: ClippedPeriod): boolean {
	return status === 'OFFLINE' || status === 'OFF_QUEUE';
}

/** There may be millions of periods: what is kept of each record, and of each turn, is kept of so many of them. */
const PERIODS_OF_A_LIST = 50;
/** A month of them is some milliseconds of work. */
const AGENTS_AT_A_TIME = 10;

function inLists(periods: readonly ClippedPeriod[]): Array<readonly ClippedPeriod[]> {
	return Array.from({ length: Math.ceil(periods.length / PERIODS_OF_A_LIST) }, (_, index) =>
		periods.slice(index * PERIODS_OF_A_LIST, (index + 1) * PERIODS_OF_A_LIST),
	);
}

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, directory, report, timeZone } = work;
	const { limit: most, statusKinds: kinds, period } = said;
	// Whoever is active has a row at least, and so no more agents are needed than rows.
	const { users, isCut, gone } = await pastUsers(connection, said.agents, most);
	const agentIds = users.map(({ id }) => id);
	const { range, records, extra } = await readPeriod(work, period, {
		read: async (part) => {
			const { source: chosen } = said.options;
			const now = { range: part, isWhole: period.isSync, source: chosen, timeZone };
			const search = { agentIds, gone, kinds, ...now };
			const { history, notes, missing, dataUntil, sources } = await readStatusHistory(connection, search);
			report.hasDataUntil(dataUntil);
			report.cameFrom(...sources);
			for (const note of notes) report.note(note);
			for (const sentence of missing) report.misses(sentence);
			// What went on then has not ended, as far as anybody knows, and not gone on either.
			const known = { ...part, endMs: Math.min(part.endMs, dataUntil) };
			const periodsOf = (id: string) => {
				if (period.isSync) return history.endedIn(id, kinds, part);
				const periods = history.within(id, kinds, known);
				return gone.has(id) && periods.every(isOff) ? [] : periods;
			};
			const found: ClippedPeriod[] = [];
			for await (const some of inTurns(agentIds, AGENTS_AT_A_TIME)) {
				for (const each of some.flatMap(periodsOf)) found.push(each);
			}
			return found;
		},
		markOf: (periods) => latestEnd(periods),
	});
	// If an insert stops halfway, everything before the mark is there.
	if (period.isSync) records.sort((a, b) => a.endMs - b.endMs);
	for (const { id, name } of users) directory.learn('user', id, name);
	if (isCut && records.length <= most) report.cutAt(users.length, 'agents');
	return {
		records: inLists(upToLimit(report, records, most, 'rows')),
		fileName: datedName('status-history', range),
		extra,
	};
}
