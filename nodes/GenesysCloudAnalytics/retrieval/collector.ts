import { keyOf, matchesRange, sortMs, type Search } from './search';

/**
 * Keeps what belongs to the search, each conversation once, as `make` turns it out: raw pages are not held on to. The
 * result's order is the same from run to run, whatever order the pages came in.
 */
export class Collector<T> {
	// What was kept, as columns: objects would take more memory than what they say of a conversation.
	private readonly values: T[] = [];
	private readonly keys: string[] = [];
	private readonly moments: number[] = [];
	private readonly kept = new Set<string>();
	/** Looked at, and not kept. */
	private readonly passedOver = new Set<string>();

	constructor(
		private readonly search: Search,
		private readonly make: (record: unknown) => T,
	) {}

	/** How many were kept. */
	get count(): number {
		return this.values.length;
	}

	/** A record from the details query. One that didn't belong may belong when it comes again: it has ended since. */
	addFresh(record: unknown): void {
		const key = keyOf(record);
		if (!this.kept.has(key)) this.add(key, record);
	}

	/** A record from the data lake: what the query returned of the same conversation is fresher. */
	addFromLake(record: unknown): void {
		const key = keyOf(record);
		if (!this.kept.has(key) && !this.passedOver.has(key)) this.add(key, record);
	}

	/** In the order of the search, cut to its limit. */
	result(): T[] {
		const { values, keys, moments } = this;
		const direction = this.search.order === 'asc' ? 1 : -1;
		const order = Uint32Array.from(values.keys()).sort(
			(a, b) => direction * (moments[a]! - moments[b]!) || (keys[a]! < keys[b]! ? -1 : 1),
		);
		return Array.from(order.subarray(0, this.search.limit), (index) => values[index]!);
	}

	private add(key: string, record: unknown): void {
		const belongs = matchesRange(record, this.search) && this.search.accepts(record);
		(belongs ? this.kept : this.passedOver).add(key);
		if (!belongs) return;
		this.values.push(this.make(record));
		this.keys.push(key);
		this.moments.push(sortMs(record, this.search.matchBy));
	}
}
