import type { INodeProperties } from 'n8n-workflow';

import {
	dimensionColumn,
	DIMENSIONS,
	metricColumns,
	METRICS,
	subjectMetricColumns,
} from '../../kpis/aggregateMetrics';
import type { FigureColumn } from '../../kpis/aggregates';
import { SUBJECTS, type Subject, type SubjectName } from '../../kpis/subjects';
import { aggregateSheet } from '../../columns';
import { filterCollection } from '../../fields/filters';
import { timeRangeOrSinceOfIntervals } from '../../fields/timeRange';
import { UserFacingError } from '../../messages/userFacingError';
import type { Operation, ReadParameter, Result, Session } from '../operation';
import { list, oneOf } from '../../fields/choices';
import { writeAggregates } from './writeAggregates';
import { aggregateFields, granularityField } from './fields';
import { filtersOf, readCountedBy, sourceOf } from './subjects';
import { API } from '../../api/endpoints';

const SUBJECT_NAMES = Object.keys(SUBJECTS) as SubjectName[];

/** What docs and schemas show. */
const DEFAULT_METRICS = ['nOffered', 'tAnswered', 'tAbandon', 'tHandle'];

/** With the groups and metrics chosen at first. */
const sheet = aggregateSheet(
	'aggregates',
	[dimensionColumn('queueId')],
	DEFAULT_METRICS.flatMap(metricColumns),
	{ first: readFirst(DEFAULT_METRICS.flatMap(metricColumns)) },
);

/** With all groups that can be chosen, whose options the form needs. */
const widestSheet = aggregateSheet(
	'aggregates',
	DIMENSIONS.map(dimensionColumn),
	DEFAULT_METRICS.flatMap(metricColumns),
);

/** Shown for conversations, which the fields without a prefix are about. */
const ofConversations = { show: { subject: ['conversations'] } };

// A constant, because n8n's lint wants inline options in alphabetical order, and conversations come first.
const subjects = [
	{
		name: 'Conversations',
		value: 'conversations',
		description: 'Queues and agents: offered, answered, handled',
	},
	...SUBJECT_NAMES.map((value) => ({
		name: SUBJECTS[value].name,
		value,
		description: SUBJECTS[value].about,
	})),
];

const groupBy = {
	displayName: 'Group By',
	type: 'multiOptions',
	description: 'What each row represents. If nothing is chosen, one row covers everything.',
	allowArbitraryValues: true,
} as const;

const dimensionsOf = (subject: string): readonly string[] =>
	subject === 'conversations' ? DIMENSIONS : SUBJECTS[subject as SubjectName].dimensions;
const subjectsWith = (has: (filters: INodeProperties[]) => boolean) =>
	subjects.map(({ value }) => value).filter((subject) => has(filtersOf(dimensionsOf(subject))));

/** All filters, each shown for the subjects that have it. */
const filters: INodeProperties = {
	...filterCollection(
		filtersOf([...new Set(subjects.flatMap(({ value }) => dimensionsOf(value)))]).map((field) => ({
			...field,
			displayOptions: { show: { '/subject': subjectsWith((own) => own.includes(field)) } },
		})),
	),
	displayOptions: { show: { subject: subjectsWith((own) => own.length > 0) } },
};

