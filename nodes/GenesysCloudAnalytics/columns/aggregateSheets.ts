import type { DimensionColumn } from '../kpis/aggregateMetrics';
import type { FigureColumn, Figures, GroupInInterval } from '../kpis/aggregates';
import { STATUS_COLUMNS } from '../records/agentStatus';
import { isoTime } from '../records/json';
import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

const MAX_SIMPLIFIED = 10;

type Interval = Pick<GroupInInterval, 'startMs' | 'endMs'>;

function intervalColumns<Subject extends Interval>(): Array<Column<Subject>> {
	return [
		column('intervalStart', 'time', 'Start of the interval', 'data[].interval', ({ startMs }) =>
			isoTime(startMs),
		),
		column('intervalEnd', 'time', 'End of the interval', 'data[].interval', ({ endMs }) => isoTime(endMs)),
	];
}

/** What people see first of aggregates. */
interface SeenFirst {
	/** Whether there are several intervals, so that their start tells rows apart. */
	hasIntervals?: boolean;
	/** The names of the figures, most wanted first; all of them in their order if absent. */
	first?: readonly string[];
	/** Figures that an option added, which rows always have. */
	always?: readonly string[];
}

/** KPIs, or any aggregates: one row per group and interval, with the dimensions and figures that were chosen. */
export function aggregateSheet(
	name: string,
	dimensions: readonly DimensionColumn[],
	figures: readonly FigureColumn[],
	{ hasIntervals = false, first = figures.map((figure) => figure.name), always = [] }: SeenFirst = {},
): Sheet<GroupInInterval, GroupInInterval> {
	const simplified = [
		...(hasIntervals ? ['intervalStart'] : []),
		...dimensions.map(({ column: dimension, nameColumn: nameOf }) => nameOf ?? dimension),
		...first,
	].filter((each) => !always.includes(each));
	return {
		name,
		simplified: [...simplified.slice(0, MAX_SIMPLIFIED - always.length), ...always],
		always,
		about:
			'One row per group and interval, with a column for each dimension that it is grouped by, and one for its name.',
		key: ['intervalStart', ...dimensions.map(({ column: dimension }) => dimension)],
		nullable: dimensions.map(({ column: dimension }) => dimension),
		mark: 'intervalEnd',
		columns: [
			...intervalColumns<GroupInInterval>(),
			...dimensions.flatMap(({ column: dimension, nameColumn: nameOf, kind, personal }, index) => [
				{
					...column<GroupInInterval>(
						dimension,
						kind ? 'id' : 'text',
						'What the row is grouped by',
						`group.${dimension}`,
						({ values }) => values[index],
					),
					personal,
				},
				...(nameOf && kind ? [nameColumn<GroupInInterval>(nameOf, dimension, kind)] : []),
			]),
			...figures.map(figureColumn<GroupInInterval>),
		],
	};
}

/** An agent in one interval. */
export interface AgentInInterval extends GroupInInterval {
	agentId: string;
}

/** Time in status: one row per agent and interval. */
export const timeInStatusSheet: Sheet<AgentInInterval, AgentInInterval> = {
	name: 'timeInStatus',
	about:
		'One row per agent and interval: the seconds in each presence and routing status, 0 where there were none.',
	key: ['agentId', 'intervalStart'],
	simplified: [
		'agentName',
		'intervalStart',
		'onQueueSeconds',
		'interactingSeconds',
		'idleSeconds',
		'notRespondingSeconds',
		'availableSeconds',
		'breakSeconds',
		'loggedInSeconds',
		'occupancyPercent',
	],
	mark: 'intervalEnd',
	columns: [
		column('agentId', 'id', 'The agent', 'group.userId', (a) => a.agentId),
		nameColumn('agentName', 'agentId', 'user'),
		...intervalColumns<AgentInInterval>(),
		...STATUS_COLUMNS.map(figureColumn<AgentInInterval>),
	],
};

/** Time in status with a column for each presence that the organization defined; `presenceColumns` makes them. */
export function timeInStatusWith(presences: readonly FigureColumn[]): typeof timeInStatusSheet {
	const { columns, simplified = [], ...rest } = timeInStatusSheet;
	const always = presences.map(({ name }) => name);
	return {
		...rest,
		columns: [...columns, ...presences.map(figureColumn<AgentInInterval>)],
		simplified: [...simplified, ...always],
		always,
	};
}

/** A figure tells its unit by its name, and one of a single metric (tHandle_avgSeconds) that metric as well. */
function figureColumn<Subject extends { figures: Figures }>({
	name,
	unit,
	meaning = 'Defined in [kpis.md](kpis.md)',
	metrics = [name.replace(/_.*/, '')],
	read,
}: FigureColumn): Column<Subject> {
	const source = metrics.join(', ');
	const figure = ({ figures }: Subject) => read(figures);
	return column(name, unit ?? unitOf(name), meaning, source, figure);
}

function unitOf(name: string): 'seconds' | 'percent' | 'count' {
	if (/Seconds$/.test(name)) return 'seconds';
	return /percent$/i.test(name) ? 'percent' : 'count';
}
