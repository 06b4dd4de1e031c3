import type { ConversationRecord } from '../../packages/simulator';
import { NumberedStore } from './numberedStore';
import { conversation } from './records';

export interface Life {
	/** Milliseconds since 1970, as the others. */
	start: number;
	end: number;
	/** How long after its end queries show it. */
	lagMs: number;
}

/** Conversations of which only start and end matter; one in twenty is outbound. */
export class Lives extends NumberedStore {
	readonly starts: Float64Array;
	readonly ends: Float64Array;
	private readonly lags: Float64Array;

	constructor(lives: Life[]) {
		super();
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
}
