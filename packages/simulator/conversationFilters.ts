import { time } from './data/conversationStore';
import type { ConversationRecord, ParticipantRecord, SegmentRecord, SessionRecord } from './data/record';
import { compileFilter, type Filter, type Predicate, type Test } from './predicates';

/** The filters of details queries and jobs. */
export interface ConversationFilters {
	conversationFilters?: Filter[] | null;
	segmentFilters?: Filter[] | null;
	evaluationFilters?: Filter[] | null;
	surveyFilters?: Filter[] | null;
	resolutionFilters?: Filter[] | null;
}

/** A segment with everything that it belongs to, as segment filters test it. */
export interface SegmentView {
	conversation: ConversationRecord;
	participant: ParticipantRecord;
	session: SessionRecord;
	segment: SegmentRecord;
}

export function hasFilters(filters: ConversationFilters): boolean {
	return KINDS.some((kind) => (filters[kind]?.length ?? 0) > 0);
}

/** The part of a body that decides what matches, as one string. */
export function filterKey(filters: ConversationFilters): string {
	return JSON.stringify(KINDS.map((kind) => filters[kind] ?? []));
}

const KINDS = [
	'conversationFilters',
	'segmentFilters',
	'evaluationFilters',
	'surveyFilters',
	'resolutionFilters',
] as const;

/** Filters of what is attached to a conversation, and where it is. */
const ATTACHED = [
	['evaluationFilters', 'evaluations'],
	['surveyFilters', 'surveys'],
	['resolutionFilters', 'resolutions'],
] as const;

/** All filters have to hold (AND); a segment filter holds when one segment fits the whole of it. */
export function compileFilters(filters: ConversationFilters): Test<ConversationRecord> {
	const tests: Test<ConversationRecord>[] = [
		...(filters.conversationFilters ?? []).map((filter) => compileFilter(filter, conversationValues)),
		...(filters.segmentFilters ?? []).map((filter) => {
			const test = compileFilter(filter, segmentValues);
			return (record: ConversationRecord) => someSegment(record, test);
		}),
		...ATTACHED.flatMap(([kind, list]) =>
			(filters[kind] ?? []).map((filter) => {
				const test = compileFilter<Record<string, unknown>>(filter, (subject, predicate) => [
					subject[predicate.dimension ?? predicate.metric ?? ''],
				]);
				return (record: ConversationRecord) => {
					const entries = record[list];
					return Array.isArray(entries) && entries.some((entry) => test(entry));
				};
			}),
		),
	];
	return (record) => tests.every((test) => test(record));
}

/** Conversation-level values; a metric's value is the sum over the sessions. */
function conversationValues(record: ConversationRecord, predicate: Predicate): readonly unknown[] {
	if (predicate.metric !== undefined) return metricTotal(record, predicate.metric);
	switch (predicate.dimension) {
		case 'divisionId':
			return record.divisionIds ?? [];
		case 'accessAttribute':
			return (record.accessAttributes as unknown[]) ?? [];
		default:
			return [record[predicate.dimension ?? '']];
	}
}

function metricTotal(record: ConversationRecord, metric: string): readonly number[] {
	if (metric === 'tConversationDuration') {
		const duration = time(record.conversationEnd, NaN) - time(record.conversationStart, NaN);
		return Number.isNaN(duration) ? [] : [duration];
	}
	let total: number | undefined;
	for (const participant of record.participants ?? []) {
		for (const session of participant?.sessions ?? []) {
			for (const entry of session?.metrics ?? []) {
				if (entry?.name === metric) total = (total ?? 0) + (entry.value ?? 0);
			}
		}
	}
	return total === undefined ? [] : [total];
}

function someSegment(record: ConversationRecord, test: Test<SegmentView>): boolean {
	for (const participant of record.participants ?? []) {
		for (const session of participant?.sessions ?? []) {
			for (const segment of session?.segments ?? []) {
				if (segment && test({ conversation: record, participant, session, segment })) return true;
			}
		}
	}
	return false;
}

/** Segment-level values: of the segment, else of its session, its flow, its participant. */
export function segmentValues(view: SegmentView, predicate: Predicate): readonly unknown[] {
	const { segment, session, participant } = view;
	if (predicate.metric === 'tSegmentDuration') {
		const duration = time(segment.segmentEnd, NaN) - time(segment.segmentStart, NaN);
		return Number.isNaN(duration) ? [] : [duration];
	}
	if (predicate.property !== undefined) {
		const properties = Array.isArray(segment.properties) ? segment.properties : [];
		return properties.filter((one) => one?.property === predicate.property).map((one) => one.value);
	}
	const dimension = predicate.dimension ?? '';
	const list = LISTS[dimension];
	for (const source of [segment, session, session.flow as Record<string, unknown> | undefined, participant]) {
		if (!source) continue;
		if (list && Array.isArray(source[list])) return source[list] as unknown[];
		if (source[dimension] !== undefined && source[dimension] !== null) return [source[dimension]];
	}
	return [];
}

/** Dimensions that records hold under a plural name. */
const LISTS: Record<string, string> = {
	callbackNumber: 'callbackNumbers',
	destinationAddress: 'destinationAddresses',
	requestedRouting: 'requestedRoutings',
	requestedRoutingSkillId: 'requestedRoutingSkillIds',
	sipResponseCode: 'sipResponseCodes',
};
