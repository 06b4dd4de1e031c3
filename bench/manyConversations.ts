import { createConversations, storeOf, type ConversationRecord } from '../packages/simulator';
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
	/** Evaluated ones, which each search looks at, all of them. */
	private readonly evaluated: ConversationRecord[] = [];

	/** @param isEvaluated whether somebody has evaluated each of them, once */
	constructor(
		readonly length: number,
		from: number,
		to: number,
		private readonly isEvaluated = false,
	) {
		super();
		const count = isEvaluated ? DIFFERENT : Math.min(length, DIFFERENT);
		const all = createConversations({ count, from, to });
		const different = isEvaluated ? storeOf([...all].filter(hasOneEvaluation)) : all;
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
		if (!this.isEvaluated) return this.make(index);
		return (this.evaluated[index] ??= this.make(index));
	}

	private make(index: number): ConversationRecord {
		const end = this.ends[index]!;
		const template = this.templates[index % this.templates.length]!;
		const [evaluation] = this.isEvaluated ? evaluationsOf(template) : [];
		return {
			...template,
			...(evaluation && { evaluations: [{ ...evaluation, evaluationId: this.idAt(index) }] }),
			conversationId: this.idAt(index),
			conversationStart: new Date(this.starts[index]!).toISOString(),
			...(Number.isFinite(end) && { conversationEnd: new Date(end).toISOString() }),
		};
	}
}

interface Evaluation {
	evaluationStatus?: string;
	eventTime?: string;
	systemSubmitted?: boolean;
	deleted?: boolean;
}

function evaluationsOf({ evaluations }: ConversationRecord): Evaluation[] {
	return (evaluations ?? []) as Evaluation[];
}

/** By a person, who has finished it. */
function hasOneEvaluation(record: ConversationRecord): boolean {
	const [one, another] = evaluationsOf(record);
	if (one?.evaluationStatus !== 'Finished' || another) return false;
	return !one.systemSubmitted && !one.deleted && Date.parse(one.eventTime ?? '') < Date.now();
}