export const query: Operation = {
	value: 'query',
	name: 'Query Aggregates',
	action: 'Query aggregates',
	description:
		'Get any metric of conversations, flows, bots, surveys, evaluations, transcripts (sentiment), summaries, journeys, resolutions or workflows by its API name (count, sum, average, minimum and maximum; times in seconds), grouped by any dimension',
	fields: [
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'options',
			default: 'conversations',
			description: 'What the figures are about',
			options: subjects,
		},
		...timeRangeOrSinceOfIntervals,
		{
			displayName: 'Metrics',
			name: 'metrics',
			type: 'multiOptions',
			required: true,
			default: ['nOffered', 'tAnswered', 'tAbandon', 'tHandle'],
			description: 'API names: t… are times, n… are counts, o… are observations',
			allowArbitraryValues: true,
			displayOptions: ofConversations,
			options: METRICS.map((value) => ({ name: value, value })),
		},
		{
			...groupBy,
			name: 'groupBy',
			default: ['queueId'],
			displayOptions: ofConversations,
			options: DIMENSIONS.map((value) => ({ name: value, value })),
		},
		...SUBJECT_NAMES.flatMap(fieldsOf),
		granularityField,
		...aggregateFields(sheet, { filters, widest: widestSheet }),
	],
	sheets: [sheet],
	asks: [
		{ endpoint: API.conversationAggregates, for: 'Subject: Conversations' },
		...SUBJECT_NAMES.map((subject) => ({
			endpoint: sourceOf(subject, '').endpoint,
			for: `Subject: ${SUBJECTS[subject].name}`,
		})),
	],
	dimensions: subjects.flatMap(({ value }) => dimensionsOf(value)),
	execute,
};

/** What the form has for one subject. */
function fieldsOf(subject: SubjectName): INodeProperties[] {
	const { prefix, metrics, dimensions, times, defaults }: Subject = SUBJECTS[subject];
	const displayOptions = { show: { subject: [subject] } };
	return [
		{
			displayName: 'Metrics',
			name: `${prefix}Metrics`,
			type: 'multiOptions',
			required: true,
			default: [...defaults.metrics],
			description: 'API names: t… are times, n… are counts, o… are observations such as scores',
			allowArbitraryValues: true,
			displayOptions,
			options: metrics.map((value) => ({ name: value, value })),
		},
		{
			...groupBy,
			name: `${prefix}GroupBy`,
			default: [...defaults.groupBy],
			displayOptions,
			options: dimensions.map((value) => ({ name: value, value })),
		},
		...(times.length === 1
			? []
			: [
					{
						displayName: 'Counted By',
						name: `${prefix}CountedBy`,
						type: 'options' as const,
						default: times[0],
						description:
							'The date that decides whether something is in the time range, and in which interval',
						displayOptions,
						options: times.map((value) => ({ name: value, value })),
					},
				]),
	];
}

async function execute(session: Session, read: ReadParameter): Promise<Result> {
	const subject = oneOf('Subject', read('subject', 'conversations'), ['conversations', ...SUBJECT_NAMES]);
	if (subject === 'conversations') {
		const metrics = readMetrics(read, 'metrics');
		return await writeAggregates(session, read, {
			name: 'aggregates',
			metrics,
			figures: metrics.flatMap(metricColumns),
			first: readFirst(metrics.flatMap(metricColumns)),
		});
	}
	const { prefix, name }: Subject = SUBJECTS[subject];
	const metrics = readMetrics(read, `${prefix}Metrics`);
	const countedBy = readCountedBy(read, subject);
	session.hint(`${name} are counted by ${countedBy}.`);
	return await writeAggregates(session, read, {
		name: `${prefix}Aggregates`,
		metrics,
		figures: metrics.flatMap(subjectMetricColumns),
		first: readFirst(metrics.flatMap(subjectMetricColumns)),
		source: sourceOf(subject, `${prefix}GroupBy`, countedBy),
	});
}

/** How often and how much on average, before sums and extremes. */
function readFirst(figures: readonly FigureColumn[]): string[] {
	const names = figures.map(({ name }) => name);
	const isMain = (name: string) => /_(count|avg|avgSeconds|percent)$/.test(name);
	return [...names.filter(isMain), ...names.filter((name) => !isMain(name))];
}

function readMetrics(read: ReadParameter, parameter: string): string[] {
	const metrics = [...new Set(list(read(parameter, [])))];
	if (metrics.length > 0) return metrics;
	throw new UserFacingError('No metric is chosen', 'Choose at least one in the field Metrics.');
}
