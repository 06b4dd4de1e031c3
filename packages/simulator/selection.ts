import { filterKey, type ConversationFilters } from './conversationFilters';
import { startOfUtcDay, DAY, type Range } from './interval';
import { FilterMatches, NEVER } from './filterMatches';
import { keepNewest } from './boundedCache';
import type { VisibleConversations } from './visibleConversations';

/** What a query takes from the conversations, before paging. */
export interface Selection extends ConversationFilters {
	range: Range;
	/** Which conversations belong to the interval. */
	matching: 'overlapOnDay' | 'wholeDay' | 'overlap';
	/** Conversations that started earlier are left out, whatever the matching says. */
	startedSince?: number;
	order: string;
	orderBy: string;
}

interface Remembered {
	indexes: Uint32Array;
	from: number;
	/** The first moment at which the answer may be another. */
	until: number;
}

const REMEMBERED = 24;

/** Finds what matches, and remembers it for the next page. */
export class Selector {
	private readonly answers = new Map<string, Remembered>();
	private readonly matches: FilterMatches;

	constructor(private readonly visible: VisibleConversations) {
		this.matches = new FilterMatches(visible);
	}

	/** Indexes into the store, in the order asked for. */
	select(selection: Selection, now: number): Uint32Array {
		const key =
			JSON.stringify([
				selection.range,
				selection.matching,
				selection.startedSince,
				selection.order,
				selection.orderBy,
			]) + filterKey(selection);
		const known = this.answers.get(key);
		if (known && now >= known.from && now < known.until) return known.indexes;
		const found = this.find(selection, now);
		keepNewest(this.answers, key, found, REMEMBERED);
		return found.indexes;
	}

	private find(selection: Selection, now: number): Remembered {
		const { starts, ends, settled } = this.visible.store;
		const lags = this.visible.lags;
		const { start, end } = selection.range;
		const overlaps = selection.matching !== 'wholeDay';
		const earliest =
			selection.matching === 'overlap' ? (selection.startedSince ?? -NEVER) : startOfUtcDay(start);
		const latest = overlaps ? end : startOfUtcDay(end - 1) + DAY;
		const first = lowerBound(starts, earliest);
		const last = lowerBound(starts, latest);
		const verdictOn = this.matches.of(selection, now);
		const members = new Uint8Array(last - first);
		let count = 0;
		let until = NEVER;
		for (let i = first; i < last; i++) {
			const lag = lags ? lags[i]! : 0;
			const moment = now - lag;
			const change =
				starts[i]! > moment
					? starts[i]!
					: ends[i]! > moment
						? ends[i]!
						: settled[i]! > moment
							? settled[i]!
							: NEVER;
			if (change + lag < until) until = change + lag;
			if (starts[i]! > moment) continue;
			if (overlaps && (ends[i]! <= moment ? ends[i]! : NEVER) < start) continue;
			const verdict = verdictOn(i);
			if (verdict.until + lag < until) until = verdict.until + lag;
			if (!verdict.matches) continue;
			members[i - first] = 1;
			count++;
		}
		return { indexes: this.arrange(selection, members, first, count, now), from: now, until };
	}

	private arrange(
		selection: Selection,
		members: Uint8Array,
		first: number,
		count: number,
		now: number,
	): Uint32Array {
		const indexes = new Uint32Array(count);
		let next = 0;
		if (selection.orderBy === 'conversationEnd' || selection.orderBy === 'segmentEnd') {
			const { ends } = this.visible.store;
			const lags = this.visible.lags;
			const open: number[] = [];
			for (const i of this.visible.byEnd) {
				if (i < first || members[i - first] !== 1) continue;
				if (ends[i]! <= now - (lags ? lags[i]! : 0)) indexes[next++] = i;
				else open.push(i);
			}
			if (selection.order === 'desc') indexes.subarray(0, next).reverse();
			// What has no end yet comes last in both directions.
			indexes.set(open, next);
			return indexes;
		}
		for (let i = 0; i < members.length; i++) if (members[i] === 1) indexes[next++] = first + i;
		return selection.order === 'desc' ? indexes.reverse() : indexes;
	}
}

/** Index of the first element that is not less than the value. */
export function lowerBound(sorted: Float64Array, value: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (sorted[middle]! < value) low = middle + 1;
		else high = middle;
	}
	return low;
}
