import type { Range } from '../interval';
import type { World } from '../world';
import type { QueueEntity } from '../data/organization';
import type { Filter } from '../predicates';

/** Something that is counted: a metric's value at a moment. */
export interface CountedEvent {
	name: string;
	value: number;
	/** Milliseconds since 1970. */
	at: number;
	conversation?: { conversationId: string };
}

interface SubjectQuery {
	alternateTimeDimension?: string;
	filter?: Filter;
}

/** What aggregates queries can be about. */
export interface Subject<Event extends CountedEvent> {
	metrics: readonly string[];
	/** Those in the range, as far as they are known now. */
	events(range: Range, world: World, now: number, query: SubjectQuery): Iterable<Event>;
	/** The values of a dimension: none, one, or several where it is multi-valued. */
	values(event: Event, dimension: string): readonly unknown[];
	/** The queue whose service level an event counts for. */
	queueOf?(event: Event, queues: Map<string, QueueEntity>): QueueEntity | undefined;
}

/** An event of a subject that has its dimensions with it. */
export interface SubjectEvent extends CountedEvent {
	dimensions: Record<string, unknown>;
}

/** A subject whose events carry their own dimensions. */
export function subjectOf(
	metrics: readonly string[],
	events: Subject<SubjectEvent>['events'],
): Subject<SubjectEvent> {
	return {
		metrics,
		*events(range, world, now, query) {
			for (const event of events(range, world, now, query)) {
				if (event.at >= range.start && event.at < range.end) yield event;
			}
		},
		values: ({ dimensions }, dimension) => {
			const value = dimensions[dimension];
			if (Array.isArray(value)) return value;
			return value === undefined || value === null ? [] : [value];
		},
	};
}
