import type { DetailsPage } from '../api/detailsQuery';
import { sortMs, keyOf } from './search';

/**
 * Counts the different conversations that readings of one query bring against the totalHits that it announces, which are
 * approximate "while traffic flows".
 */
export class HitCount {
	/** The most that the present reading was told of. */
	announced = 0;
	/** Pages of the present reading, and how many places for a conversation they had. */
	pages = 0;
	places = 0;
	/** Conversations of the same moment stand on several pages: the API promises no order among them. */
	hasTies = false;

	private readonly keys = new Set<string>();
	private readonly edges = new Set<number>();

	constructor(private readonly orderBy: 'conversationStart' | 'conversationEnd') {}

	/** Before the query is read, for the first time or again. */
	begin(): void {
		this.announced = 0;
		this.pages = 0;
		this.places = 0;
		this.edges.clear();
	}

	add({ records, totalHits }: DetailsPage): void {
		this.pages++;
		this.places += records.length;
		for (const record of records) this.keys.add(keyOf(record));
		// The page after the last one may announce nothing at all.
		if (records.length > 0) this.announced = Math.max(this.announced, totalHits);
		const matchBy = this.orderBy === 'conversationEnd' ? 'ended' : 'started';
		const edges = [...new Set([records.at(0), records.at(-1)].map((record) => sortMs(record, matchBy)))];
		this.hasTies ||= records.length > 0 && edges.some((ms) => this.edges.has(ms));
		for (const ms of edges) this.edges.add(ms);
	}

	/** Of all readings. */
	get count(): number {
		return this.keys.size;
	}

	/** More than announced is fine, less is not. */
	isReached(): boolean {
		return this.count >= this.announced;
	}
}
