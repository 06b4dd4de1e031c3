import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	DIMENSIONS,
	dimensionColumn,
	metricColumns,
	METRICS,
} from '../../nodes/GenesysCloudAnalytics/kpis/aggregateMetrics';
import {
	groupsOf,
	intervalsOf,
	type Figures,
	type Stats,
} from '../../nodes/GenesysCloudAnalytics/kpis/aggregates';
import { aggregateSheet } from '../../nodes/GenesysCloudAnalytics/columns/aggregateSheets';
import { rowMaker } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { KPI_METRICS, KPIS } from '../../nodes/GenesysCloudAnalytics/kpis/kpis';

const figures = (told: Record<string, Stats>): Figures => new Map(Object.entries(told));
/** As the rows of Get KPIs show it. */
const kpi = (name: string, told: Record<string, Stats>) => {
	const sheet = aggregateSheet(
		'kpis',
		[],
		KPIS.filter((each) => each.name === name),
	);
	const toRows = rowMaker(sheet, { timeZone: 'UTC', dateFormat: 'iso' });
	return toRows({ startMs: 0, endMs: 1, values: [], figures: figures(told) })[0]![name];
};

describe('a KPI', () => {
	it.each<[string, Record<string, Stats>, number | null]>([
		['offered', { nOffered: { count: 7 } }, 7],
		['offered', {}, 0],
		['answered', { tAnswered: { count: 3, sum: 9_000 } }, 3],
		['abandoned', { tAbandon: { count: 2 } }, 2],
		['abandonPercent', { tAbandon: { count: 1 }, nOffered: { count: 3 } }, 33.33],
		['abandonPercent', { nOffered: { count: 3 } }, 0],
		['abandonPercent', { tAbandon: { count: 1 } }, null],
		['abandonPercent', {}, null],
		['serviceLevelPercent', { oServiceLevel: { ratio: 0.9, numerator: 2, denominator: 3 } }, 66.67],
		['serviceLevelPercent', { oServiceLevel: { numerator: 0, denominator: 3 } }, 0],
		['serviceLevelPercent', { oServiceLevel: { numerator: 0, denominator: 0 } }, null],
		['serviceLevelPercent', { oServiceLevel: { ratio: 0.875 } }, 87.5],
		[
			'serviceLevelPercent',
			{ nOffered: { count: 10 }, nOverSla: { count: 2 }, tAnswered: { count: 9 } },
			null,
		],
		['serviceLevelTargetPercent', { oServiceLevel: { target: 0.8 } }, 80],
		['serviceLevelTargetPercent', { oServiceLevel: { numerator: 1, denominator: 1 } }, null],
		['serviceLevelTargetPercent', { oServiceTarget: { current: 0.7 } }, 70],
		['serviceLevelTargetPercent', { oServiceLevel: { target: 0.8 }, oServiceTarget: { current: 0.7 } }, 80],
		['answerPercent', { tAnswered: { count: 3 }, nOffered: { count: 4 } }, 75],
		['flowedOutPercent', { tFlowOut: { count: 1 }, nOffered: { count: 4 } }, 25],
		['flowedOut', { tFlowOut: { count: 2 } }, 2],
		['shortAbandoned', { tShortAbandon: { count: 2 } }, 2],
		['notResponding', { tNotResponding: { count: 2 } }, 2],
		['held', { tHeld: { count: 5 }, tHeldComplete: { count: 3 } }, 3],
		['consulted', { nConsult: { count: 4 } }, 4],
		['consultTransferred', { nConsultTransferred: { count: 2 } }, 2],
		['blindTransferred', { nBlindTransferred: { count: 3 } }, 3],
		[
			'outboundAhtSeconds',
			{ tHandle: { count: 3, sum: 9 }, 'tHandle outbound': { count: 2, sum: 180_000 } },
			90,
		],
		['inboundAhtSeconds', { tHandle: { count: 3, sum: 9 } }, null],
		['inboundHandled', { 'tHandle inbound': { count: 2 } }, 2],
		['overServiceLevel', { nOverSla: { count: 4 } }, 4],
		['asaSeconds', { tAnswered: { count: 3, sum: 10_000 } }, 3.333],
		['asaSeconds', { tAnswered: { count: 0, sum: 0 } }, null],
		['asaSeconds', {}, null],
		['ahtSeconds', { tHandle: { count: 2, sum: 180_000 } }, 90],
		['avgTalkSeconds', { tTalk: { count: 4, sum: 8_000 }, tTalkComplete: { count: 2, sum: 8_000 } }, 4],
		['avgTalkSeconds', { tTalk: { count: 4, sum: 8_000 } }, null],
		['avgHoldSeconds', { tHeldComplete: { count: 2, sum: 3_001 }, tHandle: { count: 9, sum: 1 } }, 1.501],
		['avgAcwSeconds', { tAcw: { count: 1, sum: 12_345 } }, 12.345],
		['handled', { tHandle: { count: 5, sum: 1 } }, 5],
		['transferred', { nTransferred: { count: 1 } }, 1],
		['outbound', { nOutbound: { count: 6 } }, 6],
		['avgAbandonSeconds', { tAbandon: { count: 2, sum: 5_000 } }, 2.5],
	])('%s of %j is %p', (name, told, expected) => {
		expect(kpi(name, told)).toBe(expected);
	});

	it('is asked for and documented, each of them', () => {
		const docs = readFileSync(join(__dirname, '../../docs/kpis.md'), 'utf8');
		for (const { name, metrics } of KPIS) {
			const line = docs.split('\n').find((each) => each.startsWith(`| \`${name}\` `));
			for (const metric of metrics) expect(line).toContain(`\`${metric}\``);
		}
		for (const metric of KPI_METRICS) expect(METRICS).toContain(metric);
	});
});

