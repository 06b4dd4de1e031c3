import { interval } from '../analytics/query';
import { GenesysError } from '../transport/errors';
import { LostJobError, startJob, type Job } from '../transport/job';
import { asError } from '../transport/rethrow';
import type { Connection } from '../transport/send';
import { UserFacingError } from '../userFacingError';
import { chooseSources, type Choice } from './chooseSources';
import { Collector } from './collector';
import { daysNamedBy } from './daysNamedBy';
import { DOCUMENTED_CAPS, plan, split, type JobPart, type Plan, type QueryPart } from './plan';
import { PAGE_SIZE, QueryReader, type QueryPage } from './queryReader';
import type { Search } from './search';

/** Smaller pages than the default win nothing. */
const SMALLEST_PAGE = 25;

/** What was found, and what a user should know about it. */
export interface Retrieved<T> {
	values: T[];
	/** One sentence each: sources used, watermark, how far back was looked. */
	notes: string[];
	/** One sentence for each stretch that may lack conversations; empty: complete. */
	missing: string[];
}

/**
 * All conversations of a search, each once, exactly in its range and in its order, as `make` turns them out.
 *
 * @param afterPage awaited after the records of each page
 * @throws UserFacingError when all were asked for and some can't be had, unless the search allows that; GenesysError; CancelledError
 */
export async function retrieve<T>(
	connection: Connection,
	search: Search,
	make: (record: unknown) => T,
	afterPage: () => Promise<void> = async () => {},
): Promise<Retrieved<T>> {
	const collector = new Collector(search, make);
	const missing: string[] = [];
	const caps = { ...DOCUMENTED_CAPS };
	const isLimited = Number.isFinite(search.limit);
	let wanted = Infinity;
	const reader = new QueryReader({
		connection,
		caps,
		take: async (records) => {
			for (const record of records) collector.addFresh(record);
			await afterPage();
			return collector.count < wanted;
		},
		missing: (sentence) => missing.push(sentence),
	});

	const choice = await chooseSources(connection, search, caps, firstPage);
	const { notes } = choice;
	if (choice.plan.lookedBackTo !== undefined) {
		notes.push(
			`Conversations that started since ${new Date(choice.plan.lookedBackTo).toISOString()} were searched.`,
		);
	}
	if (choice.plan.uncovered) {
		missing.push(
			`Details jobs have no data yet for ${interval(choice.plan.uncovered)}. Set the option Source to Auto to read them by the details query.`,
		);
	}
	try {
		await readPlan(choice.plan, choice.first);
	} catch (error) {
		if (!(error instanceof LostJobError) || search.source === 'job') throw asError(error);
		notes.push('Only the details query was used: Genesys Cloud did not confirm that a details job started.');
		await readPlan(plan(search, caps, undefined));
	} finally {
		reader.abandon();
	}
	if (missing.length > 0 && !search.allowPartial && !isLimited) {
		throw new UserFacingError(
			`Not all conversations could be retrieved. ${missing.join(' ')}`,
			'Choose a shorter time range, or turn on the option Allow Partial Results to get those that were found.',
		);
	}
	return { values: collector.result(), notes, missing };

	/** A window that the API finds too long is read in pieces later. */
	async function firstPage(part: QueryPart): Promise<QueryPage | undefined> {
		try {
			return await reader.firstPage(part);
		} catch (error) {
			if (error instanceof GenesysError && error.status === 400) return undefined;
			throw asError(error);
		}
	}

	/** A job runs while the query is read; its result comes after, since the query's records are the fresher ones. */
	async function readPlan({ queries, jobs }: Plan, first?: Choice['first']): Promise<void> {
		let queriesLeft = true;
		const readQueries = async () => {
			if (queriesLeft) await (isLimited ? readInOrder(queries) : readSideBySide(queries, first));
			queriesLeft = false;
		};
		const jobsLeft = [...jobs];
		for (let part = jobsLeft.shift(); part; part = jobsLeft.shift()) {
			const started = await startOrSplit(part);
			if ('pieces' in started) {
				jobsLeft.unshift(...started.pieces);
				continue;
			}
			try {
				await readQueries();
				await readJob(started.job);
			} finally {
				await started.job.remove();
			}
		}
		await readQueries();
	}

	async function readSideBySide(queries: QueryPart[], first?: Choice['first']): Promise<void> {
		await Promise.all(
			queries.map(async (part) => await reader.readAll(part, part === first?.part ? first.page : undefined)),
		);
	}

	/**
	 * The first of the result only: stretches one after the other, each in the order of the result. What was looked back for
	 * is read whole, since it comes in another order; it is little.
	 */
	async function readInOrder(queries: QueryPart[]): Promise<void> {
		const byEnd = search.matchBy === 'ended';
		const pageSize = Math.min(PAGE_SIZE, Math.max(SMALLEST_PAGE, search.limit));
		for (const part of search.order === 'asc' ? queries : queries.toReversed()) {
			// By start, stretches follow each other; by end, each of them may hold the first of the result.
			if (!byEnd && collector.count >= search.limit) return;
			const isLookBack = part.kind !== 'range';
			wanted = isLookBack ? Infinity : search.limit + (byEnd ? collector.count : 0);
			if (isLookBack) await reader.readAll(part);
			else
				await reader.readInOrder(
					part,
					search.order,
					byEnd ? 'conversationEnd' : 'conversationStart',
					pageSize,
				);
		}
	}

	/** How long a job's interval may be is not documented: an answer that names the days has it cut. */
	async function startOrSplit(part: JobPart): Promise<{ job: Job } | { pieces: JobPart[] }> {
		try {
			const job = await startJob(connection, {
				interval: interval(part.window),
				order: search.order,
				orderBy: search.matchBy === 'ended' ? 'conversationEnd' : 'conversationStart',
				startOfDayIntervalMatching: part.startOfDayIntervalMatching,
				...part.filters,
			});
			return { job };
		} catch (error) {
			const pieces = split(part.window, daysNamedBy(error));
			if (pieces.length < 2) throw asError(error);
			return { pieces: pieces.map((window) => ({ ...part, window })) };
		}
	}

	async function readJob(job: Job): Promise<void> {
		const enough = collector.count + search.limit;
		for await (const records of job.pages()) {
			for (const record of records) collector.addFromLake(record);
			await afterPage();
			if (collector.count >= enough) return;
		}
	}
}
