import type { SimulatorOptions } from './types';
import { recordAsOf, withoutAttributes } from './data/asOf';
import type { ConversationStore } from './data/conversationStore';
import type { ConversationRecord } from './data/record';

const CACHED_RECORDS = 8_000;

/** The conversations as queries see them now: ongoing ones without an end, late ones not yet. */
export class Visible {
	private readonly json = new Map<number, string>();
	private delays: { of: SimulatorOptions['appearsAfterMs']; values: Float64Array } | undefined;
	private endOrder: Uint32Array | undefined;

	constructor(
		readonly store: ConversationStore,
		private readonly options: SimulatorOptions,
	) {}

	/** How long queries lag behind each conversation, in milliseconds; undefined where they don't. */
	get lags(): Float64Array | undefined {
		const lag = this.options.appearsAfterMs;
		if (!lag) return undefined;
		if (this.delays?.of !== lag) {
			const values = Float64Array.from({ length: this.store.length }, (_, i) =>
				lag(sketchOf(this.store, i), i),
			);
			this.delays = { of: lag, values };
		}
		return this.delays.values;
	}

	/** The moment that queries at `now` see of a conversation. */
	momentOf(index: number, now: number): number {
		return now - (this.lags?.[index] ?? 0);
	}

	/** All conversations by their end. */
	get byEnd(): Uint32Array {
		if (!this.endOrder) {
			const { ends } = this.store;
			this.endOrder = Uint32Array.from({ length: this.store.length }, (_, i) => i);
			this.endOrder.sort((a, b) => (ends[a]! === ends[b]! ? a - b : ends[a]! - ends[b]!));
		}
		return this.endOrder;
	}

	/** The record, participant attributes included. */
	record(index: number, moment: number): ConversationRecord {
		const record = this.store.get(index);
		return this.store.settled[index]! <= moment ? record : recordAsOf(record, moment);
	}

	/** The record as the query gives it: serialized, without participant attributes. */
	text(index: number, moment: number): string {
		if (this.store.settled[index]! > moment) {
			return JSON.stringify(withoutAttributes(this.record(index, moment)));
		}
		let text = this.json.get(index);
		if (text === undefined) {
			text = JSON.stringify(withoutAttributes(this.store.get(index)));
			if (this.json.size >= CACHED_RECORDS) this.json.delete(this.json.keys().next().value!);
			this.json.set(index, text);
		}
		return text;
	}
}

/** Enough of a record to decide on its delay; builds the rest only where it is asked for. */
function sketchOf(store: ConversationStore, index: number): ConversationRecord {
	const end = store.ends[index]!;
	return {
		conversationId: store.idAt(index),
		conversationStart: new Date(store.starts[index]!).toISOString(),
		...(end === Infinity ? {} : { conversationEnd: new Date(end).toISOString() }),
		get participants() {
			return store.get(index).participants;
		},
	};
}
