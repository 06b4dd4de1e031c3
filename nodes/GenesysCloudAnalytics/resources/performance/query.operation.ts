import { API } from '../../api/endpoints';
import type { Sheet } from '../../columns/sheet';
import { aggregateFilters } from '../../fields/aggregateFilters';
import { shownIf, type Field, type Fields, type Settings } from '../../fields/field';
import { fillGaps } from '../../fields/fillGaps';
import { granularity } from '../../fields/granularity';
import { choice, severalNames, type Option } from '../../fields/kinds';
import { limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { rows } from '../../fields/rows';
import { timeRangeOfIntervals } from '../../fields/timeRange';
import { UserFacingError } from '../../messages/userFacingError';
import { DIMENSIONS, metricColumns, METRICS, subjectMetricColumns } from '../../kpis/aggregateMetrics';
import { SUBJECTS, type Subject, type SubjectName } from '../../kpis/subjects';
import { operation, type Found, type Work } from '../operation';
import { findFigures, sheetOfFigures, type Figures } from './findAggregates';
import { ENDPOINTS } from './subjects';

const SUBJECT_NAMES = Object.keys(SUBJECTS) as SubjectName[];
const DEFAULT_METRICS = ['nOffered', 'tAnswered', 'tAbandon', 'tHandle'];
/** Conversations have a metric or dimension more than the other subjects, and fields without a prefix. */
const ALL_SUBJECTS: Readonly<Record<'conversations' | SubjectName, Subject>> = {
	conversations: {
		name: 'Conversations',
		about: 'Queues and agents: offered, answered, handled',
		prefix: '',
		metrics: METRICS,
		dimensions: DIMENSIONS,
		times: [''],
		defaults: { metrics: DEFAULT_METRICS, groupBy: ['queueId'] },
	},
	...SUBJECTS,
};
const NAMES = Object.keys(ALL_SUBJECTS) as Array<keyof typeof ALL_SUBJECTS>;

const inCamelCase = (prefix: string, name: string) =>
	prefix === '' ? `${name[0]!.toLowerCase()}${name.slice(1)}` : `${prefix}${name}`;
const asOptions = (values: readonly string[]): Array<Option<string>> => values.map((value) => [value, value]);

/** What the form has for one subject. */
function fieldsOf(name: keyof typeof ALL_SUBJECTS): Array<[string, Field<unknown>]> {
	const { prefix, metrics, dimensions, times, defaults } = ALL_SUBJECTS[name];
	const show = { subject: [name] };
	const metricsField = severalNames({
		displayName: 'Metrics',
		required: true,
		byDefault: defaults.metrics,
		description: 'API names: t… are times, n… are counts, o… are observations such as scores',
		options: asOptions(metrics),
	});
	const groupByField = severalNames({
		displayName: 'Group By',
		byDefault: defaults.groupBy,
		description: 'What each row represents. If nothing is chosen, one row covers everything.',
		options: asOptions(dimensions),
	});
	const countedByField = choice<string>({
		displayName: 'Counted By',
		byDefault: times[0],
		description: 'The date that decides whether something is in the time range, and in which interval',
		options: asOptions(times),
	});
	return [
		[inCamelCase(prefix, 'Metrics'), shownIf(metricsField, show)],
		[inCamelCase(prefix, 'GroupBy'), shownIf(groupByField, show)],
		...(times.length > 1
			? [[inCamelCase(prefix, 'CountedBy'), shownIf(countedByField, show)] as [string, Field<unknown>]]
			: []),
	];
}

const bySubject: Fields = Object.fromEntries(NAMES.flatMap(fieldsOf));

/** With the groups and metrics chosen at first. */
const sheet = sheetOfFigures(figuresFor('conversations', {}, ['queueId'], DEFAULT_METRICS));
/** With all groups that can be chosen, whose options the form needs. */
const widestSheet = sheetOfFigures(figuresFor('conversations', {}, DIMENSIONS, DEFAULT_METRICS));

const fields = {
	subject: choice({
		displayName: 'Subject',
		byDefault: 'conversations',
		description: 'What the figures are about',
		options: NAMES.map((value) => [value, ALL_SUBJECTS[value].name, ALL_SUBJECTS[value].about] as const),
	}),
	period: timeRangeOfIntervals,
	ofSubject: {
		properties: () => Object.entries(bySubject).flatMap(([name, field]) => field.properties(name)),
		read: async (form) => {
			const said: Record<string, unknown> = {};
			const subject = form.given('subject').value ?? 'conversations';
			const own = NAMES.find((name) => name === subject);
			for (const [name, field] of own ? fieldsOf(own) : []) said[name] = await field.read(form, name);
			return said;
		},
	} satisfies Field<Record<string, unknown>>,
	granularity,
	filters: aggregateFilters(Object.fromEntries(NAMES.map((name) => [name, ALL_SUBJECTS[name].dimensions]))),
	rows: rows(widestSheet),
	limit: limitForAgents({ isSyncable: true }),
	options: options([widestSheet], { fillGaps }),
};
type Said = Settings<typeof fields>;

export const query = operation({
	value: 'query',
	name: 'Query Aggregates',
	action: 'Query aggregates',
	description:
		'Get any metric of conversations, flows, bots, surveys, evaluations, transcripts (sentiment), summaries, journeys, resolutions or workflows by its API name (count, sum, average, minimum and maximum; times in seconds), grouped by any dimension',
	rowPer:
		'group and interval, with any API metric of conversations, flows, bots, surveys, evaluations, transcripts, …',
	fields,
	sheets: [sheet],
	uses: [
		{ endpoint: API.conversationAggregates, for: 'Subject: Conversations' },
		...SUBJECT_NAMES.map((subject) => ({
			endpoint: ENDPOINTS[subject],
			for: `Subject: ${SUBJECTS[subject].name}`,
		})),
	],
	dimensions: NAMES.flatMap((name) => ALL_SUBJECTS[name].dimensions),
	sheetOf: (said): Sheet => sheetOfFigures(figuresOf(said)),
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const figures = figuresOf(said);
	const { name, prefix } = ALL_SUBJECTS[said.subject];
	const countedBy = said.ofSubject[inCamelCase(prefix, 'CountedBy')] ?? ALL_SUBJECTS[said.subject].times[0];
	if (prefix !== '') work.report.note(`${name} are counted by ${String(countedBy)}.`);
	const { period, limit, options: wanted } = said;
	return await findFigures(figures, { period, limit, fillGaps: wanted.fillGaps }, work);
}

/** @throws UserFacingError where no metric is chosen */
function figuresOf({ subject, ofSubject, filters, granularity: interval }: Said): Figures {
	const { prefix, dimensions } = ALL_SUBJECTS[subject];
	const metrics = ofSubject[inCamelCase(prefix, 'Metrics')] as readonly string[];
	const groupBy = ofSubject[inCamelCase(prefix, 'GroupBy')] as readonly string[];
	if (metrics.length === 0) {
		throw new UserFacingError('No metric is chosen', 'Choose at least one in the field Metrics.');
	}
	return {
		...figuresFor(subject, ofSubject, groupBy, metrics),
		filters: filters(dimensions),
		granularity: interval,
	};
}

function figuresFor(
	subject: keyof typeof ALL_SUBJECTS,
	said: Readonly<Record<string, unknown>>,
	groupBy: readonly string[],
	metrics: readonly string[],
): Figures {
	const { prefix, times } = ALL_SUBJECTS[subject];
	const shared = { metrics, groupBy, filters: [], granularity: 'none' as const };
	if (subject === 'conversations') {
		const columns = metrics.flatMap(metricColumns);
		return { name: 'aggregates', endpoint: API.conversationAggregates, columns, ...shared };
	}
	return {
		name: `${prefix}Aggregates`,
		endpoint: ENDPOINTS[subject],
		columns: metrics.flatMap(subjectMetricColumns),
		// The API has a default, but doesn't say which.
		query: { alternateTimeDimension: said[inCamelCase(prefix, 'CountedBy')] ?? times[0] },
		...shared,
	};
}
