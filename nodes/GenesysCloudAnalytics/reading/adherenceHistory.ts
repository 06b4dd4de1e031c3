import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { isRefusedAlone, maxDaysIn, splitting } from '../api/refusals';
import { listOr } from '../api/shapes';
import { untilDone } from '../api/untilDone';
import { UserFacingError } from '../messages/userFacingError';
import {
	daysIn,
	exceptionsIn,
	inOrder,
	joinedAt,
	type AdherenceDay,
	type AdherenceException,
} from '../records/adherenceHistory';
import { text } from '../records/json';
import { MINUTE_MS } from '../time/durations';
import type { TimeRange } from '../time/timeRange';
import { inWholeDays } from '../time/wholeDays';
import type { Connection } from '../transport/connection';
import { fileOf } from './largeAnswer';
import type { Members, Unit } from './managementUnits';

type Job = Answered<Models.WfmHistoricalAdherenceBulkResponse>;
type File = Models.WfmHistoricalAdherenceBulkResult;

/** "31 days, or 7 with includeExceptions": documented of the queries of one unit, and assumed here. */
const MOST_DAYS = { days: 31, exceptions: 7 };
/** Live, jobs were seen to take seconds. */
const MAX_WAIT_MS = 10 * MINUTE_MS;
const FILE = listOr('userResults', 'managementUnitId', 'startDate');

export interface HistorySearch {
	members: readonly Members[];
	range: TimeRange;
	/** IANA: days are cut in it. */
	timeZone: string;
	/** How many rows are wanted; one more is read, where there is one. */
	most: number;
}

/** What was read, oldest first, and the units that the client may not see. */
export interface FoundHistory<T> {
	records: T[];
	refused: Unit[];
	/** Units whose job is complete and has no result. */
	empty: Unit[];
}

/** Adherence by agent and day. @throws UserFacingError where a job fails; GenesysError; CancelledError */
export async function readAdherenceDays(
	connection: Connection,
	search: HistorySearch,
): Promise<FoundHistory<AdherenceDay>> {
	const { timeZone, range, most } = search;
	const found = new History(connection, timeZone);
	let records: AdherenceDay[] = [];
	for (const part of inWholeDays(range, MOST_DAYS.days, timeZone)) {
		const files = await found.of(search.members, part, false);
		records = records.concat(inOrder(files.flatMap(({ file, unit, asked }) => daysIn(file, unit, asked))));
		if (records.length > most) break;
	}
	return found.with(records);
}

/** Exceptions by agent. @throws UserFacingError where a job fails; GenesysError; CancelledError */
export async function readAdherenceExceptions(
	connection: Connection,
	search: HistorySearch,
): Promise<FoundHistory<AdherenceException>> {
	const { timeZone, range, most } = search;
	const found = new History(connection, timeZone);
	let records: AdherenceException[] = [];
	for (const part of inWholeDays(range, MOST_DAYS.exceptions, timeZone)) {
		const files = await found.of(search.members, part, true);
		const fresh = files.flatMap(({ file, unit, asked }) => exceptionsIn(file, unit, asked));
		records = joinedAt(new Set(files.map(({ asked }) => asked.startMs)), records.concat(fresh));
		// One that reaches to the end of what was read goes on in what wasn't, perhaps.
		const isWhole = records.slice(0, most).every(({ endMs }) => endMs !== part.endMs);
		if (records.length > most && isWhole) break;
	}
	return found.with(records);
}

interface Result {
	file: File;
	unit: Unit;
	/** What it was asked for. */
	asked: TimeRange;
}

/** Asks for adherence in the past, a job for each unit and stretch of time. */
class History {
	private readonly refused = new Set<Unit>();
	private readonly empty = new Set<Unit>();

	constructor(
		private readonly connection: Connection,
		private readonly timeZone: string,
	) {}

	/** The results of the units; one that the client may not see is remembered, and the others are read all the same. */
	async of(members: readonly Members[], part: TimeRange, includeExceptions: boolean): Promise<Result[]> {
		const visible = members.filter(({ unit }) => !this.refused.has(unit));
		const found = await inParallel(visible, async ({ unit, userIds }) => {
			const read = async (asked: TimeRange): Promise<Result[]> => {
				const files = await this.filesOf({
					managementUnitId: unit.id,
					startDate: new Date(asked.startMs).toISOString(),
					endDate: new Date(asked.endMs).toISOString(),
					...(userIds ? { userIds } : {}),
					includeExceptions,
				});
				if (files.length === 0) this.empty.add(unit);
				return files.map((file) => ({ file, unit, asked }));
			};
			return await splitting(this.connection, part, read, this.shorter).catch((error: unknown) => {
				if (!isRefusedAlone(error)) throw error;
				this.refused.add(unit);
				return [];
			});
		});
		return found.flat(2);
	}

	with<T>(records: T[]): FoundHistory<T> {
		return { records, refused: [...this.refused], empty: [...this.empty] };
	}

	/** The caps of this endpoint are not documented: a refusal that names fewer days is heeded. */
	private readonly shorter = (part: TimeRange, error: unknown): TimeRange[] | undefined => {
		const days = maxDaysIn(error);
		const parts = Number.isFinite(days) ? inWholeDays(part, days, this.timeZone) : [];
		return parts.length > 1 ? parts : undefined;
	};

	private async filesOf(item: Models.WfmHistoricalAdherenceBulkItem): Promise<File[]> {
		const body = { items: [item], timeZone: this.timeZone };
		const { connection } = this;
		const created = await ask(connection, API.createAdherenceJob, { body });
		const jobId = text(created.job?.id) ?? '';
		const look = async () => await ask(connection, API.adherenceJob, { ids: [jobId] });
		const job =
			whenDone(created) ??
			(await untilDone(connection, async () => whenDone(await look()), MAX_WAIT_MS, late));
		if (job.downloadResult) return [job.downloadResult];
		const files = await inParallel(Object.keys(job.downloadUrls ?? []), async (index) => {
			const addressIn = ({ downloadUrls }: Job) => ({ downloadUrl: downloadUrls?.[Number(index)] });
			return await fileOf<File>(connection, FILE, addressIn(job), async () => addressIn(await look()));
		});
		return files.filter((file) => file !== undefined);
	}
}

/** The job once it is complete. @throws UserFacingError where it failed */
function whenDone(job: Job): Job | undefined {
	const status = job.job?.status;
	if (status === 'Complete') return job;
	if (status !== 'Error') return undefined;
	throw new UserFacingError(
		'Genesys Cloud could not calculate the adherence: its job ended with the status Error',
		'Run the workflow again, with a shorter time range or fewer management units if it happens every time.',
	);
}

function late(minutes: number): UserFacingError {
	return new UserFacingError(
		`Genesys Cloud did not finish calculating the adherence within ${minutes} minutes`,
		'Run the workflow again later, or with a shorter time range or fewer management units.',
	);
}
