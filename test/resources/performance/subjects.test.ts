import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { getBotKpis } from '../../../nodes/GenesysCloudAnalytics/resources/performance/getBotKpis.operation';
import { getFlowKpis } from '../../../nodes/GenesysCloudAnalytics/resources/performance/getFlowKpis.operation';
import { columnDocs } from '../../../nodes/GenesysCloudAnalytics/columns/sheet';
import { BOT_KPIS, FLOW_KPIS } from '../../../nodes/GenesysCloudAnalytics/kpis/subjectKpis';
import { SUBJECTS, type SubjectName } from '../../../nodes/GenesysCloudAnalytics/kpis/subjects';
import {
	createConversations,
	createOrganization,
	fault502Html,
	faults429,
	startSimulator,
	type Simulator,
} from '../../../packages/simulator';
import { SUBJECTS as PUBLISHED } from '../../../packages/simulator/contract/subjects';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock } from '../../support/fastClock';
import { custom, DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const FROM = NOW - 4 * DAY;
const organization = createOrganization();
const conversations = createConversations({ count: 900, from: FROM, to: NOW, organization, damagedShare: 0 });
const range = custom(FROM, NOW);
const SUBJECT_NAMES = Object.keys(SUBJECTS) as SubjectName[];

let simulator: Simulator;

beforeEach(async () => {
	const clock = useFastClock(NOW);
	simulator = await startSimulator({
		now: clock.now,
		organization,
		conversations,
		speech: { coverage: () => 'all' },
	});
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function query(parameters: object) {
	const form = { resource: 'performance', operation: 'query', ...range, ...parameters };
	const { items, error, hints } = await runNode(simulator, form as never);
	return { rows: items.map(({ json }) => json), error, hints: hints.map(({ message }) => message) };
}

const bodies = () =>
	simulator.journal
		.filter(({ path }) => path.endsWith('/aggregates/query'))
		.map(({ body }) => body as IDataObject);
const publishedOf = (subject: SubjectName) => PUBLISHED[subject.toLowerCase() as keyof typeof PUBLISHED];
const sum = (rows: IDataObject[], column: string) =>
	rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);

it.each(SUBJECT_NAMES)('knows of %s what the published model knows', (subject) => {
	const { metrics, dimensions, times, defaults } = SUBJECTS[subject];
	const published = publishedOf(subject);
	expect([...metrics].sort()).toEqual([...published.metrics].sort());
	expect([...dimensions].sort()).toEqual([...published.groups].sort());
	expect([...times].sort()).toEqual([...published.timeDimensions].sort());
	expect(metrics).toEqual(expect.arrayContaining([...defaults.metrics]));
	expect(dimensions).toEqual(expect.arrayContaining([...defaults.groupBy]));
});

it.each(SUBJECT_NAMES)(
	'brings %s as the form opens, through faults, and says which time counts',
	async (subject) => {
		const on = /aggregates\/query/;
		simulator.faults.push(fault502Html({ on }), faults429({ on, retryAfter: 2 }));
		const { rows, error, hints } = await query({ subject });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(rows[0]!));
		const [metric] = SUBJECTS[subject].defaults.metrics;
		expect(sum(rows, `${metric}_count`)).toBeGreaterThan(0);
		expect(hints.join()).toContain(`${SUBJECTS[subject].name} are counted by eventTime.`);
		expect(bodies().at(-1)).toMatchObject({ alternateTimeDimension: 'eventTime' });
	},
);

it.each(SUBJECT_NAMES)('names the permission that %s need', async (subject) => {
	const { permission } = publishedOf(subject);
	simulator.options.deniedPermissions = [permission];
	const { error } = await query({ subject });
	expect(error?.message).toBe(`The OAuth client lacks the permission ${permission}`);
});

interface Entry {
	userId?: string;
	eventTime: string;
	oTotalScore?: number;
}
const evaluations = [...conversations].flatMap((record) =>
	((record.evaluations ?? []) as Entry[]).map((entry) => ({ ...entry, start: record.conversationStart! })),
);
const inRange = (time: string) => Date.parse(time) >= FROM && Date.parse(time) < NOW;

it('reports the scores of each agent as the records have them: averages are sum by count', async () => {
	const { rows } = await query({
		subject: 'evaluations',
		evaluationMetrics: ['nEvaluations', 'oTotalScore'],
	});
	const done = evaluations.filter(({ eventTime }) => inRange(eventTime));
	expect(done.length).toBeGreaterThan(20);
	expect(sum(rows, 'nEvaluations_count')).toBe(done.length);
	for (const row of rows) {
		const scores = done.filter(({ userId }) => userId === row.userId).map((one) => one.oTotalScore!);
		const total = scores.reduce((all, score) => all + score, 0);
		expect(row).toMatchObject({
			userName: organization.users.find(({ id }) => id === row.userId)!.name,
			oTotalScore_count: scores.length,
			oTotalScore_sum: total,
			oTotalScore_avg: Math.round((total / scores.length) * 1_000) / 1_000,
			oTotalScore_min: Math.min(...scores),
			oTotalScore_max: Math.max(...scores),
		});
	}
});

it('names survey forms that are switched off', async () => {
	const surveyForms = organization.surveyForms.map((form) => ({ ...form, disabled: true }));
	simulator.options.organization = { ...organization, surveyForms };
	const { rows } = await query({ subject: 'surveys' });
	const named = rows.filter(({ surveyFormContextId }) => surveyFormContextId !== null);
	expect(named.length).toBeGreaterThan(0);
	for (const { surveyFormContextId, surveyFormName } of named) {
		expect(surveyFormName).toBe(
			surveyForms.findLast(({ contextId }) => contextId === surveyFormContextId)?.name,
		);
	}
});

it('counts by another time where that is chosen', async () => {
	// Its conversation has started, and nobody has evaluated it yet.
	const end = Date.parse(evaluations[6]!.start) + 1;
	const { rows, hints } = await query({
		...custom(FROM, end),
		subject: 'evaluations',
		evaluationCountedBy: 'conversationStart',
		evaluationGroupBy: [],
	});
	const started = evaluations.filter(
		({ start, eventTime }) => Date.parse(start) < end && Date.parse(eventTime) <= NOW,
	);
	const counted = evaluations.filter(({ eventTime }) => Date.parse(eventTime) < end);
	expect(started.length).toBeGreaterThan(counted.length);
	expect(rows).toMatchObject([{ nEvaluations_count: started.length }]);
	expect(hints.join()).toContain('Evaluations are counted by conversationStart.');
});

it('averages the whole where the range has to be read in pieces', async () => {
	const form = {
		subject: 'transcripts',
		transcriptMetrics: ['oSentimentScore', 'tSilence'],
		transcriptGroupBy: ['queueId'],
	};
	const whole = await query(form);
	simulator.options.limits = { maxAggregateDays: 0.7 };
	const pieces = await query(form);
	expect(bodies().length).toBeGreaterThan(6);
	const byQueue = (rows: IDataObject[]) =>
		[...rows].sort((a, b) => String(a.queueId).localeCompare(String(b.queueId)));
	expect(byQueue(pieces.rows)).toEqual(byQueue(whole.rows));
	expect(whole.rows.some((row) => row.oSentimentScore_avg !== row.oSentimentScore_min)).toBe(true);
});

it.each([
	['none', 1, 'The time range was'],
	['P1W', 1, 'Intervals were'],
	['P1D', 1, undefined],
	['none', 366, undefined],
])(
	'warns of distinct counts that were added over parts of an interval: %s, by %s days',
	async (...expected) => {
		const [granularity, maxAggregateDays, what] = expected;
		simulator.options.limits = { maxAggregateDays };
		const form = { subject: 'journeys', journeyMetrics: ['nDistinctJourneySessions'], journeyGroupBy: [] };
		const { hints } = await query({ ...form, granularity });
		const found =
			/(The time range was|Intervals were) read in parts, .*: nDistinctJourneySessions counts/.exec(
				hints.join('\n'),
			);
		expect(found?.[0]).toEqual(what && expect.stringMatching(what));
	},
);

it('does not look up a name that is grouped by itself', async () => {
	const { rows, error } = await query({ subject: 'flows', flowGroupBy: ['flowId', 'flowName'] });
	expect(error).toBeUndefined();
	for (const row of rows.filter(({ flowId }) => flowId)) {
		expect(row.flowName).toBe(organization.flows.find(({ id }) => id === row.flowId)!.name);
	}
});

it('filters by what the subject has, found by its name', async () => {
	const [flow] = organization.flows;
	const { rows } = await query({
		subject: 'flows',
		filters: { flow: { __rl: true, mode: 'id', value: flow!.name }, direction: 'inbound' },
	});
	expect(rows.map(({ flowId }) => flowId)).toEqual([flow!.id]);
	await query({ subject: 'transcripts', filters: { direction: 'inbound' } });
	expect(JSON.stringify(bodies().at(-1))).toContain('"dimension":"direction"');
});

it('asks for a metric where none is chosen, and refuses an unknown subject or date', async () => {
	expect((await query({ subject: 'bots', botMetrics: '={{ [] }}' })).error?.message).toBe(
		'Metrics has no value: its expression gives nothing for this item',
	);
	expect((await query({ subject: 'people' })).error?.message).toBe('Subject can\'t be "people"');
	expect((await query({ subject: 'surveys', surveyCountedBy: '={{ "now" }}' })).error?.message).toBe(
		'Counted By can\'t be "now"',
	);
	expect(bodies()).toEqual([]);
});

it('the example writes last week’s scores per agent, named, under columns that a sheet can keep', async () => {
	const file = join(__dirname, '../../../examples/weekly-quality-scores-to-google-sheets.json');
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: Array<{ parameters: IDataObject }> };
	const parameters = nodes.find((node) => node.parameters.resource)!.parameters;
	const { rows, error } = await query({ ...parameters, ...custom(NOW - 3 * DAY, NOW) });
	expect(error).toBeUndefined();
	expect(rows.length).toBeGreaterThan(5);
	for (const row of rows) {
		expect(row.userName).toEqual(expect.any(String));
		expect(row.intervalStart).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
		expect(row.oTotalScore_avg).toBeGreaterThanOrEqual(0);
	}
});

