import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, notFound } from './apiError';
import { iso } from './interval';
import type { Selection } from './selection';
import type { SimulatorJobs } from './types';

const HOUR = 3_600_000;
const KEPT_FOR = 7 * 24 * HOUR;

/** An asynchronous query; of conversations unless said otherwise. */
export interface Job<Query = Selection> {
	id: string;
	submitted: number;
	/** What the data lake knew when the job was submitted. */
	watermark: number;
	selection: Query;
	limit: number;
	queuedMs: number;
	outcome: string;
	/** Set when the results are first read. */
	indexes?: Uint32Array;
}

/** The data lake knows everything up to here. */
export const watermark = (jobs: SimulatorJobs | undefined, now: number) =>
	now - (jobs?.availabilityLagHours ?? 24) * HOUR;

/** The asynchronous queries of an organization. */
export class Jobs<Query = Selection> {
	private readonly jobs = new Map<string, Job<Query>>();

	get ids(): string[] {
		return [...this.jobs.keys()];
	}

	submit(selection: Query, limit: number | undefined, settings: SimulatorJobs, now: number): Job<Query> {
		const running = [...this.jobs.values()].filter((job) => !isOver(job, now)).length;
		const most = settings.concurrent ?? Infinity;
		if (running >= most) throw tooManyJobs(most, settings.limitStatus ?? 429);
		const job: Job<Query> = {
			id: randomUUID(),
			submitted: now,
			watermark: watermark(settings, now),
			selection,
			limit: limit ?? Infinity,
			queuedMs: settings.queuedMs ?? 0,
			outcome: settings.outcome ?? 'FULFILLED',
		};
		this.jobs.set(job.id, job);
		return job;
	}

	find(id: string): Job<Query> {
		const job = this.jobs.get(id);
		if (!job) throw notFound();
		return job;
	}

	delete(id: string): void {
		this.find(id);
		this.jobs.delete(id);
	}
}

const isOver = (job: Job<unknown>, now: number) => now >= job.submitted + job.queuedMs;

export function stateOf(job: Job<unknown>, now: number): string {
	if (now < job.submitted + job.queuedMs / 2) return 'QUEUED';
	if (!isOver(job, now)) return 'PENDING';
	return now >= job.submitted + job.queuedMs + KEPT_FOR ? 'EXPIRED' : job.outcome;
}

/** `AsyncQueryStatus` */
export function statusOf(job: Job<unknown>, now: number): object {
	const state = stateOf(job, now);
	const completed = job.submitted + job.queuedMs;
	return {
		state,
		submissionDate: iso(job.submitted),
		...(isOver(job, now)
			? { completionDate: iso(completed), expirationDate: iso(completed + KEPT_FOR) }
			: {}),
		...(state === 'FAILED' ? { errorMessage: 'The query could not be executed' } : {}),
	};
}

export interface Cursor {
	start: number;
	page: number;
}

export const writeCursor = ({ start, page }: Cursor, job: Job<unknown>) =>
	Buffer.from(`${job.id}|${start}|${page}`).toString('base64');

export function readCursor(text: string | null, job: Job<unknown>): Cursor {
	if (text === null) return { start: 0, page: 0 };
	const [id, start, page] = Buffer.from(text, 'base64').toString('utf8').split('|');
	if (id !== job.id) throw badRequest('The cursor is not valid', 'invalid.cursor');
	return { start: Number(start), page: Number(page) };
}

function tooManyJobs(most: number, status: number): ApiError {
	return new ApiError(
		status,
		status === 429 ? 'too.many.requests' : 'limit.exceeded',
		`The limit of ${most} concurrent jobs is reached`,
		{ limit: { namespace: 'analytics', key: 'details.jobs.concurrent.access.max', value: most } },
	);
}
