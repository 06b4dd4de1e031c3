import type { IDataObject } from 'n8n-workflow';

import {
	startSimulator,
	storeOf,
	type ConversationRecord,
	type Simulator,
} from '../../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../../support/engine';
import { restoreClock } from '../../support/fastClock';
import { StandingClock } from '../../support/poll';
import { conversation, DAY, HOUR, MINUTE } from '../../support/records';

const SECOND = 1_000;
const START = Date.parse('2026-10-01T00:00:00.000Z');
const END = START + 30 * DAY;
const HISTORY = START - 21 * DAY;
const EVERY = 6 * HOUR;
const OUTAGE = { from: START + 14 * DAY, to: START + 17 * DAY };
const WRAP_UP = '33333333-0000-4000-8000-000000000001';

/** What became of a conversation. */
interface Life {
	id: string;
	start: number;
	end: number;
	/** When its agent wraps it up: at times long after the end. */
	wrappedUp: number;
	/** Where it is over, and goes on once more. */
	reopened?: { at: number; end: number };
	/** How long after its end queries show it. */
	lagMs: number;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

function lives(random: () => number): Life[] {
	const made: Life[] = [];
	const add = (start: number, end: number) => {
		const life: Life = {
			id: `${made.length.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
			start: Math.floor(start),
			end: Math.floor(end),
			wrappedUp: Math.floor(end + (random() < 0.2 ? random() * 36 * HOUR : 30 * SECOND)),
			lagMs: random() < 0.1 ? Math.floor(random() * HOUR) : 0,
		};
		if (random() < 0.05) {
			const at = Math.floor(end + random() * 20 * HOUR);
			const again = Math.floor(at + MINUTE + random() * 30 * HOUR);
			life.reopened = { at, end: again };
			life.wrappedUp = Math.max(life.wrappedUp, again);
		}
		made.push(life);
	};
	// The last days are quiet, so that all that changes late has changed when the month is over.
	const quiet = END - 4 * DAY;
	for (let at = HISTORY; at < START; at += random() * 4 * HOUR) add(at, at + random() * 20 * MINUTE);
	for (let at = START; at < quiet; at += random() * 80 * MINUTE) add(at, at + random() * 20 * MINUTE);
	// E-mails that stay open for days, and what crosses midnight UTC.
	for (let count = 0; count < 40; count++) {
		const end = START + random() * 25 * DAY;
		add(end - random() * 20 * DAY, end);
	}
	for (let midnight = START; midnight < quiet; midnight += DAY) add(midnight - 5 * MINUTE, midnight + MINUTE);
	return made;
}

/** The record that the server has of it in the end, or had before it was reopened. */
function recordOf(life: Life, isReopened: boolean): ConversationRecord {
	const end = isReopened ? life.reopened!.end : life.end;
	const wrapUp = { segmentType: 'wrapup', wrapUpCode: WRAP_UP };
	return {
		...conversation(life.id, life.start, end),
		participants: [
			{
				participantId: `agent of ${life.id}`,
				purpose: 'agent',
				userId: '22222222-0000-4000-8000-000000000001',
				sessions: [
					{
						sessionId: `session of ${life.id}`,
						mediaType: 'voice',
						segments: [
							{ segmentType: 'interact', segmentStart: iso(life.start), segmentEnd: iso(life.end) },
							{ ...wrapUp, segmentStart: iso(life.wrappedUp), segmentEnd: iso(life.wrappedUp + SECOND) },
						],
						metrics: [
							{ name: 'tTalk', value: life.end - life.start, emitDate: iso(life.end) },
							{ name: 'tHandle', value: end - life.start, emitDate: iso(life.wrappedUp) },
						],
					},
				],
			},
		],
	};
}

/** A table with a key: rows are inserted or updated one after the other. */
class Table {
	readonly rows = new Map<unknown, IDataObject>();

	upsert(rows: IDataObject[]): void {
		for (const row of rows) this.rows.set(row.conversationId, row);
	}

	/** SELECT MAX("endTime") */
	get mark(): string | null {
		const ends = [...this.rows.values()].map(({ endTime }) => String(endTime));
		return ends.length > 0 ? ends.reduce((latest, end) => (end > latest ? end : latest)) : null;
	}
}

afterEach(restoreClock);

it('after a month of failing, killed and overlapping runs a table holds every conversation once, as it became', async () => {
	const random = randomFrom(15);
	const all = lives(random);
	const clock = new StandingClock(START);
	const lagOf = new Map(all.map(({ id, lagMs }) => [id, lagMs]));
	const simulator: Simulator = await startSimulator({
		now: clock.now,
		appearsAfterMs: ({ conversationId }) => lagOf.get(conversationId) ?? 0,
		rateLimit: { allowed: 100_000, windowSeconds: 60 },
	});
	const host = createHost(simulatorCredential(simulator));
	const table = new Table();
	const seen: Record<string, number> = {};
	let stalePerhaps = 0;
	let reopenedBefore = -1;

	/** Read, at this moment. */
	const read = async (): Promise<IDataObject[] | undefined> => {
		const reopened = all.filter((life) => life.reopened && life.reopened.at <= clock.at).length;
		if (reopened !== reopenedBefore) {
			simulator.options.conversations = storeOf(
				all.map((life) => recordOf(life, life.reopened !== undefined && life.reopened.at <= clock.at)),
			);
			reopenedBefore = reopened;
		}
		const { items, error } = await runNode(
			simulator,
			{
				timeRange: 'since',
				since: '={{ $json.since }}',
				firstLoadStart: iso(HISTORY - DAY),
				options: { resolveNames: false },
			},
			{ host, items: [{ since: table.mark }] },
		);
		if (error) return undefined;
		const rows = items.map(({ json }) => json);
		expect(new Set(rows.map(({ conversationId }) => conversationId)).size).toBe(rows.length);
		return rows;
	};
	const count = (what: string) => (seen[what] = (seen[what] ?? 0) + 1);

	let late: IDataObject[] | undefined;
	for (let at = START; at <= END; at += EVERY) {
		clock.at = Math.max(clock.at, at);
		if (at >= OUTAGE.from && at < OUTAGE.to) {
			count('outage');
			continue;
		}
		const isLast = at + EVERY > END;
		const chance = isLast ? 1 : random();
		if (chance < 0.1) simulator.faults.push({ kind: 'status', status: 403, on: /details\/query/ });
		const rows = await read();
		if (late) {
			// The run before is still at it: what it read six hours ago comes in after what this run has read.
			table.upsert(rows ?? []);
			stalePerhaps += late.filter(
				(row) => table.rows.get(row.conversationId)?.wrapUpCode && !row.wrapUpCode,
			).length;
			table.upsert(late);
			late = undefined;
			count('overlapping');
		} else if (rows === undefined) {
			count('failed before the insert');
		} else if (chance < 0.2) {
			count('failed in the insert, all of it rolled back');
		} else if (chance < 0.35) {
			table.upsert(rows.slice(0, Math.floor(random() * rows.length)));
			count('killed halfway through the insert');
		} else if (chance < 0.5 && at < END - 2 * EVERY) {
			late = rows;
		} else {
			// Whether the workflow fails after the insert or not makes no difference: the mark is in the table.
			table.upsert(rows);
			count(rows.some(({ moreLeft }) => moreLeft) ? 'left more to the next' : 'complete');
		}
	}
	await simulator.close();

	const truth = all.map(({ id, start, end, reopened }) => [
		...[
			id,
			iso(reopened?.end ?? end),
			WRAP_UP,
			(end - start) / SECOND,
			((reopened?.end ?? end) - start) / SECOND,
		],
	]);
	const held = [...table.rows.values()].map(
		({ conversationId, endTime, wrapUpCode, talkSeconds, handleSeconds }) => [
			...[conversationId, endTime, wrapUpCode, talkSeconds, handleSeconds],
		],
	);
	const byId = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
	expect(held.sort(byId)).toEqual(truth.sort(byId));

	// The month had it all.
	expect(seen).toEqual({
		outage: 12,
		complete: expect.any(Number),
		overlapping: expect.any(Number),
		'failed before the insert': expect.any(Number),
		'failed in the insert, all of it rolled back': expect.any(Number),
		'killed halfway through the insert': expect.any(Number),
		'left more to the next': expect.any(Number),
	});
	expect(stalePerhaps).toBeGreaterThan(0);
	expect(all.filter(({ reopened }) => reopened).length).toBeGreaterThan(20);
}, 120_000);
