import { API } from '../../api/endpoints';
import type { Sheet } from '../../columns/sheet';
import { aggregateFilters } from '../../fields/aggregateFilters';
import type { Settings } from '../../fields/field';
import { fillGaps } from '../../fields/fillGaps';
import { granularity } from '../../fields/granularity';
import { severalNames, type Option } from '../../fields/kinds';
import { limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { rows } from '../../fields/rows';
import { timeRangeOfIntervals } from '../../fields/timeRange';
import { DIMENSIONS } from '../../kpis/aggregateMetrics';
import type { GroupInInterval } from '../../kpis/aggregates';
import { counted } from '../../messages/count';
import { isWithoutOutcome, withoutOutcome } from '../../kpis/callbacks';
import { KPI_METRICS, KPI_SPLIT, KPIS } from '../../kpis/kpis';
import { OCCUPANCY } from '../../records/agentStatus';
import { inTurns } from '../../transport/clock';
import { operation, type Found, type Work } from '../operation';
import {
	found,
	readFigures,
	ROWS_AT_A_TIME,
	sheetOfFigures,
	warnOfMixedMediaTypes,
	type Figures,
	type ReadFigures,
	type Wanted,
} from './findAggregates';
import { occupancy, withRoutingStatus } from './occupancy';

const GROUPS = [
	['queueId', 'Queue'],
	['mediaType', 'Media Type'],
	['userId', 'Agent'],
	['wrapUpCode', 'Wrap-Up Code'],
	['direction', 'Direction'],
	['divisionId', 'Division'],
] as const satisfies ReadonlyArray<Option<string>>;

/** Service levels and waits are those of a media type: a few callbacks make a queue of calls look slow. */
const DEFAULT_GROUPS = ['queueId', 'mediaType'];

const FIRST = [
	'offered',
	'answered',
	'abandoned',
	'abandonPercent',
	'serviceLevelPercent',
	'asaSeconds',
	'ahtSeconds',
];

/** With the groups chosen at first. */
const sheet = sheetOfFigures(figuresFor({ groupBy: DEFAULT_GROUPS, filters: [], granularity: 'none' }));

const fields = {
	period: timeRangeOfIntervals,
	groupBy: severalNames({
		displayName: 'Group By',
		byDefault: DEFAULT_GROUPS,
		description: 'What each row represents. If nothing is chosen, one row covers everything.',
		options: GROUPS,
	}),
	granularity,
	filters: aggregateFilters([
		'queueId',
		'userId',
		'mediaType',
		'originatingDirection',
		'wrapUpCode',
		'divisionId',
	]),
	rows: rows(sheet),
	limit: limitForAgents({ isSyncable: true }),
	options: options([sheet], { occupancy, fillGaps }),
};
type Said = Settings<typeof fields>;

export const getKpis = operation({
	value: 'getKpis',
	name: 'Get KPIs',
	action: 'Get KPIs',
	description:
		'Get offered, answered and abandoned conversations, service level, ASA, AHT and more for a time range, by queue, agent, media type and so on, as in the Performance views of Genesys Cloud',
	rowPer: 'queue, agent, … and interval: offered, answered, abandoned, service level, ASA, AHT',
	fields,
	sheets: [sheet],
	uses: [
		{ endpoint: API.conversationAggregates },
		{ endpoint: API.userAggregates, for: 'Agent Occupancy', without: 'null' },
	],
	dimensions: GROUPS.map(([dimension]) => dimension),
	sheetOf: (said): Sheet => sheetOfFigures(figuresOf(said)),
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const figures = figuresOf(said);
	const wanted: Wanted = { period: said.period, fillGaps: said.options.fillGaps, limit: said.limit };
	const read = await callbacksMarked(figures, await readFigures(figures, wanted, work), work);
	await warnOfMixedMediaTypes(figures, work, read.range);
	if (!said.options.occupancy) return found(figures, wanted, work, read);
	const groups = await withRoutingStatus(work, read.groups, { ...figures, range: read.range });
	return found(figures, wanted, work, { ...read, groups });
}

/** Rows of callbacks alone, since they are grouped by media type. */
async function callbacksMarked(
	{ groupBy }: Figures,
	read: ReadFigures,
	{ report }: Work,
): Promise<ReadFigures> {
	const index = groupBy.indexOf('mediaType');
	const groups: GroupInInterval[] = [];
	let count = 0;
	for await (const some of inTurns(read.groups, ROWS_AT_A_TIME)) {
		for (const row of some) {
			const marked = row.values[index] === 'callback' ? withoutOutcome(row) : row;
			if (isWithoutOutcome(marked.figures)) count++;
			groups.push(marked);
		}
	}
	if (count > 0) {
		report.note(
			`${counted(count, 'rows')} of callbacks ${count === 1 ? 'has' : 'have'} no outcome: if the customer is called first, Genesys Cloud counts what came of it as a call.`,
		);
	}
	return { ...read, groups };
}

function figuresOf({
	groupBy,
	filters,
	granularity: interval,
	options: { occupancy: isWanted },
}: Said): Figures {
	const figures = figuresFor({ groupBy, filters: filters(DIMENSIONS), granularity: interval });
	return isWanted ? { ...figures, columns: [...KPIS, OCCUPANCY], always: [OCCUPANCY.name] } : figures;
}

function figuresFor(of: Pick<Figures, 'groupBy' | 'filters' | 'granularity'>): Figures {
	return {
		name: 'kpis',
		endpoint: API.conversationAggregates,
		metrics: KPI_METRICS,
		columns: KPIS,
		first: FIRST,
		split: KPI_SPLIT,
		...of,
	};
}
