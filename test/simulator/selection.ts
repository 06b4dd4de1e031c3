import { compileFilters, filterKey, hasFilters, type ConversationFilters } from './conversationFilters';
import { startOfUtcDay, DAY, type Range } from './interval';
import type { Test } from './predicates';
import { nextChange } from './data/asOf';
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
/** What a filter has said of the records: to build one again for each poll would be slow. */
interface Verdicts {
	/** Of records that don't change any more: 0 not looked at, 1 doesn't match, 2 matches. */
	final: Uint8Array;
	/** Of the others, for as long as they look the same. */
	passing: Map<number, { from: number; until: number; matches: boolean }>;
}

const REMEMBERED = 24;
const JUDGED = 12;

/** Finds what matches, and remembers it for the next page. */
export class Selector {
	private readonly answers = new Map<string, Remembered>();
	private readonly verdicts = new Map<string, Verdicts>();

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
		const judge = this.judge(selection, now);
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
			const verdict = judge(i);
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

	/** Whether a conversation matches the filters, and until which moment of it that holds. */
	private judge(selection: Selection, now: number): (index: number) => Verdict {
		if (!hasFilters(selection)) return () => MATCHES;
		const { ends, settled } = this.visible.store;
		const lags = this.visible.lags;
		const onEnd = endPredicate(selection);
		if (onEnd) {
			return (i) => (ends[i]! <= now - (lags ? lags[i]! : 0) === (onEnd === 'exists') ? MATCHES : FAILS);
		}
		const test: Test<ConversationRecord> = compileFilters(selection);
		const { final, passing } = this.verdictsOf(selection);
		return (i) => {
			if (final[i] !== 0) return final[i] === 2 ? MATCHES : FAILS;
			const moment = now - (lags ? lags[i]! : 0);
			const known = passing.get(i);
			if (known && moment >= known.from && moment < known.until) return known;
			const matches = test(this.visible.record(i, moment));
			if (settled[i]! <= moment) {
				final[i] = matches ? 2 : 1;
				passing.delete(i);
				return matches ? MATCHES : FAILS;
			}
			const verdict = { from: moment, until: nextChange(this.visible.store.get(i), moment), matches };
			passing.set(i, verdict);
			return verdict;
		};
	}

	private verdictsOf(selection: Selection): Verdicts {
		const key = filterKey(selection);
		const known = this.verdicts.get(key) ?? {
			final: new Uint8Array(this.visible.store.length),
			passing: new Map(),
		};
		remember(this.verdicts, key, known, JUDGED);
		return known;
	}
}

interface Verdict {
	matches: boolean;
	until: number;
}

const MATCHES: Verdict = { matches: true, until: NEVER };
const FAILS: Verdict = { matches: false, until: NEVER };

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
