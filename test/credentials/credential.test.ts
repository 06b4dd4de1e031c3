import { Workflow, type INodeTypes } from 'n8n-workflow';

import { GenesysCloudOAuth2Api } from '../../credentials/GenesysCloudOAuth2Api.credentials';
import { CUSTOM_REGION, hostsOf, REGIONS } from '../../nodes/GenesysCloudAnalytics/transport/regions';
import { startSimulator } from '../../packages/simulator';
import { askToken } from '../../packages/simulator/testClient';
import { credentialStore, type StoredCredential } from '../support/credentials';
import { createHost, nodeTypes, runNode, simulatorCredential } from '../support/engine';

const credential = new GenesysCloudOAuth2Api();
const field = (name: string) => credential.properties.find((property) => property.name === name);

/** What n8n makes of what a user typed: defaults applied, expressions resolved. */
async function resolved(typed: StoredCredential): Promise<StoredCredential> {
	const store = credentialStore(new Map([['1', typed]]), nodeTypes);
	return await store.getDecrypted(
		{} as never,
		{ id: '1', name: 'Genesys Cloud' },
		'genesysCloudOAuth2Api',
		'manual',
	);
}

/** The address that n8n's connection test asks. */
async function testedUrl(typed: StoredCredential): Promise<string> {
	const workflow = new Workflow({
		id: 'test',
		nodes: [{ id: '1', name: 'Mock', type: 'mock', typeVersion: 1, position: [0, 0], parameters: {} }],
		connections: {},
		active: false,
		nodeTypes: { getByNameAndVersion: () => ({ description: { properties: [] } }) } as unknown as INodeTypes,
	});
	const { baseURL, url } = credential.test.request;
	const base = workflow.expression.getSimpleParameterValue(workflow.getNode('Mock')!, baseURL!, 'manual', {
		$credentials: await resolved(typed),
	} as never);
	return `${String(base)}${url}`;
}

const typed = (more: StoredCredential = {}): StoredCredential => ({
	clientId: 'id',
	clientSecret: 'secret',
	...more,
});

describe('the credential', () => {
	it("extends n8n's own OAuth2 type, so that n8n stores, renews and shares the token", () => {
		expect(credential.extends).toEqual(['oAuth2Api']);
		expect(credential.name).toBe('genesysCloudOAuth2Api');
	});

	it('asks only for id, secret and region; the rest is set', async () => {
		const shown = credential.properties.filter(
			({ type, displayOptions }) => type !== 'hidden' && !displayOptions,
		);
		expect(shown.map(({ name }) => name)).toEqual(['region']);
		expect(await resolved(typed())).toMatchObject({
			grantType: 'clientCredentials',
			authentication: 'header',
			scope: '',
			region: 'mypurecloud.com',
			accessTokenUrl: 'https://login.mypurecloud.com/oauth/token',
		});
	});

	it('offers all 18 regions by place and AWS name, and custom hosts', () => {
		const options = field('region')!.options as Array<{ name: string; value: string }>;
		expect(options.map(({ value }) => value)).toEqual([
			...REGIONS.map(({ domain }) => domain),
			CUSTOM_REGION,
		]);
		expect(options.map(({ name }) => name)).toContain('Europe (Ireland) · eu-west-1');
	});

	it('shows base URLs for custom hosts only', () => {
		for (const name of ['loginBaseUrl', 'apiBaseUrl']) {
			expect(field(name)!.displayOptions).toEqual({ show: { region: [CUSTOM_REGION] } });
		}
	});
});

describe('n8n asks for tokens and tests the connection where the node sends its requests', () => {
	const custom = (login: string, api: string) => ({
		region: CUSTOM_REGION,
		loginBaseUrl: login,
		apiBaseUrl: api,
	});

	it.each<[string, StoredCredential]>([
		...REGIONS.map(({ domain }): [string, StoredCredential] => [domain, { region: domain }]),
		['hosts of one’s own', custom('https://login.example.com', 'https://api.example.com')],
		['hosts with slashes at their end', custom('https://login.example.com/', 'https://api.example.com///')],
		['hosts with blanks around them', custom(' https://login.example.com ', ' https://api.example.com ')],
		['a gateway with a path', custom('https://gw.example.com/login/', 'https://gw.example.com/api/')],
	])('%s', async (_, where) => {
		const { login, api } = hostsOf(where);
		expect((await resolved(typed(where))).accessTokenUrl).toBe(`${login}/oauth/token`);
		expect(await testedUrl(typed(where))).toBe(`${api}/api/v2/tokens/me`);
	});
});

describe('against an organization', () => {
	it('the address of the connection test answers a good token and refuses none', async () => {
		const simulator = await startSimulator();
		const url = await testedUrl(simulatorCredential(simulator));
		const { access_token: token } = (await askToken(simulator)).json;
		expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
		expect((await fetch(url)).status).toBe(401);
		await simulator.close();
	});

	it('a slash at the end of the base URLs is no obstacle', async () => {
		const simulator = await startSimulator();
		const slashes = { loginBaseUrl: `${simulator.url}/`, apiBaseUrl: `${simulator.url}/` };
		const host = createHost({ ...simulatorCredential(simulator), ...slashes });
		const { error } = await runNode(simulator, { limit: 1 }, { host });
		expect(error).toBeUndefined();
		expect(simulator.journal.map(({ path }) => path)).not.toContain('//oauth/token');
		await simulator.close();
	});
});
