import {
	createConversations,
	createOrganization,
	fault503,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type SegmentRecord,
	type Simulator,
	type SimulatorOptions,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, DAY, HOUR, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

let clock: StandingClock;
let simulator: Simulator;
let conversations: ConversationRecord[];

async function start(options: SimulatorOptions = {}): Promise<void> {
	clock = new StandingClock(NOON);
	simulator = await startSimulator({ now: clock.now, conversations, ...options });
}

beforeEach(() => {
	conversations = [];
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

interface Later {
	/** Minutes after the end. */
	wrapUp?: number;
	evaluation?: number;
	survey?: number;
}

/** A call that an agent took, and what came to it after its end. */
function finished(id: string, end: number, { wrapUp, evaluation, survey }: Later = {}): ConversationRecord {
	const record = conversation(id, end - 5 * MINUTE, end);
	const segments: SegmentRecord[] = [
		{ segmentType: 'interact', segmentStart: iso(end - 5 * MINUTE), segmentEnd: iso(end) },
	];
	if (wrapUp !== undefined) {
		const segmentEnd = iso(end + wrapUp * MINUTE);
		segments.push({ segmentType: 'wrapup', segmentStart: iso(end), segmentEnd, wrapUpCode: 'code' });
	}
	record.participants = [
		{ participantId: id, purpose: 'agent', sessions: [{ sessionId: id, mediaType: 'voice', segments }] },
	];
	const at = (minutes: number) => iso(end + minutes * MINUTE);
	if (evaluation !== undefined) {
		record.evaluations = [
			{ evaluationId: id, evaluationStatus: 'Finished', oTotalScore: 80, eventTime: at(evaluation) },
		];
	}
	if (survey !== undefined)
		record.surveys = [{ surveyId: id, surveyStatus: 'Finished', eventTime: at(survey) }];
	conversations.push(record);
	return record;
}

function wrapUpsOf({ participants }: ConversationRecord): SegmentRecord[] {
	return (participants ?? [])
		.flatMap(({ sessions }) => sessions ?? [])
		.flatMap(({ segments }) => segments ?? [])
		.filter(({ wrapUpCode }) => wrapUpCode);
}

const updated = { event: 'conversationUpdated', options: { resolveNames: false } };

/** Polls up to the moment. */
async function pollUntil(workflow: PolledWorkflow, end: number, everyMs = HOUR): Promise<void> {
	while (clock.at < end) {
		clock.at += everyMs;
		await workflow.poll();
	}
}

/** `id: what has changed`, in the order of the items. */
function told(workflow: PolledWorkflow): string[] {
	expect(workflow.errors).toEqual([]);
	return workflow.items.map(({ json }) => `${String(json.conversationId)}: ${String(json.changed)}`);
}

/** Genesys Cloud goes on, with records that have changed meanwhile. */
async function change(workflow: PolledWorkflow): Promise<void> {
	await simulator.close();
	simulator = await startSimulator({ now: clock.now, conversations });
	workflow.moveTo(simulator);
}

it('emits what comes after the end, once, with the row as it is then, and nothing of the past', async () => {
	await start();
	finished('past', NOON - 5 * HOUR, { wrapUp: 10, evaluation: 60, survey: 60 });
	finished('before', NOON - 40 * HOUR, { evaluation: 41 * 60 });
	finished('wrap-up', NOON + HOUR, { wrapUp: 20 });
	finished('in time', NOON + HOUR, { wrapUp: 0.5 });
	finished('all', NOON + 2 * HOUR, { wrapUp: 30, evaluation: 40, survey: 300 });
	finished('never', NOON + 2 * HOUR);
	const workflow = new PolledWorkflow(simulator, updated);
	await workflow.activate();
	await pollUntil(workflow, NOON + 12 * HOUR);
	expect(told(workflow)).toEqual([
		'before: evaluation',
		'wrap-up: wrapUp',
		'all: wrapUp, evaluation',
		'all: survey',
	]);
	expect(workflow.items[1]?.json).toMatchObject({ wrapUpCode: 'code', endTime: iso(NOON + HOUR) });
	expect(Object.keys(workflow.items[1]!.json).at(-1)).toBe('changed');
});

it('emits the chosen changes only, of conversations that match the filters', async () => {
	await start();
	finished('evaluated', NOON + HOUR, { wrapUp: 20, evaluation: 30 });
	finished('outbound', NOON + HOUR, { evaluation: 30 }).originatingDirection = 'outbound';
	finished('surveyed', NOON + HOUR, { survey: 30 });
	const workflow = new PolledWorkflow(simulator, {
		...updated,
		changes: ['evaluation'],
		filters: { direction: 'inbound' },
	});
	await workflow.activate();
	await pollUntil(workflow, NOON + 4 * HOUR);
	expect(told(workflow)).toEqual(['evaluated: evaluation']);
});

it('emits an evaluation once, though the conversation is reopened and ends again', async () => {
	await start();
	const record = finished('email', NOON + HOUR, { evaluation: 10 });
	const workflow = new PolledWorkflow(simulator, updated);
	await workflow.activate();
	await pollUntil(workflow, NOON + 3 * HOUR);
	record.conversationEnd = iso(NOON + 4 * HOUR);
	await change(workflow);
	await pollUntil(workflow, NOON + 8 * HOUR);
	expect(told(workflow)).toEqual(['email: evaluation']);
});

describe('a wrap-up that moves the end of its conversation', () => {
	/** A conversation as it is before and after its wrap-up, which ended some minutes after the contact. */
	const wrapsUp = (id: string, end: number, minutes: number) => {
		const record = finished(id, end);
		record.participants![0]!.sessions![0]!.segments!.push({ segmentType: 'wrapup', segmentStart: iso(end) });
		return () => {
			conversations.splice(conversations.indexOf(record), 1);
			finished(id, end, { wrapUp: minutes }).conversationEnd = iso(end + minutes * MINUTE);
		};
	};

	it.each([10, 200, 50 * 60])('is told after %d minutes, once, and nothing else', async (minutes) => {
		await start();
		finished('past', NOON - 2 * HOUR, { wrapUp: 30 }).conversationEnd = iso(NOON - 90 * MINUTE);
		const finish = wrapsUp('one', NOON + 50 * MINUTE, minutes);
		const workflow = new PolledWorkflow(simulator, updated);
		await workflow.activate();
		await pollUntil(workflow, NOON + HOUR + minutes * MINUTE - HOUR / 2);
		expect(told(workflow)).toEqual([]);
		finish();
		await change(workflow);
		await pollUntil(workflow, clock.at + 5 * HOUR);
		await workflow.restart();
		await pollUntil(workflow, clock.at + 50 * HOUR);
		expect(told(workflow)).toEqual(['one: wrapUp']);
	});

	it('is told too where the record has had no end before it', async () => {
		await start();
		finished('one', NOON + HOUR, { wrapUp: 50 * 60 }).conversationEnd = iso(NOON + 51 * HOUR);
		const workflow = new PolledWorkflow(simulator, updated);
		await workflow.activate();
		await pollUntil(workflow, NOON + 50 * HOUR);
		expect(told(workflow)).toEqual([]);
		await pollUntil(workflow, NOON + 60 * HOUR);
		expect(told(workflow)).toEqual(['one: wrapUp']);
	});

	it('does not bring Conversation Ended again, however long it takes', async () => {
		await start();
		const finish = wrapsUp('one', NOON + 30 * MINUTE, 300);
		const workflow = new PolledWorkflow(simulator, { options: { resolveNames: false } });
		await workflow.activate();
		await pollUntil(workflow, NOON + 5.5 * HOUR, 10 * MINUTE);
		finish();
		await change(workflow);
		await pollUntil(workflow, NOON + 8 * HOUR, 10 * MINUTE);
		expect(workflow.items.map(({ json }) => json.conversationId)).toEqual(['one']);
	});

	it('waits for the settle time in Conversation Ended, and is in the row if it is over by then', async () => {
		await start();
		const finish = wrapsUp('one', NOON + 30 * MINUTE, 2);
		wrapsUp('two', NOON + 30 * MINUTE, 1);
		const workflow = new PolledWorkflow(simulator, {
			options: { resolveNames: false, settleSeconds: 600 },
		});
		await workflow.activate();
		await pollUntil(workflow, NOON + 32 * MINUTE, MINUTE);
		finish();
		await change(workflow);
		await pollUntil(workflow, NOON + 60 * MINUTE, MINUTE);
		expect(workflow.items.map(({ json }) => [json.conversationId, json.wrapUpCode])).toEqual([
			['two', null],
			['one', 'code'],
		]);
	});
});

it('emits an evaluation again when it was changed, though Genesys Cloud leaves its time as it was', async () => {
	await start();
	const [evaluation] = finished('one', NOON - HOUR, { evaluation: 30 }).evaluations as [
		{ oTotalScore: number },
	];
	const workflow = new PolledWorkflow(simulator, updated);
	await workflow.activate();
	await pollUntil(workflow, NOON + 2 * HOUR);
	evaluation.oTotalScore = 95;
	await change(workflow);
	await pollUntil(workflow, NOON + 5 * HOUR);
	expect(told(workflow)).toEqual(['one: evaluation']);
});

it.each([
	{ watchHours: 2, expected: [] },
	{ watchHours: 8, expected: ['one: evaluation'] },
])('watches a conversation for $watchHours hours after its end', async ({ watchHours, expected }) => {
	await start();
	finished('one', NOON + HOUR, { evaluation: 6 * 60 });
	const workflow = new PolledWorkflow(simulator, { ...updated, options: { watchHours } });
	await workflow.activate();
	await pollUntil(workflow, NOON + 12 * HOUR);
	expect(told(workflow)).toEqual(expected);
});

it('gives all rows their names at once, segments too', async () => {
	await start();
	const { id, name } = createOrganization().queues[0]!;
	for (let index = 0; index < 20; index++) {
		const record = finished(`c${index}`, NOON + index * MINUTE, { wrapUp: 10 });
		for (const segment of record.participants![0]!.sessions![0]!.segments!) segment.queueId = id;
	}
	const workflow = new PolledWorkflow(simulator, { event: 'conversationUpdated', output: 'segments' });
	await workflow.activate();
	await pollUntil(workflow, NOON + 2 * HOUR);
	expect(new Set(told(workflow)).size).toBe(20);
	expect(workflow.items).toHaveLength(40);
	expect(new Set(workflow.items.map(({ json }) => json.queueName))).toEqual(new Set([name]));
	expect(simulator.requests('/routing/queues').length).toBe(1);
});

it('starts from what is there when other conversations are chosen', async () => {
	await start();
	const handled = finished('long', NOON - HOUR, { evaluation: 10 });
	const emitDate = handled.conversationEnd!;
	handled.participants![0]!.sessions![0]!.metrics = [{ name: 'tHandle', value: 90_000, emitDate }];
	const choosing = (minHandleSeconds: number) => ({ ...updated, filters: { minHandleSeconds } });
	const workflow = new PolledWorkflow(simulator, choosing(200));
	await workflow.activate();
	clock.at += HOUR;
	await workflow.changeTo(choosing(60));
	await pollUntil(workflow, NOON + 4 * HOUR);
	expect(told(workflow)).toEqual([]);
});

it('asks for nothing between two checks', async () => {
	await start();
	const workflow = new PolledWorkflow(simulator, { ...updated, options: { checkMinutes: 30 } });
	await workflow.activate();
	const counts: number[] = [];
	for (let poll = 1; poll <= 6; poll++) {
		const before = simulator.requests().length;
		await pollUntil(workflow, NOON + poll * 10 * MINUTE, 10 * MINUTE);
		counts.push(simulator.requests().length - before);
	}
	expect(counts).toEqual([0, 0, expect.any(Number), 0, 0, counts[2]]);
	expect(counts[2]).toBeGreaterThan(0);
});

describe('nothing is lost and nothing comes twice', () => {
	it('when n8n stops and starts, whatever it had not stored', async () => {
		await start();
		for (let hour = 0; hour < 12; hour++) {
			finished(`c${hour}`, NOON + hour * HOUR, { evaluation: 90, survey: hour % 3 === 0 ? 200 : undefined });
		}
		const workflow = new PolledWorkflow(simulator, updated);
		await workflow.activate();
		for (let hour = 1; hour <= 20; hour++) {
			await pollUntil(workflow, NOON + hour * HOUR);
			if (hour % 2 === 0) await workflow.restart();
		}
		const expected = Array.from({ length: 12 }, (_, hour) => [
			`c${hour}: evaluation`,
			...(hour % 3 === 0 ? [`c${hour}: survey`] : []),
		]);
		expect(told(workflow).toSorted()).toEqual(expected.flat().toSorted());
	});

	it('when n8n was off for days, and Genesys Cloud is out of order when it starts', async () => {
		await start();
		finished('just watched', NOON - 40 * HOUR, { evaluation: 41 * 60 });
		finished('meanwhile', NOON + 20 * HOUR, { evaluation: 60 });
		const workflow = new PolledWorkflow(simulator, updated);
		await workflow.activate();
		clock.at = NOON + 5 * DAY;
		simulator.faults.push(fault503({ times: 1_000 }));
		await workflow.restart();
		await workflow.poll();
		simulator.faults.length = 0;
		await pollUntil(workflow, clock.at + 2 * HOUR);
		expect(told(workflow)).toEqual(['just watched: evaluation', 'meanwhile: evaluation']);
	});

	it('when a check fails on its way', async () => {
		await start();
		for (let day = 0; day < 3; day++) finished(`day ${day}`, NOON + day * DAY, { evaluation: 71 * 60 });
		const workflow = new PolledWorkflow(simulator, { ...updated, options: { watchHours: 100 } });
		await workflow.activate();
		await pollUntil(workflow, NOON + 2.5 * DAY, 12 * HOUR);
		clock.at = NOON + 5 * DAY;
		simulator.faults.push({ kind: 'status', status: 403, on: /details\/query/, after: 15 });
		await workflow.poll();
		await workflow.poll();
		await pollUntil(workflow, clock.at + 2 * HOUR);
		expect(told(workflow)).toEqual(['day 0: evaluation', 'day 1: evaluation', 'day 2: evaluation']);
	});

	it('when a check takes more than one poll may', async () => {
		await start();
		for (let index = 0; index < 600; index++) {
			finished(`c${String(index).padStart(3, '0')}`, NOON + index * 2 * MINUTE, { wrapUp: 10 });
		}
		simulator.options.now = () => (clock.at += 500);
		const workflow = new PolledWorkflow(simulator, updated);
		workflow.budgetMs = 36_000;
		await workflow.activate();
		clock.at = NOON + 30 * HOUR;
		for (let poll = 0; poll < 40; poll++) {
			await workflow.poll();
			clock.at += MINUTE;
		}
		expect(told(workflow)).toEqual(conversations.map(({ conversationId }) => `${conversationId}: wrapUp`));
		expect(workflow.handedOver.length).toBeGreaterThan(1);
	});

	it('of a contact centre in a day and a half', async () => {
		const records = [...createConversations({ count: 1_200, from: NOON - DAY, to: NOON + 1.5 * DAY })];
		for (const [index, record] of records.entries()) {
			const wrapUp = wrapUpsOf(record).at(-1);
			if (!wrapUp || index % 7 > 0) continue;
			wrapUp.segmentEnd = iso(Date.parse(record.conversationEnd!) + (index % 30) * MINUTE + 2 * MINUTE);
		}
		const store = storeOf(records);
		await start({ conversations: store });
		const workflow = new PolledWorkflow(simulator, {
			event: 'conversationUpdated',
			options: { resolveNames: false, watchHours: 24 },
		});
		await workflow.activate();
		const end = NOON + 1.5 * DAY;
		for (let poll = 1; clock.at < end; poll++) {
			clock.at += 3 * HOUR;
			if (poll % 5 === 0) await workflow.restart();
			else await workflow.poll();
		}

		const due: string[] = [];
		for (const record of store) {
			const ended = Date.parse(record.conversationEnd ?? '');
			const dates = (list: unknown) =>
				((list ?? []) as Array<{ eventTime: string }>).map(({ eventTime }) => Date.parse(eventTime));
			const came = {
				wrapUp: wrapUpsOf(record)
					.map(({ segmentEnd }) => Date.parse(segmentEnd!))
					.filter((at) => at > ended + MINUTE),
				evaluation: dates(record.evaluations),
				survey: dates(record.surveys),
			};
			for (const [what, moments] of Object.entries(came)) {
				// The check after it may be three hours later, and a wrap-up within a minute is part of the end.
				if (moments.some((at) => at > NOON && at < Math.min(end - 4 * HOUR, ended + 20 * HOUR))) {
					due.push(`${record.conversationId} ${what}`);
				}
			}
		}
		expect(workflow.errors).toEqual([]);
		const emitted = workflow.items.flatMap(({ json }) =>
			String(json.changed)
				.split(', ')
				.map((what) => `${String(json.conversationId)} ${what}`),
		);
		expect(due.length).toBeGreaterThan(100);
		expect(new Set(due.map((each) => each.split(' ')[1])).size).toBe(3);
		expect(emitted.length).toBe(new Set(emitted).size);
		expect(due.filter((each) => !emitted.includes(each))).toEqual([]);
		expect(workflow.stored.length).toBeLessThan(200_000);
	});

	it('after another event and back', async () => {
		await start();
		finished('past', NOON + HOUR, { evaluation: 60 });
		const workflow = new PolledWorkflow(simulator, updated);
		await workflow.activate();
		clock.at = NOON + HOUR;
		await workflow.changeTo({ event: 'queueThreshold', threshold: 1_000 });
		clock.at = NOON + 5 * HOUR;
		await workflow.changeTo(updated);
		await pollUntil(workflow, NOON + 8 * HOUR);
		expect(told(workflow)).toEqual([]);
	});
});

it.each([
	{ options: { watchHours: 0 }, message: /Watch Hours can't be "0"/ },
	{ options: { checkMinutes: 1 }, message: /Check Every \(Minutes\) can't be "1"/ },
	{ changes: ['transcript'], message: /Changes can't be "transcript"/ },
])('refuses $message', async ({ message, ...parameters }) => {
	await start();
	await expect(new PolledWorkflow(simulator, { ...updated, ...parameters }).activate()).rejects.toThrow(
		message,
	);
});

it('shows the newest that has such a part as test event, or says that there is none', async () => {
	await start();
	const workflow = new PolledWorkflow(simulator, updated);
	await expect(workflow.test()).rejects.toThrow('There is no conversation to show');
	finished('older', NOON - 10 * HOUR, { wrapUp: 5, survey: 60 });
	finished('newest', NOON - 2 * HOUR, { evaluation: 60 });
	finished('bare', NOON - HOUR);
	for (let minute = 1; minute < 50; minute++)
		finished(`in time ${minute}`, NOON - minute * MINUTE, { wrapUp: 0.1 });
	expect((await workflow.test())?.map(({ json }) => [json.conversationId, json.changed])).toEqual([
		['newest', 'evaluation'],
	]);
});