describe('metrics and dimensions of the API', () => {
	it('are all there, once', () => {
		expect(new Set(METRICS).size).toBe(80);
		expect(METRICS).toHaveLength(80);
		expect(new Set(DIMENSIONS).size).toBe(83);
		expect(DIMENSIONS).toHaveLength(83);
	});

	it('of who took part are null where the API leaves them out beside others, and 0 where nothing happened', () => {
		const [column] = metricColumns('nConversations');
		const read = (figures: object) => column!.read(new Map(Object.entries(figures)));
		expect(read({ tHandle: { count: 3 } })).toBeNull();
		expect(read({ tHandle: { count: 3 }, nConversations: { count: 2 } })).toBe(2);
		expect(read({})).toBe(0);
	});

	it('have columns that no other has', () => {
		const names = METRICS.flatMap((metric) => metricColumns(metric).map(({ name }) => name));
		expect(new Set(names).size).toBe(names.length);
		const columns = DIMENSIONS.map(dimensionColumn).flatMap(({ column, nameColumn }) =>
			[column, nameColumn ?? []].flat(),
		);
		expect(new Set(columns).size).toBe(columns.length);
	});

	it.each([
		['queueId', 'queueName'],
		['userId', 'userName'],
		['wrapUpCode', 'wrapUpName'],
		['divisionId', 'divisionName'],
		['flowId', 'flowName'],
		['mediaType', undefined],
		['direction', undefined],
		['conversationId', undefined],
	])('%s has the name column %s', (dimension, nameColumn) => {
		expect(dimensionColumn(dimension).nameColumn).toBe(nameColumn);
	});
});

const START = Date.parse('2026-11-20T09:00:00Z');
const HALF = 30 * 60_000;
const edges = [START, START + HALF, START + 2 * HALF];
const interval = (from: string, to: string) => `2026-11-20T${from}:00.000Z/2026-11-20T${to}:00.000Z`;
const answer = (queueId: string | undefined, times: string, metrics: object[]) => ({
	group: queueId === undefined ? {} : { queueId },
	data: [{ interval: times, metrics }],
});

