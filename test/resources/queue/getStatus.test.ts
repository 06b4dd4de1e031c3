import {
	createConversations,
	createOrganization,
	startSimulator,
	type ConversationRecord,
	type ConversationStore,
	type Organization,
	type Simulator,
	type SimulatorOptions,
} from '../../../packages/simulator';
import { stateAt } from '../../../packages/simulator/data/timeline';
import { recordAsOf } from '../../../packages/simulator/data/asOf';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { DAY, HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const PATH = '/queues/observations/query';
const getStatus = { resource: 'queue', operation: 'getStatus' };

let clock: FastClock;
let simulator: Simulator;

async function simulate(options: SimulatorOptions & { organization: Organization }): Promise<void> {
	simulator = await startSimulator({ now: clock.now, ...options });
}

beforeEach(() => {
	clock = useFastClock(NOW);
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

/** What goes on at the moment, according to the records. */
function ongoing(conversations: ConversationStore) {
	return [...conversations]
		.filter(({ conversationStart, conversationEnd }) => {
			const isOver = Date.parse(conversationEnd ?? '') <= NOW;
			return Date.parse(conversationStart!) <= NOW && !isOver;
		})
		.map((record) => recordAsOf(record, NOW));
}

/** What conversations and agents say of a queue, counted in the plainest way. */
function countedFor(organization: Organization, conversations: ConversationRecord[], queueId: string) {
	const open = { waiting: [] as number[], interacting: [] as number[], alerting: [] as number[] };
	for (const record of conversations) {
		for (const { purpose, sessions } of record.participants ?? []) {
			for (const { segments } of sessions ?? []) {
				const now = segments?.find(({ segmentEnd, segmentType }) => !segmentEnd && segmentType !== 'wrapup');
				if (now?.queueId !== queueId) continue;
				const kind = purpose === 'acd' ? 'waiting' : now.segmentType === 'alert' ? 'alerting' : 'interacting';
				if (purpose === 'acd' || purpose === 'agent') open[kind].push(NOW - Date.parse(now.segmentStart!));
			}
		}
	}
	const members = organization.queues.find(({ id }) => id === queueId)!.memberIds;
	const states = members.map((id) =>
		stateAt(
			organization.users.find((user) => user.id === id)!,
			organization,
			NOW,
		),
	);
	const inPresence = (test: (presence: string) => boolean) =>
		states.filter(({ presence }) => test(presence.systemPresence)).length;
	const inRouting = (status: string) => states.filter(({ routing }) => routing.state === status).length;
	return {
		waiting: open.waiting.length,
		longestWaitingSeconds: open.waiting.length ? Math.max(...open.waiting) / 1_000 : null,
		interacting: open.interacting.length,
		longestInteractingSeconds: open.interacting.length ? Math.max(...open.interacting) / 1_000 : null,
		alerting: open.alerting.length,
		onQueueAgents: inPresence((presence) => presence === 'ON_QUEUE'),
		offQueueAgents: inPresence((presence) => presence !== 'ON_QUEUE' && presence !== 'OFFLINE'),
		activeAgents: inPresence((presence) => presence !== 'OFFLINE'),
		memberAgents: members.length,
		idleAgents: inRouting('IDLE'),
		interactingAgents: inRouting('INTERACTING'),
		notRespondingAgents: inRouting('NOT_RESPONDING'),
	};
}

describe('What goes on in the queues', () => {
	const organization = createOrganization();
	const conversations = createConversations({
		count: 4_000,
		from: NOW - DAY / 2,
		to: NOW + HOUR,
		organization,
		damagedShare: 0,
	});

	it.each([{ onQueueByStatus: false }, { onQueueByStatus: true }])(
		'is what conversations and agents tell at that moment ($onQueueByStatus)',
		async ({ onQueueByStatus }) => {
			await simulate({ organization, conversations, onQueueByStatus });
			// Time stands still, so that waits can be compared to the millisecond.
			simulator.options.now = () => NOW;
			const { items, error } = await runNode(simulator, getStatus);
			expect(error).toBeUndefined();
			const goingOn = ongoing(conversations);
			const queues = organization.queues.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
			const expected = queues.map(({ id, name }) => ({
				queueId: id,
				queueName: name,
				mediaType: null,
				...countedFor(organization, goingOn, id),
			}));
			expect(new Map(items.map(({ json }) => [json.queueId, json]))).toEqual(
				new Map(expected.map((row) => [row.queueId, row])),
			);
			expect(Object.keys(items[0]!.json)).toEqual(Object.keys(expected[0]!));
			expect(expected.reduce((sum, { waiting }) => sum + waiting, 0)).toBeGreaterThan(0);
			expect(expected.reduce((sum, { interacting }) => sum + interacting, 0)).toBeGreaterThan(3);
		},
	);

	it('comes in a row per queue and media type where media types are chosen', async () => {
		await simulate({ organization, conversations });
		const [first, second] = organization.queues;
		const { items } = await runNode(simulator, {
			...getStatus,
			queues: { __rl: true, mode: 'id', value: `${first!.id},${second!.name}` },
			mediaTypes: ['voice', 'email'],
		});
		expect(items.map(({ json }) => [json.queueId, json.queueName, json.mediaType])).toEqual([
			[first!.id, first!.name, 'voice'],
			[first!.id, first!.name, 'email'],
			[second!.id, second!.name, 'voice'],
			[second!.id, second!.name, 'email'],
		]);
		expect(items.map(({ json }) => json.memberAgents)).toEqual([
			...[first!.memberIds.length, first!.memberIds.length],
			...[second!.memberIds.length, second!.memberIds.length],
		]);
	});

	it('has no figures, and says so, for a queue that is unknown or hidden from the client', async () => {
		const [shown, hidden] = organization.queues as [Organization['queues'][0], Organization['queues'][0]];
		await simulate({ organization, conversations: [], hiddenQueueIds: [hidden.id] });
		const unknown = '00000000-0000-4000-8000-000000000000';
		const { items, hints } = await runNode(simulator, {
			...getStatus,
			queues: { __rl: true, mode: 'id', value: `${shown.id},${hidden.id},${unknown}` },
		});
		const [first, ...others] = items.map(({ json }) => json);
		expect(first).toMatchObject({ waiting: 0, interacting: 0, memberAgents: shown.memberIds.length });
		for (const { queueId, queueName, ...figures } of others) {
			expect([hidden.name, null]).toContain(queueName);
			expect([hidden.id, unknown]).toContain(queueId);
			expect(new Set(Object.values(figures))).toEqual(new Set([null]));
		}
		expect(others).toHaveLength(2);
		expect(hints.map(({ message }) => message)).toContain(
			`There are no figures for ${hidden.name}, ${unknown}: the queue does not exist, or the OAuth client can't see it.`,
		);
	});
});

describe('Many queues', () => {
	const organization = createOrganization({ queues: 450 });
	const rowOf = (items: Array<{ json: Record<string, unknown> }>) =>
		new Set(items.map(({ json }) => json.queueId));

	it('450 of them: 3 observation requests, 450 rows, all named', async () => {
		await simulate({ organization, conversations: [] });
		const { items, error } = await runNode(simulator, getStatus);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(450);
		expect(rowOf(items).size).toBe(450);
		expect(items.every(({ json }) => typeof json.queueName === 'string')).toBe(true);
		expect(simulator.requests(PATH)).toHaveLength(3);
		expect(simulator.requests('/routing/queues')).toHaveLength(5);
	});

	it('with media types, the question is the same: answers come by media type anyway', async () => {
		await simulate({ organization, conversations: [] });
		const { items, error } = await runNode(simulator, { ...getStatus, mediaTypes: ['voice', 'chat'] });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(900);
		expect(simulator.requests(PATH).map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('where fewer predicates are allowed than known, batches get smaller', async () => {
		await simulate({ organization, conversations: [], limits: { maxObservationPredicates: 120 } });
		const { items, error } = await runNode(simulator, getStatus);
		expect(error).toBeUndefined();
		expect(rowOf(items).size).toBe(450);
	});
});
