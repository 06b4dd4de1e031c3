import { UserFacingError } from '../userFacingError';
import { clock } from './clock';
import { GenesysError } from './errors';
import { asError } from './rethrow';
import { path } from './path';
import type { Connection } from './send';

const JOBS = '/api/v2/analytics/conversations/details/jobs';
const PERMISSION = 'analytics:conversationDetail:view';
/** The largest page that connectors use in production; the server gives fewer where it wants to. */
const PAGE_SIZE = 1_000;
const FIRST_POLL_MS = 1_000;
const MAX_POLL_MS = 15_000;
const POLL_GROWTH = 1.5;
/** A job that isn't done by then is given up: n8n executions are rarely allowed longer. */
const MAX_JOB_MS = 60 * 60_000;
/** A free slot is waited for so long where the organization runs as many jobs as it may. */
const MAX_SLOT_WAIT_MS = 5 * 60_000;
const SLOT_POLL_MS = 15_000;

/** The answer to the creation of a job was lost: whether the job runs is not known, and it must not be created again. */
export class LostJobError extends UserFacingError {
	constructor() {
		super(
			'Genesys Cloud did not confirm that the details job started',
			'Run the workflow again. The job, if there is one, expires by itself.',
		);
	}
}

interface JobStatus {
	state?: string;
	errorMessage?: string;
}

interface JobPage {
	conversations?: unknown[];
	cursor?: string;
}

/** Up to when the data lake is complete (milliseconds since the epoch), undefined where the answer has no date. */
export async function jobAvailability(connection: Connection): Promise<number | undefined> {
	const answer = await connection.send<{ dataAvailabilityDate?: string }>({
		method: 'GET',
		path: `${JOBS}/availability`,
		permission: PERMISSION,
	});
	const ms = Date.parse(answer.dataAvailabilityDate ?? '');
	return Number.isNaN(ms) ? undefined : ms;
}

/** A details job that was started: read it, and remove it whatever happened. */
export interface Job {
	/** The result page by page, in whatever sizes the server gives; only the missing cursor ends it. */
	pages(): AsyncGenerator<unknown[]>;
	/** Deletes it, also when the execution is cancelled. Doesn't fail. */
	remove(): Promise<void>;
}

/**
 * @param query an AsyncConversationQuery
 * @throws LostJobError, GenesysError, CancelledError; `pages` also UserFacingError when the job fails
 */
export async function startJob(connection: Connection, query: object): Promise<Job> {
	const jobId = await submit(connection, query);
	return {
		pages: () => readPages(connection, jobId),
		remove: async () => await remove(connection, jobId),
	};
}

async function* readPages(connection: Connection, jobId: string): AsyncGenerator<unknown[]> {
	await finished(connection, jobId);
	let cursor: string | undefined;
	do {
		const page = await connection.send<JobPage>({
			method: 'GET',
			path: path`/api/v2/analytics/conversations/details/jobs/${jobId}/results`,
			query: { pageSize: PAGE_SIZE, cursor },
			permission: PERMISSION,
		});
		yield page.conversations ?? [];
		cursor = page.cursor || undefined;
	} while (cursor);
}

async function submit(connection: Connection, query: object): Promise<string> {
	const startedAt = clock.now();
	for (;;) {
		try {
			const { jobId } = await connection.send<{ jobId?: string }>({
				method: 'POST',
				path: JOBS,
				body: query,
				permission: PERMISSION,
				repeatable: false,
			});
			if (!jobId) throw new LostJobError();
			return jobId;
		} catch (error) {
			if (!(error instanceof GenesysError)) throw asError(error);
			if (isAnswerLost(error)) throw asError(new LostJobError());
			if (!isSlotLimit(error) || clock.now() - startedAt > MAX_SLOT_WAIT_MS) throw asError(error);
			connection.logger.debug('Genesys Cloud: no free slot for a details job, waiting');
			await clock.wait(SLOT_POLL_MS, connection.signal);
		}
	}
}

async function finished(connection: Connection, jobId: string): Promise<void> {
	const startedAt = clock.now();
	for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(MAX_POLL_MS, waitMs * POLL_GROWTH)) {
		const { state, errorMessage } = await connection.send<JobStatus>({
			method: 'GET',
			path: path`/api/v2/analytics/conversations/details/jobs/${jobId}`,
			permission: PERMISSION,
		});
		if (state === 'FULFILLED') return;
		if (state === 'FAILED' || state === 'CANCELLED' || state === 'EXPIRED') {
			throw new UserFacingError(
				`The details job of Genesys Cloud ended with the state ${state}${errorMessage ? `: ${errorMessage}` : ''}`,
				'Run the workflow again with a shorter time range, or set the option Source to Details Query.',
			);
		}
		if (clock.now() - startedAt > MAX_JOB_MS) {
			throw new UserFacingError(
				`The details job of Genesys Cloud was not finished after ${MAX_JOB_MS / 60_000} minutes`,
				'Choose a shorter time range, or set the option Source to Details Query.',
			);
		}
		await clock.wait(waitMs, connection.signal);
	}
}

/** Jobs take up slots of the organization until they expire. One that is gone already, or can't be deleted, harms no result. */
async function remove(connection: Connection, jobId: string): Promise<void> {
	try {
		await connection.send({
			method: 'DELETE',
			path: path`/api/v2/analytics/conversations/details/jobs/${jobId}`,
			permission: PERMISSION,
			detached: true,
		});
	} catch (error) {
		if (!(error instanceof GenesysError)) throw asError(error);
		connection.logger.debug(`Genesys Cloud: details job ${jobId} was not deleted (${error.reference})`);
	}
}

function isAnswerLost({ failure }: GenesysError): boolean {
	return (
		failure.kind === 'garbled' ||
		(failure.kind === 'network' && !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(failure.code)) ||
		(failure.kind === 'answer' && (failure.status >= 500 || failure.status === 408))
	);
}

/** The number of jobs at the same time is limited, by a number that isn't documented; the error names the limit. */
function isSlotLimit({ failure }: GenesysError): boolean {
	if (failure.kind !== 'answer' || failure.status < 400 || failure.status >= 500) return false;
	return /jobs?\.concurrent|concurrent.{0,40}(job|quer)|too many.{0,20}jobs/i.test(
		JSON.stringify(failure.body ?? ''),
	);
}
