import { API } from '../../api/endpoints';
import { aggregateFilters, type Clause } from '../../fields/aggregateFilters';
import type { Settings } from '../../fields/field';
import { fillGaps } from '../../fields/fillGaps';
import { granularity } from '../../fields/granularity';
import { severalNames, type Option } from '../../fields/kinds';
import { limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { rows } from '../../fields/rows';
import { timeRangeOfIntervals } from '../../fields/timeRange';
import { metricsOf, type SubjectKpi } from '../../kpis/subjectKpis';
import { SUBJECTS, type Subject, type SubjectName } from '../../kpis/subjects';
import type { AggregateRequest } from '../../reading/aggregates';
import { operation, type Operation } from '../operation';
import { findFigures, sheetOfFigures, type Figures } from './findAggregates';

/** Where the figures of each subject come from. */
export const ENDPOINTS: Readonly<Record<SubjectName, AggregateRequest['endpoint']>> = {
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

/** An operation that brings the KPIs of one subject. */
export function kpiOperation(
	subject: SubjectName,
	kpis: readonly SubjectKpi[],
	groups: ReadonlyArray<Option<string>>,
	{
		byDefault,
		...texts
	}: Pick<Operation, 'value' | 'name' | 'action' | 'description' | 'rowPer'> & {
		byDefault?: readonly string[];
	},
): Operation {
	const { prefix, dimensions, defaults, times }: Subject = SUBJECTS[subject];
	const chosen = byDefault ?? defaults.groupBy;
	const figuresFor = (
		groupBy: readonly string[],
		filters: readonly Clause[],
		interval: Figures['granularity'],
	): Figures => ({
		name: `${prefix}Kpis`,
		endpoint: ENDPOINTS[subject],
		metrics: metricsOf(kpis),
		columns: kpis,
		groupBy,
		filters,
		granularity: interval,
		// The API has a default, but doesn't say which.
		query: { alternateTimeDimension: times[0] },
	});
	const sheet = sheetOfFigures(figuresFor(chosen, [], 'none'));
	const fields = {
		period: timeRangeOfIntervals,
		groupBy: severalNames({
			displayName: 'Group By',
			byDefault: chosen,
			description: 'What each row represents. If nothing is chosen, one row covers everything.',
			options: groups,
		}),
		granularity,
		filters: aggregateFilters(dimensions),
		rows: rows(sheet),
		limit: limitForAgents({ isSyncable: true }),
		options: options([sheet], { fillGaps }),
	};
	const figuresOf = ({ groupBy, filters, granularity: interval }: Settings<typeof fields>) =>
		figuresFor(groupBy, filters(dimensions), interval);
	return operation({
		...texts,
		fields,
		sheets: [sheet],
		uses: [{ endpoint: ENDPOINTS[subject] }],
		dimensions: groups.map(([value]) => value),
		sheetOf: (said) => sheetOfFigures(figuresOf(said)),
		find: async (said, work) => {
			const { period, limit, options: wanted } = said;
			return await findFigures(figuresOf(said), { period, limit, fillGaps: wanted.fillGaps }, work);
		},
	});
}
