import {
	createConversations,
	createOrganization,
	startSimulator,
	type ConversationRecord,
	type Simulator,
} from '../../../packages/simulator';
import type { SegmentRecord, SessionRecord } from '../../../packages/simulator/data/record';
import { recordAsOf } from '../../../packages/simulator/data/asOf';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock } from '../../support/fastClock';
import { HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const PATH = 'conversations/activity/query';
const organization = createOrganization({ queues: 12 });
const conversations = createConversations({
	...{ count: 3_000, from: NOW - 4 * HOUR, to: NOW + HOUR, organization, damagedShare: 0 },
});
const ongoing = [...conversations]
	.filter(({ conversationStart, conversationEnd }) => {
		const isOver = Date.parse(conversationEnd ?? '') <= NOW;
		return Date.parse(conversationStart!) <= NOW && !isOver;
	})
	.map((record) => recordAsOf(record, NOW));

let simulator: Simulator;
beforeEach(async () => {
	const clock = useFastClock(NOW);
	simulator = await startSimulator({ now: clock.now, organization, conversations });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function getStatus(more: object, run?: { isTool?: boolean }) {
	const parameters = { resource: 'queue', operation: 'getStatus', ...more };
	const { items, error, hints } = await runNode(simulator, parameters as never, run as never);
	return { rows: items.map(({ json }) => json), error, hints: hints.map(({ message }) => message).join(' ') };
}

/** Counted in the plainest way: `queue value` → waiting, alerting, interacting, and since when the longest waits. */
function counted(
	records: ConversationRecord[],
	valueOf: (session: SessionRecord, segment: SegmentRecord) => unknown,
) {
	const found = new Map<string, { waiting: number; alerting: number; interacting: number; since: number }>();
	for (const { participants } of records) {
		for (const { purpose, sessions } of participants ?? []) {
			for (const session of sessions ?? []) {
				const segment = session.segments?.find((each) => !each.segmentEnd && each.segmentType !== 'wrapup');
				if (!segment?.queueId || !['acd', 'agent', 'user'].includes(purpose ?? '')) continue;
				const doing =
					purpose === 'acd' ? 'waiting' : segment.segmentType === 'alert' ? 'alerting' : 'interacting';
				const key = `${segment.queueId} ${String(valueOf(session, segment) ?? null)}`;
				const group = found.get(key) ?? { waiting: 0, alerting: 0, interacting: 0, since: Infinity };
				group[doing]++;
				if (doing === 'waiting') group.since = Math.min(group.since, Date.parse(segment.segmentStart!));
				found.set(key, group);
			}
		}
	}
	return found;
}

describe('what goes on in queues', () => {
	it.each<[string, string, (session: SessionRecord, segment: SegmentRecord) => unknown]>([
		['skills', 'skillId', (_, segment) => (segment.requestedRoutingSkillIds as string[] | undefined)?.[0]],
		['languages', 'languageId', (_, segment) => segment.requestedLanguageId],
		['mediaTypes', 'mediaType', (session) => session.mediaType],
	])('by %s', async (output, column, valueOf) => {
		const { rows, error } = await getStatus({ output });
		expect(error).toBeUndefined();
		const expected = counted(ongoing, valueOf);
		expect(expected.size).toBeGreaterThan(20);
		expect(new Set(rows.map((row) => `${row.queueId} ${row[column]}`))).toEqual(new Set(expected.keys()));
		expect(rows).toHaveLength(expected.size);
		for (const row of rows) {
			const { waiting, alerting, interacting, since } = expected.get(`${row.queueId} ${row[column]}`)!;
			expect(row).toMatchObject({ waiting, alerting, interacting });
			if (waiting === 0) expect(row.longestWaitingSeconds).toBeNull();
			else expect(row.longestWaitingSeconds).toBeCloseTo((NOW - since) / 1_000, 0);
		}
		expect(rows.some(({ waiting }) => Number(waiting) > 0)).toBe(true);
		expect(rows.every(({ queueName }) => queueName !== null)).toBe(true);
	});

	it('asks once, and only for what is chosen', async () => {
		const [first, second] = organization.queues;
		const { rows, hints } = await getStatus({
			output: 'skills',
			queues: `${first!.id},${second!.id}`,
			mediaTypes: ['voice'],
		});
		expect(simulator.requests(PATH)).toHaveLength(1);
		expect(new Set(rows.map(({ queueId }) => queueId))).toEqual(new Set([first!.id, second!.id]));
		const total = rows.reduce((sum, { interacting }) => sum + Number(interacting), 0);
		const all = await getStatus({ output: 'skills', queues: `${first!.id},${second!.id}` });
		expect(total).toBeLessThan(all.rows.reduce((sum, { interacting }) => sum + Number(interacting), 0));
		expect(hints).toContain('do not add them up');
	});

	it('reads all pages, whatever their size', async () => {
		const whole = await getStatus({ output: 'skills' });
		simulator.options.limits = { maxActivityPage: 30 };
		const paged = await getStatus({ output: 'skills' });
		const keys = new Set(paged.rows.map(({ queueId, skillId }) => `${queueId} ${skillId}`));
		expect(keys.size).toBe(paged.rows.length);
		const kept = whole.rows.filter(({ queueId, skillId }) => keys.has(`${queueId} ${skillId}`));
		expect(kept.length).toBeGreaterThan(whole.rows.length - 3);
		expect(simulator.requests(PATH).length).toBeGreaterThan(3);
	});

	it('says where the limit of an AI agent cuts', async () => {
		const { rows } = await getStatus({ output: 'skills', limit: 5 }, { isTool: true });
		expect(String(rows[0]!.note)).toContain('These are the first 5 rows');
		expect(rows).toHaveLength(6);
	});
});
