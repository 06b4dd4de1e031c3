import { DAY_MS } from '../time/durations';
import { interval } from '../records/filters';
import { StatusHistory, type StatusKind } from '../records/statusHistory';
import type { TimeRange } from '../time/timeRange';
import { split, utcDay } from '../time/utcDays';
import { rangeInWords, zonedInWords } from '../time/words';
import { DetailsJob } from '../api/detailsJob';
import { API } from '../api/endpoints';
import { maxDaysIn, splitting } from '../api/refusals';
import { ofUsers, queryUserDetails, USERS_PER_QUERY } from './userDetails';
import type { Connection } from '../transport/connection';
import { clock } from '../transport/clock';
import { sentenceOf } from '../transport/errors';
import { isComfortable, watermarkOrError, watermarkOrReason } from './conversations/chooseSources';
import { isOfJob } from './conversations/retrieve';

/**
 * How long before the range a status may have begun, where the answer leaves out what began before it: step by step, since
 * most began within a day or a weekend.
 */
const LOOK_BACK_DAYS = [1, 4, 31];

/** Whose history is wanted. */
export interface HistorySearch {
	agentIds: readonly string[];
	/** Those of them of whom there may be nothing, which then is no gap. */
	gone: ReadonlySet<string>;
	kinds: readonly StatusKind[];
	range: TimeRange;
	/** Whether the periods that end in the range are wanted as a whole, and so what came before them, however long it took. */
	isWhole: boolean;
	source: 'auto' | 'query' | 'job';
	/** IANA: of moments that are told to the user. */
	timeZone: string;
}

/** The history, and what a user should know of it, one sentence each. */
export interface FoundHistory {
	history: StatusHistory;
	notes: string[];
	/** What of it isn't known. */
	missing: string[];
	/** The newest moment of which it should have everything, milliseconds: a job leaves out what is newer without a word. */
	dataUntil: number;
	sources: Set<'query' | 'job'>;
}

/**
 * The status history of agents: by the details query, by a details job where that would take too many requests, or by a job
 * until its watermark and the query from there on.
 *
 * @throws GenesysError; UserFacingError where only a job may be used and it brings nothing; CancelledError
 */
export async function readStatusHistory(
	connection: Connection,
	search: HistorySearch,
): Promise<FoundHistory> {
	const found: FoundHistory = {
		...{ history: new StatusHistory(), notes: [], missing: [] },
		...{ dataUntil: clock.now(), sources: new Set() },
	};
	if (search.agentIds.length === 0) return found;
	const jobUntil = await endOfJob(connection, search, found);
	const { range, agentIds } = search;
	const job = { startMs: range.startMs, endMs: Math.min(jobUntil, range.endMs) };
	if (job.startMs < job.endMs) await readByJob(connection, search, job, found);
	// From the start of a day: there, what a job read as still going on has its end.
	const rest = { startMs: Math.max(range.startMs, utcDay(jobUntil)), endMs: range.endMs };
	if (search.source === 'job') {
		found.dataUntil = jobUntil;
	} else if (rest.startMs < rest.endMs) {
		found.sources.add('query');
		await queryUserDetails(connection, agentIds, rest, addTo(found.history));
	} else if (!found.sources.has('query')) {
		found.dataUntil = jobUntil;
	}
	await lookBack(connection, search, found);
	return found;
}

/** Up to when a job reads; −Infinity for none. */
async function endOfJob(
	connection: Connection,
	{ agentIds, gone, range, source, timeZone }: HistorySearch,
	found: FoundHistory,
): Promise<number> {
	// A record for each agent and day.
	const records = (agentIds.length - gone.size) * Math.ceil((range.endMs - utcDay(range.startMs)) / DAY_MS);
	if (source === 'query' || (source === 'auto' && isComfortable(connection, records))) return -Infinity;
	const { userDetailsJobs } = API;
	if (source === 'job') {
		const watermark = await watermarkOrError(connection, userDetailsJobs);
		if (watermark < range.endMs) {
			found.missing.push(
				`Details jobs have no data yet for ${rangeInWords({ startMs: Math.max(watermark, range.startMs), endMs: range.endMs }, timeZone)}. Set the option Source to Auto to read it by the details query.`,
			);
		}
		return watermark;
	}
	const watermark = await watermarkOrReason(connection, userDetailsJobs);
	if (typeof watermark === 'number') return watermark;
	found.notes.push(watermark);
	return -Infinity;
}

