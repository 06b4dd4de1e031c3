import {
	Workflow,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
} from 'n8n-workflow';
import { LoadOptionsContext } from 'n8n-core';

import { GenesysCloudAnalytics } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node';
import { createOrganization, startSimulator, type Simulator } from '../../packages/simulator';
import { CREDENTIAL_TYPE, createHost, nodeTypes, simulatorCredential } from '../support/engine';
import type { StoredCredential } from '../support/credentials';

const organization = createOrganization({ queues: 230, users: 260, wrapUpCodes: 130 });
let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ organization });
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	simulator.journal.length = 0;
	simulator.options.deniedPermissions = [];
});

const { listSearch } = new GenesysCloudAnalytics().methods;

/** A list as the editor asks n8n for it. */
async function search(
	method: string,
	filter?: string,
	paginationToken?: unknown,
	credential: StoredCredential = {},
	parameters: INodeParameters = {},
): Promise<INodeListSearchResult> {
	const host = createHost({ ...simulatorCredential(simulator), ...credential }, 'list');
	const node: INode = {
		id: 'node',
		name: 'Genesys',
		type: 'n8n-nodes-genesys-cloud-analytics.genesysCloudAnalytics',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [CREDENTIAL_TYPE]: { id: 'list', name: 'Genesys Cloud' } },
	};
	const workflow = new Workflow({ id: 'list', nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new LoadOptionsContext(
		workflow,
		node,
		{ ...host.additionalData, currentNodeParameters: parameters },
		'parameters.queue',
	);
	return await listSearch[method]!.call(context as unknown as ILoadOptionsFunctions, filter, paginationToken);
}

/** All pages. */
async function all(method: string, filter?: string): Promise<INodeListSearchResult['results']> {
	const results: INodeListSearchResult['results'] = [];
	let token: unknown;
	do {
		const page = await search(method, filter, token);
		results.push(...page.results);
		token = page.paginationToken;
	} while (token);
	return results;
}

const isActive = ({ state }: { state?: string }) => state === undefined || state === 'active';

describe.each([
	['searchQueues', organization.queues, 'routing:queue:view', 'ill'],
	['searchAgents', organization.users, 'directory:user:view', 'an'],
	['searchWrapUpCodes', organization.wrapUpCodes, 'routing:wrapupCode:view', 're'],
	['searchDivisions', organization.divisions, '', 'euro'],
	['searchFlows', organization.flows, 'architect:flow:view', 'men'],
])('%s', (method, entities, permission, part) => {
	const known = (entities as Array<{ id: string; name: string; state?: string }>).filter(isActive);
	const values = (some: typeof known) => some.map(({ id }) => id).sort();

	it('lists everything, page by page', async () => {
		const found = await all(method);
		expect(found.map(({ value }) => value).sort()).toEqual(values(known));
		expect(simulator.requests()).toHaveLength(Math.max(1, Math.ceil(known.length / 100)));
		for (const { name, value } of found) expect(name).toBe(known.find(({ id }) => id === value)!.name);
	});

	it('searches on the server: only what is found comes over the line', async () => {
		const found = await all(method, ` ${part.toUpperCase()} `);
		const fits = known.filter(
			({ name, ...more }) =>
				name.toLowerCase().includes(part) || String((more as { email?: string }).email ?? '').includes(part),
		);
		expect(fits.length).toBeGreaterThan(0);
		expect(fits.length).toBeLessThan(known.length);
		expect(found.map(({ value }) => value).sort()).toEqual(values(fits));
	});

	it('gives an empty list where nothing is found', async () => {
		expect(await search(method, 'xyzzy nowhere')).toEqual({ results: [], paginationToken: undefined });
	});

	if (permission) {
		it('shows the permission that is missing', async () => {
			simulator.options.deniedPermissions = [permission];
			await expect(search(method)).rejects.toMatchObject({
				message: `The OAuth client lacks the permission ${permission}`,
				description: expect.stringContaining('Admin > Integrations > OAuth'),
			});
		});
	}
});

it.each<[string, StoredCredential, string | RegExp]>([
	[
		'a wrong secret',
		{ clientSecret: 'wrong' },
		'Genesys Cloud rejected the client secret, or the region is not that of the client',
	],
	[
		'an unknown region',
		{ region: 'nowhere' },
		'The region "nowhere" in the Genesys Cloud credential is unknown',
	],
])('an error is shown in the list, such as %s', async (_, credential, message) => {
	await expect(search('searchQueues', '', undefined, credential)).rejects.toThrow(message);
});

it('the fields of the node name only lists that there are', () => {
	const text = JSON.stringify(new GenesysCloudAnalytics().description.properties);
	const named = new Set([...text.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name));
	expect(named.size).toBeGreaterThan(0);
	for (const name of named) expect(listSearch).toHaveProperty(name!);
});

describe('the wrap-up codes of the queue that is chosen', () => {
	const [queue] = organization.queues;
	const chosen = { filters: { queue: { __rl: true, mode: 'list', value: queue!.id } } };
	const codes = async (token?: unknown, filter?: string, parameters: INodeParameters = chosen) =>
		await search('searchWrapUpCodes', filter, token, {}, parameters);

	it('come first in their list, and each code once', async () => {
		const first = await codes();
		const second = await codes(first.paginationToken);
		const own = organization.wrapUpCodes.filter((_, index) => index % 3 === 0);
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(ids.slice(0, own.length))).toEqual(new Set(own.map(({ id }) => id)));
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toHaveLength(organization.wrapUpCodes.length);
	});

	it('are searched as well', async () => {
		const { results } = await codes(undefined, organization.wrapUpCodes[3]!.name);
		expect(results[0]!.value).toBe(organization.wrapUpCodes[3]!.id);
	});

	it.each([
		['a queue that may not be read', chosen],
		['an expression', { filters: { queue: { __rl: true, mode: 'id', value: '={{ $json.queue }}' } } }],
		['no queue', {}],
	])('are not needed: with %s, the list is as it was', async (_, parameters) => {
		simulator.options.deniedPermissions = ['routing:queue:view'];
		const { results } = await codes(undefined, undefined, parameters);
		expect(results).toHaveLength(100);
	});
});

it.each([
	['searchEvaluationForms', organization.evaluationForms],
	['searchSurveyForms', organization.surveyForms],
])('%s lists each form once, by its context and the name of its latest version', async (method, forms) => {
	const latest = forms.filter(({ isLatest }) => isLatest);
	const found = await all(method);
	expect(found.map(({ name, value }) => `${value} ${name}`).sort()).toEqual(
		latest.map(({ name, contextId }) => `${contextId} ${name}`).sort(),
	);
});
