import {
	createConversations,
	createOrganization,
	type ConversationRecord,
	type Simulator,
} from '../../../packages/simulator';
import { runNode, type RunOptions } from '../../support/engine';
import { DAY, HOUR } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 330, from: NOW - 2 * DAY, to: NOW - HOUR, organization });
const LIVE = /^\/api\/v2\/conversations\/[^/]+$/;

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

type Wanted = Array<{ name: string; condition?: string; value?: string }>;
const gold: Wanted = [{ name: 'customerTier', value: 'gold' }];

async function getAll(attribute: Wanted, more: object = {}, run?: RunOptions) {
	const parameters = {
		...{ resource: 'conversation', operation: 'getAll' },
		...{ timeRange: 'relative', relativeAmount: 2, relativeUnit: 'days', returnAll: true },
		filters: { participantAttributes: { attribute } },
		...more,
	};
	const { items, error, hints } = await runNode(simulator, parameters as never, run);
	return {
		rows: items.map(({ json }) => json),
		ids: items.map(({ json }) => String(json.conversationId)),
		error,
		hints: hints.map(({ message }) => message).join('\n'),
	};
}

const attributesOf = ({ participants }: ConversationRecord) =>
	Object.assign({}, ...(participants ?? []).map(({ attributes }) => attributes)) as Record<string, string>;
/** Ids of the conversations that match, newest first, from the data itself. */
const matching = (matches: (attributes: Record<string, string>) => boolean) =>
	[...conversations]
		.filter((record) => matches(attributesOf(record)))
		.sort((a, b) => Date.parse(String(b.conversationStart)) - Date.parse(String(a.conversationStart)))
		.map(({ conversationId }) => conversationId);
const live = () => simulator.requests().filter(({ path }) => LIVE.test(path));

describe('the filter Participant Attributes', () => {
	it('returns what matches, attributes of the last hours read live', async () => {
		const { ids, rows, error, hints } = await getAll(gold);
		expect(error).toBeUndefined();
		const expected = matching(({ customerTier }) => customerTier === 'gold');
		expect(expected.length).toBeGreaterThan(50);
		expect([...ids].sort()).toEqual([...expected].sort());
		expect(live().length).toBeGreaterThan(5);
		expect(hints).toContain(
			`Participant attributes of 330 conversations were compared, ${live().length} of them read live.`,
		);
		expect(Object.keys(rows[0]!).filter((name) => name.startsWith('attribute_'))).toEqual([]);
	});

	it('asks of several that all match, and of one that it is set', async () => {
		const { ids } = await getAll([...gold, { name: 'Straße & Ort', condition: 'isSet' }]);
		const expected = matching((all) => all.customerTier === 'gold' && 'Straße & Ort' in all);
		expect(expected.length).toBeGreaterThan(2);
		expect([...ids].sort()).toEqual([...expected].sort());
	});

	it.each(['conversations', 'queueVisits', 'agentSessions', 'segments', 'raw'])(
		'narrows down the output %s',
		async (output) => {
			const expected = new Set(matching(({ customerTier }) => customerTier === 'gold'));
			const { ids } = await getAll(gold, { output });
			expect(ids.length).toBeGreaterThan(50);
			expect(ids.every((id) => expected.has(id))).toBe(true);
		},
	);

	it('counts what matches towards the limit, newest first', async () => {
		const { ids, hints } = await getAll(gold, { returnAll: false, limit: 20 });
		const all = (await getAll(gold)).ids;
		expect(ids).toEqual(all.slice(0, 20));
		expect(hints).toContain(`These are the first 20 conversations of about ${all.length}`);
		const few = await getAll(gold, { returnAll: false, limit: all.length });
		expect(few.ids).toEqual(all);
		expect(few.hints).not.toContain('first');
	});

	it('shows the attributes beside, where they were asked for', async () => {
		const { rows } = await getAll(gold, { options: { includeAttributes: true, liveAttributes: true } });
		expect(rows.every((row) => row.attribute_customerTier === 'gold')).toBe(true);
	});

	it('is an error where attributes of more than 200 are not known, unless a part is enough', async () => {
		simulator.options.jobs = { availabilityLagHours: 60 };
		const { error } = await getAll(gold);
		expect(error?.message).toContain(
			'The participant attributes of 130 conversations are not in details jobs yet',
		);
		expect(live()).toHaveLength(200);
		const part = await getAll(gold, { options: { allowPartial: true } });
		expect(part.error).toBeUndefined();
		expect(part.rows.length).toBeGreaterThan(20);
		expect(part.hints).toContain('130 conversations');
		const limited = await getAll(gold, { returnAll: false, limit: 5 });
		expect(limited.rows).toHaveLength(5);
		expect(limited.hints).toContain('130 conversations');
	});

	it('names the permission of live attributes where it is missing', async () => {
		simulator.options.deniedPermissions = ['conversation:communication:view'];
		expect((await getAll(gold)).error?.message).toContain('conversation:communication:view');
	});

	it.each([
		['a name that an expression does not give', [{ name: '={{ $json.none }}', value: 'gold' }]],
		['a value that an expression does not give', [{ name: 'customerTier', value: '={{ $json.none }}' }]],
		['a name that was left empty', [{ name: '', value: 'gold' }]],
	])('is an error with %s', async (_, attribute) => {
		const { error } = await getAll(attribute);
		expect(error?.message).toContain('Participant Attributes has no value');
	});

	it('is refused for a sync', async () => {
		const { error } = await getAll(gold, { timeRange: 'since', since: '2026-11-19T00:00:00Z' });
		expect(error?.message).toContain("can't be used with the time range Since");
	});
});
