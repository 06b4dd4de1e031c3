import type { DimensionColumn } from '../kpis/aggregateMetrics';
import type { FigureColumn, Figures, GroupInInterval } from '../kpis/aggregates';
import { STATUS_COLUMNS } from '../records/agentStatus';
import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

type Interval = Pick<GroupInInterval, 'startMs' | 'endMs'>;

function intervalColumns<Subject extends Interval>(): Array<Column<Subject>> {
	return [
		column('intervalStart', 'time', 'Start of the interval', 'data[].interval', ({ startMs }) =>
			iso(startMs),
		),
		column('intervalEnd', 'time', 'End of the interval', 'data[].interval', ({ endMs }) => iso(endMs)),
	];
}

/** How many columns people read at a glance. */
const MOST_SIMPLIFIED = 10;

/**
 * KPIs, or any aggregates: one row per group and interval, with the dimensions and figures that were chosen.
 *
 * @param first the figures to show first; `hasIntervals` is false where the whole range is one interval
 */
export function aggregateSheet(
	name: string,
	dimensions: readonly DimensionColumn[],
	figures: readonly FigureColumn[],
	{ hasIntervals = true, first = [] }: { hasIntervals?: boolean; first?: readonly string[] } = {},
): Sheet<GroupInInterval, GroupInInterval> {
	const shown = [
		...(hasIntervals ? ['intervalStart'] : []),
		...dimensions.map(({ column: dimension, nameColumn: nameOf }) => nameOf ?? dimension),
		...(first.length > 0 ? first : figures.map(({ name: figure }) => figure)),
	];
	return {
		name,
		about:
			'One row per group and interval, with a column for each dimension that it is grouped by, and one for its name.',
		key: ['intervalStart', ...dimensions.map(({ column: dimension }) => dimension)],
		nullable: dimensions.map(({ column: dimension }) => dimension),
		mark: 'intervalEnd',
		simplified: [...new Set(shown)].slice(0, MOST_SIMPLIFIED),
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
	const { columns, ...rest } = timeInStatusSheet;
	return { ...rest, columns: [...columns, ...presences.map(figureColumn<AgentInInterval>)] };
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

function iso(ms: number): string {
	return new Date(ms).toISOString();
}
