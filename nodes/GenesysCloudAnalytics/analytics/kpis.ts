import { averageSeconds, countOf, percent, serviceLevelPercent, type FigureColumn } from './aggregates';

/** A KPI with its definition; docs/kpis.md gives the source of each. */
interface Kpi extends FigureColumn {
	/** What it is read from. */
	metrics: readonly string[];
}

/** The KPIs of the Performance pages, in the order of their columns. Counts are 0, all others null where there is nothing. */
export const KPIS: readonly Kpi[] = [
	count('offered', 'nOffered'),
	count('answered', 'tAnswered'),
	count('abandoned', 'tAbandon'),
	{
		name: 'abandonPercent',
		metrics: ['tAbandon', 'nOffered'],
		read: (figures) => percent(countOf(figures, 'tAbandon'), countOf(figures, 'nOffered')),
	},
	{
		name: 'serviceLevelPercent',
		metrics: ['oServiceLevel'],
		read: (figures) => serviceLevelPercent(figures, 'oServiceLevel'),
	},
	{
		name: 'serviceLevelTargetPercent',
		metrics: ['oServiceLevel'],
		read: (figures) => percent(figures.get('oServiceLevel')?.target, 1),
	},
	count('overServiceLevel', 'nOverSla'),
	average('asaSeconds', 'tAnswered'),
	average('ahtSeconds', 'tHandle'),
	// …Complete is emitted once per interaction and agent; tTalk and tHeld once for each stretch of talk and hold.
	average('avgTalkSeconds', 'tTalkComplete'),
	average('avgHoldSeconds', 'tHeldComplete'),
	average('avgAcwSeconds', 'tAcw'),
	count('handled', 'tHandle'),
	count('transferred', 'nTransferred'),
	count('outbound', 'nOutbound'),
	average('avgAbandonSeconds', 'tAbandon'),
];

/** What to ask the API for. */
export const KPI_METRICS: readonly string[] = [...new Set(KPIS.flatMap(({ metrics }) => metrics))];

function count(name: string, metric: string): Kpi {
	return { name, metrics: [metric], read: (figures) => countOf(figures, metric) };
}

function average(name: string, metric: string): Kpi {
	return { name, metrics: [metric], read: (figures) => averageSeconds(figures, metric) };
}
