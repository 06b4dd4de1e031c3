import type { Models } from 'purecloud-platform-client-v2';

import { counted } from '../../messages/count';
import { interval } from '../../records/filters';
import { split } from '../../time/utcDays';
import { rangeInWords, zonedInWords } from '../../time/words';
import { DetailsJob, JobError } from '../../api/detailsJob';
import { DOCUMENTED_CAPS, type Caps, type DetailsPage } from '../../api/detailsQuery';
import { API, type JobResults } from '../../api/endpoints';
import { inParallel } from '../../api/inParallel';
import { maxDaysIn, splitting } from '../../api/refusals';
import { clock } from '../../transport/clock';
import type { Connection } from '../../transport/connection';
import { GenesysError, sentenceOf } from '../../transport/errors';
import { UserFacingError } from '../../messages/userFacingError';
import { chooseSources, type Choice } from './chooseSources';
import { Collector, type Make } from './collector';
import { plan, type JobPart, type Plan, type QueryPart, type Step } from './plan';
import { QueryReader } from './queryReader';
import type { Search } from './search';

type ConversationJob = DetailsJob<Models.AsyncConversationQuery, JobResults<'conversations'>>;

/** What was found, and what a user should know about it. */
export interface Retrieved<T> {
	values: T[];
	/** One sentence each: sources used, watermark, how far back was looked. */
	notes: string[];
	/** One sentence for each stretch that may lack conversations; empty: complete. */
	missing: string[];
	/** Where a limit left something out: about how many there are, if the API says so. */
	cut?: { total: number | undefined };
	/** Where the records came from. */
	sources: ReadonlySet<'query' | 'job'>;
	/** The newest moment of which that should have everything, milliseconds. */
	dataUntil: number;
}

export interface RetrieveOptions {
	/** Awaited after the records of each page. */
	afterPage?: () => Promise<void>;
	/** What the API takes at most; lowered where it names less. */
	caps?: Caps;
}

/**
 * All conversations of a search, each once, exactly in its range and in its order, as `make` turns them out.
 *
 * @throws UserFacingError when all were asked for and some can't be retrieved, unless the search allows that; GenesysError;
 *   CancelledError
 */
export async function retrieve<T>(
	connection: Connection,
	search: Search,
	make: Make<T>,
	options: RetrieveOptions = {},
): Promise<Retrieved<T>> {
	return await new Retrieval(connection, search, make, options).run();
}

class Retrieval<T> {
	private readonly collector: Collector<T>;
	private readonly reader: QueryReader;
	private readonly caps: Caps;
	private readonly afterPage: () => Promise<void>;
	private readonly notes: string[] = [];
	private readonly missing: string[] = [];
	private readonly sources = new Set<'query' | 'job'>();
	private dataUntil = clock.now();
	/** A limit was reached before everything was read. */
	private isCut = false;
	/** The query has failed: asking it for more, in the job's place, would only fail again. */
	private hasQueryFailed = false;

	constructor(
		private readonly connection: Connection,
		private readonly search: Search,
		make: Make<T>,
		{ afterPage = async () => {}, caps = { ...DOCUMENTED_CAPS } }: RetrieveOptions,
	) {
		this.collector = new Collector(search, make);
		this.caps = caps;
		this.afterPage = afterPage;
		this.reader = new QueryReader({
			connection,
			caps,
			timeZone: search.timeZone,
			take: async (records) => {
				this.sources.add('query');
				for (const record of records) this.collector.addFresh(record);
				await this.afterPage();
			},
			missing: (sentence) => this.missing.push(sentence),
			note: (sentence) => this.notes.push(sentence),
			mayLeaveOut: (error): error is GenesysError => search.allowPartial && isPassing(error),
		});
	}