describe('answers of several pieces are joined', () => {
	const figuresOf = (results: unknown[], bucket: number) =>
		Object.fromEntries(groupsOf(results, ['queueId'], edges)[0]?.byBucket.get(bucket) ?? []);

	it.each<[string, Stats, Stats, Stats]>([
		['counts and sums', { count: 2, sum: 10 }, { count: 1, sum: 5 }, { count: 3, sum: 15 }],
		['the least and the most', { min: 3, max: 4 }, { min: 1, max: 2 }, { min: 1, max: 4 }],
		[
			'parts of a whole, not ratios',
			{ numerator: 1, denominator: 2, ratio: 0.5 },
			{ numerator: 3, denominator: 3, ratio: 1 },
			{ numerator: 4, denominator: 5 },
		],
		['a target that is the same', { target: 0.8 }, { target: 0.8 }, { target: 0.8 }],
		['no target where they differ', { target: 0.8 }, { target: 0.9 }, {}],
		['what only one tells', { count: 2 }, { sum: 7 }, { count: 2, sum: 7 }],
	])('%s', (_, first, second, joined) => {
		const times = interval('09:00', '09:30');
		const results = [first, second].map((stats) => answer('a', times, [{ metric: 'tHandle', stats }]));
		expect(figuresOf(results, 0)).toEqual({ tHandle: joined });
	});

	it('by interval, wherever in it the answer says that it began', () => {
		const handle = (count: number) => [{ metric: 'tHandle', stats: { count } }];
		const results = [
			answer('a', interval('08:50', '09:30'), handle(1)),
			answer('a', interval('09:10', '09:30'), handle(2)),
			answer('a', interval('09:30', '10:00'), handle(4)),
			answer('a', '2026-11-20T10:45:00.000+01:00/2026-11-20T11:00:00.000+01:00', handle(8)),
		];
		expect(figuresOf(results, 0)).toEqual({ tHandle: { count: 3 } });
		expect(figuresOf(results, 1)).toEqual({ tHandle: { count: 12 } });
	});

	it('of a split, and what is to be kept apart is kept apart, too', () => {
		const of = (originatingDirection: string, count: number) => ({
			group: { queueId: 'a', originatingDirection },
			data: [
				{
					interval: interval('09:00', '09:30'),
					metrics: ['tHandle', 'nOffered'].map((metric) => ({ metric, stats: { count } })),
				},
			],
		});
		const split = { dimension: 'originatingDirection', metrics: ['tHandle'] };
		const groups = groupsOf([of('inbound', 2), of('outbound', 3)], ['queueId'], edges, split);
		expect(groups).toHaveLength(1);
		expect(Object.fromEntries(groups[0]!.byBucket.get(0)!)).toEqual({
			tHandle: { count: 5 },
			'tHandle inbound': { count: 2 },
			'tHandle outbound': { count: 3 },
			nOffered: { count: 5 },
		});
	});

	it('by qualifier', () => {
		const metrics = ['IDLE', 'INTERACTING', 'IDLE'].map((qualifier) => ({
			metric: 'tAgentRoutingStatus',
			qualifier,
			stats: { sum: 5 },
		}));
		expect(figuresOf([answer('a', interval('09:00', '09:30'), metrics)], 0)).toEqual({
			'tAgentRoutingStatus IDLE': { sum: 10 },
			'tAgentRoutingStatus INTERACTING': { sum: 5 },
		});
	});

	it.each([
		[[]],
		[[null, 'x', 7]],
		[[{ group: null, data: null }]],
		[[{ group: { queueId: 7 }, data: [{ interval: null, metrics: 'none' }, null] }]],
		[[{ data: [{ interval: 'now', metrics: [{ metric: 'tHandle' }, {}] }] }]],
	])('without failing on %j', (results) => {
		expect(() => groupsOf(results, ['queueId'], edges)).not.toThrow();
	});
});

describe('rows', () => {
	const sheet = aggregateSheet('kpis', [dimensionColumn('queueId')], KPIS.slice(0, 1));
	const make = rowMaker(sheet, { timeZone: 'UTC', dateFormat: 'spreadsheet' });
	const rowsOf = (fillGaps: boolean) => intervalsOf(groups, edges, fillGaps).flatMap(make);
	const groups = groupsOf(
		[
			answer('a', interval('09:30', '10:00'), [{ metric: 'nOffered', stats: { count: 2 } }]),
			answer(undefined, interval('09:00', '09:30'), [{ metric: 'nOffered', stats: { count: 1 } }]),
		],
		['queueId'],
		edges,
	);
	const row = (start: string, end: string, queueId: string | null, offered: number) => ({
		intervalStart: `2026-11-20 ${start}:00`,
		intervalEnd: `2026-11-20 ${end}:00`,
		queueId,
		queueName: null,
		offered,
	});

	it('are one per interval and group, gaps filled', () => {
		expect(rowsOf(true)).toEqual([
			row('09:00', '09:30', 'a', 0),
			row('09:00', '09:30', null, 1),
			row('09:30', '10:00', 'a', 2),
			row('09:30', '10:00', null, 0),
		]);
	});

	it('are those with figures only, where gaps are left', () => {
		expect(rowsOf(false)).toEqual([row('09:00', '09:30', null, 1), row('09:30', '10:00', 'a', 2)]);
	});
});
