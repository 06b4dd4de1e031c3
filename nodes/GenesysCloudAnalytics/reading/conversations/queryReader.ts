import { endMs, startMs } from '../../records/conversation';
import { SECOND_MS } from '../../time/durations';
import type { TimeRange } from '../../time/timeRange';
import { utcDay } from '../../time/utcDays';
import { rangeInWords, zonedInWords } from '../../time/words';
import {
	detailsPage,
	PAGE_SIZE,
	windowsAfter,
	type Caps,
	type DetailsPage,
	type DetailsQuery,
} from '../../api/detailsQuery';
import { inParallel } from '../../api/inParallel';
import { splitting } from '../../api/refusals';
import type { Connection } from '../../transport/connection';
import { sentenceOf, type GenesysError } from '../../transport/errors';
import { HitCount } from './hitCount';
import type { QueryPart } from './plan';
import { completeTie, tiesAcross } from './ties';

/** Smaller pages save nothing. */
const SMALLEST_PAGE = 25;
/** Of a window, at a time. */
const MAX_PIECES = 32;
/** Pages that keep failing: with more of them than this, the rest is not tried. */
const MAX_LOST_PAGES = 3;
/** The most readings: with conversations that come and go faster than they are read, it would never end. */
const MAX_READINGS = 30;

export interface ReaderOptions {
	connection: Connection;
	caps: Caps;
	/** IANA: of moments that are told to the user. */
	timeZone: string;
	/** Takes the records of a page. */
	take: (records: unknown[]) => Promise<void>;
	/** One sentence for each stretch that may lack conversations. */
	missing: (sentence: string) => void;
	/** One sentence each on what is unusual and harmless. */
	note: (sentence: string) => void;
	/** Whether a page may be left out that keeps failing like this. */
	mayLeaveOut: (error: unknown) => error is GenesysError;
}

/** When a reading in order may end. */
export interface Target {
	/** How many conversations are kept of those that count. */
	kept: () => number;
	wanted: number;
	/** The first page need not be larger than this. */
	firstPage?: number;
}

/** How one part is read. */
type Reading = DetailsQuery & { part: QueryPart };

/** A page, or the place of one that kept failing. */
type ReadPage = DetailsPage & { isLost?: true };

/** `past`: none come any more that can belong to the part; `enough`: no more are wanted; `capped`: the API ends its paging. */
type End = 'all' | 'past' | 'enough' | 'capped';

/**
 * Reads parts of a plan with the details query. However the pages fall, everything that the API has arrives at `take`, some
 * of it perhaps twice; what can't be retrieved is reported to `missing`.
 */
export class QueryReader {
	/** totalHits of what was read in order, and how many records have come. */
	announced = 0;
	places = 0;
	private lostPages = 0;

	constructor(private readonly options: ReaderOptions) {}

	/**
	 * Everything of the part, in any order: pages side by side, ascending, so that new conversations come last and no page
	 * border that was read already moves; or from the newest end down.
	 *
	 * @param first the first page, where it was fetched already
	 */
	async readAll(part: QueryPart, first?: DetailsPage): Promise<void> {
		let fetched = first;
		await this.inWindows(part, 'asc', async (piece) => {
			const page = fetched;
			fetched = undefined;
			await this.readWindow(piece, page);
			return true;
		});
	}

	/** The first page of a part in the order of `readAll`. */
	async firstPage(part: QueryPart): Promise<DetailsPage> {
		return await detailsPage(this.options.connection, wholeReading(part), 1);
	}

	/**
	 * Page by page in an order, until as many were kept as are wanted, none come that can belong to the part, or the API has
	 * no more.
	 *
	 * @param firstPage the first page need not be larger
	 */
	async readInOrder(
		part: QueryPart,
		order: DetailsQuery['order'],
		orderBy: DetailsQuery['orderBy'],
		{ kept, wanted, firstPage = PAGE_SIZE }: Target = { kept: () => 0, wanted: Infinity },
	): Promise<void> {
		const pageSize = Math.min(PAGE_SIZE, Math.max(SMALLEST_PAGE, firstPage));
		// By end, windows don't follow each other: each of them may hold the first ones.
		const isApart = orderBy === 'conversationEnd';
		await this.inWindows(part, order, async (piece) => {
			const { window, filters } = piece;
			const before = isApart ? kept() : 0;
			const reading = { part: piece, window, filters, order, orderBy, pageSize };
			return (await this.readPages(reading, () => kept() - before >= wanted)) === 'all' || isApart;
		});
	}

