import { digest, endMs, startMs } from '../analytics/conversation';
import { endFilter, merge, type DetailFilters } from '../analytics/query';
import type { TimeRange } from '../analytics/timeRange';
import { split, utcDay } from '../analytics/utcDays';
import { detailsPage, maxDays, PAGE_SIZE, windowsAfter, type Caps } from '../api/detailsQuery';
import { splitting } from '../api/refusals';
import { retrieve } from '../retrieval/retrieve';
import { keyOf, type Search } from '../retrieval/search';
import type { Connection } from '../transport/connection';
import type { ConversationSettings } from './conversationSettings';
import { keyOfId } from './cursor';
import { readNewestFirst, type Page, type ReadPage } from './newestFirst';
import type { Goal, Sighting } from './progress';

/** A filter that only the record can tell may match none at all. */
const PAGES_FOR_NEWEST = 10;

export interface ReaderOptions<T> {
	connection: Connection;
	settings: ConversationSettings;
	/** What the API takes at most; lowered where it names less. */
	caps: Caps;
	source: Search['source'];
	/** What to emit for a record; undefined where it isn't wanted. The record itself is not held on to. */
	make: (record: unknown) => T | undefined;
}

/** Reads conversations by the moment of their event. */
export class ConversationReader<T> {
	constructor(private readonly options: ReaderOptions<T>) {}

	/**
	 * All that is there of the goal, and perhaps more. While the trigger keeps up, what is new stands on the first pages of
	 * the query, newest first; after a pause, or where that lies deeper than the API pages, it is retrieved as a range.
	 *
	 * @param known keys and moments of conversations that were emitted before
	 */
	async read(goal: Goal, known: ReadonlyMap<string, number>): Promise<Array<Sighting<T>>> {
		const newest = goal.isBehind ? undefined : await this.readNewest(goal, known);
		return newest ?? (await this.readRange(goal));
	}

	/** The newest conversation of the look-back that is wanted; only so many pages are looked through. */
	async newest(now: number): Promise<Sighting<T> | undefined> {
		const goal = { downTo: now - this.options.settings.lookBackMs, upTo: now };
		const found = await this.overWindows(goal, async (readPage) => {
			for (let number = 1; number <= PAGES_FOR_NEWEST; number++) {
				const page = await readPage(number);
				const newest = page?.sightings.find(({ value }) => value !== undefined);
				if (!page || newest || page.isLast) return newest;
			}
			return undefined;
		});
		return found.toSorted((a, b) => (b?.ms ?? 0) - (a?.ms ?? 0))[0];
	}

	private async readNewest(
		goal: Goal,
		known: ReadonlyMap<string, number>,
	): Promise<Array<Sighting<T>> | undefined> {
		const found = await this.overWindows(
			goal,
			async (readPage) => await readNewestFirst(readPage, goal.downTo, known),
		);
		return found.includes(undefined) ? undefined : found.flatMap((each) => each ?? []);
	}

	private async readRange({ downTo, upTo }: Goal): Promise<Array<Sighting<T>>> {
		const { connection, settings, caps, source } = this.options;
		const search: Search = {
			range: { startMs: downTo, endMs: upTo },
			matchBy: settings.moment === 'conversationStart' ? 'started' : 'ended',
			order: 'asc',
			limit: Infinity,
			filters: settings.filters,
			source,
			includeAttributes: false,
			allowPartial: false,
			lookBackDays: settings.lookBackDays,
		};
		const { values } = await retrieve(connection, search, (record) => this.sight(record), { caps });
		return values.flat();
	}

	/** One window, unless the API takes shorter ones only; newest first. */
	private async overWindows<R>(
		goal: Pick<Goal, 'downTo' | 'upTo'>,
		read: (readPage: ReadPage<T>) => Promise<R>,
	): Promise<R[]> {
		const { caps } = this.options;
		const filters = this.eventFilters();
		const results: R[] = [];
		for (const window of split(this.intervalOf(goal), maxDays(filters, caps)).toReversed()) {
			const found = await splitting(
				window,
				async (part) => await read(async (number) => await this.readPage(part, filters, number)),
				(part, error) => windowsAfter(error, { window: part, filters }, caps)?.toReversed(),
			);
			results.push(...found);
		}
		return results;
	}

	/** The query goes by the UTC day on which a conversation began: for ends, the look-back has to be asked for as well. */
	private intervalOf({ downTo, upTo }: Pick<Goal, 'downTo' | 'upTo'>): TimeRange {
		const { moment, lookBackMs } = this.options.settings;
		const first = moment === 'conversationStart' ? downTo : utcDay(upTo - 1) - lookBackMs;
		return { startMs: utcDay(first), endMs: upTo };
	}

	private eventFilters(): DetailFilters {
		const { moment, filters } = this.options.settings;
		if (moment === 'conversationStart') return filters;
		return merge(filters, { conversationFilters: [endFilter('exists')] } as DetailFilters);
	}

	private async readPage(
		window: TimeRange,
		filters: DetailFilters,
		number: number,
	): Promise<Page<T> | undefined> {
		const { connection, settings, caps } = this.options;
		if (number * PAGE_SIZE > caps.maxResults) return undefined;
		const query = {
			window,
			filters,
			order: 'desc',
			orderBy: settings.moment,
			pageSize: PAGE_SIZE,
		} as const;
		const { records, totalHits } = await detailsPage(connection, query, number);
		const places = (number - 1) * PAGE_SIZE + records.length;
		return {
			sightings: records.flatMap((record) => this.sight(record)),
			// A page that isn't full may be a smaller one than asked for: then totalHits says that there are more.
			isLast: records.length === 0 || (records.length < PAGE_SIZE && places >= totalHits),
		};
	}

	private sight(record: unknown): Array<Sighting<T>> {
		const isStart = this.options.settings.moment === 'conversationStart';
		const ms = isStart ? startMs(record) : endMs(record);
		if (ms === null) return [];
		const value = this.options.make(record);
		const mayReopen = !isStart && value !== undefined && !isCall(record);
		return [{ key: keyOfId(keyOf(record)), ms, value, mayReopen }];
	}
}

/** A call is over when it is over. */
function isCall(record: unknown): boolean {
	const { legs } = digest(record);
	return legs.length > 0 && legs.every(({ session }) => session.mediaType === 'voice');
}
