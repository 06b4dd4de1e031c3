import { createOrganization, startSimulator, type ConversationRecord } from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { rowsOfLimits } from '../support/limitsTables';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, DAY, HOUR, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization({ users: 400 });
const users = organization.users.filter(({ state }) => state === 'active');
const active = users.map(({ id }) => id);
const inUnits = users.filter(({ teamId }) => teamId !== undefined).map(({ id }) => id);

interface Case {
	event: string;
	what: string;
	parameters: Record<string, object | string>;
	/** How long after the poll before. */
	afterMs?: number;
	conversations?: ConversationRecord[];
}

const ended = (count: number, from: number, to: number) =>
	Array.from({ length: count }, (_, index) => {
		const end = from + Math.floor((index * (to - from)) / count);
		return conversation(`c${index}`, end - MINUTE, end);
	});

/** 250 a day, evaluated a minute after their end. */
const evaluated = ended(625, NOON - 2 * DAY, NOON + DAY / 2).map((record) => ({
	...record,
	evaluations: [{ evaluationId: record.conversationId, eventTime: record.conversationEnd }],
}));
const status = { event: 'agentStatusChanged' };
const updated = { event: 'conversationUpdated' };
const queues = { event: 'queueThreshold', threshold: '1000' };

const cases: Case[] = [
	{ event: 'Conversation Ended', what: 'a poll', parameters: {} },
	{
		event: 'Conversation Ended',
		what: 'a poll that finds 250 new ones',
		parameters: {},
		conversations: ended(250, NOON + 2 * MINUTE, NOON + 3 * MINUTE),
		afterMs: 3 * MINUTE,
	},
	{ event: 'Conversation Abandoned', what: 'a poll', parameters: { event: 'conversationAbandoned' } },
	{ event: 'Conversation Started', what: 'a poll', parameters: { event: 'conversationStarted' } },
	{ event: 'Conversation Updated', what: 'a poll between two checks', parameters: updated },
	{
		event: 'Conversation Updated',
		what: 'a check of 48 hours for all changes',
		parameters: updated,
		afterMs: HOUR,
	},
	{
		event: 'Conversation Updated',
		what: 'a check of 48 hours for evaluations alone',
		parameters: { ...updated, changes: ['evaluation'] },
		afterMs: HOUR,
	},
	{
		event: 'Conversation Updated',
		what: 'the same, with 250 evaluated conversations a day',
		parameters: { ...updated, changes: ['evaluation'] },
		afterMs: HOUR,
		conversations: evaluated,
	},
	{ event: 'Queue Threshold', what: 'a poll, up to 200 queues', parameters: queues },
	{
		event: 'Queue Threshold',
		what: 'a poll on service level or abandoned',
		parameters: { ...queues, metric: 'abandonPercent' },
	},
	{
		event: 'Agent Status Changed',
		what: 'a poll, up to 100 agents',
		parameters: { ...status, agents: { mode: 'id', value: active.slice(0, 100).join() } },
	},
	{
		event: 'Agent Status Changed',
		what: 'a poll, 250 agents',
		parameters: { ...status, agents: { mode: 'id', value: active.slice(0, 250).join() } },
	},
	{
		event: 'Agent Out of Adherence',
		what: 'a poll, up to 100 agents',
		parameters: { event: 'adherence', agents: { mode: 'id', value: inUnits.slice(0, 100).join() } },
	},
	{
		event: 'Agent Out of Adherence',
		what: 'a poll, all agents of two management units',
		parameters: { event: 'adherence' },
	},
];

/** `Event: what` → requests, as docs/limits.md has it. */
const documented = new Map(
	rowsOfLimits(3)
		.filter(([, , requests]) => /^\d+$/.test(requests!))
		.map(([event, what, requests]) => [`${event}: ${what}`, Number(requests)]),
);

afterEach(restoreClock);

it.each(cases)('$event, $what, costs what docs/limits.md says', async (scenario) => {
	const { event, what, parameters, afterMs = MINUTE, conversations = [] } = scenario;
	const clock = new StandingClock(NOON);
	const simulator = await startSimulator({ now: clock.now, conversations, organization });
	const workflow = new PolledWorkflow(simulator, {
		options: { resolveNames: false },
		...parameters,
	} as never);
	await workflow.activate();
	clock.at += MINUTE;
	await workflow.poll();
	const before = simulator.requests().length;
	clock.at += afterMs;
	await workflow.poll();
	await simulator.close();
	expect(workflow.errors).toEqual([]);
	expect(simulator.requests().length - before).toBe(documented.get(`${event}: ${what}`));
});

it('docs/limits.md names no cost that is not counted', () => {
	expect([...documented.keys()].toSorted()).toEqual(
		cases.map(({ event, what }) => `${event}: ${what}`).toSorted(),
	);
});
