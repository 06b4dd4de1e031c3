import {
	createOrganization,
	fault503,
	startSimulator,
	type ConversationRecord,
	type Organization,
	type Simulator,
	type SimulatorOptions,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, HOUR, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const QUEUES = '/routing/queues';

let clock: StandingClock;
const simulators: Simulator[] = [];

beforeEach(() => {
	clock = new StandingClock(NOON);
});
afterEach(async () => {
	restoreClock();
	await Promise.all(simulators.splice(0).map(async (simulator) => await simulator.close()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = await startSimulator({ now: clock.now, ...options });
	simulators.push(simulator);
	return simulator;
}

/** An organization whose only queue has the name, and a conversation in it for each minute. */
async function startWithQueue(name: string): Promise<Simulator> {
	const organization: Organization = createOrganization({ queues: 1 });
	const queue = organization.queues[0]!;
	queue.name = name;
	const conversations = Array.from({ length: 90 }, (_, minute): ConversationRecord => {
		const record = conversation(`c${minute}`, NOON, NOON + minute * MINUTE);
		const segment = { segmentType: 'interact', queueId: queue.id, segmentStart: record.conversationStart! };
		const session = { sessionId: 's', mediaType: 'voice', segments: [segment], metrics: [] };
		record.participants = [{ participantId: 'p', purpose: 'acd', sessions: [session] }];
		return record;
	});
	return await start({ organization, conversations });
}

async function pollFor(minutes: number, ...workflows: PolledWorkflow[]): Promise<void> {
	for (let minute = 0; minute < minutes; minute++) {
		clock.at += MINUTE;
		for (const workflow of workflows) await workflow.poll();
	}
}

const namesOf = ({ items }: PolledWorkflow) => [...new Set(items.map(({ json }) => json.queueName))];

describe('what was looked up', () => {
	it('is remembered from poll to poll, for an hour', async () => {
		const simulator = await startWithQueue('Support');
		const workflow = new PolledWorkflow(simulator, {});
		await workflow.activate();
		await pollFor(50, workflow);
		expect(namesOf(workflow)).toEqual(['Support']);
		expect(simulator.requests(QUEUES)).toHaveLength(1);
		simulator.options.organization!.queues[0]!.name = 'Support, second level';
		await pollFor(30, workflow);
		expect(workflow.items.at(-1)!.json.queueName).toBe('Support, second level');
		expect(simulator.requests(QUEUES)).toHaveLength(2);
	});

	it('is no other credential’s, though ids be the same', async () => {
		const [east, west] = [await startWithQueue('East'), await startWithQueue('West')];
		const workflows = [new PolledWorkflow(east, {}), new PolledWorkflow(west, {})] as const;
		for (const workflow of workflows) await workflow.activate();
		await pollFor(5, ...workflows);
		expect(workflows.map(namesOf)).toEqual([['East'], ['West']]);
	});
});

describe('what could not be looked up', () => {
	const ofQueue = (name: string) => ({ filters: { queue: { __rl: true, mode: 'id', value: name } } });

	it('is not asked for again for five minutes where that may pass, and then it is', async () => {
		const simulator = await startWithQueue('Support');
		simulator.faults.push(fault503({ on: /routing\/queues/, times: 1_000 }));
		const workflow = new PolledWorkflow(simulator, ofQueue('Support'));
		await expect(workflow.activate()).rejects.toThrow(/503/);
		simulator.faults.length = 0;
		const asked = simulator.requests(QUEUES).length;
		clock.at += 4 * MINUTE;
		await expect(workflow.activate()).rejects.toThrow(/503/);
		expect(simulator.requests(QUEUES)).toHaveLength(asked);
		clock.at += 2 * MINUTE;
		await workflow.activate();
		expect(simulator.requests(QUEUES)).toHaveLength(asked + 1);
	});

	it('is asked for at the next poll where only the user can mend it', async () => {
		const simulator = await startWithQueue('Old name');
		const workflow = new PolledWorkflow(simulator, ofQueue('Support'));
		await expect(workflow.activate()).rejects.toThrow('There is no queue named "Support"');
		simulator.options.organization!.queues[0]!.name = 'Support';
		clock.at += MINUTE;
		await workflow.activate();
		await pollFor(3, workflow);
		expect(workflow.errors).toEqual([]);
		expect(namesOf(workflow)).toEqual(['Support']);
	});
});

it.each([{}, { event: 'conversationUpdated' }])(
	'what happened more than 35 days ago is not caught up with, and an error execution says so once: %j',
	async (event) => {
		const evaluations = [{ evaluationId: 'e' }];
		const conversations = [
			{ ...conversation('long ago', NOON, NOON + HOUR), evaluations },
			{ ...conversation('lately', NOON + 24 * HOUR, NOON + 20 * 24 * HOUR), evaluations },
		];
		const workflow = new PolledWorkflow(await start({ conversations }), {
			...event,
			options: { resolveNames: false },
		});
		await workflow.activate();
		clock.at = NOON + 45 * 24 * HOUR;
		await workflow.restart();
		await pollFor(3, workflow);
		expect(workflow.items.map(({ json }) => json.conversationId)).toEqual(['lately']);
		const messages = workflow.errors.map(({ message }) => message);
		expect(messages).toEqual(['The trigger was off for longer than it can catch up on']);
	},
);

it.each([false, true])('every month, no day is lost: durably %s', async (isDurable) => {
	const day = 24 * HOUR;
	const conversations = Array.from({ length: 200 }, (_, index) =>
		conversation(`c${index}`, NOON + index * 0.6 * day, NOON + index * 0.6 * day + HOUR),
	);
	const workflow = new PolledWorkflow(await start({ conversations }), { options: { resolveNames: false } });
	if (isDurable) workflow.scheduleDurably();
	await workflow.activate();
	for (const days of [31, 62, 92, 123]) {
		clock.at = NOON + days * day + (days === 62 ? HOUR : 0);
		await workflow.poll();
	}
	const ids = workflow.items.map(({ json }) => json.conversationId);
	expect(ids).toEqual(conversations.map(({ conversationId }) => conversationId));
	expect(workflow.errors).toEqual([]);
});
