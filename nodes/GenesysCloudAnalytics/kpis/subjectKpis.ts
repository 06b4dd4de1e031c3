import { average, averageMs, countOf, percent, type FigureColumn, type Figures } from './aggregates';

/** A KPI with its definition, for docs/columns.md and docs/kpis.md. Counts are 0, all others null where there is nothing. */
export interface SubjectKpi extends FigureColumn {
	meaning: string;
	metrics: readonly string[];
}

/** What Get Flow KPIs tells, in the order of its columns. */
export const FLOW_KPIS: readonly SubjectKpi[] = [
	count('flows', 'How often flows started', 'nFlow'),
	seconds('avgFlowSeconds', 'How long flows took on average', 'tFlow'),
	count('disconnects', 'Ended in the flow: no agent was needed, or the customer gave up', 'tFlowDisconnect'),
	count('exits', 'Left the flow for a queue, a person or another flow', 'tFlowExit'),
	share('containmentPercent', 'disconnects / (disconnects + exits)', 'tFlowDisconnect', 'tFlowExit'),
	count('outcomes', 'Flow outcomes that ended', 'nFlowOutcome'),
	count('outcomesFailed', 'Flow outcomes that failed', 'nFlowOutcomeFailed'),
	{
		name: 'outcomeSuccessPercent',
		meaning: '(outcomes − outcomesFailed) / outcomes',
		metrics: ['nFlowOutcome', 'nFlowOutcomeFailed'],
		read: (figures) => {
			const all = countOf(figures, 'nFlowOutcome');
			return percent(all - countOf(figures, 'nFlowOutcomeFailed'), all);
		},
	},
	seconds('avgOutcomeSeconds', 'How long outcomes took on average', 'tFlowOutcome'),
	count('milestones', 'Flow milestones reached', 'nFlowMilestone'),
];

/** What Get Bot KPIs tells, in the order of its columns. */
export const BOT_KPIS: readonly SubjectKpi[] = [
	count('sessions', 'Bot sessions', 'nBotSessions'),
	seconds('avgSessionSeconds', 'How long bot sessions took on average', 'tBotSession'),
	count('turns', 'Turns taken by customer and bot', 'nBotSessionTurns'),
	{
		name: 'avgTurns',
		unit: 'number',
		meaning: 'Turns per session',
		metrics: ['oBotSessionTurn'],
		read: (figures) => average(figures, 'oBotSessionTurn'),
	},
	count('disconnects', 'Ended in the bot: the customer was served, or gave up', 'tBotDisconnect'),
	count('exits', 'Left the bot, usually for an agent', 'tBotExit'),
	share('containmentPercent', 'disconnects / (disconnects + exits)', 'tBotDisconnect', 'tBotExit'),
	count('intents', 'Intents recognized', 'oBotIntent'),
	count('recognitionFailures', 'How often the bot did not understand', 'tBotRecognitionFailure'),
];

/** What to ask the API for. */
export function metricsOf(kpis: readonly SubjectKpi[]): readonly string[] {
	return [...new Set(kpis.flatMap(({ metrics }) => metrics))];
}

function count(name: string, meaning: string, metric: string): SubjectKpi {
	return { name, meaning, metrics: [metric], read: (figures) => countOf(figures, metric) };
}

function seconds(name: string, meaning: string, metric: string): SubjectKpi {
	const about = `${meaning}: the sum of \`${metric}\` / its count`;
	return { name, meaning: about, metrics: [metric], read: (figures) => averageMs(figures, metric) };
}

/** The share of the first among both. */
function share(name: string, meaning: string, metric: string, other: string): SubjectKpi {
	const read = (figures: Figures) => {
		const part = countOf(figures, metric);
		return percent(part, part + countOf(figures, other));
	};
	return { name, meaning, metrics: [metric, other], read };
}
