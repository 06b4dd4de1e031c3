import { createConversations, createOrganization, type Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 400, from: NOW - 2 * DAY, to: NOW, organization });
const nameOf = (id: unknown) =>
	[...organization.campaigns, ...organization.contactLists].find((each) => each.id === id)?.name ?? null;

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

const detailed = { timeRange: 'yesterday', returnAll: true, output: 'conversations', columns: 'all' };
const byCampaign = {
	...{ resource: 'performance', operation: 'query', timeRange: 'yesterday', metrics: ['nConnected'] },
	groupBy: ['outboundCampaignId', 'outboundContactListId'],
	columns: 'all',
};

async function rowsOf(parameters: object) {
	const { items, error, hints } = await runNode(simulator, parameters as never);
	expect(error).toBeUndefined();
	return { rows: items.map(({ json }) => json), hints: hints.map(({ message }) => message).join('\n') };
}

it('campaigns and contact lists of conversations come with their names', async () => {
	const { rows } = await rowsOf(detailed);
	const dialled = rows.filter(({ campaignId }) => campaignId !== null);
	expect(new Set(dialled.map(({ campaignName }) => campaignName)).size).toBeGreaterThan(1);
	for (const row of rows) {
		expect([row.campaignName, row.contactListName]).toEqual([
			nameOf(row.campaignId),
			nameOf(row.contactListId),
		]);
	}
	const columns = Object.keys(rows[0]!);
	expect(columns[columns.indexOf('campaignId') + 1]).toBe('campaignName');
	expect(columns[columns.indexOf('contactListId') + 1]).toBe('contactListName');
	expect(simulator.requests('/outbound/')).toHaveLength(2);
});

it('groups of aggregates, too', async () => {
	const { rows } = await rowsOf(byCampaign);
	expect(Object.keys(rows[0]!).slice(2, 6)).toEqual([
		...['outboundCampaignId', 'outboundCampaignName', 'outboundContactListId', 'outboundContactListName'],
	]);
	expect(rows.some(({ outboundCampaignName }) => outboundCampaignName !== null)).toBe(true);
	for (const row of rows) expect(row.outboundContactListName).toBe(nameOf(row.outboundContactListId));
});

it('without the permission names are null, and a hint says which one is missing', async () => {
	simulator.options.deniedPermissions = ['outbound:contactList:view'];
	const { rows, hints } = await rowsOf(detailed);
	const [dialled] = rows.filter(({ campaignId }) => campaignId !== null);
	expect(dialled).toMatchObject({ campaignName: nameOf(dialled!.campaignId), contactListName: null });
	expect(hints).toContain('Names of contact lists are missing');
	expect(hints).toContain('outbound:contactList:view');
});