/** If the job fails, the query reads the range instead, unless only a job may be used. */
async function readByJob(
	connection: Connection,
	{ agentIds, source, timeZone, range: { endMs: rangeEndMs } }: HistorySearch,
	range: TimeRange,
	found: FoundHistory,
): Promise<void> {
	const filter = agentIds.length <= USERS_PER_QUERY ? ofUsers(agentIds) : {};
	const read = async (window: TimeRange) => {
		const job = await DetailsJob.create(connection, API.userDetailsJobs, {
			interval: interval(window),
			order: 'asc',
			...filter,
		});
		try {
			const take = addTo(found.history);
			for await (const { userDetails } of job.results()) take(userDetails ?? []);
		} finally {
			await job.remove();
		}
	};
	const shorter = (window: TimeRange, error: unknown) => {
		const windows = split(window, maxDaysIn(error));
		return windows.length < 2 ? undefined : windows;
	};
	const until = zonedInWords(range.endMs, timeZone);
	const note = await splitting(connection, range, read, shorter).then(
		() => {
			found.sources.add('job');
			return range.endMs < rangeEndMs && source !== 'job'
				? `Read by a details job until ${until} and by the details query after that.`
				: 'Read by a details job.';
		},
		async (error: unknown) => {
			if (source === 'job' || !isOfJob(error)) throw error;
			found.sources.add('query');
			await queryUserDetails(connection, agentIds, range, addTo(found.history));
			return `Only the details query was used: ${sentenceOf(error)}.`;
		},
	);
	found.notes.push(note);
}

/**
 * "A record that began before the interval can be missing": where the status at the start of the range isn't known, the
 * days before it are asked for, of these agents alone. So are those before periods that are wanted as a whole.
 */
async function lookBack(
	connection: Connection,
	{ agentIds: all, gone, kinds, range, isWhole }: HistorySearch,
	{ history, missing }: FoundHistory,
): Promise<void> {
	const { startMs } = range;
	const agentIds = all.filter((id) => !gone.has(id) || history.within(id, kinds, range).length > 0);
	const unknown = () => agentIds.filter((id) => kinds.some((kind) => !history.knows(id, kind, startMs)));
	const lacking = () =>
		agentIds.filter((id) =>
			kinds.some(
				(kind) =>
					!history.knows(id, kind, startMs) ||
					// Only presences have log-ins and log-outs.
					(isWhole && kind === 'presence' && !history.knowsBeforeEnded(id, kind, range)),
			),
		);
	const silent = all.filter((id) => !agentIds.includes(id));
	let known = startMs;
	for (const days of LOOK_BACK_DAYS) {
		// Who has left is hardly in one status for longer, but in that of who is offline.
		const asked = [...lacking(), ...(days === LOOK_BACK_DAYS[0] ? silent : [])];
		if (asked.length === 0) return;
		const before = { startMs: startMs - days * DAY_MS, endMs: known };
		await queryUserDetails(connection, asked, before, addTo(history));
		known = before.startMs;
	}
	const left = unknown().length;
	if (left === 0) return;
	missing.push(
		`The status of ${left} of the agents at the start of the time range is not known: they have no earlier status, or one that started more than ${LOOK_BACK_DAYS.at(-1)} days before.`,
	);
}

function addTo(history: StatusHistory): (records: readonly unknown[]) => void {
	return (records) => records.forEach((record) => history.add(record));
}
