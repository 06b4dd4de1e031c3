import { PageWatch } from '../../api/paging';
import type { DetailsPage } from '../../api/detailsQuery';
import { keyOf, type MatchBy } from './search';
import { borderOf, type Border } from './ties';

/**
 * Compares the number of different conversations that the readings of one query bring with the totalHits that it announces,
 * which is approximate "while traffic flows".
 */
export class HitCount {
	/** The highest totalHits of the current reading. */
	announced = 0;
	/** How many records the pages of the current reading had, duplicates included. */
	places = 0;
	/** Whether a page of the current reading is missing. */
	isIncomplete = false;
	/** The last record of the page that was read last. */
	last: unknown;
	/** Of the pages of the current reading, in their order. */
	borders: Array<Border | undefined> = [];

	private readonly keys = new Set<string>();
	private watch = new PageWatch();

	/** @param matchBy what the reading is ordered by */
	constructor(private readonly matchBy: MatchBy) {}

	/** Before the query is read, for the first time or again. */
	begin(): void {
		this.announced = 0;
		this.places = 0;
		this.isIncomplete = false;
		this.watch = new PageWatch();
		this.borders = [];
	}

	/**
	 * @param number of the page in the present reading, from 1
	 * @throws PagingError where it is the same page whatever its number
	 */
	add({ records, totalHits }: DetailsPage, number: number): void {
		this.watch.see(records, keyOf);
		this.places += records.length;
		this.last = records.at(-1) ?? this.last;
		this.borders[number - 1] = this.addRecords(records);
		// The page after the last one may announce nothing at all.
		if (records.length > 0) this.announced = Math.max(this.announced, totalHits);
	}

	/** Also for a page that is read once more. */
	addRecords(records: readonly unknown[]): Border | undefined {
		for (const record of records) this.keys.add(keyOf(record));
		return borderOf(records, this.matchBy);
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
