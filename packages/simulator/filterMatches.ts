import { compileFilters, filterKey, hasFilters, type ConversationFilters } from './conversationFilters';
import { nextChange } from './data/asOf';
import type { ConversationRecord } from './data/record';
import type { Test } from './predicates';
import { keepNewest } from './boundedCache';
import type { VisibleConversations } from './visibleConversations';

/** A constant, since looking up a global is slow under jest, and this is needed for each conversation. */
export const NEVER = Infinity;

/** The results of a filter so far: building the records again for each poll would be slow. */
interface Verdicts {
	/** Of records that don't change any more: 0 not looked at, 1 doesn't match, 2 matches. */
	final: Uint8Array;
	/** Of the others, for as long as they look the same. */
	passing: Map<number, Verdict & { from: number }>;
}

const JUDGED = 12;

export interface Verdict {
	matches: boolean;
	/** The moment up to which this is valid. */
	until: number;
}

const MATCHES: Verdict = { matches: true, until: NEVER };
const FAILS: Verdict = { matches: false, until: NEVER };

/** Tells what matches a query's filters, and looks at a record again only when it has changed. */
export class FilterMatches {
	private readonly verdicts = new Map<string, Verdicts>();

	constructor(private readonly visible: VisibleConversations) {}

	/** Whether a conversation matches the filters, and until which moment that is valid. */
	of(filters: ConversationFilters, now: number): (index: number) => Verdict {
		if (!hasFilters(filters)) return () => MATCHES;
		const { ends, settled } = this.visible.store;
		const lags = this.visible.lags;
		const onEnd = endPredicate(filters);
		if (onEnd) {
			return (i) => (ends[i]! <= now - (lags ? lags[i]! : 0) === (onEnd === 'exists') ? MATCHES : FAILS);
		}
		const test: Test<ConversationRecord> = compileFilters(filters);
		const { final, passing } = this.verdictsOf(filters);
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

	private verdictsOf(filters: ConversationFilters): Verdicts {
		const key = filterKey(filters);
		const known = this.verdicts.get(key) ?? {
			final: new Uint8Array(this.visible.store.length),
			passing: new Map(),
		};
		keepNewest(this.verdicts, key, known, JUDGED);
		return known;
	}
}

/** Where the only filter asks whether there is an end: polls do so each minute, and no record need be built for it. */
function endPredicate(filters: ConversationFilters): 'exists' | 'notExists' | undefined {
	const all = [
		...(filters.segmentFilters ?? []),
		...(filters.evaluationFilters ?? []),
		...(filters.surveyFilters ?? []),
		...(filters.resolutionFilters ?? []),
	];
	const [filter, ...others] = filters.conversationFilters ?? [];
	const [predicate, ...more] = filter?.predicates ?? [];
	if (all.length + others.length + more.length > 0 || filter?.clauses?.length) return undefined;
	if (predicate?.dimension !== 'conversationEnd') return undefined;
	return predicate.operator === 'exists' || predicate.operator === 'notExists'
		? predicate.operator
		: undefined;
}
