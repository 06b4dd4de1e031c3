import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { API, type AnyEndpoint } from '../../../nodes/GenesysCloudAnalytics/api/endpoints';
import type { Simulator } from '../../../packages/simulator';
import { routes } from '../../../packages/simulator/endpoints';
import { usesOf, needsOf, PERMISSIONS_DOC, permissionsDoc } from '../../../tools/permissionsDoc';
import { runNode } from '../../support/engine';
import {
	askingFor,
	conversations,
	endpointOf,
	FOR,
	NOW,
	operations,
	organization,
	parametersOf,
	pathOf,
	queues,
	RUNS,
} from '../../support/operations';
import { simulateAt, stopSimulating } from '../../support/simulated';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations, briefSurveyForms: true });
});
afterEach(stopSimulating);

async function run(operation: string, more: object = {}) {
	return await runNode(simulator, parametersOf(operation, more) as never, { simplified: true });
}

const said = ({ hints }: Awaited<ReturnType<typeof run>>) => hints.map(({ message }) => message).join('\n');

it('docs/permissions.md says what the code does; else: npm run generate', () => {
	expect(readFileSync(PERMISSIONS_DOC, 'utf8')).toBe(permissionsDoc());
});

it('the README names no other permission', () => {
	const named = readFileSync(join(__dirname, '../../../README.md'), 'utf8').match(
		/`[a-zA-Z]+:[a-zA-Z]+:[a-zA-Z]+`/g,
	);
	expect(named!.length).toBeGreaterThan(5);
	const documented = permissionsDoc();
	expect(named!.filter((permission) => !documented.includes(permission))).toEqual([]);
});

it('every operation is tried, and everything that it needs an endpoint for by the name of a field', () => {
	expect(new Set(RUNS.map(([operation]) => operation))).toEqual(new Set(operations.keys()));
	const tried = RUNS.map(([operation, what]) => `${operation}, ${what}`);
	const needed = [...operations].flatMap(([name, operation]) =>
		usesOf(operation).map((use) => `${name}, ${use.for ?? 'everything'}`),
	);
	const inWords = needed.filter((each) => /^[^,]+, [A-Z][^,]*$/.test(each));
	expect(inWords.filter((each) => !tried.includes(each))).toEqual([]);
	const exceptions = Object.entries(FOR).flatMap(([name, ways]) =>
		Object.keys(ways).map((what) => `${name}, ${what}`),
	);
	expect(exceptions.filter((each) => !needed.includes(each))).toEqual([]);
});

const everAsked = new Map<string, Set<AnyEndpoint>>();
describe.each(RUNS)('%s, %s', (operation, _, more) => {
	it('asks for nothing but what is documented, and needs no other permission', async () => {
		const needs = needsOf(operations.get(operation)!);
		// Of permissions of which one is enough, the last is all that the client has.
		const granted = needs.flatMap(({ permissions: { names, needed } }) =>
			needed === 'any' ? names.slice(-1) : names,
		);
		const known = routes.flatMap(({ any = [], all = [] }) => [...any, ...all]);
		simulator.options.deniedPermissions = known.filter((permission) => !granted.includes(permission));

		const result = await run(operation, more);
		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
		expect(said(result)).not.toContain('permission');

		const asks = usesOf(operations.get(operation)!).map(({ endpoint }) => endpoint);
		const asked = new Set(simulator.requests().map(endpointOf));
		everAsked.set(operation, new Set([...(everAsked.get(operation) ?? []), ...asked]));
		expect([...asked].filter((endpoint) => !asks.includes(endpoint)).map(pathOf)).toEqual([]);
	});
});

/** Of more users, older forms, fewer requests left, a single conversation: other tests have these. */
const ELSEWHERE: readonly AnyEndpoint[] = [
	API.allUsers,
	API.evaluation,
	API.conversationDetails,
	...Object.values(API.conversationDetailsJobs),
];

it.each([...operations])('%s is documented to ask for nothing that it never asks for', (name, operation) => {
	const documented = usesOf(operation).map(({ endpoint }) => endpoint);
	const never = documented.filter(
		(endpoint) => !everAsked.get(name)!.has(endpoint) && !ELSEWHERE.includes(endpoint),
	);
	expect(never.map(pathOf)).toEqual([]);
});

/** What is lacking at a time: any of what is needed together, all of what one is enough of. */
const lacks = [...operations].flatMap(([name, operation]) =>
	needsOf(operation).flatMap(({ permissions: { names, needed }, ...need }) =>
		(needed === 'any' ? [[...names]] : names.map((each) => [each])).map((permissions) => ({
			operation: name,
			what: need.for ?? 'everything',
			permissions,
			without: need.without ?? 'an error',
		})),
	),
);

it.each(lacks)(
	'$operation without $permissions for $what: $without',
	async ({ operation, what, permissions, without }) => {
		simulator.options.deniedPermissions = permissions;
		// So few requests that a job is worth its while.
		if (operation === 'survey.getAll' && what === 'details jobs') {
			simulator.options.rateLimit = { allowed: 2, windowSeconds: 60 };
		}
		if (what.includes('more than 10,000 users')) {
			simulator.options.limits = { maxListedUsers: 20, listingPageSizeMax: 20 };
		}
		if (what === 'question texts of older forms') simulator.options.otherFormVersions = true;
		const result = await run(operation, askingFor(operation, what));
		if (without === 'an error') {
			expect(result.error?.message).toContain(`lacks the permission ${permissions[0]}`);
			expect(result.error?.description).toContain('a role of the OAuth client');
			return;
		}
		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
		expect(said(result)).toContain(permissions[0]);
	},
);

it('a refusal that names no permission is reported with the documented one', async () => {
	const on = /presence\/definitions/;
	simulator.faults.push({ kind: 'status', status: 403, on, body: { message: 'No' } });
	expect(said(await run('agent.getStatus'))).toContain('presence:presenceDefinition:view');
});

it('queues that were chosen by id come without names', async () => {
	simulator.options.deniedPermissions = ['routing:queue:view'];
	const { items } = await run('queue.getStatus', { queues });
	expect(items.map(({ json }) => [json.queueId, json.queueName])).toEqual([[queues, null]]);
});

it.each([
	['conversation.getAll', { filters: { agent: 'Nobody' } }, 'directory:user:view'],
	['performance.getKpis', { filters: { queue: 'Nowhere' } }, 'routing:queue:view'],
	['performance.query', { filters: { wrapUpCode: 'Nothing' } }, 'routing:wrapupCode:view'],
	['agent.getTimeInStatus', { agents: 'Nobody' }, 'directory:user:view'],
])('%s names what it needs to find something by its name', async (operation, chosen, permission) => {
	simulator.options.deniedPermissions = [permission];
	const { error } = await run(operation, byName(chosen));
	expect(error?.message).toContain(permission);
});

/** Texts of resource locators. */
function byName(chosen: object): object {
	return Object.fromEntries(
		Object.entries(chosen).map(([name, value]) => [
			name,
			typeof value === 'object' ? byName(value as object) : { __rl: true, mode: 'id', value },
		]),
	);
}