	async run(): Promise<Retrieved<T>> {
		const choice = await chooseSources(
			this.connection,
			this.search,
			this.caps,
			async (part) => await this.firstPage(part),
		);
		this.connection.log(`conversations are read by ${partsInWords(choice.plan)}: ${choice.because}`);
		this.notes.unshift(...choice.notes);
		this.dataUntil = choice.dataUntil ?? this.dataUntil;
		this.describe(choice.plan);
		await this.readOrFallBack(choice).catch((error: unknown) => this.endEarly(error));
		if (this.missing.length > 0 && !this.search.allowPartial && !this.isLimited) {
			throw new UserFacingError(
				`Not all conversations could be retrieved. ${this.missing.join(' ')}`,
				'Choose a shorter time range, or turn on the option Allow Partial Results to get the ones that were found.',
			);
		}
		const { notes, missing, sources, dataUntil } = this;
		return { values: this.collector.result(), notes, missing, cut: this.cut(), sources, dataUntil };
	}

	/** With what has come so far, where a partial result is allowed: an outage that lets nothing through is no result. */
	private endEarly(error: unknown): void {
		if (!this.search.allowPartial || !isPassing(error) || this.collector.count === 0) throw error;
		this.missing.push(`Reading ended early: ${sentenceOf(error)}.`);
	}

	private get isLimited(): boolean {
		return Number.isFinite(this.search.limit);
	}

	private describe({ lookedBackTo, uncovered }: Plan): void {
		const { timeZone } = this.search;
		if (lookedBackTo !== undefined) {
			this.notes.push(
				`The search covered conversations that started on or after ${zonedInWords(lookedBackTo, timeZone)}.`,
			);
		}
		if (uncovered) {
			this.dataUntil = uncovered.startMs;
			this.missing.push(
				`Details jobs have no data yet for ${rangeInWords(uncovered, timeZone)}. Set the option Source to Auto to read them by the details query.`,
			);
		}
	}

	/** A window that the API finds too long is read in pieces later. */
	private async firstPage(part: QueryPart): Promise<DetailsPage | undefined> {
		return await this.reader.firstPage(part).catch((error: unknown) => {
			if (error instanceof GenesysError && error.status === 400) return undefined;
			throw error;
		});
	}

	/** If the job fails, the query reads everything instead, unless only a job may be used. */
	private async readOrFallBack({ plan: chosen, first }: Choice): Promise<void> {
		const hasJob = chosen.steps.some(({ jobs }) => jobs.length > 0);
		await this.read(chosen, first).catch(async (error: unknown) => {
			const mayFallBack = hasJob && !this.hasQueryFailed && this.search.source !== 'job';
			if (!mayFallBack || !isOfJob(error)) throw error;
			this.notes.push(`Only the details query was used: ${sentenceOf(error)}.`);
			this.dataUntil = clock.now();
			if (this.search.includeAttributes) this.notes.push('Participant attributes are therefore missing.');
			await this.read(plan(this.search, this.caps, { now: clock.now() }));
		});
	}

	private async read({ steps }: Plan, first?: Choice['first']): Promise<void> {
		if (this.isLimited) await this.readInOrder(steps);
		else await this.readAll(steps, first);
	}

	/** Jobs run while the query is read; their results come after, since the query's records are the fresher ones. */
	private async readAll(steps: Step[], first?: Choice['first']): Promise<void> {
		const queries = steps.flatMap((step) => step.queries);
		await this.besideJobs(
			steps.flatMap(({ jobs }) => jobs),
			async () => await this.readWhole(queries, first),
		);
	}

	/**
	 * Only the first ones of the result: step by step, each in the order of the result, as far as needed. The look-back is read
	 * in full, since it comes in another order and is short.
	 */
	private async readInOrder(steps: Step[]): Promise<void> {
		const { accepts, order, limit, matchBy } = this.search;
		const isAscending = order === 'asc';
		const left = isAscending ? [...steps] : steps.toReversed();
		for (let step = left.shift(); step; step = left.shift()) {
			const { span, queries, jobs } = step;
			// What a step brings outside its span comes after what the following steps bring.
			const upTo = isAscending
				? { startMs: -Infinity, endMs: span.endMs }
				: { startMs: span.startMs, endMs: Infinity };
			const kept = () => this.collector.countWithin(upTo);
			const target = { kept, wanted: limit, firstPage: accepts ? undefined : limit };
			await this.besideJobs(jobs, async () => {
				await this.readWhole(queries.filter(({ kind }) => kind !== 'range'));
				const ranges = queries.filter(({ kind }) => kind === 'range');
				const orderBy = matchBy === 'ended' ? 'conversationEnd' : 'conversationStart';
				for (const part of isAscending ? ranges : ranges.toReversed()) {
					await this.reader.readInOrder(part, order, orderBy, target);
				}
			});
			if (kept() >= limit) {
				this.isCut ||= left.length > 0;
				return;
			}
		}
	}

