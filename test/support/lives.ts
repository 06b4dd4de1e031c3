import type { ConversationRecord, ConversationStore } from '../../packages/simulator';
import { conversation } from './records';

export interface Life {
	/** Milliseconds since 1970, as the others. */
	start: number;
	end: number;
	/** How long after its end queries show it. */
	lagMs: number;
}

/** Conversations of which only the lives matter; one in twenty is outbound. A record is made when it is asked for. */
export class Lives implements ConversationStore {
	readonly starts: Float64Array;
	readonly ends: Float64Array;
	private readonly lags: Float64Array;

	constructor(lives: Life[]) {
		const sorted = lives.toSorted((a, b) => a.start - b.start);
		this.starts = Float64Array.from(sorted, ({ start }) => start);
		this.ends = Float64Array.from(sorted, ({ end }) => end);
		this.lags = Float64Array.from(sorted, ({ lagMs }) => lagMs);
	}

	get length(): number {
		return this.starts.length;
	}

	get settled(): Float64Array {
		return this.ends;
	}

	/** For the simulator's option of that name. */
	readonly appearsAfterMs = (_: unknown, index: number): number => this.lags[index]!;

	isInbound(index: number): boolean {
		return index % 20 < 19;
	}

	get(index: number): ConversationRecord {
		const record = conversation(this.idAt(index), this.starts[index]!, this.ends[index]!);
		return this.isInbound(index) ? record : { ...record, originatingDirection: 'outbound' };
	}

	byId(conversationId: string): ConversationRecord | undefined {
		const index = this.indexOf(conversationId);
		return index < 0 ? undefined : this.get(index);
	}

	indexOf(conversationId: string): number {
		const index = parseInt(conversationId.slice(0, 8), 16);
		return index < this.length && this.idAt(index) === conversationId ? index : -1;
	}

	idAt(index: number): string {
		return `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
	}

	*[Symbol.iterator](): Iterator<ConversationRecord> {
		for (let index = 0; index < this.length; index++) yield this.get(index);
	}
}
