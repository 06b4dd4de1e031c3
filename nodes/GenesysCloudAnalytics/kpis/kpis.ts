import { isWithoutOutcome } from './callbacks';
import {
	averageMs,
	countOf,
	keyOf,
	percent,
	serviceLevelPercent,
	type FigureColumn,
	type Split,
} from './aggregates';

/** A KPI with its definition; docs/kpis.md gives the source of each. */
interface Kpi extends FigureColumn {
	/** What it is read from. */
	metrics: readonly string[];
}

const DIRECTIONS = ['inbound', 'outbound'];

/** The KPIs of the Performance pages, in the order of their columns. Counts are 0, all others null where there is nothing. */
export const KPIS: readonly Kpi[] = [
	count('offered', 'nOffered'),
	outcome(count('answered', 'tAnswered')),
	outcome(count('abandoned', 'tAbandon')),
	outcome(ofOffered('abandonPercent', 'tAbandon')),
	{
		name: 'serviceLevelPercent',
		metrics: ['oServiceLevel'],
		read: (figures) => serviceLevelPercent(figures, 'oServiceLevel'),
	},
	{
		name: 'serviceLevelTargetPercent',
		metrics: ['oServiceLevel', 'oServiceTarget'],
		read: (figures) =>
			percent(figures.get('oServiceLevel')?.target ?? figures.get('oServiceTarget')?.current, 1),
	},
	outcome(count('overServiceLevel', 'nOverSla')),
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
	outcome(ofOffered('answerPercent', 'tAnswered')),
	count('flowedOut', 'tFlowOut'),
	ofOffered('flowedOutPercent', 'tFlowOut'),
	outcome(count('shortAbandoned', 'tShortAbandon')),
	count('notResponding', 'tNotResponding'),
	count('held', 'tHeldComplete'),
	count('consulted', 'nConsult'),
	count('consultTransferred', 'nConsultTransferred'),
	count('blindTransferred', 'nBlindTransferred'),
	...DIRECTIONS.flatMap((direction): Kpi[] => {
		const key = keyOf('tHandle', direction);
		return [
			{ name: `${direction}Handled`, metrics: ['tHandle'], read: (figures) => countOf(figures, key) },
			{
				name: `${direction}AhtSeconds`,
				metrics: ['tHandle'],
				read: (figures) => averageMs(figures, key),
			},
		];
	}),
];

/** What the API is asked to tell apart beside the groups, so that handle time can be shown by direction, too. */
export const KPI_SPLIT: Split = { dimension: 'originatingDirection', metrics: ['tHandle'] };

/** What to ask the API for. */
export const KPI_METRICS: readonly string[] = [...new Set(KPIS.flatMap(({ metrics }) => metrics))];

/** Null where the figures are those of callbacks whose outcome Genesys counts elsewhere. */
function outcome({ read, ...kpi }: Kpi): Kpi {
	return { ...kpi, read: (figures) => (isWithoutOutcome(figures) ? null : read(figures)) };
}

function count(name: string, metric: string): Kpi {
	return { name, metrics: [metric], read: (figures) => countOf(figures, metric) };
}

function ofOffered(name: string, metric: string): Kpi {
	return {
		name,
		metrics: [metric, 'nOffered'],
		read: (figures) => percent(countOf(figures, metric), countOf(figures, 'nOffered')),
	};
}

function average(name: string, metric: string): Kpi {
	return { name, metrics: [metric], read: (figures) => averageMs(figures, metric) };
}