	/** Open conversations first: one that ends before the rest is read is then in the rest. */
	private async readWhole(queries: QueryPart[], first?: Choice['first']): Promise<void> {
		const read = async (part: QueryPart) =>
			await this.reader.readAll(part, part === first?.part ? first.page : undefined);
		await inParallel(
			queries.filter(({ kind }) => kind === 'open'),
			read,
		);
		await inParallel(
			queries.filter(({ kind }) => kind !== 'open'),
			read,
		);
	}

	/** Starts the jobs one after the other, and does `beside` while the first one runs. */
	private async besideJobs(parts: JobPart[], beside: () => Promise<void>): Promise<void> {
		let isDone = false;
		const once = async () => {
			if (isDone) return;
			await beside().catch((error: unknown) => {
				this.hasQueryFailed = true;
				throw error;
			});
			isDone = true;
		};
		for (const part of parts) {
			await splitting(
				this.connection,
				part,
				async (piece) => {
					const job = await this.createJob(piece);
					try {
						await once();
						await this.readJob(job);
					} finally {
						await job.remove();
					}
				},
				// How long a job's interval may be is not documented: if a refusal names the days, it is cut.
				(piece, error) => {
					const windows = split(piece.window, maxDaysIn(error));
					if (this.hasQueryFailed || windows.length < 2) return undefined;
					const sorted = this.search.order === 'asc' ? windows : windows.toReversed();
					return sorted.map((window) => ({ ...piece, window }));
				},
			);
		}
		await once();
	}

	private async createJob({
		window,
		filters,
		startOfDayIntervalMatching,
	}: JobPart): Promise<ConversationJob> {
		const { order, matchBy } = this.search;
		return await DetailsJob.create(this.connection, API.conversationDetailsJobs, {
			interval: interval(window),
			order,
			orderBy: matchBy === 'ended' ? 'conversationEnd' : 'conversationStart',
			startOfDayIntervalMatching,
			...filters,
		});
	}

	private async readJob(job: ConversationJob): Promise<void> {
		this.sources.add('job');
		const enough = this.collector.count + this.search.limit;
		const isWhole = this.search.limit === Infinity;
		for await (const { conversations } of job.results({ isWhole })) {
			for (const record of conversations ?? []) this.collector.addFromLake(record);
			await this.afterPage();
			if (this.collector.count >= enough) {
				this.isCut = true;
				return;
			}
		}
	}

	/** totalHits may count whole UTC days: the number is only mentioned where all of them belong to the result. */
	private cut(): Retrieved<T>['cut'] {
		if (!this.isLimited) return undefined;
		const { count, hasUnwanted } = this.collector;
		const { announced, places } = this.reader;
		const { limit } = this.search;
		if (count < limit || (count === limit && announced <= places && !this.isCut)) return undefined;
		return { total: announced > count && !hasUnwanted ? announced : undefined };
	}
}

/** "1 details job and 2 queries" */
function partsInWords({ steps }: Plan): string {
	const jobs = steps.flatMap((step) => step.jobs).length;
	const queries = steps.flatMap((step) => step.queries).length;
	const parts: Array<[number, string]> = [
		[jobs, 'details jobs'],
		[queries, 'queries'],
	];
	return parts.flatMap(([count, noun]) => (count > 0 ? counted(count, noun) : [])).join(' and ');
}

/** A fault of the server or the line, or the rate limit: not of what was asked for. */
function isPassing(error: unknown): error is GenesysError {
	return error instanceof GenesysError && error.isTemporary;
}

/** A failure that may only concern the job: anything else makes the query fail as well, with an error of its own. */
export function isOfJob(error: unknown): error is Error {
	return (
		error instanceof JobError ||
		(error instanceof GenesysError && error.status !== undefined && error.status !== 401)
	);
}
