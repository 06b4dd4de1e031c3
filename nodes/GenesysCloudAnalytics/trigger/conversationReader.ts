import { digest } from '../analytics/conversation';
import type { TimeRange } from '../analytics/timeRange';
import type { Caps } from '../api/detailsQuery';
import { retrieve } from '../retrieval/retrieve';
import { keyOf, sortMs, type Search } from '../retrieval/search';
import type { Connection } from '../transport/connection';
import type { ConversationSettings } from './conversationSettings';
import { keyOfId } from './cursor';
import type { Goal, Sighting } from './progress';

/** Of the newest conversations, so many are looked through, and then so many, for one that the record's filters let pass. */
const LOOKED_THROUGH = [100, 1_000];

export interface ReaderOptions<T> {
	connection: Connection;
	settings: ConversationSettings;
	/** What the API takes at most; lowered where it names less. */
	caps: Caps;
	/** What is behind may be read by a job: that takes minutes. */
	mayUseJobs: boolean;
	/** What to emit for a record; undefined where it isn't wanted. The record itself is not held on to. */
	make: (record: unknown) => T | undefined;
}

/** Reads conversations by the moment of their event. */
export class ConversationReader<T> {
	private readonly matchBy;

	constructor(private readonly options: ReaderOptions<T>) {
		this.matchBy =
			options.settings.moment === 'conversationStart' ? ('started' as const) : ('ended' as const);
	}

	/** All that is there of the goal. Where that is no time at all, a millisecond: an activation tells whether it works. */
	async read({ downTo, upTo, isBehind }: Goal): Promise<Array<Sighting<T>>> {
		const range = { startMs: downTo, endMs: Math.max(upTo, downTo + 1) };
		return await this.sightings(range, {
			limit: Infinity,
			source: isBehind && this.options.mayUseJobs ? 'auto' : 'query',
		});
	}

	/** The newest conversation of the look-back that is wanted, among the newest ones. */
	async newest(now: number): Promise<Sighting<T> | undefined> {
		for (const limit of LOOKED_THROUGH) {
			const range = { startMs: now - this.options.settings.lookBackMs, endMs: now };
			const found = await this.sightings(range, { limit, source: 'query' });
			const newest = found.find(({ value }) => value !== undefined);
			if (newest || found.length < limit) return newest;
		}
		return undefined;
	}

	/** The first of them, newest first. */
	private async sightings(
		range: TimeRange,
		how: Pick<Search, 'limit' | 'source'>,
	): Promise<Array<Sighting<T>>> {
		const { connection, settings, caps } = this.options;
		const search: Search = {
			...how,
			range,
			matchBy: this.matchBy,
			order: 'desc',
			filters: settings.filters,
			includeAttributes: false,
			allowPartial: false,
			lookBackDays: settings.lookBackDays,
		};
		const { values } = await retrieve(connection, search, (record) => this.sight(record), { caps });
		return values;
	}

	private sight(record: unknown): Sighting<T> {
		const value = this.options.make(record);
		const mayReopen = this.matchBy === 'ended' && value !== undefined && !isCall(record);
		return { key: keyOfId(keyOf(record)), ms: sortMs(record, this.matchBy), value, mayReopen };
	}
}

/** A call is over when it is over. */
function isCall(record: unknown): boolean {
	const { legs } = digest(record);
	return legs.length > 0 && legs.every(({ session }) => session.mediaType === 'voice');
}
