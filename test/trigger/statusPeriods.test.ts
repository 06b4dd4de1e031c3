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

const statuses = ['presence BREAK', 'presence ON_QUEUE', 'routing IDLE'];
const parameters = { event: 'agentStatusThreshold', statuses, minutes: 3 };

/** What lasts for three minutes or more at a moment, from the agents' days themselves: `agent status since`. */
function standingAt(at: number): string[] {
	return active.flatMap((user) => {
		const { presence, presenceSince, routing } = stateAt(user, organization, at);
		const name = presence.systemPresence.toUpperCase().replaceAll(' ', '_');
		const now: Array<[string, number]> = [
			[`presence ${name}`, presenceSince],
			[`routing ${routing.state}`, routing.start],
		];
		return now
			.filter(([status, since]) => statuses.includes(status) && at - since >= 3 * MINUTE)
			.map(([status, since]) => `${user.id} ${status} ${since}`);
	});
}

it.each([false, true])(
	'tells each period that lasts once, through restarts: durably %s',
	async (isDurable) => {
		const workflow = new PolledWorkflow(simulator, parameters);
		if (isDurable) workflow.scheduleDurably();
		await workflow.activate();
		const expected = new Set(standingAt(clock.at));
		expect(workflow.items).toHaveLength(expected.size);
		for (let poll = 1; poll <= 40; poll++) {
			clock.at += poll % 9 === 0 ? HOUR : 5 * MINUTE;
			for (const period of standingAt(clock.at)) expected.add(period);
			if (poll % 7 === 0) await workflow.restart();
			else await workflow.poll();
		}
		expect(workflow.errors).toEqual([]);
		const told = workflow.items.map(({ json }) => {
			const status = String(json.status);
			const since = status.startsWith('presence') ? json.presenceSince : json.routingStatusSince;
			return `${String(json.agentId)} ${status} ${Date.parse(String(since))}`;
		});
		expect(new Set(told.map((each) => each.split(' ').slice(1, 3).join(' ')))).toEqual(new Set(statuses));
		expect(told.toSorted()).toEqual([...expected].toSorted());
	},
);

it('tells nothing twice where an agent is missing from one listing', async () => {
	const workflow = new PolledWorkflow(simulator, parameters);
	await workflow.activate();
	const count = workflow.items.length;
	expect(count).toBeGreaterThan(0);
	const rewrite = (answer: unknown) => ({ ...(answer as object), entities: [] });
	simulator.faults.push({ kind: 'body', on: /users/, times: Infinity, rewrite });
	await workflow.poll();
	simulator.faults.length = 0;
	await workflow.poll();
	expect(workflow.items).toHaveLength(count);
});

it('shows the longest one as test event', async () => {
	const [item] = (await new PolledWorkflow(simulator, parameters).test())!;
	expect(item!.json).toMatchObject({ minutes: 3, status: expect.stringMatching(/^(presence|routing) /) });
	expect(item!.json.value).toBeGreaterThanOrEqual(3);
});
