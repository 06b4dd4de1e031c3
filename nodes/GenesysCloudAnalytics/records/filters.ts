import type { Models } from 'purecloud-platform-client-v2';

import { ABANDON_METRICS, abandoned } from './abandoned';
import { answered } from './answered';
import type { AttributeFilter } from './attributes';
import { conversationOf, handleSeconds } from './conversation';

/** The user's filters, with ids resolved. An empty list means no filter. */
export interface ConversationFilters {
	mediaTypes: string[];
	direction?: string;
	queueIds: string[];
	agentIds: string[];
	wrapUpCodes: string[];
	divisionIds: string[];
	outcome: 'any' | 'answered' | 'abandoned';
	endedOnly: boolean;
	ani?: string;
	dnis?: string;
	minHandleSeconds?: number;
	/** All must match; only the records of jobs have them. */
	attributes: AttributeFilter[];
	/** Query fields of the API, taken over as they are. */
	advanced: DetailFilters;
}

/** The filter fields that the details query and the details job have in common. */
export type DetailFilters = Pick<
	Models.ConversationQuery,
	'conversationFilters' | 'segmentFilters' | 'evaluationFilters' | 'surveyFilters' | 'resolutionFilters'
>;

export const FILTER_FIELDS = [
	'conversationFilters',
	'segmentFilters',
	'evaluationFilters',
	'surveyFilters',
	'resolutionFilters',
] as const;

/** `2026-11-20T00:00:00.000Z/2026-11-21T00:00:00.000Z` */
export function interval(range: { startMs: number; endMs: number }): string {
	return `${new Date(range.startMs).toISOString()}/${new Date(range.endMs).toISOString()}`;
}

/** conversationEnd exists or doesn't: the only two operators that are documented for it. */
export function endFilter(operator: 'exists' | 'notExists') {
	return { type: 'and', predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator }] };
}

/** Any of these values. */
export function anyOf(dimension: string, values: readonly string[]) {
	return {
		type: 'or',
		predicates: values.map((value) => ({ type: 'dimension', dimension, operator: 'matches', value })),
	};
}

/** Any of these conversations. */
export function anyConversation(ids: string[]): DetailFilters {
	return { conversationFilters: [anyOf('conversationId', ids)] } as DetailFilters;
}

/** The part of the filters that the API can apply: one filter per field, any of its values; filters are ANDed. */
export function detailFilters(filters: ConversationFilters): DetailFilters {
	const conversation = [
		chosen('divisionId', filters.divisionIds),
		chosen('originatingDirection', filters.direction ? [filters.direction] : []),
		filters.endedOnly ? [endFilter('exists')] : [],
		filters.outcome === 'abandoned' ? [anyMetricExists(ABANDON_METRICS)] : [],
	].flat();
	const segment = [
		chosen('mediaType', filters.mediaTypes),
		chosen('queueId', filters.queueIds),
		chosen('userId', filters.agentIds),
		chosen('wrapUpCode', filters.wrapUpCodes),
		chosen('ani', phoneForms(filters.ani)),
		chosen('dnis', phoneForms(filters.dnis)),
	].flat();
	return merge(
		{
			...(conversation.length ? { conversationFilters: conversation } : {}),
			...(segment.length ? { segmentFilters: segment } : {}),
		},
		filters.advanced,
	);
}

/** The part that only the record itself can tell; undefined where that is nothing. */
export function recordFilter(filters: ConversationFilters): ((record: unknown) => boolean) | undefined {
	const { outcome, minHandleSeconds } = filters;
	if (outcome === 'any' && minHandleSeconds === undefined) return undefined;
	return (record) => {
		const conversation = conversationOf(record);
		if (outcome === 'answered' && answered(conversation) !== true) return false;
		if (outcome === 'abandoned' && !abandoned(conversation)) return false;
		if (minHandleSeconds === undefined) return true;
		const handled = handleSeconds(conversation);
		return handled !== null && handled >= minHandleSeconds;
	};
}

/** The filters of both, filter lists joined. */
export function merge(filters: DetailFilters, further: DetailFilters): DetailFilters {
	const merged: DetailFilters = {};
	for (const field of FILTER_FIELDS) {
		const joined = [...(filters[field] ?? []), ...(further[field] ?? [])];
		if (joined.length) Object.assign(merged, { [field]: joined });
	}
	return merged;
}

/** A query without any filter may span 7 days, one with a filter 31. */
export function isFiltered(filters: DetailFilters): boolean {
	return FILTER_FIELDS.some((field) => (filters[field]?.length ?? 0) > 0);
}

/** No filter where nothing is chosen. */
function chosen(dimension: string, values: readonly string[]) {
	return values.length > 0 ? [anyOf(dimension, values)] : [];
}

function anyMetricExists(metrics: readonly string[]) {
	return {
		type: 'or',
		predicates: metrics.map((metric) => ({ type: 'metric', metric, operator: 'exists' })),
	};
}

// Records carry numbers as tel:+1555…, users write them without.
function phoneForms(number: string | undefined): string[] {
	const text = number?.trim() ?? '';
	if (text === '') return [];
	return text.includes(':') || text.includes('@') ? [text] : [text, `tel:${text}`];
}
