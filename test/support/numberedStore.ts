import type { ConversationRecord, ConversationStore } from '../../packages/simulator';

/** Conversations by number: the id tells which one it is, and a record is made when it is asked for. */
export abstract class NumberedStore implements ConversationStore {
	abstract readonly length: number;
	abstract readonly starts: Float64Array;
	abstract readonly ends: Float64Array;
	abstract readonly settled: Float64Array;

	abstract get(index: number): ConversationRecord;

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
