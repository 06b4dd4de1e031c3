import type { AnyEndpoint } from '../../nodes/GenesysCloudAnalytics/api/endpoints';
import { LIST } from '../../nodes/GenesysCloudAnalytics/api/shapes';
import type { Simulator } from '../../packages/simulator';
import { BODIES, JARGON } from '../support/brokenProxy';
import { runNode, type RunResult } from '../support/engine';
import {
	conversations,
	endpointOf,
	endpoints,
	NOW,
	operations,
	organization,
	parametersOf,
	pathOf,
	RUNS,
} from '../support/operations';
import { usesOf } from '../../tools/permissionsDoc';
import { simulateAt, stopSimulating } from '../support/simulated';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations, briefSurveyForms: true });
});
afterEach(stopSimulating);

/** What a run brings from a server that is well. */
interface Healthy {
	rows: number;
	hints: string[];
	requests: number;
	/** Not by another run of the operation. */
	asked: AnyEndpoint[];
}
const healthy = new Map<string, Healthy>();
const tried = new Set<string>();

async function run(operation: string, more: object) {
	simulator.journal.length = 0;
	const result = await runNode(simulator, parametersOf(operation, more) as never, { simplified: true });
	return { result, requests: simulator.requests().length };
}

const said = ({ error, hints }: RunResult) =>
	[error?.message, error?.description, ...hints.map(({ message }) => message)].filter(Boolean).join('\n');

describe.each(RUNS)('%s, %s', (operation, what, more) => {
	const key = `${operation} ${what}`;

	beforeAll(async () => {
		simulator = await simulateAt(NOW, { organization, conversations, briefSurveyForms: true });
		const { result, requests } = await run(operation, more);
		const asked = [...new Set(simulator.requests().map(endpointOf))].filter((endpoint) => {
			const id = `${operation} ${endpoint.method} ${pathOf(endpoint)}`;
			const isNew = endpoint.method !== 'DELETE' && !tried.has(id);
			tried.add(id);
			return isNew;
		});
		const hints = result.hints.map(({ message }) => message);
		healthy.set(key, { rows: result.items.length, hints, requests, asked });
		await stopSimulating();
	});

	it.each(Object.keys(BODIES))(
		'%s from any of its endpoints: never fewer rows in silence, and names never fail it',
		async (name) => {
			const { rows, hints, requests: most, asked } = healthy.get(key)!;
			const asks = usesOf(operations.get(operation)!);
			for (const endpoint of asked) {
				// A list without entries is what the API itself sends where there is none.
				if (name === '[]' && endpoint.answer === LIST) continue;
				simulator.faults.length = 0;
				simulator.faults.push({ kind: 'body', on: onlyTo(endpoint), times: 9_999, rewrite: BODIES[name]! });
				const { result, requests } = await run(operation, more);
				const where = { operation, what, path: endpoint.path('ID' as never, 'ID' as never), body: name };

				const isNeeded = asks.some(
					(each) => each.endpoint === endpoint && !/names|texts/.test(each.without ?? ''),
				);
				const failed = isNeeded ? undefined : result.error?.message;
				expect({ ...where, failed }).toEqual({ ...where, failed: undefined });
				const isWhole = !result.error && result.items.length >= rows;
				const isLoud = Boolean(result.error) || result.hints.some(({ message }) => !hints.includes(message));
				expect({ ...where, isWholeOrLoud: isWhole || isLoud }).toEqual({ ...where, isWholeOrLoud: true });
				expect({ ...where, said: JARGON.exec(said(result))?.[0] }).toEqual({ ...where, said: undefined });
				const isBounded = requests <= 3 * most + 20;
				expect({ ...where, requests, isBounded }).toEqual({ ...where, requests, isBounded: true });
			}
		},
	);
});

/** "METHOD /path" of this endpoint alone: words win over ids. */
function onlyTo(endpoint: AnyEndpoint): RegExp {
	const own = pathOf(endpoint).source.slice(1);
	const others = endpoints
		.filter((each) => each !== endpoint && each.path.length < endpoint.path.length)
		.map((each) => pathOf(each).source.slice(1));
	const not = others.length > 0 ? `(?!(?:${others.join('|')}))` : '';
	return new RegExp(`^${endpoint.method} ${not}${own}`);
}
