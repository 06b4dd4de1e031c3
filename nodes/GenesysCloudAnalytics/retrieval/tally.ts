import type { QueryPage } from './queryReader';
import { keyOf } from './search';

/** Counts the different conversations of one query against the totalHits that it announces. */
export class Tally {
	totalHits = 0;

	private readonly keys = new Set<string>();

	add({ records, totalHits }: QueryPage): void {
		for (const record of records) this.keys.add(keyOf(record));
		// The page after the last one may announce nothing at all.
		if (records.length > 0) this.totalHits = totalHits;
	}

	get count(): number {
		return this.keys.size;
	}

	/** totalHits is approximate: more than announced is fine, less is not. */
	isComplete(): boolean {
		return this.count >= this.totalHits;
	}
}