	/** The part in one window, or in shorter ones that the API accepts; `read` resolves to whether to go on to the next one. */
	private async inWindows(
		part: QueryPart,
		order: DetailsQuery['order'],
		read: (piece: QueryPart) => Promise<boolean>,
	): Promise<void> {
		const { caps } = this.options;
		const inOrder = (windows: TimeRange[]) => (order === 'asc' ? windows : windows.toReversed());
		let goesOn = true;
		await splitting(
			this.options.connection,
			part,
			async (piece) => {
				if (goesOn) goesOn = await read(piece);
			},
			(piece, error) => {
				const windows = windowsAfter(error, piece, caps);
				return windows && inOrder(windows).map((window) => ({ ...piece, window }));
			},
		);
	}

	private async readWindow(part: QueryPart, first?: DetailsPage): Promise<void> {
		const reading = wholeReading(part);
		if (part.kind === 'ended') {
			await this.readPages(reading, () => false, first);
			return;
		}
		const page = first ?? (await this.firstPage(part));
		if (page.totalHits > this.options.caps.maxResults) {
			await this.readPieces(part, page);
		} else if (this.isBefore(page, part)) {
			await this.readInOrder(part, 'desc', 'conversationStart');
		} else {
			await this.readSideBySide(reading, page);
		}
	}

	/**
	 * While conversations come in, a descending page border only ever moves towards pages that are read later. Where the API
	 * ends its paging, a window from the last record on goes on.
	 */
	private async readPages(reading: Reading, isEnough: () => boolean, first?: DetailsPage): Promise<End> {
		const { caps } = this.options;
		const { end, hits } = await this.verified(
			reading,
			async (counted, known) => await this.readInTurn(reading, counted, isEnough, known),
			first,
		);
		this.announced += hits.announced;
		this.places += hits.places;
		if (end !== 'capped') return end;
		const next = windowAfter(reading, hits.last);
		if (next) return await this.readPages({ ...reading, pageSize: PAGE_SIZE, ...next }, isEnough);
		if (reading.orderBy === 'conversationEnd') {
			await this.readPieces(reading.part, { records: [], totalHits: 2 * caps.maxResults });
			return 'all';
		}
		this.options.missing(
			`There are more conversations in ${this.inWords(reading.window)} than the details query can page through (${caps.maxResults}). Set the option Source to Details Job.`,
		);
		return 'all';
	}

	private async readInTurn(
		reading: Reading,
		hits: HitCount,
		isEnough: () => boolean,
		first?: DetailsPage,
	): Promise<End> {
		const { caps } = this.options;
		for (let number = 1; ; number++) {
			const isCapped = number * reading.pageSize > caps.maxResults;
			const page = isCapped
				? undefined
				: await this.readPage(reading, number, hits, number === 1 ? first : undefined);
			const end = page ? this.endOf(reading, page, hits, isEnough) : 'capped';
			if (end) {
				await this.completeTies(reading, hits, end);
				return end;
			}
			if (reading.pageSize < PAGE_SIZE) {
				// Matches are rare here: start again, with full pages.
				hits.begin();
				return await this.readInTurn({ ...reading, pageSize: PAGE_SIZE }, hits, isEnough);
			}
		}
	}

	private async readSideBySide(reading: Reading, first: DetailsPage): Promise<void> {
		const { caps } = this.options;
		const { end } = await this.verified(
			reading,
			async (hits, known) => {
				const page = await this.readPage(reading, 1, hits, known);
				if (this.isLast(reading, page, hits)) return 'all';

				// A page may be smaller than asked for; the number of pages follows from what came.
				const perPage = Math.min(page.records.length, reading.pageSize);
				const count = Math.ceil(page.totalHits / perPage);
				let last = page;
				let past = this.isPast(reading, page) ? 1 : Infinity;
				const numbers = Array.from({ length: Math.max(0, count - 1) }, (_, index) => index + 2);
				await inParallel(numbers, async (number) => {
					if (number > past) return;
					const next = await this.readPage(reading, number, hits);
					if (this.isPast(reading, next)) past = Math.min(past, number);
					if (number === count) last = next;
				});
				for (let number = count + 1; past >= count && !this.isLast(reading, last, hits); number++) {
					if (number * perPage > caps.maxResults) return 'capped';
					last = await this.readPage(reading, number, hits);
				}
				const reached = past < count ? 'past' : 'all';
				await this.completeTies(reading, hits, reached);
				return reached;
			},
			first,
		);
		if (end === 'capped')
			await this.readPieces(reading.part, { records: [], totalHits: 2 * caps.maxResults });
	}

