import type { IDataObject } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	startSimulator,
	type Organization,
	type Simulator,
} from '../../packages/simulator';
import { runNode } from '../support/engine';

const HOUR_MS = 3_600_000;
const now = Date.now();
const base = createOrganization();
const organization: Organization = {
	...base,
	queues: base.queues.map((queue, index) => ({
		...queue,
		name: ['Billing', 'Billing Europe', 'Support', 'Support'][index] ?? queue.name,
	})),
	users: base.users.map((user, index) => (index === 1 ? { ...user, name: base.users[0]!.name } : user)),
};
const [billing, billingEurope, support, secondSupport] = organization.queues.map(({ id }) => id) as [
	string,
	string,
	string,
	string,
];

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({
		organization,
		conversations: createConversations({ count: 300, from: now - 20 * HOUR_MS, to: now, organization }),
	});
});
afterAll(async () => await simulator.close());
beforeEach(() => void (simulator.journal.length = 0));

async function run(filters: IDataObject, item: IDataObject = {}) {
	return await runNode(
		simulator,
		{
			relativeAmount: 1,
			relativeUnit: 'days',
			limit: 5,
			filters: filters as never,
			options: { resolveNames: false },
		},
		{ items: [item] },
	);
}

/** The values that the query was filtered by. */
function asked(dimension: string): string[] {
	const body = simulator.requests('details/query')[0]?.body as {
		segmentFilters?: Array<{ predicates: Array<{ dimension: string; value: string }> }>;
	};
	return (body?.segmentFilters ?? [])
		.flatMap(({ predicates }) => predicates)
		.filter((predicate) => predicate.dimension === dimension)
		.map(({ value }) => value);
}

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });

describe('a queue is taken', () => {
	it.each<[string, unknown, string[]]>([
		['from the list', { __rl: true, mode: 'list', value: billing, cachedResultName: 'Billing' }, [billing]],
		['by its id', byId(billing), [billing]],
		['by its name', byId('Billing'), [billing]],
		['by its name, whatever the case and the blanks', byId('  bILLing '), [billing]],
		['by its whole name, though another one begins like it', byId('Billing Europe'), [billingEurope]],
		['with others, by ids', byId(`${billing},${support}`), [billing, support]],
		['with others, by ids and names', byId(`${support}, Billing Europe`), [support, billingEurope]],
		['once, however often it is named', byId(`Billing, ${billing}, billing`), [billing]],
		['from an expression that gives a name', byId('={{ $json.queue }}'), [billing]],
		[
			'from an expression that gives a list',
			byId('={{ [$json.queue, "Billing Europe"] }}'),
			[billing, billingEurope],
		],
	])('%s', async (_, queue, ids) => {
		const { error } = await run({ queue } as IDataObject, { queue: 'Billing' });
		expect(error).toBeUndefined();
		expect(asked('queueId')).toEqual(ids);
	});

	it('by an id without asking for it first: only where nothing was found, whether it is known', async () => {
		const { conversations } = simulator.options;
		simulator.options.conversations = [];
		await run({ queue: byId(`${billing},${support}`) });
		simulator.options.conversations = conversations;
		const [query, ...rest] = simulator.requests('');
		expect(query!.path).toContain('details/query');
		const queries = rest.filter(({ path }) => path.includes('routing/queues')).map(({ query: of }) => of.id);
		expect(queries).toEqual([[billing, support]]);
	});

	it.each(['', ' ', ',', ' , '])('not at all where %p is given: no filter', async (value) => {
		const { error } = await run({ queue: byId(value) });
		expect(error).toBeUndefined();
		expect(asked('queueId')).toEqual([]);
	});
});

describe('a name', () => {
	it('that nothing has is refused', async () => {
		const { error } = await run({ queue: byId('Nowhere') });
		expect(error?.message).toBe('There is no queue named "Nowhere"');
		expect(error?.description).toContain('choose the queue from the list, or enter its ID');
	});

	it('that is only part of others is refused with those', async () => {
		const { error } = await run({ queue: byId('Bill') });
		expect(error?.message).toBe('There is no queue named "Bill"');
		expect(error?.description).toContain('Did you mean "Billing" or "Billing Europe"?');
	});

	it('that several have is refused with the ids of just those', async () => {
		const { error } = await run({ queue: byId('support') });
		expect(error?.message).toBe('"support" is the name of several queues');
		for (const id of [support, secondSupport]) expect(error?.description).toContain(`${id} (Support)`);
		expect(error?.description).not.toContain('Billing');
	});

	it('of an agent is found, and one of two agents is not guessed', async () => {
		const third = organization.users[2]!;
		await run({ agent: byId(third.name) });
		expect(asked('userId')).toEqual([third.id]);
		const { error } = await run({ agent: byId(organization.users[0]!.name) });
		expect(error?.message).toBe(`"${organization.users[0]!.name}" is the name of several agents`);
	});

	it('of a wrap-up code is found, and a system code is its own id', async () => {
		const code = organization.wrapUpCodes.find(({ name }) => !name.includes(','))!;
		await run({ wrapUpCode: byId(`${code.name},ININ-WRAP-UP-TIMEOUT`) });
		expect(asked('wrapUpCode')).toEqual([code.id, 'ININ-WRAP-UP-TIMEOUT']);
	});

	it('of a division is found', async () => {
		await run({ division: byId('Europe') });
		const body = JSON.stringify(simulator.requests('details/query')[0]?.body);
		expect(body).toContain(organization.divisions.find(({ name }) => name === 'Europe')!.id);
	});

	it('can not be looked up without the permission, which the error names', async () => {
		simulator.options.deniedPermissions = ['routing:queue:view'];
		const { error } = await run({ queue: byId('Billing') });
		simulator.options.deniedPermissions = [];
		expect(error?.message).toBe('The OAuth client lacks the permission routing:queue:view');
	});
});
