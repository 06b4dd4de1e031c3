import { keyOf, matchesRange, sortMs, type Search } from './search';

interface Entry<T> {
	ms: number;
	key: string;
	value: T;
}

/**
 * Keeps what belongs to the search, each conversation once, as `make` turns it out: raw pages are not held on to. The
 * result's order is the same from run to run, whatever order the pages came in.
 */
export class Collector<T> {
	private readonly entries: Array<Entry<T>> = [];
	/** Every conversation that was looked at, and whether it was kept. */
	private readonly known = new Map<string, boolean>();

	constructor(
		private readonly search: Search,
		private readonly make: (record: unknown) => T,
	) {}

	/** How many were kept. */
	get count(): number {
		return this.entries.length;
	}

	/** A record from the details query. One that didn't belong may belong when it comes again: it has ended since. */
	addFresh(record: unknown): void {
		const key = keyOf(record);
		if (this.known.get(key) !== true) this.add(key, record);
	}

	/** A record from the data lake: what the query returned of the same conversation is fresher. */
	addFromLake(record: unknown): void {
		const key = keyOf(record);
		if (!this.known.has(key)) this.add(key, record);
	}

	/** In the order of the search, cut to its limit. */
	result(): T[] {
		const direction = this.search.order === 'asc' ? 1 : -1;
		this.entries.sort((a, b) => direction * (a.ms - b.ms) || (a.key < b.key ? -1 : 1));
		return this.entries.slice(0, this.search.limit).map(({ value }) => value);
	}

	private add(key: string, record: unknown): void {
		const belongs = matchesRange(record, this.search) && this.search.accepts(record);
		this.known.set(key, belongs);
		if (belongs)
			this.entries.push({ ms: sortMs(record, this.search.matchBy), key, value: this.make(record) });
	}
}
