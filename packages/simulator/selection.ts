import { Answer, type Stretch } from './answer';
import { filterKey, type ConversationFilters } from './conversationFilters';
import { startOfUtcDay, DAY, type Range } from './interval';
import { FilterMatches, NEVER } from './filterMatches';
import { keepNewest } from './boundedCache';
import { lowerBound } from './lowerBound';
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

/** Conversations by their start, without those that had ended before a moment. */
interface Cut extends Range {
	endedSince: number;
}

interface Remembered {
	stretch: Stretch;
	from: number;
	/** The first moment at which the stretch may have changed. */
	until: number;
}

/** Two months of days, and the days at the ends of some intervals. */
const REMEMBERED = 128;

/**
 * Finds what matches, UTC day by UTC day, and remembers it: the days of last week don't change any more, so that a query of
 * a month costs what has happened today, however many conversations there are.
 */
export class Selector {
	private readonly known = new Map<string, Remembered>();
	private readonly matches: FilterMatches;

	constructor(private readonly visible: VisibleConversations) {
		this.matches = new FilterMatches(visible);
	}

	/** What matches now, in the order asked for. */
	select(selection: Selection, now: number): Answer {
		const filters = filterKey(selection);
		const verdictOn = this.matches.of(selection, now);
		const stretches = this.cuts(selection).map((cut) => {
			const key = `${cut.start}/${cut.end}/${cut.endedSince}${filters}`;
			const known = this.known.get(key);
			const found = known && now >= known.from && now < known.until ? known : this.find(cut, verdictOn, now);
			keepNewest(this.known, key, found, REMEMBERED);
			return found.stretch;
		});
		return new Answer(stretches, selection, this.visible, now);
	}

	/** The interval cut at midnights, behind those that began before it. */
	private cuts({ matching, range, startedSince }: Selection): Cut[] {
		const { starts } = this.visible.store;
		const earliest = starts[0] ?? 0;
		const latest = (starts.at(-1) ?? 0) + 1;
		let { start, end } = range;
		const cuts: Cut[] = [];
		if (matching === 'wholeDay') {
			start = startOfUtcDay(start);
			end = startOfUtcDay(end - 1) + DAY;
		} else {
			const since = matching === 'overlap' ? (startedSince ?? -NEVER) : startOfUtcDay(start);
			if (since < start) cuts.push({ start: since, end: start, endedSince: start });
		}
		start = Math.max(start, startOfUtcDay(earliest));
		end = Math.min(end, startOfUtcDay(latest) + DAY);
		while (start < end) {
			const midnight = Math.min(startOfUtcDay(start) + DAY, end);
			cuts.push({ start, end: midnight, endedSince: -NEVER });
			start = midnight;
		}
		return cuts;
	}

	private find(
		{ start, end, endedSince }: Cut,
		verdictOn: ReturnType<FilterMatches['of']>,
		now: number,
	): Remembered {
		const { starts, ends, settled } = this.visible.store;
		const lags = this.visible.lags;
		const first = lowerBound(starts, start);
		const last = lowerBound(starts, end);
		const members = new Uint32Array(Math.max(0, last - first));
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
			if ((ends[i]! <= moment ? ends[i]! : NEVER) < endedSince) continue;
			const verdict = verdictOn(i);
			if (verdict.until + lag < until) until = verdict.until + lag;
			if (verdict.matches) members[count++] = i;
		}
		return { stretch: { members: members.slice(0, count) }, from: now, until };
	}
}
