import type { Evaluation } from '../columns/evaluationSheets';
import { valueAt } from '../columns/field';
import { counted } from '../messages/count';
import { answersOf, isFormOf, type Answered } from '../records/quality';
import { fields, text, timeMs } from '../records/conversation';
import { DAY_MS, MINUTE_MS } from '../time/durations';
import type { TimeRange } from '../time/timeRange';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { GenesysError, sentenceOf } from '../transport/errors';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { PageWatch } from '../api/paging';
import { isRefusedAlone, splitting } from '../api/refusals';
import { readForms } from './forms';

/** The dates of an evaluation that a search can go by. */
export type EvaluationDate = 'conversationDate' | 'createdDate' | 'submittedDate' | 'releaseDate';

export interface EvaluationSearch {
	range: TimeRange;
	by: EvaluationDate;
	order: 'asc' | 'desc';
	/** Infinity for all. */
	limit: number;
	/** By field, any of its values; no values mean any. */
	criteria: Readonly<Record<string, readonly string[]>>;
	/** By people, automated, or both: one request returns one or the other. */
	automated: readonly boolean[];
	/** What only the evaluation itself can tell. */
	accepts: (evaluation: Evaluation) => boolean;
}

/** "Three months": the shortest three are 89 days. */
const LONGEST_MS = 89 * DAY_MS;
/** The API refuses more values of a field; seen by others, not documented. */
const MOST_VALUES = 50;
const PAGE_SIZE = 100;
/** Pages that are asked for side by side. */
const MOST_AHEAD = 8;
/** A range that is refused as too long is cut down to no less than this. */
const SHORTEST_MS = MINUTE_MS;

/** What one request can ask for, but for its page. */
interface Part {
	range: TimeRange;
	criteria: Array<{ type: 'EXACT'; field: string; values: readonly string[] }>;
	automated: boolean;
}

/**
 * The evaluations whose date is in the range, each once, in the order of that date. Longer ranges and more values than
 * the API takes are asked for in parts.
 *
 * @throws GenesysError
 */
export async function searchEvaluations(
	connection: Connection,
	search: EvaluationSearch,
): Promise<Evaluation[]> {
	const { by, order, limit, criteria, automated } = search;
	const found = new Map<unknown, Evaluation>();
	const ranges = stretchesOf(search.range);
	for (const range of order === 'asc' ? ranges : ranges.toReversed()) {
		const parts = combinations(criteria).flatMap((some) =>
			automated.map((isAutomated): Part => ({ range, criteria: some, automated: isAutomated })),
		);
		const answers = await inParallel(
			parts,
			async (part) =>
				await splitting(connection, part, async (piece) => await readPart(connection, search, piece), cut),
		);
		for (const evaluation of answers.flat(2)) found.set(evaluation.id ?? evaluation, evaluation);
		if (found.size >= limit) break;
	}
	const sign = order === 'asc' ? 1 : -1;
	const key = (evaluation: Evaluation) => timeMs(evaluation[by]) ?? 0;
	return [...found.values()].sort((a, b) => sign * (key(a) - key(b))).slice(0, limit);
}

/** Page by page until one is not full: the API gives no total. */
async function readPart(
	connection: Connection,
	{ by, order, limit, accepts }: EvaluationSearch,
	{ range, criteria, automated }: Part,
): Promise<Evaluation[]> {
	const date = {
		type: 'DATE_RANGE',
		field: by,
		startValue: new Date(range.startMs).toISOString(),
		endValue: new Date(range.endMs).toISOString(),
	};
	const askFor = async (pageNumber: number) => {
		const answer = await ask(connection, API.searchEvaluations, {
			body: {
				query: [date, ...criteria],
				sortBy: by,
				// What comes in meanwhile comes last, and moves no page that is still to be read.
				sortOrder: limit === Infinity ? 'ASC' : order.toUpperCase(),
				pageSize: PAGE_SIZE,
				pageNumber,
				systemSubmitted: automated,
			},
		});
		const results = answer.results ?? [];
		// The API may make pages smaller than asked for.
		return {
			results,
			isFull: results.length >= Math.min(answer.pageSize ?? PAGE_SIZE, PAGE_SIZE),
		};
	};
	const found: Evaluation[] = [];
	const watch = new PageWatch();
	const dates = new DatesSoFar(Math.min(range.endMs, clock.now()));
	const expected = () => (limit === Infinity ? dates.pagesLeft() : 1);
	for await (const { results } of untilNotFull(askFor, expected)) {
		watch.see(results, ({ id }) => String(id));
		dates.see(results.map((result) => timeMs(fields<Evaluation>(result)[by])));
		const evaluations = results.map((result): Evaluation => ({
			...result,
			automated,
			isReleased: (timeMs(fields<{ releaseDate: unknown }>(result).releaseDate) ?? Infinity) <= clock.now(),
		}));
		found.push(...evaluations.filter((each) => isIn(range, each[by]) && accepts(each)));
		if (found.length >= limit) break;
	}
	return found;
}

/** The dates of pages in ascending order, which tell how densely evaluations lie. */
class DatesSoFar {
	private pages = 0;
	private firstMs: number | undefined;
	private lastMs = 0;

	constructor(private readonly endMs: number) {}

	see(dates: ReadonlyArray<number | null>): void {
		const [first, last] = [dates[0], dates.at(-1)];
		this.pages++;
		this.firstMs ??= first ?? undefined;
		this.lastMs = last ?? this.lastMs;
	}

