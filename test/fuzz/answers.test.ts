import { DEFAULT_CLIENT, type Simulator } from '../../packages/simulator';
import { JARGON } from '../support/brokenProxy';
import { runNode } from '../support/engine';
import { conversations, NOW, organization, parametersOf, RUNS } from '../support/operations';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { randomFrom } from '../support/random';
import { restoreClock } from '../support/fastClock';
import { simulateAt, stopSimulating } from '../support/simulated';
import { startSimulator } from '../../packages/simulator';
import { mutated, pick } from './mutations';

/** `npm run test:fuzz` tries ten times as many. */
const MUTATIONS = Number(process.env.FUZZ_MUTATIONS ?? 2_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_120);
const PER_RUN = Math.ceil(MUTATIONS / (RUNS.length + 2));
/** A sentence and what to do: no page of a proxy, no record of a customer. */
const LONGEST_ERROR = 1_100;

afterEach(stopSimulating);

/** What no ending may show. */
function faultsOf(said: string, logs: readonly string[]): string[] {
	return [
		...(JARGON.exec(said)?.slice(0, 1) ?? []),
		...(said.length > LONGEST_ERROR ? [`${said.length} characters`] : []),
		...([said, ...logs].some((text) => text.includes(DEFAULT_CLIENT.secret)) ? ['the client secret'] : []),
		...([said, ...logs].some((text) => /Bearer [\w-]{8}/.test(text)) ? ['a token'] : []),
	];
}

describe.each(RUNS)('%s, %s, from a server that says anything', (operation, what, more) => {
	it(`ends with rows or with one sentence, ${PER_RUN} times`, async () => {
		const random = randomFrom(SEED + operation.length * 31 + what.length);
		const simulator: Simulator = await simulateAt(NOW, {
			organization,
			conversations,
			briefSurveyForms: true,
		});
		const parameters = parametersOf(operation, more) as never;
		await runNode(simulator, parameters, { simplified: true });
		const healthy = simulator.requests().length;
		const most = 3 * healthy + 20;
		for (let round = 0; round < PER_RUN; round++) {
			simulator.journal.length = 0;
			simulator.faults.length = 0;
			simulator.faults.push({
				kind: 'body',
				on: /./,
				after: Math.floor(random() * healthy),
				times: pick([1, 1, 9_999], random),
				rewrite: (answer) => mutated(answer, random),
			});
			const { error, items, logs } = await runNode(simulator, parameters, { simplified: true });
			const said = error ? `${error.message} ${error.description ?? ''}` : '';
			const requests = simulator.requests().length;
			expect({ round, said, faults: faultsOf(said, logs) }).toEqual({ round, said, faults: [] });
			expect({ round, said, isBounded: requests <= most, requests }).toMatchObject({ isBounded: true });
			if (!error) expect(Array.isArray(items)).toBe(true);
		}
	});
});

describe.each([
	'conversationEnded',
	'conversationUpdated',
	'queueThreshold',
	'agentStatusChanged',
	'agentStatusThreshold',
	'adherence',
])('the trigger %s, from a server that says anything', (event) => {
	it('fails with one sentence or not at all, and goes on afterwards', async () => {
		const random = randomFrom(SEED + event.length);
		const clock = new StandingClock(NOW);
		const simulator = await startSimulator({ now: clock.now, organization, conversations });
		const workflow = new PolledWorkflow(simulator, { event });
		await workflow.activate();
		for (let round = 0; round < PER_RUN / 2; round++) {
			clock.at += 61_000;
			simulator.faults.push({
				kind: 'body',
				on: /./,
				times: 9_999,
				rewrite: (answer) => mutated(answer, random),
			});
			await workflow.poll();
			simulator.faults.length = 0;
		}
		const said = workflow.errors.map(
			(error) => `${error.message} ${String((error as { description?: string }).description ?? '')}`,
		);
		for (const each of said) expect([each, faultsOf(each, workflow.host.logs)]).toEqual([each, []]);
		const before = workflow.errors.length;
		clock.at += 61_000;
		await workflow.poll();
		expect(workflow.errors.slice(before)).toEqual([]);
		restoreClock();
		await simulator.close();
	});
});
