import type { INodeProperties } from 'n8n-workflow';

import { dimensionColumn } from '../../kpis/aggregateMetrics';
import { metricsOf, type SubjectKpi } from '../../kpis/subjectKpis';
import { SUBJECTS, type Subject, type SubjectName } from '../../kpis/subjects';
import { aggregateSheet } from '../../columns';
import type { AggregateRequest } from '../../reading/aggregates';
import { API } from '../../api/endpoints';
import { directionField, filterCollection, mediaTypesField } from '../../fields/filters';
import {
	agentLocator,
	divisionLocator,
	evaluationFormLocator,
	flowLocator,
	queueLocator,
	surveyFormLocator,
	wrapUpCodeLocator,
} from '../../fields/locators';
import { timeRangeOrSinceOfIntervals } from '../../fields/timeRange';
import { oneOf } from '../../fields/choices';
import type { Operation, ReadParameter } from '../operation';
import { writeAggregates, type AggregateSource } from './writeAggregates';
import { aggregateFields, granularityField } from './fields';

/** Where the figures of each subject come from. */
const ENDPOINTS: Readonly<Record<SubjectName, AggregateRequest['endpoint']>> = {
	flows: API.flowAggregates,
	bots: API.botAggregates,
	surveys: API.surveyAggregates,
	evaluations: API.evaluationAggregates,
	transcripts: API.transcriptAggregates,
	summaries: API.summaryAggregates,
	journeys: API.journeyAggregates,
	resolutions: API.resolutionAggregates,
	flowExecutions: API.flowExecutionAggregates,
};

/** Each filter with the dimensions that it can stand for. */
const FILTERS: ReadonlyArray<[field: INodeProperties, ...dimensions: string[]]> = [
	[queueLocator, 'queueId'],
	[agentLocator, 'userId'],
	[mediaTypesField, 'mediaType'],
	[directionField, 'originatingDirection', 'direction'],
	[wrapUpCodeLocator, 'wrapUpCode'],
	[divisionLocator, 'divisionId'],
	[flowLocator, 'flowId'],
	[evaluationFormLocator, 'contextId'],
	[surveyFormLocator, 'surveyFormContextId'],
];

/** The filters of a subject. */
export function filtersOf(dimensions: readonly string[]): INodeProperties[] {
	return FILTERS.flatMap(([field, ...any]) => (any.some((one) => dimensions.includes(one)) ? [field] : []));
}

/**
 * The aggregates of a subject.
 *
 * @param countedBy the time that decides whether something is in the range; the API has a default, but doesn't say which
 */
export function sourceOf(
	subject: SubjectName,
	parameter: string,
	countedBy: string = SUBJECTS[subject].times[0],
): AggregateSource {
	const { dimensions, defaults }: Subject = SUBJECTS[subject];
	return {
		endpoint: ENDPOINTS[subject],
		groupBy: { parameter, byDefault: defaults.groupBy },
		query: { alternateTimeDimension: countedBy },
		dimensions,
	};
}

/**
 * The time that counts for a subject, as the form has it.
 *
 * @throws UserFacingError for one that the subject doesn't have
 */
export function readCountedBy(read: ReadParameter, subject: SubjectName): string {
	const { prefix, times }: Subject = SUBJECTS[subject];
	return times.length === 1 ? times[0] : oneOf('Counted By', read(`${prefix}CountedBy`, times[0]), times);
}

/** An operation that brings the KPIs of one subject. */
export function kpiOperation(
	subject: SubjectName,
	kpis: readonly SubjectKpi[],
	groups: Array<{ name: string; value: string }>,
	texts: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
): Operation {
	const { prefix, dimensions, defaults }: Subject = SUBJECTS[subject];
	const name = `${prefix}Kpis`;
	const sheet = aggregateSheet(name, defaults.groupBy.map(dimensionColumn), kpis);
	return {
		...texts,
		fields: [
			...timeRangeOrSinceOfIntervals,
			{
				displayName: 'Group By',
				name: 'groupBy',
				type: 'multiOptions',
				default: [...defaults.groupBy],
				description: 'What each row represents. If nothing is chosen, one row covers everything.',
				allowArbitraryValues: true,
				options: groups,
			},
			granularityField,
			...aggregateFields(sheet, { filters: filterCollection(filtersOf(dimensions)) }),
		],
		sheets: [sheet],
		asks: [{ endpoint: ENDPOINTS[subject] }],
		dimensions: groups.map(({ value }) => value),
		execute: async (session, read) =>
			await writeAggregates(session, read, {
				name,
				metrics: metricsOf(kpis),
				figures: kpis,
				source: sourceOf(subject, 'groupBy'),
			}),
	};
}
