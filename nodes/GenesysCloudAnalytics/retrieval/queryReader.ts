import pLimit from 'p-limit';

import { endMs, startMs } from '../analytics/conversation';
import { interval } from '../analytics/query';
import type { TimeRange } from '../analytics/timeRange';
import { MAX_IN_FLIGHT } from '../transport/budget';
import { clock } from '../transport/clock';
import { GenesysError } from '../transport/errors';
import { asError } from '../transport/rethrow';
import type { Connection } from '../transport/send';
import { daysNamedBy } from './daysNamedBy';
import { maxDays, split, type Caps, type QueryPart } from './plan';
import { utcDay, type Order } from './search';
import { Tally } from './tally';

/** The largest page that is safe to ask for; the documented default is 25. */
export const PAGE_SIZE = 100;
/** A range whose end is this long past doesn't change any more while it is read. */
const SETTLED_MS = 60 * 60_000;
/** So often a window is read again when its count disagrees with totalHits, before it is called incomplete. */
const RE_READS = 2;

/** One page of the details query. */
export interface QueryPage {
	records: unknown[];
	/** Approximate while traffic flows. */
	totalHits: number;
}

export interface ReaderOptions {
	connection: Connection;
	caps: Caps;
	/** Takes the records of a page; false: no more are wanted. */
	take: (records: unknown[]) => Promise<boolean>;
	/** One sentence for each stretch that may lack conversations. */
	missing: (sentence: string) => void;
}

/** How one part is read: by what, in which direction. */
interface Reading {
	part: QueryPart;
	order: Order;
	orderBy: 'conversationStart' | 'conversationEnd';
	pageSize: number;
}

/**
 * Reads parts of a plan through the details query. Whatever pages it takes, all that the API has arrives at `take`, some
 * of it perhaps twice; what can't be had is said to `missing`.
 */
export class QueryReader {
	/** Bounds the pages in memory, over all windows that are read side by side. */
	private readonly pages = pLimit(MAX_IN_FLIGHT);

	constructor(private readonly options: ReaderOptions) {}

	/**
	 * Everything of the part, in any order: pages side by side, ascending, so that new conversations come last and no page
	 * border that was read already moves.
	 *
	 * @param first the first page, where it was fetched already
	 */
	async readAll(part: QueryPart, first?: QueryPage): Promise<void> {
		const capsBefore = { ...this.options.caps };
		try {
			await this.readPart(part, first);
		} catch (error) {
			if (!this.hasLearned(error, capsBefore)) throw asError(error);
			for (const window of split(part.window, maxDays(part.filters, this.options.caps))) {
				await this.readAll({ ...part, window });
			}
		}
	}

	/** Drops the pages that wait their turn, when the reading has failed elsewhere. */
	abandon(): void {
		this.pages.clearQueue();
	}

	/** The first page of a part in the order of `readAll`. */
	async firstPage(part: QueryPart): Promise<QueryPage> {
		return await this.fetch(ascending(part), 1);
	}

	/**
	 * Page by page, until no more are wanted, none come that can belong to the part, or the API has no more. While
	 * conversations come in, a descending page border only ever moves towards pages that are read later.
	 */
	async readInOrder(
		part: QueryPart,
		order: Order,
		orderBy: Reading['orderBy'],
		pageSize: number,
	): Promise<void> {
		const reading = { part, order, orderBy, pageSize };
		await this.verified(reading, async (tally) => {
			for (let number = 1; ; number++) {
				const page = await this.fetch(reading, number);
				tally.add(page);
				if (!(await this.options.take(page.records)) || this.isPast(reading, page)) return 'stopped';
				if (this.isLast(reading, page, tally)) return 'ended';
				if (number * pageSize >= this.options.caps.maxResults) return this.capReached(part);
			}
		});
	}

