import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../../support/engine';
import { restoreClock } from '../../support/fastClock';
import { Month, TRUTH_COLUMNS } from '../../support/month';
import { randomFrom } from '../../support/random';
import { StandingClock } from '../../support/poll';
import { HOUR } from '../../support/records';

const START = Date.parse('2026-10-01T00:00:00.000Z');
const EVERY = 6 * HOUR;

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

it('after a month of failing, killed and overlapping runs, a table holds every conversation once, up to date', async () => {
	const random = randomFrom(15);
	const month = new Month(START, random);
	const clock = new StandingClock(START);
	const simulator: Simulator = await startSimulator({
		now: clock.now,
		appearsAfterMs: month.appearsAfterMs,
		rateLimit: { allowed: 100_000, windowSeconds: 60 },
	});
	const host = createHost(simulatorCredential(simulator));
	const table = new Table();
	const seen: Record<string, number> = {};
	let stalePerhaps = 0;

	/** Read, at this moment. */
	const read = async (): Promise<IDataObject[] | undefined> => {
		simulator.options.conversations = month.conversationsAt(clock.at);
		const { items, error } = await runNode(
			simulator,
			{
				timeRange: 'since',
				since: '={{ $json.since }}',
				firstLoadStart: new Date(month.history).toISOString(),
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
	for (let at = START; at <= month.end; at += EVERY) {
		clock.at = Math.max(clock.at, at);
		if (at >= month.outage.from && at < month.outage.to) {
			count('outage');
			continue;
		}
		const isLast = at + EVERY > month.end;
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
		} else if (chance < 0.5 && at < month.end - 2 * EVERY) {
			late = rows;
		} else {
			// Whether the workflow fails after the insert or not makes no difference: the mark is in the table.
			table.upsert(rows);
			count(rows.some(({ moreLeft }) => moreLeft) ? 'left more to the next' : 'complete');
		}
	}
	await simulator.close();

	const held = [...table.rows.values()].map((row) => TRUTH_COLUMNS.map((name) => row[name]));
	expect(held.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual(month.truth);

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
	expect(month.lives.filter(({ reopened }) => reopened).length).toBeGreaterThan(20);
}, 120_000);