	/** @param fetched the page, where it was fetched already */
	private async readPage(
		reading: Reading,
		number: number,
		hits: HitCount,
		fetched?: DetailsPage,
	): Promise<ReadPage> {
		const page: ReadPage = fetched ?? (await this.fetchPage(reading, number, hits));
		if (page.isLost) return page;
		hits.add(page, number);
		await this.options.take(page.records);
		return page;
	}

	/** One page, or a note that it is missing. Without the first page, nothing is known of the others. */
	private async fetchPage(reading: Reading, number: number, hits: HitCount): Promise<ReadPage> {
		const { connection, mayLeaveOut, missing } = this.options;
		return await detailsPage(connection, reading, number).catch((error: unknown) => {
			if (number === 1 || !mayLeaveOut(error) || ++this.lostPages > MAX_LOST_PAGES) throw error;
			hits.isIncomplete = true;
			missing(
				`Up to ${reading.pageSize} conversations in ${this.inWords(reading.window)} could not be read: ${sentenceOf(error)}.`,
			);
			return { records: [], totalHits: 0, isLost: true };
		});
	}

	/** A tie that continues beyond the pages that were read doesn't matter: it is past the range, or no more are wanted. */
	private async completeTies(reading: Reading, hits: HitCount, end: End): Promise<void> {
		const { connection, caps, take, note } = this.options;
		const readAgain = async (number: number) => {
			if (number * reading.pageSize > caps.maxResults) return undefined;
			const { records } = await detailsPage(connection, reading, number);
			await take(records);
			return hits.addRecords(records);
		};
		const bottom = end === 'all' ? undefined : hits.borders.at(-1)?.last;
		for (const tie of tiesAcross(hits.borders)) {
			if (tie.second === bottom) continue;
			const { places, count } = await completeTie(tie, hits.borders, reading.order, readAgain);
			if (count >= places) continue;
			const at = zonedInWords(tie.second * SECOND_MS, this.options.timeZone);
			note(
				`Genesys Cloud listed ${places} conversations at ${at} but returned only ${count} different ones, even when asked again.`,
			);
		}
	}

	/**
	 * Counts what a reading brings against totalHits and reads again where that disagrees: records slip from page to page
	 * when earlier ones appear, vanish or change places while pages are read. totalHits is approximate: where nothing new
	 * comes when it is read again, what has come is all there is.
	 *
	 * @param first the first page, where it was fetched already
	 */
	private async verified(
		reading: Reading,
		read: (hits: HitCount, first?: DetailsPage) => Promise<End>,
		first?: DetailsPage,
	): Promise<{ end: End; hits: HitCount }> {
		const hits = new HitCount(reading.orderBy === 'conversationEnd' ? 'ended' : 'started');
		for (let readings = 1; ; readings++) {
			const before = hits.count;
			hits.begin();
			const end = await read(hits, readings === 1 ? first : undefined);
			// What is missing of an incomplete reading has been said.
			if (end !== 'all' || hits.isIncomplete) return { end, hits };
			const isFruitless = hits.count === before;
			// Each conversation that ends meanwhile moves another one across a page border that has been read.
			const mayHaveShifted = reading.part.kind === 'open' && hits.borders.length > 1;
			if (isFruitless && !hits.isReached()) this.noteOverstated(reading, hits);
			if (isFruitless || (hits.isReached() && !mayHaveShifted)) return { end, hits };
			if (readings === MAX_READINGS) {
				this.options.missing(
					`Conversations in ${this.inWords(reading.window)} changed faster than they could be read.`,
				);
				return { end, hits };
			}
			this.options.connection.log(
				`${hits.count} conversations read, ${hits.announced} announced; reading again`,
			);
		}
	}

	private inWords(window: TimeRange): string {
		return rangeInWords(window, this.options.timeZone);
	}

	private noteOverstated({ window }: Reading, { count, announced }: HitCount): void {
		this.options.note(
			`Genesys Cloud reported about ${announced} conversations for ${this.inWords(window)} but returned ${count}, even when asked again: the number it reports is approximate.`,
		);
	}

