import { queueStatusSheet } from '../../nodes/GenesysCloudAnalytics/columns/queueStatusSheet';
import {
	createOrganization,
	startSimulator,
	type ConversationRecord,
	type Simulator,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, HOUR, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const [support, sales] = [organization.queues[0]!, organization.queues[1]!];

let clock: StandingClock;
let simulator: Simulator;
let conversations: ConversationRecord[];

/** A call that waits in a queue for a time. */
function waiting(queue: { id: string }, from: number, to: number): ConversationRecord {
	const id = `call ${conversations.length}`;
	const record = conversation(id, from, to);
	const segment = {
		segmentType: 'interact',
		queueId: queue.id,
		segmentStart: record.conversationStart,
		segmentEnd: record.conversationEnd,
	};
	const session = { sessionId: id, mediaType: 'voice', segments: [segment], metrics: [] };
	record.participants = [{ participantId: id, purpose: 'acd', sessions: [session] }];
	return record;
}

function queueUp(queue: { id: string }, count: number, from: number, to: number): void {
	for (let index = 0; index < count; index++) conversations.push(waiting(queue, from, to));
}

beforeEach(async () => {
	conversations = [];
	clock = new StandingClock(NOON);
	simulator = await startSimulator({ now: clock.now, conversations, organization });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

const threeWait = {
	event: 'queueThreshold',
	queues: { mode: 'id', value: support.id },
	metric: 'waiting',
	comparison: 'gte',
	threshold: 3,
};

/** What each poll at these minutes handed over. */
async function pollsAt(workflow: PolledWorkflow, ...minutes: number[]): Promise<unknown[][]> {
	const seen: unknown[][] = [];
	for (const minute of minutes) {
		clock.at = NOON + minute * MINUTE;
		const before = workflow.handedOver.length;
		await workflow.poll();
		seen.push(
			workflow.handedOver
				.slice(before)
				.flat()
				.map(({ json }) => json.queueName),
		);
	}
	expect(workflow.errors).toEqual([]);
	return seen;
}

it.each([
	['waiting', []],
	['serviceLevelPercent', ['serviceLevelPercent']],
])('for %s, items have the columns that the docs name', async (metric, figures) => {
	const items = await new PolledWorkflow(simulator, { ...threeWait, metric }).test();
	expect(Object.keys(items![0]!.json)).toEqual([
		...queueStatusSheet.columns.map(({ name }) => name),
		...figures,
		...['metric', 'comparison', 'threshold', 'value'],
	]);
});

it('fires when a queue crosses, and again only after it has cleared, with figures and name', async () => {
	queueUp(support, 3, NOON + 2 * MINUTE, NOON + 5 * MINUTE);
	queueUp(support, 4, NOON + 8 * MINUTE, NOON + 20 * MINUTE);
	queueUp(sales, 5, NOON, NOON + HOUR);
	const workflow = new PolledWorkflow(simulator, threeWait);
	await workflow.activate();
	expect(workflow.items).toEqual([]);
	expect(await pollsAt(workflow, 1, 3, 4, 6, 9, 10)).toEqual([
		[],
		[support.name],
		[],
		[],
		[support.name],
		[],
	]);
	expect(workflow.items[0]?.json).toMatchObject({
		queueId: support.id,
		queueName: support.name,
		waiting: 3,
		longestWaitingSeconds: 60,
		metric: 'waiting',
		value: 3,
		comparison: 'gte',
		threshold: 3,
	});
});

it('fires at each poll where that is chosen', async () => {
	queueUp(support, 3, NOON - MINUTE, NOON + 5 * MINUTE);
	const workflow = new PolledWorkflow(simulator, { ...threeWait, rearm: 'everyPoll' });
	await workflow.activate();
	expect(await pollsAt(workflow, 1, 2, 6)).toEqual([[support.name], [support.name], []]);
	expect(workflow.items).toHaveLength(3);
});

it('emits an alarm that stands at activation once, and not again after a restart', async () => {
	queueUp(support, 3, NOON - MINUTE, NOON + HOUR);
	const workflow = new PolledWorkflow(simulator, threeWait);
	await workflow.activate();
	expect(workflow.items).toHaveLength(1);
	clock.at = NOON + 5 * MINUTE;
	await workflow.restart();
	expect(await pollsAt(workflow, 6)).toEqual([[]]);
	expect(workflow.items).toHaveLength(1);
});

it('fires for a crossing after a restart that found the alarm cleared', async () => {
	queueUp(support, 3, NOON - MINUTE, NOON + 2 * MINUTE);
	queueUp(support, 3, NOON + 10 * MINUTE, NOON + HOUR);
	const workflow = new PolledWorkflow(simulator, threeWait);
	await workflow.activate();
	clock.at = NOON + 5 * MINUTE;
	await workflow.restart();
	expect(await pollsAt(workflow, 11)).toEqual([[support.name]]);
});

it('watches every queue where none is chosen, at one request a poll', async () => {
	queueUp(support, 3, NOON + MINUTE, NOON + HOUR);
	queueUp(sales, 3, NOON + 3 * MINUTE, NOON + HOUR);
	const workflow = new PolledWorkflow(simulator, { ...threeWait, queues: { mode: 'list', value: '' } });
	await workflow.activate();
	const before = simulator.requests().length;
	expect(await pollsAt(workflow, 2, 4)).toEqual([[support.name], [sales.name]]);
	expect(simulator.requests().length - before).toBe(2);
});

it.each([
	{
		what: 'nobody is idle',
		parameters: { metric: 'idleAgents', comparison: 'lte', threshold: -1 },
		fires: false,
	},
	{ what: 'the longest wait', parameters: { metric: 'longestWaitingSeconds', threshold: 120 }, fires: true },
	{ what: 'a shorter wait', parameters: { metric: 'longestWaitingSeconds', threshold: 121 }, fires: false },
])('compares $what', async ({ parameters, fires }) => {
	queueUp(support, 1, NOON - 2 * MINUTE, NOON + HOUR);
	const workflow = new PolledWorkflow(simulator, { ...threeWait, ...parameters });
	await workflow.activate();
	expect(workflow.items).toHaveLength(fires ? 1 : 0);
});

it.each(['waiting', 'longestWaitingSeconds', 'idleAgents'])(
	'raises no alarm from a queue that nothing is told of: %s',
	async (metric) => {
		simulator.options.hiddenQueueIds = [support.id];
		const workflow = new PolledWorkflow(simulator, {
			...threeWait,
			metric,
			comparison: 'lte',
			threshold: 1_000,
		});
		await workflow.activate();
		expect(workflow.items).toHaveLength(0);
		simulator.options.hiddenQueueIds = [];
		expect(await pollsAt(workflow, 1)).toEqual([[support.name]]);
	},
);

it.each([
	{ parameters: { metric: 'abandons' }, message: /Metric can't be "abandons"/ },
	{ parameters: { comparison: 'eq' }, message: /Comparison can't be "eq"/ },
	{ parameters: { threshold: '' }, message: /Threshold is missing/ },
	{ parameters: { threshold: null }, message: /Threshold is missing/ },
	{ parameters: { threshold: 'many' }, message: /Threshold can't be "many"/ },
])('refuses $parameters', async ({ parameters, message }) => {
	await expect(new PolledWorkflow(simulator, { ...threeWait, ...parameters }).activate()).rejects.toThrow(
		message,
	);
});

it('raises an alarm that stands after a long stop, though it was stored at the very first poll', async () => {
	queueUp(support, 3, NOON - MINUTE, NOON + 2 * MINUTE);
	queueUp(support, 3, NOON + 2 * HOUR, NOON + 4 * HOUR);
	const workflow = new PolledWorkflow(simulator, threeWait);
	await workflow.activate();
	clock.at = NOON + 3 * HOUR;
	await workflow.restart();
	expect(workflow.items).toHaveLength(2);
});

it('raises nothing for a queue that does not exist, and an error execution says so once', async () => {
	const unknown = { mode: 'id', value: '99999999-0000-4000-8000-000000000000' };
	const workflow = new PolledWorkflow(simulator, {
		...threeWait,
		queues: unknown,
		comparison: 'lte',
		threshold: 5,
	});
	await workflow.activate();
	for (let poll = 0; poll < 5; poll++) {
		clock.at += 10 * MINUTE;
		await workflow.poll();
	}
	expect(workflow.items).toEqual([]);
	expect(workflow.errors).toMatchObject([
		{
			message: 'Genesys Cloud has nothing on some of the queues',
			description: expect.stringContaining('99999999-0000-4000-8000-000000000000'),
		},
	]);
});

it.each([
	{ metric: 'abandonPercent', comparison: 'gte', threshold: 50, value: 50 },
	{ metric: 'serviceLevelPercent', comparison: 'lte', threshold: 99, value: 50 },
	{ metric: 'abandonPercent', comparison: 'gte', threshold: 50, value: 50, setBy: 3 * HOUR },
])('watches $metric of Genesys’s current half hour, at two requests a poll', async (parameters) => {
	const { value, setBy = 0, ...threshold } = parameters;
	clock.at = NOON + 20 * MINUTE;
	clock.setBy = setBy;
	const offered = (outcome: string, metricMs: number, at: number) => {
		const record = waiting(support, at, at + MINUTE);
		const emitDate = new Date(at + 30_000).toISOString();
		const figures = [
			{ name: 'nOffered', value: 1, emitDate },
			{ name: outcome, value: metricMs, emitDate },
			...(outcome === 'tAnswered' ? [] : [{ name: 'nOverSla', value: 1, emitDate }]),
		];
		Object.assign(record.participants![0]!.sessions![0]!, { metrics: figures });
		conversations.push(record);
	};
	offered('tAnswered', 5_000, NOON + MINUTE);
	offered('tAbandon', 30_000, NOON + 2 * MINUTE);
	// Of the half hour before.
	for (let index = 0; index < 8; index++) offered('tAbandon', 30_000, NOON - 20 * MINUTE);
	const workflow = new PolledWorkflow(simulator, { ...threeWait, ...threshold });
	await workflow.activate();
	expect(workflow.errors).toEqual([]);
	expect(workflow.items.map(({ json }) => json)).toMatchObject([
		{ queueId: support.id, ...threshold, value },
	]);
	const before = simulator.requests().length;
	await pollsAt(workflow, 21);
	expect(simulator.requests().length - before).toBe(2);
});

it('shows the queues in alarm as test event, else the one that is nearest to it', async () => {
	queueUp(support, 2, NOON - MINUTE, NOON + HOUR);
	const every = { ...threeWait, queues: { mode: 'list', value: '' } };
	const workflow = new PolledWorkflow(simulator, every);
	expect((await workflow.test())?.map(({ json }) => json.queueName)).toEqual([support.name]);
	queueUp(sales, 3, NOON - MINUTE, NOON + HOUR);
	expect((await workflow.test())?.map(({ json }) => json.queueName)).toEqual([sales.name]);
});
