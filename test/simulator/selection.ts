import { compileFilters, filterKey, hasFilters, type ConversationFilters } from './conversationFilters';
import { startOfUtcDay, DAY, type Range } from './interval';
import type { Test } from './predicates';
import type { ConversationRecord } from './data/record';
import type { Visible } from './visible';

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

/** A constant of the module: under jest a look-up of a global is slow, and this is asked for each conversation. */
const NEVER = Infinity;
const REMEMBERED = 24;
const MATCHED = 12;

/** Finds what matches, and remembers it for the next page. */
export class Selector {
	private readonly answers = new Map<string, Remembered>();
	/** By filter: 0 not looked at, 1 doesn't match, 2 matches. Only of records that will not change any more. */
	private readonly matched = new Map<string, Uint8Array>();

	constructor(private readonly visible: Visible) {}

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
		remember(this.answers, key, found, REMEMBERED);
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
		const keeps = this.filterTest(selection, now);
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
			if (!keeps(i)) continue;
			members[i - first] = 1;
			count++;
		}
		// Metrics come while a conversation goes on: what a filter says of it may change at any time.
		if (hasFilters(selection) && until < NEVER && usesRecords(selection)) until = now + 1;
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

	private filterTest(selection: Selection, now: number): (index: number) => boolean {
		if (!hasFilters(selection)) return () => true;
		const onEnd = endPredicate(selection);
		if (onEnd) {
			const { ends } = this.visible.store;
			const lags = this.visible.lags;
			return (i) => ends[i]! <= now - (lags ? lags[i]! : 0) === (onEnd === 'exists');
		}
		const test: Test<ConversationRecord> = compileFilters(selection);
		const key = filterKey(selection);
		let known = this.matched.get(key);
		if (!known) {
			known = new Uint8Array(this.visible.store.length);
			remember(this.matched, key, known, MATCHED);
		}
		const results = known;
		return (i) => {
			if (results[i] !== 0) return results[i] === 2;
			const moment = this.visible.momentOf(i, now);
			const matches = test(this.visible.record(i, moment));
			if (this.visible.store.settled[i]! <= moment) results[i] = matches ? 2 : 1;
			return matches;
		};
	}
}

/** Where the only filter asks whether there is an end: polls do so each minute, and no record need be built for it. */
function endPredicate(selection: Selection): 'exists' | 'notExists' | undefined {
	const all = [
		...(selection.segmentFilters ?? []),
		...(selection.evaluationFilters ?? []),
		...(selection.surveyFilters ?? []),
		...(selection.resolutionFilters ?? []),
	];
	const [filter, ...others] = selection.conversationFilters ?? [];
	const [predicate, ...more] = filter?.predicates ?? [];
	if (all.length + others.length + more.length > 0 || filter?.clauses?.length) return undefined;
	if (predicate?.dimension !== 'conversationEnd') return undefined;
	return predicate.operator === 'exists' || predicate.operator === 'notExists'
		? predicate.operator
		: undefined;
}

const usesRecords = (selection: Selection) => endPredicate(selection) === undefined;

function remember<T>(cache: Map<string, T>, key: string, value: T, size: number): void {
	cache.delete(key);
	cache.set(key, value);
	if (cache.size > size) cache.delete(cache.keys().next().value!);
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
