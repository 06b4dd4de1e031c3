import { createOrganization, startSimulator, type Simulator } from '../../packages/simulator';
import { stateAt } from '../../packages/simulator/data/timeline';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { HOUR, MINUTE } from '../support/records';

const MORNING = Date.parse('2026-11-20T08:00:00.000Z');
const organization = createOrganization();
const active = organization.users.filter(({ state }) => state === 'active');

let clock: StandingClock;
let simulator: Simulator;

beforeEach(async () => {
	clock = new StandingClock(MORNING);
	simulator = await startSimulator({ now: clock.now, conversations: [], organization });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

type Kind = 'presence' | 'routingStatus';

/** What differs between two moments, worked out from the agents' days themselves. */
function changesBetween(from: number, to: number, kinds: readonly Kind[]): string[] {
	return active.flatMap((user) => {
		const [before, now] = [stateAt(user, organization, from), stateAt(user, organization, to)];
		const changed = kinds.filter((kind) =>
			kind === 'presence'
				? before.presence.id !== now.presence.id
				: before.routing.state !== now.routing.state,
		);
		return changed.length > 0 ? [`${user.id} ${changed.join(', ')}`] : [];
	});
}

const watching = { event: 'agentStatusChanged' };

it.each<{ statusKinds?: Kind[] }>([{}, { statusKinds: ['presence'] }, { statusKinds: ['routingStatus'] }])(
	'emits each change between two polls once, through restarts: %j',
	async (parameters) => {
		const kinds = parameters.statusKinds ?? (['presence', 'routingStatus'] as const);
		const workflow = new PolledWorkflow(simulator, { ...watching, ...parameters });
		await workflow.activate();
		expect(workflow.items).toEqual([]);
		const expected: string[][] = [];
		for (let poll = 1; poll <= 40; poll++) {
			const before = clock.at;
			clock.at += poll % 9 === 0 ? HOUR : 5 * MINUTE;
			const changes = changesBetween(before, clock.at, kinds);
			if (changes.length > 0) expected.push(changes.toSorted());
			if (poll % 7 === 0) await workflow.restart();
			else await workflow.poll();
		}
		expect(workflow.errors).toEqual([]);
		expect(expected.length).toBeGreaterThan(20);
		const emitted = workflow.handedOver.map((items) =>
			items.map(({ json }) => `${String(json.agentId)} ${String(json.changed)}`).toSorted(),
		);
		expect(emitted).toEqual(expected);
	},
);

it('reports the previous and the current status, since when, with names', async () => {
	const workflow = new PolledWorkflow(simulator, { ...watching, statusKinds: ['presence'] });
	await workflow.activate();
	while (workflow.items.length === 0) {
		clock.at += 5 * MINUTE;
		await workflow.poll();
	}
	const { json } = workflow.items[0]!;
	const user = active.find(({ id }) => id === json.agentId)!;
	const now = stateAt(user, organization, clock.at);
	const before = stateAt(user, organization, clock.at - 5 * MINUTE);
	expect(now.presenceSince).toBeGreaterThan(clock.at - 5 * MINUTE);
	expect(json).toMatchObject({
		agentName: user.name,
		presenceSince: new Date(now.presenceSince).toISOString(),
		presenceName: expect.stringMatching(/\S/),
		previousPresenceName: expect.stringMatching(/\S/),
		previousRoutingStatus: before.routing.state,
		routingStatus: now.routing.state,
		changed: 'presence',
	});
	expect([json.previousPresence, json.presence]).toEqual([
		expect.stringMatching(new RegExp(before.presence.systemPresence.replace('_', '.?'), 'i')),
		expect.stringMatching(new RegExp(now.presence.systemPresence.replace('_', '.?'), 'i')),
	]);
});

it('watches the chosen agents only, and starts over with others', async () => {
	const [first, second] = [active[0]!, active[1]!];
	const chosen = (id: string) => ({ ...watching, agents: { mode: 'id', value: id } });
	const workflow = new PolledWorkflow(simulator, chosen(first.id));
	await workflow.activate();
	for (let poll = 0; poll < 30; poll++) {
		clock.at += 10 * MINUTE;
		await workflow.poll();
	}
	expect(new Set(workflow.items.map(({ json }) => json.agentId))).toEqual(new Set([first.id]));
	const count = workflow.items.length;
	await workflow.changeTo(chosen(second.id));
	clock.at += 6 * HOUR;
	await workflow.changeTo(chosen(first.id));
	expect(workflow.items).toHaveLength(count);
});

it('makes up for a poll that failed', async () => {
	const workflow = new PolledWorkflow(simulator, watching);
	await workflow.activate();
	clock.at += 30 * MINUTE;
	simulator.faults.push({ kind: 'status', status: 503, on: /\/users/, times: 6 });
	await workflow.poll();
	expect([workflow.errors, workflow.items]).toEqual([[], []]);
	simulator.faults.length = 0;
	clock.at += MINUTE;
	await workflow.poll();
	const moved = changesBetween(MORNING, clock.at, ['presence', 'routingStatus']);
	expect(moved.length).toBeGreaterThan(0);
	expect(workflow.items).toHaveLength(moved.length);
});

it('goes on without the names of presences, and an error execution says so once', async () => {
	simulator.options.deniedPermissions = ['presence:presenceDefinition:view'];
	const workflow = new PolledWorkflow(simulator, watching);
	await workflow.activate();
	for (let hour = 0; hour < 30; hour++) {
		clock.at += HOUR;
		await workflow.poll();
	}
	expect(workflow.errors).toMatchObject([
		{
			message: 'Some rows come without names',
			description: expect.stringContaining('Names of presences are missing'),
		},
	]);
	expect(workflow.items.length).toBeGreaterThan(0);
	expect(workflow.items.every(({ json }) => json.presenceName === null)).toBe(true);
});

it('watches the other agents where one does not exist, and an error execution says so once', async () => {
	const unknown = '99999999-0000-4000-8000-000000000000';
	const agents = { mode: 'id', value: `${active[0]!.id}, ${unknown}` };
	const workflow = new PolledWorkflow(simulator, { ...watching, agents });
	await workflow.activate();
	for (let poll = 0; poll < 30; poll++) {
		clock.at += 10 * MINUTE;
		await workflow.poll();
	}
	expect(workflow.items.length).toBeGreaterThan(0);
	expect(workflow.errors).toMatchObject([
		{
			message: 'Genesys Cloud has nothing on some of the agents',
			description: expect.stringContaining(unknown),
		},
	]);
});

it('shows who changed last as test event', async () => {
	const since = (user: (typeof active)[number]) => {
		const { presenceSince, routing } = stateAt(user, organization, clock.at);
		return Math.max(presenceSince, routing.start);
	};
	const [item] = (await new PolledWorkflow(simulator, watching).test())!;
	const shown = active.find(({ id }) => id === item?.json.agentId)!;
	expect(since(shown)).toBe(Math.max(...active.map(since)));
});
