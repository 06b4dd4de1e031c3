import {
	endMs,
	entries,
	fields,
	type ConversationRecord,
	type Participant,
} from '../../records/conversation';
import type { TimeRange } from '../../time/timeRange';
import { keyOf, matchesRange, sortMs, type Search } from './search';

/** Turns a record out; `isFinal`: nothing newer can be had of its attributes. */
export type Make<T> = (record: unknown, isFinal: boolean) => T;

interface Held {
	index: number;
	record: unknown;
}

/**
 * Keeps what belongs to the search, as converted by `make`: each conversation once, in its freshest version. Raw records are
 * not retained. The order of the result is the same in every run, whatever order the pages came in.
 */
export class Collector<T> {
	// What was kept, as columns: objects would take more memory than what they say of a conversation.
	private readonly values: Array<T | undefined> = [];
	private readonly moments: number[] = [];
	/** The index of each kept conversation. */
	private readonly kept = new Map<string, number>();
	/** Looked at, and not kept. */
	private readonly unwanted = new Set<string>();
	/** Kept in a version from before its end, or from the data lake: a fresher record replaces it. */
	private readonly stale: boolean[] = [];
	/** From the query, and waiting for the participant attributes that only the data lake has. */
	private readonly held = new Map<string, Held>();

	constructor(
		private readonly search: Search,
		private readonly make: Make<T>,
	) {}

	/** How many were kept. */
	get count(): number {
		return this.kept.size;
	}

	get hasUnwanted(): boolean {
		return this.unwanted.size > 0;
	}

	/** How many kept conversations are in a range, by the moment that the result is ordered by. */
	countWithin({ startMs: from, endMs: to }: TimeRange): number {
		let count = 0;
		for (const index of this.kept.values()) {
			const moment = this.moments[index]!;
			if (moment >= from && moment < to) count++;
		}
		return count;
	}

	/** A record from the details query. One that was seen before may have ended since, and belong or not belong now. */
	addFresh(record: unknown): void {
		const key = keyOf(record);
		const index = this.kept.get(key);
		if (index !== undefined && !this.stale[index]) return;
		this.put(key, record, { isStale: endMs(record) === null, isHeld: this.search.includeAttributes });
	}

	/** A record from the data lake: what the query returned of the same conversation is fresher, but for the attributes. */
	addFromLake(record: unknown): void {
		const key = keyOf(record);
		const held = this.held.get(key);
		if (held) {
			this.held.delete(key);
			this.values[held.index] = this.make(withAttributesOf(held.record, record), endMs(record) !== null);
		} else if (!this.kept.has(key) && !this.unwanted.has(key)) {
			// With attributes, what the lake has is final: what went on at its end was read from the query before.
			this.put(key, record, { isStale: !this.search.includeAttributes, isHeld: false });
		}
	}

	/** In the order of the search, cut to its limit. */
	result(): T[] {
		for (const { index, record } of this.held.values()) this.values[index] = this.make(record, false);
		this.held.clear();
		const { moments } = this;
		const keys: string[] = [];
		for (const [key, index] of this.kept) keys[index] = key;
		const direction = this.search.order === 'asc' ? 1 : -1;
		const order = Uint32Array.from(this.kept.values()).sort(
			(a, b) => direction * (moments[a]! - moments[b]!) || (keys[a]! < keys[b]! ? -1 : 1),
		);
		return Array.from(order.subarray(0, this.search.limit), (index) => this.values[index]!);
	}

	private put(key: string, record: unknown, { isStale = false, isHeld = false }): void {
		const belongs = matchesRange(record, this.search) && (this.search.accepts?.(record) ?? true);
		if (!belongs) {
			this.unwanted.add(key);
			this.kept.delete(key);
			this.held.delete(key);
			return;
		}
		const index = this.kept.get(key) ?? this.values.length;
		this.kept.set(key, index);
		if (isHeld) this.held.set(key, { index, record });
		this.values[index] = isHeld ? undefined : this.make(record, endMs(record) !== null);
		// Sparse: only the few stale ones take memory.
		if (isStale || this.stale[index]) this.stale[index] = isStale;
		this.moments[index] = sortMs(record, this.search.matchBy);
	}
}

/** The record with the attributes that another record of the same conversation has. */
export function withAttributesOf(record: unknown, other: unknown): unknown {
	const attributes = new Map<unknown, unknown>();
	for (const participant of participantsOf(other)) {
		attributes.set(participant.participantId, participant.attributes);
	}
	const participants = participantsOf(record).map((participant) => {
		const found = attributes.get(participant.participantId) ?? participant.attributes;
		return found === undefined ? participant : { ...participant, attributes: found };
	});
	return { ...fields<ConversationRecord>(record), participants };
}

function participantsOf(record: unknown): readonly Participant[] {
	return entries<Participant>(fields<ConversationRecord>(record).participants);
}