	private async readPart(part: QueryPart, first?: QueryPage): Promise<void> {
		if (part.kind === 'ended') {
			await this.readInOrder(part, 'desc', 'conversationEnd', PAGE_SIZE);
			return;
		}
		const page = first ?? (await this.firstPage(part));
		if (page.totalHits > this.options.caps.maxResults) {
			await this.readPieces(part, page);
		} else if (this.isBefore(page, part)) {
			await this.readInOrder(part, 'desc', 'conversationStart', PAGE_SIZE);
		} else {
			await this.readSideBySide(ascending(part), page);
		}
	}

	private async readSideBySide(reading: Reading, first: QueryPage): Promise<void> {
		let known: QueryPage | undefined = first;
		await this.verified(reading, async (tally) => {
			const page = known ?? (await this.fetch(reading, 1));
			known = undefined;
			tally.add(page);
			await this.options.take(page.records);
			if (this.isLast(reading, page, tally)) return 'ended';

			// A page may be smaller than asked for; what came tells how many there are.
			const perPage = Math.min(page.records.length, reading.pageSize);
			const count = Math.ceil(page.totalHits / perPage);
			let last = page;
			let past = this.isPast(reading, page) ? 1 : Infinity;
			const read = async (number: number) => {
				if (number > past) return;
				const next = await this.fetch(reading, number);
				tally.add(next);
				await this.options.take(next.records);
				if (this.isPast(reading, next)) past = Math.min(past, number);
				if (number === count) last = next;
			};
			const numbers = Array.from({ length: Math.max(0, count - 1) }, (_, index) => index + 2);
			await Promise.all(numbers.map(async (number) => await this.pages(read, number)));
			if (past < count) return 'stopped';

			for (let number = count + 1; !this.isLast(reading, last, tally); number++) {
				if (number * perPage > this.options.caps.maxResults) return this.capReached(reading.part);
				last = await this.fetch(reading, number);
				tally.add(last);
				await this.options.take(last.records);
			}
			return 'ended';
		});
	}

	/**
	 * Counts what a reading brings against totalHits and reads again where that disagrees: records slip from page to page
	 * when earlier ones appear, vanish or change places while pages are read.
	 */
	private async verified(
		reading: Reading,
		read: (tally: Tally) => Promise<'ended' | 'stopped'>,
	): Promise<void> {
		const tally = new Tally();
		for (let reRead = 0; ; reRead++) {
			if ((await read(tally)) === 'stopped' || tally.isComplete()) return;
			if (reRead === RE_READS) break;
			this.options.connection.logger.debug(
				`Genesys Cloud: ${tally.count} conversations read, ${tally.totalHits} announced; reading again`,
			);
		}
		this.options.missing(
			`Genesys Cloud reported ${tally.totalHits} conversations for ${interval(reading.part.window)} but returned ${tally.count}, even when asked again.`,
		);
	}

	/** More than one query can page through: the window is cut, down to one second. */
	private async readPieces(part: QueryPart, { totalHits }: QueryPage): Promise<void> {
		const { startMs: start, endMs: end } = part.window;
		const pieces = Math.max(2, Math.ceil((1.25 * totalHits) / this.options.caps.maxResults));
		const pieceMs = Math.ceil((end - start) / pieces);
		if (end - start <= 1_000) {
			this.options.missing(
				`More than ${this.options.caps.maxResults} conversations started at ${interval(part.window)}, more than the details query can return. Set the option Source to Details Job.`,
			);
			await this.readInOrder(part, 'asc', 'conversationStart', PAGE_SIZE);
			return;
		}
		const windows: TimeRange[] = [];
		for (let from = start; from < end; from += pieceMs) {
			windows.push({ startMs: from, endMs: Math.min(end, from + pieceMs) });
		}
		await this.readWindows(part, windows, totalHits);
	}

