import { conversationValues, segmentValues } from './conversationFilters';
import type { ConversationRecord } from './data/record';
import type { Visible } from './visible';

/** A facet of a details query: it counts conversations and filters nothing. */
export interface Facet {
	type?: string;
	dimension?: string;
	metric?: string;
	size?: number;
	ranges?: { gte?: number; lt?: number }[];
}

export function facetsOf(facets: Facet[], indexes: Uint32Array, visible: Visible, now: number): object[] {
	const records = Array.from(indexes, (i) => visible.record(i, visible.momentOf(i, now)));
	return facets.map((facet) =>
		facet.metric === undefined ? termFrequency(facet, records) : numericRange(facet, records),
	);
}

function termFrequency({ dimension = '', size = 10 }: Facet, records: ConversationRecord[]): object {
	const counts = new Map<string, number>();
	for (const record of records) {
		for (const value of new Set(termsOf(record, dimension))) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	const results = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
	return { type: 'termFrequency', dimension, results: results.slice(0, size) };
}

function termsOf(record: ConversationRecord, dimension: string): string[] {
	const values = [...conversationValues(record, { dimension })];
	for (const participant of record.participants ?? []) {
		for (const session of participant?.sessions ?? []) {
			for (const segment of session?.segments ?? []) {
				values.push(...segmentValues({ conversation: record, participant, session, segment }, { dimension }));
			}
		}
	}
	return values.filter((value) => value !== undefined && value !== null).map(String);
}

function numericRange({ metric = '', ranges = [] }: Facet, records: ConversationRecord[]): object {
	const totals = records.flatMap((record) => conversationValues(record, { metric }) as number[]);
	const results = ranges.map(({ gte = -Infinity, lt = Infinity }) => ({
		...(gte === -Infinity ? {} : { gte }),
		...(lt === Infinity ? {} : { lt }),
		count: totals.filter((total) => total >= gte && total < lt).length,
	}));
	return { type: 'numericRange', metric, results };
}
