import type { ConversationStore } from '../conversationStore';
import type { ConversationRecord } from '../record';
import type { EvaluationEntry } from './evaluations';

/**
 * The same conversations with more evaluations: automated ones, pending ones, of another form. What an entry leaves out
 * is unknown; its time may not be later than the record's last change, which is the default.
 */
export function withEvaluations(
	store: ConversationStore,
	more: (record: ConversationRecord, index: number) => EvaluationEntry[],
): ConversationStore {
	const add = (record: ConversationRecord, index: number): ConversationRecord => {
		const settled = store.settled[index]!;
		if (settled === Infinity) return record;
		const added = more(record, index).map((entry) => ({
			eventTime: new Date(settled).toISOString(),
			released: false,
			rescored: false,
			deleted: false,
			...entry,
		}));
		if (added.length === 0) return record;
		const known = Array.isArray(record.evaluations) ? (record.evaluations as unknown[]) : [];
		return { ...record, evaluations: [...known, ...added] };
	};
	return {
		length: store.length,
		starts: store.starts,
		ends: store.ends,
		settled: store.settled,
		get: (index) => add(store.get(index), index),
		byId: (id) => {
			const index = store.indexOf(id);
			return index < 0 ? undefined : add(store.get(index), index);
		},
		indexOf: (id) => store.indexOf(id),
		idAt: (index) => store.idAt(index),
		*[Symbol.iterator]() {
			let index = 0;
			for (const record of store) yield add(record, index++);
		},
	};
}
