import type { SimulatorOptions } from './types';
import { recordAsOf, withoutAttributes } from './data/asOf';
import type { ConversationStore } from './data/conversationStore';
import type { ConversationRecord } from './data/record';

/** How many serialized records are kept per store, about 6 kB each. */
const KEPT = 16_000;

/** Records that no longer change, by index: without and with participant attributes. */
interface Serialized {
	plain: Map<number, Buffer>;
	full: Map<number, Buffer>;
}

/** By store, so that several simulators of one store, as in a test file, build each record only once. */
const serialized = new WeakMap<ConversationStore, Serialized>();

/** The conversations as queries see them at a moment: ongoing ones without an end, late ones not yet. */
export class VisibleConversations {
	private readonly serialized: Serialized;
	private delays: Float64Array | undefined;
	private endOrder: Uint32Array | undefined;
	private endPlaces: Uint32Array | undefined;

	constructor(
		readonly store: ConversationStore,
		private readonly lag?: SimulatorOptions['appearsAfterMs'],
	) {
		this.serialized = serialized.get(store) ?? { plain: new Map(), full: new Map() };
		serialized.set(store, this.serialized);
	}

	/** How long queries lag behind each conversation, in milliseconds; undefined where they don't. */
	get lags(): Float64Array | undefined {
		const { store, lag } = this;
		if (!lag) return undefined;
		return (this.delays ??= Float64Array.from({ length: store.length }, (_, i) =>
			lag(sketchOf(store, i), i),
		));
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

	/** The place of each conversation among all by their end. */
	get placeByEnd(): Uint32Array {
		if (!this.endPlaces) {
			const places = new Uint32Array(this.store.length);
			this.byEnd.forEach((index, place) => (places[index] = place));
			this.endPlaces = places;
		}
		return this.endPlaces;
	}

	/** The record, participant attributes included. */
	record(index: number, moment: number): ConversationRecord {
		const record = this.store.get(index);
		return this.store.settled[index]! <= moment ? record : recordAsOf(record, moment);
	}

	/** The record as queries give it: serialized, without participant attributes. */
	bytes(index: number, moment: number): Buffer {
		return this.serialize(index, moment, this.serialized.plain, withoutAttributes);
	}

	/** The record as jobs give it: serialized, with participant attributes. */
	fullBytes(index: number, moment: number): Buffer {
		return this.serialize(index, moment, this.serialized.full, (record) => record);
	}

	private serialize(
		index: number,
		moment: number,
		kept: Map<number, Buffer>,
		shape: (record: ConversationRecord) => ConversationRecord,
	): Buffer {
		const isFinal = this.store.settled[index]! <= moment;
		const known = isFinal ? kept.get(index) : undefined;
		if (known) return known;
		const bytes = Buffer.from(JSON.stringify(shape(this.record(index, moment))));
		if (!isFinal) return bytes;
		if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
		kept.set(index, bytes);
		return bytes;
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
