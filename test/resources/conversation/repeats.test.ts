import {
	createConversations,
	createOrganization,
	fault502Html,
	type Simulator,
} from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { custom, DAY, HOUR } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
/** Few customers, who call again and again; every tenth withholds the number. */
const conversations = [
	...createConversations({ count: 400, from: NOW - 6 * DAY, to: NOW - HOUR, organization }),
].map((record, index) => ({
	...record,
	participants: record.participants?.map((participant) =>
		participant.purpose === 'customer' || participant.purpose === 'external'
			? {
					...participant,
					externalContactId: undefined,
					sessions: participant.sessions?.map((session) => ({
						...session,
						addressFrom: undefined,
						callbackNumbers: undefined,
						ani: index % 10 === 0 ? 'tel:anonymous' : `tel:+1317555${1000 + (index % 37)}`,
					})),
				}
			: participant,
	),
}));
const COLUMNS = ['isRepeat', 'previousConversationId', 'hoursSincePrevious', 'contactsInWindow'];

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations: conversations as never });
});
afterEach(stopSimulating);

async function getAll(more: object, options: object = {}) {
	const parameters = {
		...{ resource: 'conversation', operation: 'getAll', returnAll: true },
		...custom(NOW - 2 * DAY, NOW),
		...more,
		options: { repeatWithinHours: 24, ...options },
	};
	const { items, error, hints } = await runNode(simulator, parameters as never);
	return {
		rows: items.map(({ json }) => json),
		error,
		hints: hints.map(({ message }) => message).join('\n'),
	};
}

/** What the cells have to be, found by comparing every pair. */
function expectedOf(id: unknown, hours: number) {
	const inbound = conversations
		.filter(({ originatingDirection }) => originatingDirection === 'inbound')
		.map(({ conversationId, conversationStart, participants }) => ({
			id: conversationId,
			start: Date.parse(String(conversationStart)),
			ani: participants?.find(({ purpose }) => purpose === 'customer' || purpose === 'external')
				?.sessions?.[0]?.ani,
		}))
		.filter(({ ani }) => ani !== undefined && ani !== 'tel:anonymous');
	const own = inbound.find((each) => each.id === id);
	if (!own) return [null, null, null, null];
	const earlier = inbound
		.filter(({ ani, start }) => ani === own.ani && start < own.start && start >= own.start - hours * HOUR)
		.sort((x, y) => x.start - y.start);
	const previous = earlier.at(-1);
	return [
		previous !== undefined,
		previous?.id ?? null,
		previous ? Math.round((100 * (own.start - previous.start)) / HOUR) / 100 : null,
		earlier.length + 1,
	];
}

const cellsOf = (row: Record<string, unknown>) => COLUMNS.map((name) => row[name]);

describe('Repeat Within (Hours)', () => {
	it.each([24, 72])('tells who had been in touch within %i hours', async (hours) => {
		const { rows, error, hints } = await getAll({}, { repeatWithinHours: hours });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(100);
		for (const row of rows) expect(cellsOf(row)).toEqual(expectedOf(row.conversationId, hours));
		const repeats = rows.filter(({ isRepeat }) => isRepeat === true);
		expect(repeats.length).toBeGreaterThan(20);
		expect(Object.keys(rows[0]!).slice(-4)).toEqual(COLUMNS);
		expect(hints).toMatch(
			/To find repeat contacts, \d+ inbound conversations since 1\d Nov 2026, [\d:]+ were read, in \d+ requests?\./,
		);
	});

	it.each<[string, object]>([
		['a range of an hour', custom(NOW - 26 * HOUR, NOW - 25 * HOUR)],
		['a limit', { returnAll: false, limit: 5 }],
		['a filter', { filters: { queue: { __rl: true, mode: 'id', value: organization.queues[0]!.id } } }],
		['those that ended', { matchBy: 'ended' }],
	])('gives the same cells in %s', async (_, more) => {
		const { rows, error } = await getAll(more);
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(1);
		for (const row of rows) expect(cellsOf(row)).toEqual(expectedOf(row.conversationId, 24));
	});

	it.each(['queueVisits', 'agentSessions', 'segments'])('stands in the output %s as well', async (output) => {
		const { rows } = await getAll({ output, columns: 'simplified' }, { includeSentiment: true });
		expect(rows.length).toBeGreaterThan(50);
		for (const row of rows) expect(cellsOf(row)).toEqual(expectedOf(row.conversationId, 24));
		expect(rows[0]).toHaveProperty('sentimentScore');
	});

	it('adds no column unless it is asked for, and refuses raw records', async () => {
		const { rows } = await getAll({}, { repeatWithinHours: undefined });
		expect(rows[0]).not.toHaveProperty('isRepeat');
		const { error } = await getAll({ output: 'raw' });
		expect(error?.message).toBe("Repeat contacts can't be added to raw records");
	});

	it('knows nothing of any repeat where a part is missing that may be', async () => {
		await getAll({}, { repeatWithinHours: undefined });
		const after = simulator.requests('details/query').length + 1;
		simulator.faults.push({ ...fault502Html(), on: /details\/query/, after, times: 500 });
		const { rows, hints, error } = await getAll({}, { allowPartial: true });
		expect(error).toBeUndefined();
		expect(hints).toContain('Repeat contacts are not known.');
		expect(rows.every(({ isRepeat }) => isRepeat === null)).toBe(true);
	});
});
