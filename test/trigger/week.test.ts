import {
	startSimulator,
	storeOf,
	type ConversationRecord,
	type SimulatorOptions,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { conversation, DAY, HOUR, MINUTE } from '../support/records';

const SECOND = 1_000;
const START = Date.parse('2026-11-16T09:30:00.000Z');
const END = START + 7 * DAY;
/** n8n is off for a day. */
const OFF = { from: START + 3 * DAY + 2 * HOUR, to: START + 4 * DAY + 2 * HOUR };
const CROWD = START + 2 * DAY + 5 * HOUR;

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

interface Life {
	record: ConversationRecord;
	end: number;
	/** How long after its end queries show it. */
	lagMs: number;
}

/** A week of a small contact centre, with everything that polls stumble over. */
function lives(): Life[] {
	const random = randomFrom(7);
	const made: Life[] = [];
	const add = (start: number, end: number, lagMs = 0) => {
		const index = made.length;
		const id = `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
		const record = conversation(id, start, end);
		record.originatingDirection = index % 5 === 4 ? 'outbound' : 'inbound';
		const queueId = `11111111-0000-4000-8000-${String(index % 25).padStart(12, '0')}`;
		record.participants = [
			{
				participantId: `queue of ${id}`,
				purpose: 'acd',
				sessions: [
					{
						sessionId: `session of ${id}`,
						mediaType: 'voice',
						segments: [
							{
								segmentType: 'interact',
								queueId,
								segmentStart: record.conversationStart,
								segmentEnd: record.conversationEnd,
							},
						],
						metrics: [],
					},
				],
			},
		] as ConversationRecord['participants'];
		made.push({ record, end, lagMs });
	};
	// Calls: some forty an hour, one in ten shown up to half an hour late.
	for (let time = START - 3 * HOUR; time < END; time += random() * 3 * MINUTE) {
		const end = time + 20 * SECOND + Math.floor(random() * 15 * MINUTE);
		add(Math.floor(time), end, random() < 0.1 ? Math.floor(random() * 30 * MINUTE) : 0);
	}
	// E-mails that stay open for days, some of them since weeks before the trigger was activated.
	for (let count = 0; count < 120; count++) {
		const end = Math.floor(START + random() * 7 * DAY);
		add(Math.floor(end - random() * 25 * DAY), end);
	}
	// Around midnight UTC: begun before it, ended after it.
	for (let midnight = Date.parse('2026-11-17T00:00:00.000Z'); midnight < END; midnight += DAY) {
		for (let count = -5; count <= 5; count++) add(midnight - 10 * MINUTE, midnight + count * 15 * SECOND);
	}
	for (let count = 0; count < 500; count++) add(CROWD - Math.floor(random() * HOUR), CROWD);
	return made;
}

const all = lives();
const lagOf = new Map(all.map(({ record, lagMs }) => [record.conversationId, lagMs]));
const endOf = new Map(all.map(({ record, end }) => [record.conversationId, end]));
const conversations = storeOf(all.map(({ record }) => record));

afterEach(restoreClock);

it.each<{ what: string; options: SimulatorOptions; seed: number }>([
	{ what: 'a server that keeps to the interval', options: { detailsMatching: 'overlapOnDay' }, seed: 1 },
	{
		what: 'a hostile server: whole days, equal times in another order each time',
		options: { detailsMatching: 'wholeDay', shuffleEqualTimes: true },
		seed: 2,
	},
])(
	'emits each conversation of a week once, by its end: $what',
	async ({ options, seed }) => {
		const random = randomFrom(seed);
		const clock = new StandingClock(START);
		const simulator = await startSimulator({
			now: clock.now,
			conversations,
			appearsAfterMs: ({ conversationId }) => lagOf.get(conversationId) ?? 0,
			rateLimit: { allowed: 100_000, windowSeconds: 60 },
			...options,
		});
		const workflow = new PolledWorkflow(simulator, { filters: { direction: 'inbound' } });
		await workflow.activate();
		let largest = 0;
		let polls = 0;
		for (let minute = START + MINUTE; minute <= END; minute += MINUTE) {
			if (minute > OFF.from && minute < OFF.to) continue;
			clock.at = Math.max(clock.at, minute);
			if (random() < 0.025) simulator.faults.push({ kind: 'status', status: 403, on: /details\/query/ });
			if (random() < 0.025) {
				// After the records were read: the answer is cut off, however often it is asked for.
				simulator.faults.push({ kind: 'dropMidBody', on: /details\/query/, times: 5 });
			}
			if (minute === OFF.to || random() < 0.0005) await workflow.restart().catch(() => workflow.restart());
			else if (random() < 0.02) await Promise.all([workflow.poll(), workflow.poll()]);
			else await workflow.poll();
			if (random() < 0.02) await workflow.poll();
			polls++;
			largest = Math.max(largest, workflow.stored.length);
		}
		await simulator.close();

		const emitted = workflow.items.map(({ json }) => String(json.conversationId));
		expect(new Set(emitted).size).toBe(emitted.length);
		const due = all.filter(
			({ record, end }) => record.originatingDirection === 'inbound' && end >= START && end < END,
		);
		const matching = new Set(due.map(({ record }) => record.conversationId));
		const handedOver = new Set(emitted);
		const missing = due.filter(({ record }) => !handedOver.has(record.conversationId));
		// What is over for less than the settle time, or shown late, comes after the end of the week.
		expect(missing.filter(({ end, lagMs }) => end + lagMs < END - 2 * MINUTE)).toEqual([]);
		expect(emitted.filter((id) => !matching.has(id))).toEqual([]);

		for (const items of workflow.handedOver) {
			const ends = items.map(({ json }) => String(json.endTime));
			expect(ends).toEqual(ends.toSorted());
		}
		const inTime = emitted.filter((id) => lagOf.get(id) === 0).map((id) => endOf.get(id)!);
		expect(inTime).toEqual(inTime.toSorted((a, b) => a - b));

		const refusals = workflow.errors.filter(({ message }) => message.includes('lacks the permission')).length;
		expect(refusals).toBeGreaterThan(polls * 0.02);
		expect(workflow.errors.length - refusals).toBeGreaterThan(polls * 0.02);
		expect(largest).toBeLessThan(200_000);
	},
	240_000,
);
