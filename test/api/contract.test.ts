import type { Fault } from '../../packages/simulator';
import { routeKey, sdkOperations, SdkTypes } from '../../packages/simulator/contract/sdk';
import { routes } from '../../packages/simulator/endpoints';
import { isObject } from '../../nodes/GenesysCloudAnalytics/records/isObject';
import { runNode } from '../support/engine';
import { conversations, NOW, organization, parametersOf, RUNS } from '../support/operations';
import { simulateAt, stopSimulating } from '../support/simulated';

const operations = sdkOperations();
const types = new SdkTypes();

afterEach(stopSimulating);

const ids = (path: string) => path.split('{').length;
const isError = (answer: unknown) => isObject(answer) && Number(answer.status) >= 400;

/** Looks at each answer, and leaves it as it is: words win over ids. */
function watching(looked: { answers: number; wrong: Set<string> }): Fault[] {
	const sorted = routes.filter(({ method }) => method !== 'DELETE').sort((a, b) => ids(a.path) - ids(b.path));
	return sorted.map(({ method, path }) => {
		const check = types.of(operations.get(routeKey(method, path))!.answer);
		return {
			kind: 'body',
			on: new RegExp(`^${method} ${path.replace(/\{\w+\}/g, '[^/]+')}$`),
			times: Infinity,
			rewrite: (answer) => {
				const wrong = isError(answer) ? undefined : check(answer);
				looked.answers++;
				if (wrong !== undefined) looked.wrong.add(`${method} ${path}: ${wrong}`);
				return answer;
			},
		};
	});
}

/** What the node is tested on is what Genesys's own models have: a field of the simulator's own would be an invention. */
describe('the simulator answers with what the official SDK knows', () => {
	it.each(RUNS)('%s, %s', async (operation, _, more) => {
		const simulator = await simulateAt(NOW, { organization, conversations, briefSurveyForms: true });
		const looked = { answers: 0, wrong: new Set<string>() };
		simulator.faults.push(...watching(looked));
		const { error } = await runNode(simulator, parametersOf(operation, more) as never, { simplified: true });
		expect(error).toBeUndefined();
		expect(looked.answers).toBeGreaterThan(0);
		expect([...looked.wrong]).toEqual([]);
	});
});
