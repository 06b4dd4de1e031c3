import type { INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../packages/simulator';
import { DAILY } from '../../../packages/simulator/data/apiUsage';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';

/** A Friday, in the morning of Berlin: in New York, it is still Thursday. */
const NOW = Date.parse('2026-11-20T02:35:00.000Z');
const MONDAY = '2026-11-16';
const USAGE = '/api/v2/usage/client/';

let simulator: Simulator;
beforeEach(async () => (simulator = await simulateAt(NOW, {})));
afterEach(stopSimulating);

async function get(parameters: INodeParameters = {}) {
	const { items, error, hints } = await runNode(simulator, {
		...{ resource: 'account', operation: 'getApiUsage' },
		...parameters,
	});
	return { rows: items.map(({ json }) => json), error, said: hints.map(({ message }) => message).join('\n') };
}

it('has the last seven days in UTC, latest first and what was asked most at the top', async () => {
	const { rows, error } = await get();
	expect(error).toBeUndefined();
	const days = [...new Set(rows.map(({ date }) => date))];
	expect(days).toEqual(['19', '18', '17', '16', '15', '14', '13'].map((day) => `2026-11-${day}`));
	expect(rows).toHaveLength(days.length * DAILY.length);
	expect(rows[0]).toEqual({
		date: '2026-11-19',
		template: '/api/v2/analytics/conversations/details/query',
		method: 'POST',
		platform: null,
		requests: 2_880,
		status200: 2_867,
		status300: 0,
		status400: 12,
		status429: 12,
		status500: 1,
	});
	expect(rows.find(({ date, method }) => date === MONDAY && method === 'PUT')).toMatchObject({
		requests: 14,
	});
});

it.each<[string, INodeParameters, object[]]>([
	[
		'a day, of everything',
		{ days: 1, usageGroups: [] },
		[
			{
				date: '2026-11-19',
				requests: 3_423,
				status200: 3_407,
				status300: 0,
				status400: 15,
				status429: 15,
				status500: 1,
			},
		],
	],
	[
		'weeks, by method',
		{ days: 4, usageGroups: ['HttpMethod'], per: 'Week' },
		[
			{
				date: MONDAY,
				method: 'POST',
				requests: 14_880,
				status200: 14_815,
				status300: 0,
				status400: 60,
				status429: 60,
				status500: 5,
			},
			{
				date: MONDAY,
				method: 'GET',
				requests: 2_200,
				status200: 2_185,
				status300: 0,
				status400: 15,
				status429: 15,
				status500: 0,
			},
			{
				date: MONDAY,
				method: 'PUT',
				requests: 35,
				status200: 35,
				status300: 0,
				status400: 0,
				status429: 0,
				status500: 0,
			},
		],
	],
	[
		'a month, by platform',
		{ days: 19, usageGroups: ['Platform'], per: 'Month' },
		[
			{
				date: '2026-11-01',
				platform: 'Platform API',
				requests: 3_423 * 22,
				status200: 3_407 * 22,
				status300: 0,
				status400: 15 * 22,
				status429: 15 * 22,
				status500: 22,
			},
		],
	],
])('counts %s', async (_, parameters, expected) => {
	const all = { template: null, method: null, platform: null };
	expect((await get(parameters)).rows).toEqual(expected.map((row) => ({ ...all, ...row })));
});

it('says how many requests the rate limit refused, and nothing where it refused none', async () => {
	expect((await get({ days: 1 })).said).toContain(
		'15 requests were refused because the rate limit was used up.',
	);
	simulator.options.usage = { isWithinLimit: true };
	expect((await get({ days: 1 })).said).not.toContain('refused');
});

it('waits while the query runs, and reads all pages', async () => {
	simulator.options.usage = { queuedMs: 20_000, maxPageSize: 4 };
	const { rows, error } = await get();
	expect(error).toBeUndefined();
	expect(rows).toHaveLength(7 * DAILY.length);
	const keys = rows.map(({ date, template, method }) => [date, template, method].join());
	expect(new Set(keys).size).toBe(rows.length);
	expect(simulator.requests(USAGE).filter(({ method }) => method === 'POST')).toHaveLength(1);
});

it.each(['Failed', 'Cancelled'] as const)(
	'a query that ends as %s is an error, though its code is 202',
	async (outcome) => {
		simulator.options.usage = { outcome };
		const { rows, error } = await get();
		expect(rows).toEqual([]);
		expect(error?.message).toContain(`ended with the status ${outcome}: The query could not be executed`);
	},
);

it('a query that never ends is given up after ten minutes', async () => {
	simulator.options.usage = { queuedMs: 3_600_000 };
	expect((await get()).error?.message).toContain('was not finished after 10 minutes');
});

it("asks for the credential's client, or another one", async () => {
	const ofAnother = '88888888-0000-4000-8000-000000000001';
	await get({ days: 1 });
	await get({ days: 1, options: { clientId: ofAnother } });
	const clients = simulator.requests(USAGE).map(({ path }) => path.slice(USAGE.length).split('/')[0]);
	expect([...new Set(clients)]).toEqual([
		simulator.options.clients?.[0]?.id ?? expect.any(String),
		ofAnother,
	]);
	expect(clients[0]).not.toBe('');
});

it('names the permission where it is missing', async () => {
	simulator.options.deniedPermissions = ['usage:client:view'];
	expect((await get()).error?.message).toContain('lacks the permission usage:client:view');
});
