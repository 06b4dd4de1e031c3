import { HOUR_MS, MINUTE_MS } from '../time/durations';
import type { Connection } from '../transport/connection';
import { clock } from '../transport/clock';
import { GenesysError } from '../transport/errors';
import type { Failure } from '../transport/failure';
import { explicitWaitMs, BRIEF } from '../transport/retry';
import { UserFacingError } from '../messages/userFacingError';
import { ask } from './ask';
import type { JobEndpoints } from './endpoints';
import { PageSize } from './pageSize';
import { untilDone } from './untilDone';

/** The largest page that connectors use in production; the server gives fewer where it wants to. */
const PAGE_SIZE = 1_000;
const SMALLEST_PAGE_SIZE = 125;
/** Pages without records that have a next one: more of them in a row are no result. */
const MAX_EMPTY_PAGES = 10;
/** How long to wait for a job: n8n executions are rarely allowed longer. */
const MAX_JOB_MS = HOUR_MS;
/** How long to wait for a free slot where the organization already runs as many jobs as it may. */
const MAX_SLOT_WAIT_MS = 5 * MINUTE_MS;
const SLOT_POLL_MS = 15_000;

/** A details job that brings nothing, though nothing is wrong with the request: the details query may do instead. */
export class JobError extends UserFacingError {}

/** Up to when the data lake is complete (milliseconds since the epoch), undefined where the answer has no date. */
export async function jobAvailability(
	connection: Connection,
	{ availability }: Pick<JobEndpoints<unknown, unknown>, 'availability'>,
): Promise<number | undefined> {
	const { dataAvailabilityDate } = await ask(connection, availability, {});
	const ms = Date.parse(dataAvailabilityDate ?? '');
	return Number.isNaN(ms) ? undefined : ms;
}

/** A details job that was created: read it, and remove it whatever happened. */
export class DetailsJob<Query extends object, Results extends { cursor?: string }> {
	private constructor(
		private readonly connection: Connection,
		private readonly endpoints: JobEndpoints<Query, Results>,
		private readonly id: string,
	) {}

	/**
	 * Creates it; waits for a free slot where there is none.
	 *
	 * @throws JobError, GenesysError, CancelledError
	 */
	static async create<Query extends object, Results extends { cursor?: string }>(
		connection: Connection,
		endpoints: JobEndpoints<Query, Results>,
		query: Query,
	): Promise<DetailsJob<Query, Results>> {
		const startedAt = clock.elapsed();
		for (;;) {
			const created = await submit(connection, endpoints, query);
			if (typeof created === 'string') {
				connection.log(`details job ${created} has been created`);
				return new DetailsJob(connection, endpoints, created);
			}
			if (clock.elapsed() - startedAt + created.waitMs > MAX_SLOT_WAIT_MS) {
				throw new JobError(
					'All job slots of the organization are taken',
					'Run the workflow again later, or set the option Source to Details Query.',
				);
			}
			connection.log(`no free slot for a details job; again in ${created.waitMs / 1_000} s`);
			await clock.wait(created.waitMs, connection.signal);
		}
	}

	/**
	 * The result page by page, in whatever sizes the server gives; only the missing cursor ends it. The next page is on its way
	 * while one is worked on, unless not all may be wanted.
	 *
	 * @throws JobError when the job fails, or its pages don't come to an end; GenesysError; CancelledError
	 */
	async *results({ isWhole = true }: { isWhole?: boolean } = {}): AsyncGenerator<Results> {
		await this.finished();
		const size = await PageSize.of(this.connection, 'job results', PAGE_SIZE, SMALLEST_PAGE_SIZE);
		const seen = new Set<string | undefined>();
		let empty = 0;
		let ahead: Promise<Results> | undefined;
		try {
			for (let cursor: string | undefined; ;) {
				const page: Results = await (ahead ?? this.page(cursor, size));
				empty = hasRecords(page) ? 0 : empty + 1;
				cursor = page.cursor || undefined;
				const isEndless = seen.has(cursor) || empty > MAX_EMPTY_PAGES;
				ahead = isWhole && cursor !== undefined && !isEndless ? this.page(cursor, size) : undefined;
				// It is awaited below; until then, nobody need hear that it failed.
				ahead?.catch(() => undefined);
				yield page;
				if (cursor === undefined) return;
				if (isEndless) throw endless();
				seen.add(cursor);
			}
		} finally {
			await ahead?.catch(() => undefined);
		}
	}