	private async readWindows(part: QueryPart, windows: TimeRange[], hitsOfWhole = Infinity): Promise<void> {
		for (const window of windows) {
			const piece = { ...part, window, begunSinceMs: Math.max(part.begunSinceMs, utcDay(window.startMs)) };
			const page = await this.firstPage(piece);
			if (page.totalHits >= hitsOfWhole && utcDay(window.startMs) === utcDay(window.endMs - 1)) {
				// The server counts whole days, however short the interval: cutting further would not end.
				this.options.missing(
					`${page.totalHits} conversations started on the UTC day of ${interval(window)}, more than the details query can return. Set the option Source to Details Job.`,
				);
				return;
			}
			await this.readAll(piece, page);
		}
	}

	private async fetch({ part, order, orderBy, pageSize }: Reading, pageNumber: number): Promise<QueryPage> {
		const body = {
			interval: interval(part.window),
			order,
			orderBy,
			...part.filters,
			paging: { pageSize, pageNumber },
		};
		const answer = await this.options.connection.send<{ conversations?: unknown[]; totalHits?: number }>({
			method: 'POST',
			path: '/api/v2/analytics/conversations/details/query',
			body,
			permission: 'analytics:conversationDetail:view',
		});
		return { records: answer.conversations ?? [], totalHits: Number(answer.totalHits ?? 0) };
	}

	/**
	 * `conversations` is absent after the last page. That page is not asked for where nothing can be on it: where totalHits
	 * agrees and the page is not full, or is but can't have a successor any more.
	 */
	private isLast({ part, pageSize }: Reading, page: QueryPage, tally: Tally): boolean {
		if (page.records.length === 0) return true;
		if (tally.count !== tally.totalHits) return false;
		const isSettled = part.window.endMs < clock.now() - SETTLED_MS;
		return page.records.length < pageSize || isSettled;
	}

	/** Nothing that comes after this page can belong to the part. */
	private isPast({ part, order, orderBy }: Reading, { records }: QueryPage): boolean {
		const last = records.at(-1);
		const ms = orderBy === 'conversationEnd' ? endMs(last) : startMs(last);
		if (ms === null) return false;
		const [from, to] =
			orderBy === 'conversationEnd'
				? [part.ends?.startMs ?? -Infinity, part.ends?.endMs ?? Infinity]
				: [part.begunSinceMs, part.window.endMs];
		return order === 'asc' ? ms >= to : ms < from;
	}

	/**
	 * The server returns what began on the UTC day, overlapping the window or not, and the first page lies before all that
	 * can belong: the other end is nearer.
	 */
	private isBefore({ records }: QueryPage, { window, begunSinceMs }: QueryPart): boolean {
		const last = records.at(-1);
		const isWholeDay = records.some((record) => (endMs(record) ?? Infinity) < window.startMs);
		return isWholeDay && (startMs(last) ?? Infinity) < begunSinceMs;
	}

	/** Whether a 400 names a smaller limit than `before`: this one, or one that a window beside it has met. */
	private hasLearned(error: unknown, before: Caps): boolean {
		if (!(error instanceof GenesysError) || error.status !== 400) return false;
		const { caps } = this.options;
		const days = daysNamedBy(error);
		const results = Number(/exceed (\d+) results/i.exec(error.circumstances.text)?.[1]) || Infinity;
		caps.maxDaysUnfiltered = Math.min(caps.maxDaysUnfiltered, days);
		caps.maxDaysFiltered = Math.min(caps.maxDaysFiltered, days);
		caps.maxResults = Math.min(caps.maxResults, results);
		return (
			caps.maxDaysUnfiltered < before.maxDaysUnfiltered ||
			caps.maxDaysFiltered < before.maxDaysFiltered ||
			caps.maxResults < before.maxResults
		);
	}

	private capReached(part: QueryPart): 'stopped' {
		this.options.missing(
			`There are more conversations in ${interval(part.window)} than the details query can page through (${this.options.caps.maxResults}). Set the option Source to Details Job.`,
		);
		return 'stopped';
	}
}

function ascending(part: QueryPart): Reading {
	return { part, order: 'asc', orderBy: 'conversationStart', pageSize: PAGE_SIZE };
}
