import { createConversations, type ConversationRecord } from '../packages/simulator';
import { NumberedStore } from '../test/support/numberedStore';

/** How many different conversations there are; after that, they repeat with new ids and times. */
const DIFFERENT = 4_000;

/**
 * Conversations for measuring: evenly spread, all over in time. Building a record costs the simulator more than reading
 * it costs a client; here only the id and the times of the conversation itself are new, so that what is measured is
 * the client at any number of them.
 */
export class ManyConversations extends NumberedStore {
	readonly starts: Float64Array;
	readonly ends: Float64Array;
	readonly settled: Float64Array;
	private readonly templates: ConversationRecord[];

	constructor(
		readonly length: number,
		from: number,
		to: number,
	) {
		super();
		const different = createConversations({ count: Math.min(length, DIFFERENT), from, to });
		this.templates = [...different];
		this.starts = Float64Array.from({ length }, (_, index) =>
			Math.floor(from + (index / length) * (to - from)),
		);
		const after = (times: Float64Array) =>
			this.starts.map(
				(start, index) =>
					start + times[index % different.length]! - different.starts[index % different.length]!,
			);
		this.ends = after(different.ends);
		this.settled = after(different.settled);
	}

	get(index: number): ConversationRecord {
		const end = this.ends[index]!;
		return {
			...this.templates[index % this.templates.length]!,
			conversationId: this.idAt(index),
			conversationStart: new Date(this.starts[index]!).toISOString(),
			...(Number.isFinite(end) && { conversationEnd: new Date(end).toISOString() }),
		};
	}
}