	/** One page, smaller ones where it takes too long. */
	private async page(cursor: string | undefined, size: PageSize): Promise<Results> {
		for (;;) {
			const pageSize = size.current;
			const page = await size.attempt(
				pageSize,
				async (isBusy) =>
					await ask(this.connection, this.endpoints.results, {
						ids: [this.id],
						query: { pageSize, cursor },
						isBusy,
					}),
			);
			if (page) return page;
		}
	}

	/**
	 * Deletes it, also when the execution is cancelled: jobs are kept for days. It never fails and never takes long, since a job
	 * that can't be deleted harms no result.
	 */
	async remove(): Promise<void> {
		await ask(this.connection, this.endpoints.remove, {
			ids: [this.id],
			onCancel: 'ignore',
			waits: BRIEF,
		}).catch((error: unknown) => {
			if (!(error instanceof GenesysError)) throw error;
			this.connection.log(`details job ${this.id} was not deleted (${error.reference})`);
		});
	}

	private async finished(): Promise<void> {
		const isDone = async () => {
			const { state, errorMessage } = await ask(this.connection, this.endpoints.status, { ids: [this.id] });
			if (state === 'FULFILLED') return true;
			if (state !== 'FAILED' && state !== 'CANCELLED' && state !== 'EXPIRED') return undefined;
			throw new JobError(
				`The details job ended with the state ${state}${errorMessage ? `: ${errorMessage}` : ''}`,
				'Run the workflow again with a shorter time range, or set the option Source to Details Query.',
			);
		};
		const late = (minutes: number) =>
			new JobError(
				`The details job was not finished after ${minutes} minutes`,
				'Choose a shorter time range, or set the option Source to Details Query.',
			);
		await untilDone(this.connection, isDone, MAX_JOB_MS, late);
	}
}

/** The job's id, or how long to wait for a free slot. */
async function submit(
	connection: Connection,
	{ create }: Pick<JobEndpoints<object, unknown>, 'create'>,
	query: object,
): Promise<string | { waitMs: number }> {
	const lost = () =>
		new JobError(
			'Genesys Cloud did not confirm that the details job started',
			'Run the workflow again. The job, if there is one, expires by itself.',
		);
	return await ask(connection, create, {
		body: query,
		onCancel: 'finish',
		isBusy: isSlotLimit,
	}).then(
		({ jobId }) => {
			if (!jobId) throw lost();
			return jobId;
		},
		(error: unknown) => {
			if (!(error instanceof GenesysError)) throw error;
			if (!isSlotLimit(error.failure)) throw isAnswerLost(error.failure) ? lost() : error;
			return { waitMs: Math.max(SLOT_POLL_MS, explicitWaitMs(error.failure) ?? 0) };
		},
	);
}

function hasRecords(page: object): boolean {
	return Object.values(page).some((field) => Array.isArray(field) && field.length > 0);
}

function endless(): JobError {
	return new JobError(
		'The results of the details job do not come to an end',
		'Run the workflow again with a shorter time range, or set the option Source to Details Query.',
	);
}

/** Whether the job was created is not known, so it must not be created again. */
function isAnswerLost(failure: Failure): boolean {
	return (
		failure.kind === 'garbled' ||
		(failure.kind === 'network' && !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(failure.code)) ||
		(failure.kind === 'answer' && (failure.status >= 500 || failure.status === 408))
	);
}

/**
 * The number of concurrent jobs is limited. Neither the limit nor the status of the refusal is documented; the error names the
 * limit.
 */
function isSlotLimit(failure: Failure): boolean {
	if (failure.kind !== 'answer' || failure.status < 400 || failure.status >= 500) return false;
	return /jobs?\.concurrent|concurrent.{0,40}(job|quer)|too many.{0,20}jobs/i.test(
		JSON.stringify(failure.body ?? ''),
	);
}
