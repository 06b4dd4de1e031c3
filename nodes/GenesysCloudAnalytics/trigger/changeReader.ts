import { endMs } from '../records/conversation';
import { merge, type DetailFilters } from '../records/filters';
import type { Row } from '../columns/column';
import type { Caps } from '../api/detailsQuery';
import { retrieve } from '../reading/conversations/retrieve';
import { keyOf, type Search } from '../reading/conversations/search';
import type { Connection } from '../transport/connection';
import { statesOf, type Change, type PartState } from './changes';
import type { ConversationSettings } from './conversationSettings';

/** A finished conversation, and what of it is new. */
export interface Update {
	/** Milliseconds since the epoch. */
	endMs: number;
	/** Of all its parts, new or not. */
	states: PartState[];
	/** Empty where nothing is new; there are no rows then. */
	changed: Change[];
	rows: Row[];
}

export interface ChangeReaderOptions {
	connection: Connection;
	settings: ConversationSettings;
	changes: readonly Change[];
	/** What the API takes at most; lowered where it names less. */
	caps: Caps;
	make: (record: unknown) => Row[];
}

/** Filters for conversations that can have changed in this way, so that no others are read. */
const CANDIDATES: Record<Change, DetailFilters> = {
	wrapUp: { segmentFilters: [dimension('segmentType', 'matches', 'wrapup')] },
	evaluation: { evaluationFilters: [dimension('evaluationId', 'exists')] },
	survey: { surveyFilters: [dimension('surveyId', 'exists')] },
} as Record<Change, DetailFilters>;

/** The query alone: a job's data may be a day old, and would not know of changes. */
const BY_END = {
	matchBy: 'ended',
	source: 'query',
	includeAttributes: false,
	allowPartial: false,
} as const;

/** Reads finished conversations that have a wrap-up, an evaluation or a survey. */
export class ChangeReader {
	constructor(private readonly options: ChangeReaderOptions) {}

	/**
	 * By their end, oldest first.
	 *
	 * @param isNew whether a state was not there before
	 */
	async read(
		search: Pick<Search, 'range' | 'order' | 'limit'>,
		isNew: (state: PartState) => boolean,
	): Promise<Update[]> {
		const { connection, settings, changes, caps, make } = this.options;
		const { lookBackDays, timing, format } = settings;
		const found = new Map<string, Update>();
		const collect = (record: unknown) => {
			const id = keyOf(record);
			if (found.has(id) || !settings.accepts(record)) return;
			const ended = endMs(record)!;
			const states = statesOf(record, changes, timing.settleMs);
			const changed = states.filter(isNew).map(({ change }) => change);
			const rows = changed.length > 0 ? make(record) : [];
			found.set(id, { endMs: ended, states, changed, rows });
		};
		for (const change of changes) {
			const filters = merge(settings.filters, CANDIDATES[change]);
			const wanted = { ...BY_END, ...search, filters, lookBackDays, timeZone: format.timeZone };
			await retrieve(connection, wanted, collect, { caps });
		}
		return [...found.values()].sort((a, b) => a.endMs - b.endMs);
	}
}

function dimension(name: string, operator: 'exists' | 'matches', value?: string) {
	return { type: 'and', predicates: [{ type: 'dimension', dimension: name, operator, value }] };
}
