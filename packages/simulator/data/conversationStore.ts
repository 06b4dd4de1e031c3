import type { ConversationRecord } from './record';

/** Conversations in the order of their start, with what queries need to find them without building them. */
export interface ConversationStore extends Iterable<ConversationRecord> {
	readonly length: number;
	/** The record as it is when everything is over (or as it was written). */
	get(index: number): ConversationRecord;
	byId(conversationId: string): ConversationRecord | undefined;
	/** -1 where the id is unknown. */
	indexOf(conversationId: string): number;
	idAt(index: number): string;
	/** Milliseconds since 1970, ascending. */
	readonly starts: Float64Array;
	/** Infinity where a conversation has no end. */
	readonly ends: Float64Array;
	/** The last moment at which a record changes: after-call work goes on after the end. */
	readonly settled: Float64Array;
}

class WrittenStore implements ConversationStore {
	readonly starts: Float64Array;
	readonly ends: Float64Array;
	readonly settled: Float64Array;
	private readonly records: ConversationRecord[];
	private readonly indexes = new Map<string, number>();

	constructor(records: ConversationRecord[]) {
		this.records = [...records].sort((a, b) => startOf(a) - startOf(b));
		this.starts = Float64Array.from(this.records, startOf);
		this.ends = Float64Array.from(this.records, (record) => time(record.conversationEnd, Infinity));
		this.settled = Float64Array.from(this.records, lastChange);
		this.records.forEach((record, index) => this.indexes.set(record.conversationId, index));
	}

	get length(): number {
		return this.records.length;
	}

	get(index: number): ConversationRecord {
		return this.records[index]!;
	}

	byId(conversationId: string): ConversationRecord | undefined {
		return this.records[this.indexOf(conversationId)];
	}

	indexOf(conversationId: string): number {
		return this.indexes.get(conversationId) ?? -1;
	}

	idAt(index: number): string {
		return this.get(index).conversationId;
	}

	[Symbol.iterator](): Iterator<ConversationRecord> {
		return this.records[Symbol.iterator]();
	}
}

/** A store of records written by hand. Its order is that of their start, whatever the order of the list. */
export function storeOf(records: ConversationRecord[]): ConversationStore {
	return new WrittenStore(records);
}

const startOf = (record: ConversationRecord) => time(record.conversationStart, 0);

function lastChange(record: ConversationRecord): number {
	let last = time(record.conversationEnd, Infinity);
	const consider = (text: unknown) => (last = Math.max(last, time(text, 0)));
	for (const participant of record.participants ?? []) {
		for (const session of participant?.sessions ?? []) {
			for (const segment of session?.segments ?? []) consider(segment?.segmentEnd);
			for (const metric of session?.metrics ?? []) consider(metric?.emitDate);
		}
	}
	for (const results of [record.evaluations, record.surveys]) {
		if (Array.isArray(results)) results.forEach((one) => consider(one?.eventTime));
	}
	return last;
}

const { parse } = Date;
const { isNaN } = Number;

/** Queries read the same dates again and again: to parse one takes several times as long as to look it up. */
const parsed = new Map<string, number>();
const MOST_PARSED = 200_000;

/** Milliseconds of a date, or what stands in for one that is missing or unreadable. */
export function time(text: unknown, otherwise: number): number {
	if (typeof text !== 'string') return otherwise;
	let moment = parsed.get(text);
	if (moment === undefined) {
		if (parsed.size >= MOST_PARSED) parsed.clear();
		parsed.set(text, (moment = parse(text)));
	}
	return isNaN(moment) ? otherwise : moment;
}
