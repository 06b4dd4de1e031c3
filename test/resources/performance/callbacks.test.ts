import {
	createConversations,
	createOrganization,
	type ConversationRecord,
	type Simulator,
} from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { DAY } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization({ queues: 4 });
const conversations = [
	...createConversations({ count: 1_500, from: NOW - 2 * DAY, to: NOW, organization }),
].map(withoutOutcomes);

/** As customer-first callbacks are recorded: their queue session ends when dialing starts. */
function withoutOutcomes(record: ConversationRecord): ConversationRecord {
	const participants = record.participants?.map((participant) => ({
		...participant,
		sessions: participant?.sessions?.map((session) =>
			session?.mediaType === 'callback'
				? {
						...session,
						metrics: session.metrics?.filter(
							({ name }) => !/^t(Answered|Abandon|ShortAbandon)$/.test(name ?? ''),
						),
					}
				: session,
		),
	}));
	return { ...record, participants };
}

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

it('callbacks whose outcome is counted as a call have none, and the report says so', async () => {
	const { items, hints, error } = await runNode(simulator, {
		...{ resource: 'performance', operation: 'getKpis', timeRange: 'yesterday', columns: 'all' },
	});
	expect(error).toBeUndefined();
	const rows = items.map(({ json }) => json);
	const callbacks = rows.filter(({ mediaType, offered }) => mediaType === 'callback' && Number(offered) > 0);
	expect(callbacks.length).toBeGreaterThan(1);
	for (const row of callbacks) {
		expect(row).toMatchObject({ answered: null, abandoned: null, abandonPercent: null, answerPercent: null });
	}
	const calls = rows.filter(({ mediaType }) => mediaType === 'voice');
	for (const { answered, abandoned } of calls)
		expect([typeof answered, typeof abandoned]).toEqual(['number', 'number']);
	expect(hints.map(({ message }) => message).join()).toMatch(/\d+ rows? of callbacks ha(ve|s) no outcome/);
});
