import { endMs, startMs } from '../analytics/conversation';
import type { TimeRange } from '../analytics/timeRange';
import { split, utcDay } from '../analytics/utcDays';
import { detailsPage, maxDays, PAGE_SIZE, windowsAfter, type Caps } from '../api/detailsQuery';
import { splitting } from '../api/refusals';
import { keyOf } from '../retrieval/search';
import type { Connection } from '../transport/connection';
import { catchUp, isTooMuch, type Aim, type Reading, type Sighting } from './course';
import { keyOfId, type Cursor } from './cursor';
import { readDown, readOldest, sightingsOf, type Page, type ReadPage } from './pages';
import type { Watch } from './watch';

/** A filter that only the record can tell may match none at all. */
const PAGES_FOR_NEWEST = 10;

/** Reads conversations of the details query by the moment of their event, newest first. */
export class ConversationSource {
	/** @param caps what the API takes at most; lowered where it names less */
	constructor(
		private readonly connection: Connection,
		private readonly watch: Watch,
		private readonly caps: Caps,
	) {}

	/** What the aim asks for, or the oldest part of it where that is too much for one poll: then the aim is another. */
	async read(cursor: Cursor, goal: Aim): Promise<{ aim: Aim; reading: Reading }> {
		if (goal.kind === 'follow') {
			const reading = await this.follow(cursor, goal);
			return reading
				? { aim: goal, reading }
				: await this.read(cursor, catchUp(cursor, goal, this.watch.timing));
		}
		const steps = await this.overWindows(goal, async (readPage) => {
			const { stretch, upTo = goal.upTo } = await readOldest(readPage, goal.downTo);
			return { upTo, sightings: await sightingsOf(readPage, stretch, goal.downTo, cursor.known) };
		});
		return {
			aim: goal,
			reading: {
				from: goal.downTo,
				to: Math.min(goal.upTo, ...steps.map(({ upTo }) => upTo)),
				sightings: steps.flatMap(({ sightings }) => sightings),
			},
		};
	}

	/** The newest conversation of the look-back that the watch accepts; only so many pages are looked through. */
	async newest(now: number): Promise<Sighting | undefined> {
		const goal: Aim = { kind: 'follow', downTo: now - this.watch.lookBackMs, upTo: now, now };
		const found = await this.overWindows(goal, async (readPage) => {
			for (let number = 1; number <= PAGES_FOR_NEWEST; number++) {
				const { sightings, isLast } = await readPage(number);
				const newest = sightings.find(({ record }) => this.watch.accepts(record));
				if (newest || isLast) return newest;
			}
			return undefined;
		});
		return found.toSorted((a, b) => (b?.ms ?? 0) - (a?.ms ?? 0))[0];
	}

	private async follow(cursor: Cursor, goal: Aim): Promise<Reading | undefined> {
		const soFar: Sighting[] = [];
		const stretches = await this.overWindows(goal, async (readPage) => {
			const stretch = await readDown(readPage, goal.downTo, 1, (pages) => {
				soFar.push(...(pages.at(-1)?.sightings ?? []));
				return !isTooMuch(cursor, goal, soFar);
			});
			return stretch && (await sightingsOf(readPage, stretch, goal.downTo, cursor.known));
		});
		if (stretches.includes(undefined)) return undefined;
		return { from: goal.downTo, to: goal.upTo, sightings: stretches.flatMap((each) => each ?? []) };
	}

	/** One window, unless the API takes shorter ones only; newest first. */
	private async overWindows<T>(goal: Aim, read: (readPage: ReadPage) => Promise<T>): Promise<T[]> {
		const { filters } = this.watch;
		const windows = (range: TimeRange) => split(range, maxDays(filters, this.caps)).toReversed();
		const results: T[] = [];
		for (const window of windows(this.intervalOf(goal))) {
			const found = await splitting(
				window,
				async (part) => await read(async (number) => await this.readPage(part, number)),
				(part, error) => windowsAfter(error, { window: part, filters }, this.caps)?.toReversed(),
			);
			results.push(...found);
		}
		return results;
	}

	/** The query goes by the UTC day on which a conversation began: for ends, the look-back has to be asked for as well. */
	private intervalOf({ downTo, upTo }: Aim): TimeRange {
		const first =
			this.watch.moment === 'conversationStart' ? downTo : utcDay(upTo - 1) - this.watch.lookBackMs;
		return { startMs: utcDay(first), endMs: upTo };
	}

	private async readPage(window: TimeRange, number: number): Promise<Page> {
		const { moment, filters } = this.watch;
		const query = { window, filters, order: 'desc', orderBy: moment, pageSize: PAGE_SIZE } as const;
		const { records, totalHits } = await detailsPage(this.connection, query, number);
		const places = (number - 1) * PAGE_SIZE + records.length;
		return {
			sightings: records.flatMap((record) => this.sight(record)),
			// A page that isn't full may be a smaller one than asked for: then totalHits says that there are more.
			isLast: records.length === 0 || (records.length < PAGE_SIZE && places >= totalHits),
		};
	}

	private sight(record: unknown): Sighting[] {
		const ms = this.watch.moment === 'conversationStart' ? startMs(record) : endMs(record);
		return ms === null ? [] : [{ key: keyOfId(keyOf(record)), ms, record }];
	}
}
