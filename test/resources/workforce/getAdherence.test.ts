import type { INodeParameters } from 'n8n-workflow';

import { createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';

/** Half past ten in the morning: the schedule says break, and most agents are on queue. */
const NOW = Date.parse('2026-11-20T10:35:00.000Z');
const WFM = '/api/v2/workforcemanagement';
const organization = createOrganization();
const inUnits = organization.users.filter(({ state, teamId }) => state === 'active' && teamId !== undefined);
const outside = organization.users.find(({ state, teamId }) => state === 'active' && teamId === undefined)!;

let simulator: Simulator;
beforeEach(async () => (simulator = await simulateAt(NOW, { organization })));
afterEach(stopSimulating);

async function get(parameters: INodeParameters = {}) {
	const { items, error, hints } = await runNode(simulator, {
		...{ resource: 'workforce', operation: 'getAdherence', returnAll: true },
		...parameters,
	});
	return { rows: items.map(({ json }) => json), error, said: hints.map(({ message }) => message).join('\n') };
}

const asked = () =>
	simulator
		.requests(WFM)
		.map(({ path }) => path.slice(WFM.length))
		.sort();

it('has everybody of all management units, with names, what they should do and what they do', async () => {
	const { rows, error } = await get();
	expect(error).toBeUndefined();
	expect(rows.map(({ agentId }) => agentId).sort()).toEqual(inUnits.map(({ id }) => id).sort());
	for (const row of rows) {
		const user = organization.users.find(({ id }) => id === row.agentId)!;
		expect(row).toMatchObject({
			agentName: user.name,
			teamName: organization.teams.find(({ id }) => id === user.teamId)!.name,
			managementUnitName: expect.stringMatching(/^(Day|Night) Shift$/),
		});
		const isOff = row.presence === 'Offline';
		expect(row.scheduledActivity).toBe(isOff ? 'Unscheduled' : 'Break');
		const state = isOff ? 'Unscheduled' : row.actualActivity === 'Break' ? 'InAdherence' : 'OutOfAdherence';
		expect(row.adherenceState).toBe(state);
		expect(row.secondsInState).toBeCloseTo((NOW - Date.parse(String(row.since))) / 1_000, -1);
	}
	expect(rows.some(({ adherenceState }) => adherenceState === 'OutOfAdherence')).toBe(true);
});

it('shows ten columns at first, names before ids', async () => {
	const { items } = await runNode(
		simulator,
		{ resource: 'workforce', operation: 'getAdherence' },
		{ simplified: true },
	);
	expect(Object.keys(items[0]!.json)).toHaveLength(10);
	expect(Object.keys(items[0]!.json)[0]).toBe('agentName');
});

it.each<[string, INodeParameters, (user: (typeof inUnits)[number]) => boolean, RegExp[]]>([
	[
		'a management unit, by name',
		{ managementUnits: { __rl: true, mode: 'id', value: 'Night Shift' } },
		({ teamId }) => organization.teams.findIndex(({ id }) => id === teamId) % 2 === 1,
		[/^\/managementunits$/, /^\/managementunits\/.+\/adherence$/],
	],
	[
		'a team',
		{ teams: { __rl: true, mode: 'id', value: organization.teams[0]!.name } },
		({ teamId }) => teamId === organization.teams[0]!.id,
		[/^\/teams\/.+\/adherence$/],
	],
	[
		'agents',
		{
			agents: inUnits
				.slice(0, 3)
				.map(({ id }) => id)
				.join(),
		},
		({ id }) => inUnits.slice(0, 3).some((user) => user.id === id),
		[/^\/adherence$/],
	],
])('can be asked for by %s', async (_, parameters, belongs, paths) => {
	const { rows, error } = await get({ ...parameters, options: { resolveNames: false } });
	expect(error).toBeUndefined();
	expect(rows.map(({ agentId }) => agentId).sort()).toEqual(
		inUnits
			.filter(belongs)
			.map(({ id }) => id)
			.sort(),
	);
	const found = asked();
	expect(found).toHaveLength(paths.length);
	paths.forEach((path, index) => expect(found[index]).toMatch(path));
});

it('fetches the file that stands in the place of a large answer', async () => {
	simulator.options.adherenceInline = 5;
	const { rows, error } = await get();
	expect(error).toBeUndefined();
	expect(rows).toHaveLength(inUnits.length);
});

it('an agent in no management unit is said, and no permission is missing', async () => {
	const { rows, error, said } = await get({ agents: `${outside.id},${inUnits[0]!.id}` });
	expect(error).toBeUndefined();
	expect(rows.map(({ agentId }) => agentId)).toEqual([inUnits[0]!.id]);
	expect(said).toContain(`1 agent of those chosen is in no management unit`);
	expect(said).toContain(outside.id);
});

it('a client that sees no management unit is told so', async () => {
	simulator.options.hiddenManagementUnits = true;
	const { rows, error, said } = await get();
	expect([rows, error]).toEqual([[], undefined]);
	expect(said).toContain('The OAuth client sees no management unit');
});

it('a management unit that is refused is said, and the others come', async () => {
	simulator.options.forbiddenManagementUnitIds = ['77777777-0000-4000-8000-000000000002'];
	const { rows, error, said } = await get();
	expect(error).toBeUndefined();
	expect(new Set(rows.map(({ managementUnitName }) => managementUnitName))).toEqual(new Set(['Day Shift']));
	expect(said).toContain('The management unit 77777777-0000-4000-8000-000000000002 is missing');
});

it('a limit cuts, and says so', async () => {
	const { rows, said } = await get({ returnAll: false, limit: 4 });
	expect(rows).toHaveLength(4);
	expect(said).toContain('These are the first 4 agents.');
});

it('names the permission where it is missing', async () => {
	simulator.options.deniedPermissions = ['wfm:realtimeAdherence:view'];
	expect((await get()).error?.message).toContain('lacks the permission wfm:realtimeAdherence:view');
});
