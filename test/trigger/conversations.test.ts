import {
	fault503,
	startSimulator,
	type ConversationRecord,
	type Simulator,
	type SimulatorOptions,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, DAY, HOUR, idsOf, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const SECOND = 1_000;
const QUEUE = '11111111-0000-4000-8000-000000000001';

let clock: StandingClock;
let simulator: Simulator;
const conversations: ConversationRecord[] = [];

async function start(options: SimulatorOptions = {}): Promise<void> {
	clock = new StandingClock(NOON);
	simulator = await startSimulator({ now: clock.now, conversations, ...options });
}

afterEach(async () => {
	restoreClock();
	conversations.length = 0;
	await simulator.close();
});

/** Polls each minute up to the moment. */
async function pollUntil(workflow: PolledWorkflow, end: number): Promise<void> {
	while (clock.at < end) {
		clock.at += MINUTE;
		await workflow.poll();
	}
}

/** Of a conversation in a queue, with what it emitted there. */
function queued(id: string, begin: number, end: number, ...metrics: string[]): ConversationRecord {
	const record = conversation(id, begin, end);
	const emitted = metrics.map((name) => ({ name, value: 5_000, emitDate: record.conversationEnd! }));
	const session = { sessionId: id, mediaType: 'voice', segments: [], metrics: emitted };
	record.participants = [{ participantId: id, purpose: 'acd', sessions: [session] }];
	return record;
}

const plain = { options: { resolveNames: false } };

it('emits nothing of the past, then what has been over for the settle time, by its end', async () => {
	await start();
	conversations.push(
		conversation('before', NOON - HOUR, NOON - MINUTE),
		conversation('second', NOON - HOUR, NOON + 40 * SECOND),
		conversation('first', NOON - 30 * DAY, NOON + 20 * SECOND),
		conversation('too fresh', NOON, NOON + 90 * SECOND),
		conversation('open', NOON),
	);
	const workflow = new PolledWorkflow(simulator, plain);
	await workflow.activate();
	expect(workflow.items).toEqual([]);
	clock.at = NOON + 2 * MINUTE;
	await workflow.poll();
	expect(workflow.errors).toEqual([]);
	expect(idsOf(workflow.items)).toEqual(['first', 'second']);
	clock.at = NOON + 3 * MINUTE;
	await workflow.poll();
	expect(idsOf(workflow.items)).toEqual(['first', 'second', 'too fresh']);
});

it('emits abandoned conversations only', async () => {
	await start();
	conversations.push(
		queued('abandoned', NOON, NOON + MINUTE, 'tAcd', 'tAbandon'),
		queued('answered', NOON, NOON + MINUTE, 'tAcd', 'tAnswered'),
	);
	const workflow = new PolledWorkflow(simulator, { ...plain, event: 'conversationAbandoned' });
	await workflow.activate();
	await pollUntil(workflow, NOON + 5 * MINUTE);
	expect(idsOf(workflow.items)).toEqual(['abandoned']);
});

it('emits a conversation when it has begun, without waiting for its end', async () => {
	const late = { shown: 'late', lagMs: 25 * MINUTE };
	await start({
		appearsAfterMs: ({ conversationId }) => (conversationId === late.shown ? late.lagMs : 0),
	});
	conversations.push(
		conversation('before', NOON - MINUTE),
		conversation('open', NOON + 30 * SECOND),
		conversation('late', NOON + 40 * SECOND, NOON + 2 * MINUTE),
		conversation('short', NOON + 90 * SECOND, NOON + 95 * SECOND),
	);
	const workflow = new PolledWorkflow(simulator, { ...plain, event: 'conversationStarted' });
	await workflow.activate();
	await pollUntil(workflow, NOON + MINUTE);
	expect(idsOf(workflow.items)).toEqual(['open']);
	await pollUntil(workflow, NOON + 2 * HOUR);
	expect(idsOf(workflow.items)).toEqual(['open', 'short', 'late']);
});

it('emits conversations that began on days which n8n was off, without a filter too', async () => {
	await start({ limits: { maxDaysUnfiltered: 7 } });
	const begun = Array.from({ length: 10 }, (_, day) =>
		conversation(`day ${day}`, NOON + day * DAY + HOUR, NOON + day * DAY + 2 * HOUR),
	);
	conversations.push(...begun);
	const workflow = new PolledWorkflow(simulator, { ...plain, event: 'conversationStarted' });
	await workflow.activate();
	clock.at = NOON + 10 * DAY;
	await workflow.poll();
	expect(workflow.errors).toEqual([]);
	expect(idsOf(workflow.items)).toEqual(begun.map(({ conversationId }) => conversationId));
});

it('keeps to a shorter interval that the API names, and still looks back over all days', async () => {
	await start({ limits: { maxDaysFiltered: 10 } });
	conversations.push(conversation('old e-mail', NOON - 28 * DAY, NOON + 30 * SECOND));
	const workflow = new PolledWorkflow(simulator, plain);
	await workflow.activate();
	await pollUntil(workflow, NOON + 3 * MINUTE);
	expect(idsOf(workflow.items)).toEqual(['old e-mail']);
	expect(simulator.requests().filter(({ status }) => status === 400)).toHaveLength(1);
});

it('looks for conversations that began within the look-back only', async () => {
	await start({ detailsMatching: 'wholeDay' });
	conversations.push(
		conversation('3 days', NOON - 3 * DAY, NOON + 30 * SECOND),
		conversation('1 day', NOON - DAY, NOON + 30 * SECOND),
	);
	const workflow = new PolledWorkflow(simulator, { options: { resolveNames: false, lookBackDays: 2 } });
	await workflow.activate();
	await pollUntil(workflow, NOON + 3 * MINUTE);
	expect(idsOf(workflow.items)).toEqual(['1 day']);
});

it.each([
	{ what: 'a smaller page than it asked for', options: { totalHitsError: (hits: number) => hits + 50 } },
	{ what: 'a totalHits that is too small', options: { totalHitsError: () => 0 } },
])('is not misled by $what', async ({ options }) => {
	await start(options);
	const ended = Array.from({ length: 250 }, (_, index) =>
		conversation(`c${String(index).padStart(3, '0')}`, NOON, NOON + MINUTE + index * 100),
	);
	conversations.push(...ended);
	const workflow = new PolledWorkflow(simulator, plain);
	await workflow.activate();
	await pollUntil(workflow, NOON + 5 * MINUTE);
	expect(idsOf(workflow.items)).toEqual(ended.map(({ conversationId }) => conversationId));
});

it('applies filters that only the record can tell, when it has settled', async () => {
	await start();
	const handled = (id: string, seconds: number) => {
		const record = queued(id, NOON, NOON + MINUTE, 'tHandle');
		record.participants![0]!.purpose = 'agent';
		record.participants![0]!.sessions![0]!.metrics![0]!.value = seconds * SECOND;
		return record;
	};
	conversations.push(handled('long', 90), handled('short', 30));
	const workflow = new PolledWorkflow(simulator, { ...plain, filters: { minHandleSeconds: 60 } });
	await workflow.activate();
	await pollUntil(workflow, NOON + 5 * MINUTE);
	expect(idsOf(workflow.items)).toEqual(['long']);
});

it('gives a row per entry into a queue, with what came of it', async () => {
	await start();
	const record = queued('x', NOON, NOON + MINUTE, 'nOffered', 'tAcd', 'tAbandon');
	const visit = { segmentType: 'interact', queueId: QUEUE, segmentStart: record.conversationStart! };
	record.participants![0]!.sessions![0]!.segments = [{ ...visit, segmentEnd: record.conversationEnd! }];
	conversations.push(record);
	const workflow = new PolledWorkflow(simulator, { ...plain, output: 'queueVisits', columns: 'all' });
	await workflow.activate();
	await pollUntil(workflow, NOON + 3 * MINUTE);
	expect(workflow.errors).toEqual([]);
	expect(workflow.items.map(({ json }) => json)).toEqual([
		expect.objectContaining({ visitIndex: 0, queueId: QUEUE, outcome: 'abandoned', waitSeconds: 5 }),
	]);
});

it('gives the rows of the chosen output, masked', async () => {
	await start();
	const record = queued('masked', NOON, NOON + MINUTE, 'tAcd');
	const session = { sessionId: 's', mediaType: 'voice', ani: 'tel:+13175550100', segments: [], metrics: [] };
	record.participants!.unshift({ participantId: 'p', purpose: 'customer', sessions: [session] });
	conversations.push(record);
	const workflow = new PolledWorkflow(
		simulator,
		{ options: { ...plain.options, dateFormat: 'spreadsheet', maskPersonalData: true } },
		'Europe/Berlin',
	);
	await workflow.activate();
	await pollUntil(workflow, NOON + 5 * MINUTE);
	expect(workflow.items[0]?.json).toMatchObject({ endTime: '2026-11-20 13:01:00', waitSeconds: 5 });
	expect(JSON.stringify(workflow.items)).not.toContain('3175550100');
});

describe('what goes wrong', () => {
	it('fails the activation when conversations may not be read, and says what is missing', async () => {
		await start({
			deniedPermissions: ['analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'],
		});
		const workflow = new PolledWorkflow(simulator, plain);
		await expect(workflow.activate()).rejects.toThrow(/lacks the permission/);
		expect(workflow.stored).toBe('{}');
	});

	it.each([
		{ parameters: { event: 'callEnded' }, message: /Event can't be "callEnded"/ },
		{ parameters: { options: { lateMinutes: 'soon' } }, message: /Late Minutes can't be "soon"/ },
		{ parameters: { options: { lookBackDays: 0 } }, message: /Look Back Days can't be "0"/ },
		{ parameters: { options: { settleSeconds: -1 } }, message: /Settle Seconds can't be "-1"/ },
		{ parameters: { output: 'tree' }, message: /Output can't be "tree"/ },
	])('refuses $parameters', async ({ parameters, message }) => {
		await start();
		await expect(new PolledWorkflow(simulator, parameters).activate()).rejects.toThrow(message);
	});

	it('leaves its state as it was', async () => {
		await start();
		conversations.push(conversation('one', NOON, NOON + MINUTE));
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		const before = JSON.stringify(workflow.staticData);
		simulator.faults.push({ kind: 'status', status: 403, on: /details/ });
		clock.at = NOON + 3 * MINUTE;
		await workflow.poll();
		expect(workflow.errors).toHaveLength(1);
		expect(JSON.stringify(workflow.staticData)).toBe(before);
		await workflow.poll();
		expect(idsOf(workflow.items)).toEqual(['one']);
	});

	it('leaves it to the next poll when it may pass, and says so in the log', async () => {
		await start();
		conversations.push(conversation('one', NOON, NOON + MINUTE));
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		simulator.faults.push(fault503({ times: 5 }));
		clock.at = NOON + 3 * MINUTE;
		await workflow.poll();
		expect([workflow.errors, workflow.items]).toEqual([[], []]);
		expect(workflow.host.logs.join()).toMatch(/a poll failed; the next one will catch up .*503/);
		await workflow.poll();
		expect(idsOf(workflow.items)).toEqual(['one']);
	});

	it('is an error when it lasts for an hour', async () => {
		await start();
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		simulator.faults.push(fault503({ times: 1_000 }));
		for (const minute of [10, 30, 50, 90, 110]) {
			clock.at = NOON + minute * MINUTE;
			await workflow.poll();
			expect(workflow.errors).toHaveLength(minute < 90 ? 0 : 1);
		}
	});

	it('does not end the trigger when n8n starts while Genesys Cloud is out of order', async () => {
		await start();
		conversations.push(conversation('one', NOON, NOON + MINUTE));
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		simulator.faults.push(fault503({ times: 1_000 }));
		clock.at = NOON + 2 * HOUR;
		await workflow.restart();
		simulator.faults.length = 0;
		await workflow.poll();
		expect(idsOf(workflow.items)).toEqual(['one']);
		expect(workflow.errors).toEqual([]);
	});

	it('fails the first activation, from which there is nothing to go on', async () => {
		await start();
		simulator.faults.push(fault503({ times: 1_000 }));
		await expect(new PolledWorkflow(simulator, plain).activate()).rejects.toThrow(/503/);
	});

	it('costs the others on the credential nothing: names that can not be read are left out for minutes', async () => {
		await start();
		for (let minute = 0; minute < 20; minute++) {
			const record = queued(`c${minute}`, NOON, NOON + minute * MINUTE, 'tAcd');
			record.participants![0]!.sessions![0]!.segments = [
				{ segmentType: 'interact', queueId: QUEUE, segmentStart: record.conversationStart! },
			];
			conversations.push(record);
		}
		const workflow = new PolledWorkflow(simulator, {});
		await workflow.activate();
		simulator.faults.push({ kind: 'status', status: 500, on: /routing\/queues/, times: 1_000 });
		await pollUntil(workflow, NOON + 21 * MINUTE);
		expect(workflow.errors.map(({ message }) => message)).toEqual(['Some rows come without names']);
		expect(workflow.items).toHaveLength(20);
		expect(simulator.requests('/routing/queues').length).toBeLessThan(20);
	});

	it('loses nothing while the clock of this machine is ahead of the one of Genesys Cloud', async () => {
		await start({ now: () => clock.at - 2 * HOUR });
		conversations.push(
			conversation('one', NOON - 3 * HOUR, NOON - 2 * HOUR + MINUTE),
			conversation('two', NOON - 3 * HOUR, NOON - 2 * HOUR + 10 * MINUTE),
		);
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		await pollUntil(workflow, NOON + 15 * MINUTE);
		expect(idsOf(workflow.items)).toEqual(['one', 'two']);
	});

	it.each([-DAY, -HOUR, HOUR, DAY])(
		'loses nothing and brings nothing twice when the clock is set by %s ms',
		async (by) => {
			const isLate = (id: string) => id.endsWith('late');
			await start({ appearsAfterMs: ({ conversationId }) => (isLate(conversationId) ? 20 * MINUTE : 0) });
			for (let end = NOON + SECOND; end < NOON + 90 * MINUTE; end += 30 * SECOND) {
				conversations.push(conversation(`${end} ${end % 7 < 3 ? 'late' : ''}`, NOON, end));
			}
			const expected = conversations.map(({ conversationId }) => conversationId);
			const workflow = new PolledWorkflow(simulator, plain);
			await workflow.activate();
			await pollUntil(workflow, NOON + 30 * MINUTE);
			clock.setBy = by;
			await pollUntil(workflow, NOON + 60 * MINUTE);
			clock.setBy = 0;
			await pollUntil(workflow, NOON + 120 * MINUTE);
			expect(idsOf(workflow.items).toSorted()).toEqual(expected.toSorted());
			expect(workflow.errors).toEqual([]);
		},
	);

	it('emits nothing of the past after another event and back', async () => {
		await start();
		conversations.push(conversation('past', NOON, NOON + 3 * HOUR));
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		clock.at = NOON + HOUR;
		await workflow.changeTo({ event: 'queueThreshold', threshold: 1_000 });
		clock.at = NOON + 5 * HOUR;
		await workflow.changeTo(plain);
		await pollUntil(workflow, NOON + 5 * HOUR + 3 * MINUTE);
		expect(workflow.items).toEqual([]);
	});

	it('emits once when polls overlap, and does the work once', async () => {
		await start();
		conversations.push(
			conversation('one', NOON, NOON + MINUTE),
			conversation('two', NOON, NOON + 6 * MINUTE),
		);
		const workflow = new PolledWorkflow(simulator, plain);
		await workflow.activate();
		clock.at = NOON + 3 * MINUTE;
		const before = simulator.requests().length;
		await Promise.all([workflow.poll(), workflow.poll(), workflow.poll()]);
		expect(simulator.requests().length - before).toBe(1);
		clock.at = NOON + 8 * MINUTE;
		await Promise.all([workflow.poll(), workflow.poll()]);
		expect(idsOf(workflow.items)).toEqual(['one', 'two']);
	});

	it('goes on from what is left of a damaged state, and says so in an error execution', async () => {
		await start();
		conversations.push(conversation('one', NOON - HOUR, NOON - MINUTE));
		const workflow = new PolledWorkflow(simulator, plain);
		workflow.stored = JSON.stringify({ 'node:Genesys Trigger': { conversations: { version: '?' } } });
		await workflow.activate();
		clock.at = NOON + MINUTE;
		await workflow.poll();
		expect(idsOf(workflow.items)).toEqual(['one']);
		expect(workflow.errors.map(({ message }) => message)).toEqual([
			"The trigger's stored state could not be fully read",
		]);
	});
});

describe('a conversation that is reopened', () => {
	/** Ends, is emitted, goes on, and ends again hours later. */
	async function reopen(options: object): Promise<string[]> {
		await start();
		conversations.push(conversation('email', NOON - DAY, NOON + MINUTE));
		const workflow = new PolledWorkflow(simulator, { options: { resolveNames: false, ...options } });
		await workflow.activate();
		await pollUntil(workflow, NOON + 5 * MINUTE);
		clock.at = NOON + 3 * HOUR;
		await workflow.poll();
		conversations[0] = conversation('email', NOON - DAY, NOON + 6 * HOUR);
		await simulator.close();
		simulator = await startSimulator({ now: clock.now, conversations });
		workflow.moveTo(simulator);
		clock.at = NOON + 6 * HOUR + 3 * MINUTE;
		await workflow.restart();
		await workflow.poll();
		expect(workflow.errors).toEqual([]);
		return workflow.items.map(({ json }) => String(json.endTime));
	}

	it('is emitted once', async () => {
		expect(await reopen({})).toEqual(['2026-11-20T12:01:00.000Z']);
	});

	it('is emitted at each of its ends where that is chosen, as it is then', async () => {
		const ends = ['2026-11-20T12:01:00.000Z', '2026-11-20T18:00:00.000Z'];
		expect(await reopen({ emitReopened: true })).toEqual(ends);
	});
});

describe('Fetch Test Event', () => {
	it('shows the newest one that matches, and leaves the state as it was', async () => {
		await start();
		conversations.push(
			conversation('older', NOON - DAY, NOON - HOUR),
			conversation('newest', NOON - 20 * DAY, NOON - MINUTE),
			conversation('open', NOON - MINUTE),
		);
		expect(idsOf((await new PolledWorkflow(simulator, plain).test())!)).toEqual(['newest']);
	});

	it('looks further than one page for what only the record can tell', async () => {
		await start();
		const wanted = queued('wanted', NOON - DAY, NOON - HOUR, 'tHandle');
		wanted.participants![0]!.purpose = 'agent';
		conversations.push(wanted);
		for (let index = 0; index < 150; index++)
			conversations.push(conversation(`c${index}`, NOON - DAY, NOON - MINUTE));
		const workflow = new PolledWorkflow(simulator, { ...plain, filters: { minHandleSeconds: 1 } });
		expect(idsOf((await workflow.test())!)).toEqual(['wanted']);
	});

	it('says that there is none', async () => {
		await start();
		await expect(new PolledWorkflow(simulator, plain).test()).rejects.toThrow(
			'There is no conversation to show',
		);
	});
});