describe('KPIs', () => {
	it.each([...FLOW_KPIS, ...BOT_KPIS])('$name is documented with what it is made of', ({ name, metrics }) => {
		const docs = readFileSync(join(__dirname, '../../../docs/kpis.md'), 'utf8').split('\n');
		const lines = docs.filter((line) => line.startsWith(`| \`${name}\``));
		const isComplete = (line: string) => metrics.every((metric) => line.includes(`\`${metric}\``));
		expect(lines.filter(isComplete)).toHaveLength(1);
	});

	const sessions = [...conversations]
		.flatMap(({ participants }) => participants ?? [])
		.flatMap(({ purpose, sessions: own }) => (own ?? []).map((session) => ({ purpose, ...session })));
	const valuesOf = (of: typeof sessions, metric: string) =>
		of
			.flatMap(({ metrics }) => metrics ?? [])
			.filter(({ name, emitDate }) => name === metric && inRange(emitDate!))
			.map(({ value }) => value!);
	const flowIdOf = (session: object) => (session as { flow?: { flowId?: string } }).flow?.flowId;

	async function kpis(operation: string, parameters: object = {}) {
		return await query({ operation, ...parameters });
	}

	it('of flows: how many, how long, how many stayed in them, by flow with its name', async () => {
		const { rows, error } = await kpis('getFlowKpis');
		expect(error).toBeUndefined();
		expect(rows).toHaveLength(new Set(sessions.map(flowIdOf).filter(Boolean)).size);
		for (const row of rows) {
			const own = sessions.filter((session) => flowIdOf(session) === row.flowId);
			const [durations, stayed, left] = ['tFlow', 'tFlowDisconnect', 'tFlowExit'].map((metric) =>
				valuesOf(own, metric),
			);
			const average = durations!.reduce((all, value) => all + value, 0) / durations!.length;
			expect(row).toMatchObject({
				flowName: organization.flows.find(({ id }) => id === row.flowId)!.name,
				flows: valuesOf(own, 'nFlow').length,
				avgFlowSeconds: Math.round(average) / 1_000,
				disconnects: stayed!.length,
				exits: left!.length,
				containmentPercent: Math.round((stayed!.length / (stayed!.length + left!.length)) * 10_000) / 100,
			});
			const { outcomes, outcomesFailed } = row as Record<string, number>;
			expect(outcomes).toBeGreaterThan(outcomesFailed!);
			expect(row.outcomeSuccessPercent).toBe(
				Math.round(((outcomes! - outcomesFailed!) / outcomes!) * 10_000) / 100,
			);
			expect(row.milestones).toBeGreaterThan(0);
		}
	});

	it.each([
		['flowOutcomeId', 'flowOutcomeName', organization.flowOutcomes],
		['flowMilestoneId', 'flowMilestoneName', organization.flowMilestones],
	])('of flows: by %s, named', async (dimension, name, catalogue) => {
		const { rows } = await kpis('getFlowKpis', { groupBy: [dimension] });
		const named = rows.filter((row) => row[dimension] !== null);
		expect(named.length).toBeGreaterThan(1);
		for (const row of named) expect(row[name]).toBe(catalogue.find(({ id }) => id === row[dimension])!.name);
	});

	it('of bots: sessions, turns, how many stayed with the bot', async () => {
		const { rows, error } = await kpis('getBotKpis', { groupBy: [] });
		expect(error).toBeUndefined();
		const own = sessions.filter(({ purpose }) => purpose === 'botflow');
		const [durations, stayed, left] = ['tFlow', 'tFlowDisconnect', 'tFlowExit'].map((metric) =>
			valuesOf(own, metric),
		);
		const [row] = rows as [Record<string, number>];
		expect(row).toMatchObject({
			sessions: durations!.length,
			disconnects: stayed!.length,
			exits: left!.length,
			containmentPercent: Math.round((stayed!.length / (stayed!.length + left!.length)) * 10_000) / 100,
			intents: durations!.length,
		});
		expect(row.avgTurns).toBeCloseTo(row.turns! / row.sessions!, 3);
		expect(row.recognitionFailures).toBeLessThan(row.sessions!);
	});

	it.each([getFlowKpis, getBotKpis])(
		'are whole numbers where columns are counts: $name',
		async (operation) => {
			const { rows } = await kpis(operation.value, { groupBy: [] });
			const counts = columnDocs(operation.sheets[0]!).filter(({ unit }) => unit === 'count');
			expect(counts.length).toBeGreaterThan(4);
			for (const { name } of counts) expect([name, Number.isInteger(rows[0]![name])]).toEqual([name, true]);
		},
	);

	it('are counts of 0 and otherwise nothing where there was nothing', async () => {
		const { rows } = await kpis('getFlowKpis', { ...custom(NOW - 99 * DAY, NOW - 98 * DAY), groupBy: [] });
		expect(rows).toMatchObject([
			{ flows: 0, avgFlowSeconds: null, exits: 0, containmentPercent: null, outcomeSuccessPercent: null },
		]);
	});

	it.each([
		['getFlowKpis', 'analytics:flowAggregate:view'],
		['getBotKpis', 'analytics:botAggregate:view'],
	])('name what %s needs', async (operation, permission) => {
		simulator.options.deniedPermissions = [permission];
		expect((await kpis(operation)).error?.message).toContain(permission);
	});
});