	/** For more than one query can page through: the window is cut, down to one second. */
	private async readPieces(part: QueryPart, { totalHits }: DetailsPage): Promise<void> {
		const { startMs: start, endMs: end } = part.window;
		const wanted = Math.ceil((1.25 * totalHits) / this.options.caps.maxResults);
		// More than these follow from the pieces, if there is really so much in them.
		const pieces = Math.min(MAX_PIECES, Math.max(2, wanted));
		const pieceMs = Math.ceil((end - start) / pieces);
		if (end - start <= SECOND_MS) {
			this.options.missing(
				`More than ${this.options.caps.maxResults} conversations started at ${this.inWords(part.window)}, more than the details query can return. Set the option Source to Details Job.`,
			);
			await this.readInOrder(part, 'asc', 'conversationStart');
			return;
		}
		const found: Array<{ piece: QueryPart; page: DetailsPage }> = [];
		for (let from = start; from < end; from += pieceMs) {
			const window = { startMs: from, endMs: Math.min(end, from + pieceMs) };
			const piece = { ...part, window, begunSinceMs: Math.max(part.begunSinceMs, utcDay(window.startMs)) };
			found.push({ piece, page: await this.firstPage(piece) });
		}
		if (found.every(({ page }) => page.totalHits >= totalHits)) {
			// The server counts whole days, however short the interval, or gives a number of its own: cutting would not end.
			this.options.missing(
				`${totalHits} conversations started on the UTC ${utcDay(start) === utcDay(end - 1) ? 'day' : 'days'} of ${this.inWords(part.window)}, more than the details query can return. Set the option Source to Details Job.`,
			);
			await this.readInOrder(part, 'asc', 'conversationStart');
			return;
		}
		for (const { piece, page } of found) await this.readAll(piece, page);
	}

	/** `conversations` is absent after the last page, which is not asked for where a page isn't full and totalHits agrees. */
	private isLast({ pageSize }: Reading, page: ReadPage, hits: HitCount): boolean {
		if (page.isLost) return false;
		if (page.records.length === 0) return true;
		return page.records.length < pageSize && hits.places >= hits.announced;
	}

	/** Why a reading in order ends with a page; undefined where it goes on. */
	private endOf(
		reading: Reading,
		page: DetailsPage,
		hits: HitCount,
		isEnough: () => boolean,
	): End | undefined {
		if (isEnough()) return 'enough';
		if (this.isPast(reading, page)) return 'past';
		return this.isLast(reading, page, hits) ? 'all' : undefined;
	}

	/** Nothing that comes after this page can belong to the part. The order is sure to the second only. */
	private isPast({ part, order, orderBy }: Reading, { records }: DetailsPage): boolean {
		const last = records.at(-1);
		const ms = orderBy === 'conversationEnd' ? endMs(last) : startMs(last);
		if (ms === null) return false;
		const [from, to] =
			orderBy === 'conversationEnd'
				? [part.ends?.startMs ?? -Infinity, part.ends?.endMs ?? Infinity]
				: [part.begunSinceMs, part.window.endMs];
		const second = Math.floor(ms / SECOND_MS) * SECOND_MS;
		return order === 'asc' ? second >= to : second + SECOND_MS <= from;
	}

	/**
	 * The server returns what began on the UTC day, overlapping the window or not, and the first page lies before all that
	 * can belong: the other end is nearer.
	 */
	private isBefore({ records }: DetailsPage, { window, begunSinceMs }: QueryPart): boolean {
		const last = records.at(-1);
		const isWholeDay = records.some((record) => (endMs(record) ?? Infinity) < window.startMs);
		return isWholeDay && (startMs(last) ?? Infinity) < begunSinceMs;
	}
}

/** How all of a part is read. */
function wholeReading(part: QueryPart): Reading {
	const { window, filters } = part;
	const order =
		part.kind === 'ended'
			? ({ order: 'desc', orderBy: 'conversationEnd' } as const)
			: ({ order: 'asc', orderBy: 'conversationStart' } as const);
	return { part, window, filters, ...order, pageSize: PAGE_SIZE };
}

/** What is left of a window that was read in order down to a record; undefined where that is no less. */
function windowAfter({ part, window, order, orderBy }: Reading, last: unknown) {
	const ms = startMs(last);
	if (ms === null || orderBy === 'conversationEnd') return undefined;
	const rest =
		order === 'asc' ? { startMs: ms, endMs: window.endMs } : { startMs: window.startMs, endMs: ms + 1 };
	const isLess = rest.startMs > window.startMs || rest.endMs < window.endMs;
	return isLess ? { window: rest, part: { ...part, window: rest } } : undefined;
}
