import { createOrganization, startSimulator, type Simulator } from '../../packages/simulator';
import { stateAt } from '../../packages/simulator/data/timeline';
import { restoreClock } from '../support/fastClock';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { HOUR, MINUTE } from '../support/records';

const MORNING = Date.parse('2026-11-20T08:00:00.000Z');
const organization = createOrganization();
const active = organization.users.filter(({ state, teamId }) => state === 'active' && teamId !== undefined);

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

const parameters = { event: 'adherence', minutes: 3 };

/**
 * Who is out for three minutes or more at a moment, from the agents' days themselves: `agent since`. The schedule says on queue,
 * but for a break from half past to a quarter to; agents who are offline are not scheduled.
 */
function outAt(at: number): string[] {
	return active.flatMap((user) => {
		const { presence, presenceSince } = stateAt(user, organization, at);
		const hour = at - (at % HOUR);
		const isBreak = at >= hour + 30 * MINUTE && at < hour + 45 * MINUTE;
		const [wanted, begun] = isBreak
			? ['BREAK', hour + 30 * MINUTE]
			: ['ON_QUEUE', at < hour + 30 * MINUTE ? hour - 15 * MINUTE : hour + 45 * MINUTE];
		if (presence.systemPresence === 'OFFLINE' || presence.systemPresence === wanted) return [];
		// Who is in a meeting is out whether a break is scheduled or work.
		const isMovedBySchedule = ['BREAK', 'ON_QUEUE'].includes(presence.systemPresence);
		const since = isMovedBySchedule ? Math.max(presenceSince, begun) : presenceSince;
		return at - since >= 3 * MINUTE ? [`${user.id} ${since}`] : [];
	});
}

const told = ({ items }: PolledWorkflow) =>
	items.map(({ json }) => `${String(json.agentId)} ${Date.parse(String(json.since))}`);

it.each([false, true])(
	'tells each stretch out of adherence once, and again after a return, through restarts: durably %s',
	async (isDurable) => {
		const workflow = new PolledWorkflow(simulator, parameters);
		if (isDurable) workflow.scheduleDurably();
		await workflow.activate();
		const expected = new Set(outAt(clock.at));
		expect(told(workflow).toSorted()).toEqual([...expected].toSorted());
		for (let poll = 1; poll <= 40; poll++) {
			clock.at += poll % 9 === 0 ? HOUR : 5 * MINUTE;
			for (const stretch of outAt(clock.at)) expected.add(stretch);
			if (poll % 7 === 0) await workflow.restart();
			else await workflow.poll();
		}
		expect(workflow.errors).toEqual([]);
		expect(told(workflow).toSorted()).toEqual([...expected].toSorted());
		const agents = workflow.items.map(({ json }) => json.agentId);
		expect(new Set(agents).size).toBeLessThan(agents.length);
		expect(workflow.items[0]!.json).toMatchObject({
			adherenceState: 'OutOfAdherence',
			agentName: expect.any(String),
			managementUnitName: expect.stringMatching(/Shift$/),
			minutes: 3,
		});
	},
);

it('tells nothing twice where an agent is missing from one answer', async () => {
	const workflow = new PolledWorkflow(simulator, parameters);
	await workflow.activate();
	const count = workflow.items.length;
	expect(count).toBeGreaterThan(0);
	const rewrite = () => ({ entities: [] });
	simulator.faults.push({ kind: 'body', on: /adherence/, times: Infinity, rewrite });
	await workflow.poll();
	simulator.faults.length = 0;
	await workflow.poll();
	expect(workflow.items).toHaveLength(count);
});

it('watches the agents or the management units chosen', async () => {
	const [first, second] = [active[0]!, active[1]!];
	const agents = { mode: 'id', value: `${first.id},${second.id}` };
	const ofAgents = new PolledWorkflow(simulator, { ...parameters, agents } as never);
	await ofAgents.activate();
	for (let poll = 0; poll < 12; poll++) {
		clock.at += 10 * MINUTE;
		await ofAgents.poll();
	}
	expect(new Set(ofAgents.items.map(({ json }) => json.agentId))).toEqual(new Set([first.id, second.id]));
	const units = { mode: 'id', value: 'Night Shift' };
	const ofUnits = new PolledWorkflow(simulator, { ...parameters, managementUnits: units } as never);
	await ofUnits.activate();
	expect(new Set(ofUnits.items.map(({ json }) => json.managementUnitName))).toEqual(new Set(['Night Shift']));
});

it('an agent in no management unit is told by an error, and the others are watched', async () => {
	const outside = organization.users.find(({ state, teamId }) => state === 'active' && teamId === undefined)!;
	const agents = { mode: 'id', value: `${outside.id},${active.map(({ id }) => id).join()}` };
	const workflow = new PolledWorkflow(simulator, { ...parameters, agents } as never);
	await workflow.activate();
	await workflow.poll();
	expect(workflow.items.length).toBeGreaterThan(0);
	expect(workflow.errors.map(({ message }) => message)).toEqual([
		'Genesys Cloud has nothing on some of the agents',
	]);
});

it('a client that sees no management unit is told by an error', async () => {
	simulator.options.hiddenManagementUnits = true;
	const workflow = new PolledWorkflow(simulator, parameters);
	await workflow.activate();
	expect(workflow.errors.map(({ message }) => message)).toEqual([
		'The OAuth client sees no management unit, so that no agent is watched',
	]);
});

it('shows the longest one as test event', async () => {
	const [item] = (await new PolledWorkflow(simulator, parameters).test())!;
	expect(item!.json).toMatchObject({ minutes: 3, adherenceState: 'OutOfAdherence' });
	expect(item!.json.value).toBeGreaterThanOrEqual(3);
});
