import { createConversations, createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { custom, DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
/** More agents than one query takes. */
const organization = createOrganization({ users: 140, queues: 40 });
const conversations = createConversations({ count: 2_000, from: NOW - 2 * DAY, to: NOW, organization });

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

const byAgent = { timeRange: 'yesterday', groupBy: ['userId'], options: { occupancy: true } };

async function run(parameters: object) {
	const { items, error, hints } = await runNode(simulator, {
		...{ resource: 'performance', operation: 'getKpis' },
		...parameters,
	} as never);
	expect(error).toBeUndefined();
	return { rows: items.map(({ json }) => json), hints: hints.map(({ message }) => message).join('\n') };
}

const keyOf = ({ userId, agentId, intervalStart }: Record<string, unknown>) =>
	`${String(userId ?? agentId)} ${String(intervalStart)}`;

it.each([
	{ granularity: 'none' },
	{ granularity: 'PT30M' },
	{ granularity: 'PT1H', ...custom(Date.parse('2026-11-19T08:10:00Z'), Date.parse('2026-11-19T17:20:00Z')) },
])("is that of the agent's time in status: %j", async (time) => {
	const { rows } = await run({ ...byAgent, ...time });
	const status = await run({
		...{ ...byAgent, ...time, resource: 'agent', operation: 'getTimeInStatus', returnAll: true },
		agents: organization.users.map(({ id }) => id).join(),
	});
	const occupancies = new Map(status.rows.map((row) => [keyOf(row), row.occupancyPercent]));
	expect(rows.some(({ occupancyPercent }) => Number(occupancyPercent) > 0)).toBe(true);
	for (const row of rows) {
		expect(row.occupancyPercent).toBe(row.userId === null ? null : occupancies.get(keyOf(row)));
	}
});

it('costs a request for each 100 agents, and none where it is not asked for', async () => {
	const { rows } = await run(byAgent);
	expect(rows.length).toBeGreaterThan(100);
	expect(simulator.requests('users/aggregates')).toHaveLength(2);
	const { rows: without } = await run({ ...byAgent, options: {} });
	expect(simulator.requests('users/aggregates')).toHaveLength(2);
	expect(rows).toEqual(
		rows.map((row, index) => ({ ...without[index], occupancyPercent: row.occupancyPercent })),
	);
});

it('adds no row: who was on queue without an interaction has no KPIs', async () => {
	const sparse = { ...byAgent, granularity: 'PT30M' };
	const { rows } = await run({ ...sparse, options: { occupancy: true, fillGaps: false } });
	const { rows: without } = await run({ ...sparse, options: { fillGaps: false } });
	expect(rows.map(keyOf)).toEqual(without.map(keyOf));
});

it('covers the agents that are filtered by', async () => {
	const agent = { __rl: true, mode: 'id', value: organization.users[0]!.id };
	const { rows, hints } = await run({ ...byAgent, filters: { agent } });
	expect(rows).toHaveLength(1);
	expect(rows[0]!.occupancyPercent).not.toBeNull();
	expect(hints).not.toContain('Occupancy');
});

it.each([
	['groups beside the agent', { groupBy: ['userId', 'mediaType'] }, 'Choose nothing but Agent in Group By'],
	['a filter', { filters: { mediaTypes: ['voice'] } }, 'Remove all filters except Agent'],
	['quarters of an hour', { granularity: 'PT15M' }, 'a granularity of 30 minutes or more'],
])('is null, and a hint says why, with %s', async (_, change, why) => {
	const { rows, hints } = await run({ ...byAgent, ...change });
	expect(rows.length).toBeGreaterThan(10);
	expect(new Set(rows.map(({ occupancyPercent }) => occupancyPercent))).toEqual(new Set([null]));
	expect(hints).toContain(why);
	expect(simulator.requests('users/aggregates')).toEqual([]);
});

it('is null where the API refuses, by a rule of its own, and a hint has its words', async () => {
	const body = { code: 'invalid.granularity', message: 'No granularity of 60 minutes today' };
	simulator.faults.push({ kind: 'status', status: 400, on: /users\/aggregates/, times: Infinity, body });
	const { rows, hints } = await run({ ...byAgent, granularity: 'PT1H' });
	expect(new Set(rows.map(({ occupancyPercent }) => occupancyPercent))).toEqual(new Set([null]));
	expect(hints).toContain('Occupancy is missing: ');
	expect(hints).toContain('No granularity of 60 minutes today');
});

it('is null without the permission, which a hint names', async () => {
	simulator.options.deniedPermissions = ['analytics:userAggregate:view'];
	const { rows, hints } = await run(byAgent);
	expect(new Set(rows.map(({ occupancyPercent }) => occupancyPercent))).toEqual(new Set([null]));
	expect(hints).toContain(
		'Occupancy is missing: The OAuth client lacks the permission analytics:userAggregate:view',
	);
});