	/** How many full pages there are left if the rest of the range is as dense; NaN where nobody can tell. */
	pagesLeft(): number {
		const pagesPerMs = this.pages / (this.lastMs - (this.firstMs ?? NaN));
		return Math.floor(pagesPerMs * (this.endMs - this.lastMs));
	}
}

/**
 * Page after page until one is not full. As many are asked for at the same time as are expected, but no more than have been
 * read, so that few are asked for in vain wherever the end is.
 *
 * @param expected how many further pages are probable; a hint alone
 */
async function* untilNotFull<Page extends { isFull: boolean }>(
	askFor: (pageNumber: number) => Promise<Page>,
	expected: () => number,
): AsyncGenerator<Page> {
	const asked: Array<Promise<Page>> = [];
	for (let read = 0; ; read++) {
		const ahead = Math.min(MOST_AHEAD, read, expected()) || 1;
		while (asked.length < Math.max(1, ahead)) {
			const page = askFor(read + asked.length + 1);
			// A refusal of a page that turns out to be behind the last one is none.
			page.catch(() => {});
			asked.push(page);
		}
		const page = await asked.shift()!;
		yield page;
		if (!page.isFull) return;
	}
}

/** Whether the end belongs to a range of dates is not documented: here it doesn't. */
function isIn({ startMs, endMs }: TimeRange, date: unknown): boolean {
	const ms = timeMs(date);
	return ms === null || (startMs <= ms && ms < endMs);
}

/** How far a search can be paged through, and how long "three months" are, is not documented: a refusal shows it. */
function cut(part: Part, error: unknown): Part[] | undefined {
	if (!(error instanceof GenesysError) || error.status !== 400) return undefined;
	const { startMs, endMs } = part.range;
	if (
		endMs - startMs <= SHORTEST_MS ||
		!/exceed|longer|too (long|many|large)|window|maximum/i.test(error.message)
	) {
		return undefined;
	}
	const middle = Math.floor((startMs + endMs) / 2);
	return [
		{ ...part, range: { startMs, endMs: middle } },
		{ ...part, range: { startMs: middle, endMs } },
	];
}

function stretchesOf({ startMs, endMs }: TimeRange): TimeRange[] {
	const count = Math.ceil((endMs - startMs) / LONGEST_MS);
	return Array.from({ length: count }, (_, index) => ({
		startMs: startMs + index * LONGEST_MS,
		endMs: Math.min(endMs, startMs + (index + 1) * LONGEST_MS),
	}));
}

/** Criteria of no more values than the API takes, in all combinations. */
function combinations(criteria: EvaluationSearch['criteria']): Array<Part['criteria']> {
	return Object.entries(criteria)
		.filter(([, values]) => values.length > 0)
		.reduce<Array<Part['criteria']>>(
			(known, [field, values]) =>
				known.flatMap((some) =>
					chunksOf(values).map((few) => [...some, { type: 'EXACT' as const, field, values: few }]),
				),
			[[]],
		);
}

function chunksOf(values: readonly string[]): string[][] {
	return Array.from({ length: Math.ceil(values.length / MOST_VALUES) }, (_, index) =>
		values.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES),
	);
}

/**
 * The answers of these evaluations, with the texts of their forms. Where the form that an evaluation names is another version
 * than the one that it was made with, the evaluation itself is asked for its own.
 *
 * @param warn hears which texts are missing
 * @throws GenesysError, CancelledError
 */
export async function readEvaluationAnswers(
	connection: Connection,
	evaluations: readonly Evaluation[],
	warn: (sentence: string) => void,
): Promise<Answered[]> {
	const formIds = evaluations.flatMap((each) => formIdOf(each) ?? []);
	const forms = await readForms(connection, API.evaluationForm, formIds, warn);
	const own: unknown[] = [];
	let refusal: GenesysError | undefined;
	let unmatched = 0;
	const answers: Answered[] = [];
	// One after the other: a version that one evaluation brings serves those that follow.
	for (const each of evaluations) {
		const named = forms.get(formIdOf(each) ?? '');
		let form: unknown = named && !isFormOf(each, named) ? own.find((some) => isFormOf(each, some)) : named;
		if (named && !form) {
			const read = refusal ? undefined : await ownFormOf(connection, each);
			if (read instanceof GenesysError) refusal = read;
			else if (isFormOf(each, read)) own.push((form = read));
			if (!form) unmatched++;
		}
		answers.push(...answersOf(each, form));
	}
	if (unmatched > 0) {
		const why = refusal ? `: ${sentenceOf(refusal)}` : '';
		warn(
			`Question texts of ${counted(unmatched, 'evaluations')} are missing, since their form came in another version${why}.`,
		);
	}
	return answers;
}

/** The form as the evaluation itself has it; the refusal where evaluations may not be read. */
async function ownFormOf(connection: Connection, evaluation: Evaluation): Promise<unknown> {
	const ids: [string, string] = [String(valueAt(evaluation, 'conversation.id')), String(evaluation.id)];
	return await ask(connection, API.evaluation, { ids }).then(
		(answer) => answer?.evaluationForm,
		(error: unknown) => {
			if (!(error instanceof GenesysError) || error.status !== 403) throw error;
			return isRefusedAlone(error) ? undefined : error;
		},
	);
}

function formIdOf(evaluation: Evaluation): string | undefined {
	return text(valueAt(evaluation, 'evaluationForm.id')) ?? undefined;
}
