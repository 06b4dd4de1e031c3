import { createConversations, createOrganization, storeOf } from '../../../packages/simulator';
import type { ConversationRecord } from '../../../packages/simulator';
import { conversationOf } from '../../../nodes/GenesysCloudAnalytics/records/conversation';
import { queueVisitsOf } from '../../../nodes/GenesysCloudAnalytics/records/queueVisits';
import { at, participant, segment, session } from '../../columns/build';
import { runNode } from '../../support/engine';
import { custom, DAY } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const organization = createOrganization();
const [sales, service] = organization.queues.map(({ id }) => id);
const NOW = Date.parse('2026-11-20T12:00:00.000Z');

/** A call that sales answered; the agent consulted service, where nobody came, and then transferred to service. */
const consulted = {
	conversationId: '00000000-0000-4000-8000-00000000c0de',
	conversationStart: at('09:00:00'),
	conversationEnd: at('09:20:00'),
	originatingDirection: 'inbound',
	participants: [
		participant(
			'customer',
			{},
			session({ sessionId: 'c', mediaType: 'voice' }, {}, segment('interact', '09:00:00', '09:20:00')),
		),
		participant(
			'acd',
			{},
			session(
				{ sessionId: 'q1', peerId: 'c', mediaType: 'voice' },
				{ nOffered: 1, tAcd: 30_000 },
				segment('interact', '09:00:00', '09:00:30', { queueId: sales, disconnectType: 'transfer' }),
			),
		),
		participant(
			'agent',
			{ userId: 'anna' },
			session(
				{ sessionId: 'a1', peerId: 'c', mediaType: 'voice' },
				{ tAnswered: 30_000, nOverSla: 1, tTalk: 570_000, tHandle: 600_000, tAcw: 30_000, nTransferred: 1 },
				segment('interact', '09:00:30', '09:10:00', { queueId: sales, disconnectType: 'transfer' }),
				segment('wrapup', '09:10:00', '09:10:30', { queueId: sales, wrapUpCode: 'w' }),
			),
		),
		participant(
			'acd',
			{},
			session(
				{ sessionId: 'q2', peerId: 'a1', mediaType: 'voice' },
				{ nOffered: 1, tAcd: 40_000, tAbandon: 40_000 },
				segment('interact', '09:05:00', '09:05:40', { queueId: service, disconnectType: 'peer' }),
			),
		),
		participant(
			'acd',
			{},
			session(
				{ sessionId: 'q3', peerId: 'c', mediaType: 'voice' },
				{ nOffered: 1, tAcd: 10_000 },
				segment('interact', '09:10:00', '09:10:10', { queueId: service, disconnectType: 'transfer' }),
			),
		),
		participant(
			'agent',
			{ userId: 'bert' },
			session(
				{ sessionId: 'a2', peerId: 'c', mediaType: 'voice' },
				{ tAnswered: 10_000, tTalk: 590_000, tHandle: 590_000 },
				segment('interact', '09:10:10', '09:20:00', { queueId: service, disconnectType: 'client' }),
			),
		),
	],
};

it('a consultation with a queue is a visit of its own, told apart from those of the customer', () => {
	const visits = queueVisitsOf(conversationOf(consulted)).map((visit) => [
		visit.index,
		visit.stay.queueId,
		visit.outcome,
		visit.requestedBy,
		visit.isConsult,
		visit.answer?.participant.userId,
		visit.stay.waitMs,
	]);
	expect(visits).toEqual([
		[0, sales, 'answered', 'customer', false, 'anna', 30_000],
		[1, service, 'abandoned', 'agent', true, undefined, 40_000],
		[2, service, 'answered', 'agent', false, 'bert', 10_000],
	]);
});

it.each([
	['waits', { conversationEnd: undefined }, {}, undefined, 'waiting'],
	['flowed out as a customer-first callback', {}, { tCfcFlowOut: 5 }, 'transfer', 'flowedOut'],
	['went elsewhere before anyone answered', {}, {}, 'transfer', 'transferred'],
	['was cut off', {}, {}, 'system', 'system'],
])('a visit that %s', (_, is, metrics, disconnectType, outcome) => {
	const to = disconnectType && '09:01:00';
	const record = {
		...{ conversationId: 'x', conversationStart: at('09:00:00'), conversationEnd: at('09:30:00') },
		participants: [
			participant(
				'acd',
				{},
				session({}, metrics, segment('interact', '09:00:00', to, { queueId: 'q', disconnectType })),
			),
		],
		...is,
	};
	expect(queueVisitsOf(conversationOf(record)).map((visit) => visit.outcome)).toEqual([outcome]);
});

/** Counted as an analyst would, by a pivot table of the rows. */
function recounted(rows: ReadonlyArray<Record<string, unknown>>) {
	const byQueue = new Map<unknown, Record<string, number | null>>();
	for (const queueId of new Set(rows.map((row) => row.queueId))) {
		const own = rows.filter((row) => row.queueId === queueId && row.offered);
		const of = (outcome: string) => own.filter((row) => row.outcome === outcome);
		const answered = of('answered').length;
		const late = of('answered').filter((row) => row.overServiceLevel).length;
		const decided = answered + of('abandoned').length;
		byQueue.set(queueId, {
			offered: own.length,
			answered,
			abandoned: of('abandoned').length,
			flowedOut: of('flowedOut').length,
			serviceLevelPercent: decided > 0 ? Math.round(((answered - late) / decided) * 10_000) / 100 : null,
		});
	}
	return byQueue;
}

describe('KPIs counted by hand from queue visits', () => {
	afterEach(stopSimulating);

	it.each([
		[
			'a generated day',
			createConversations({
				count: 1_200,
				from: NOW - 3 * DAY,
				to: NOW - 2 * DAY,
				organization,
				damagedShare: 0,
			}),
			custom(NOW - 4 * DAY, NOW),
		],
		[
			'a call with a consultation',
			storeOf([consulted as unknown as ConversationRecord]),
			custom(Date.parse(at('00:00:00')), Date.parse(at('23:00:00'))),
		],
	])('are those of Get KPIs, for %s', async (_, conversations, range) => {
		const simulator = await simulateAt(NOW, { organization, conversations });
		const run = async (form: object) => {
			const { items, error } = await runNode(simulator, { ...range, ...form } as never, {});
			expect(error).toBeUndefined();
			return items.map(({ json }) => json);
		};
		const visits = await run({
			resource: 'conversation',
			operation: 'getAll',
			output: 'queueVisits',
			columns: 'all',
			returnAll: true,
		});
		const kpis = await run({
			resource: 'performance',
			operation: 'getKpis',
			groupBy: ['queueId'],
			columns: 'all',
		});
		const byHand = recounted(visits);
		expect(byHand.size).toBeGreaterThan(1);
		for (const [queueId, expected] of byHand) {
			const row = kpis.find((kpi) => kpi.queueId === queueId) ?? {};
			const told = Object.keys(expected).map((name) => [name, row[name]]);
			expect([queueId, Object.fromEntries(told)]).toEqual([queueId, expected]);
		}
	});
});
