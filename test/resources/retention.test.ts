import { createOrganization, type Simulator } from '../../packages/simulator';
import { runNode } from '../support/engine';
import { custom, DAY } from '../support/records';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const SETTING = 'GET /api/v2/analytics/dataretention/settings';
const OPERATIONS = [
	['conversation', 'getAll'],
	['performance', 'getKpis'],
	['evaluation', 'getAll'],
	['survey', 'getAll'],
] as const;

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization: createOrganization(), conversations: [] });
});
afterEach(stopSimulating);

/** What a run says of a day that began so long ago, and whether it asked for the setting. */
async function daysAgo(days: number, [resource, operation]: readonly [string, string] = OPERATIONS[0]) {
	const start = NOW - days * DAY;
	const parameters = { resource, operation, ...custom(start, start + DAY), returnAll: true };
	const { hints, error } = await runNode(simulator, parameters as never, {});
	expect(error).toBeUndefined();
	return {
		said: hints.map(({ message }) => message).filter((message) => message.includes('may be gone')),
		asked: simulator.requests().some(({ method, path }) => `${method} ${path}` === SETTING),
	};
}

describe('an older range that is empty', () => {
	it.each(OPERATIONS)('says from when on details are limited: %s %s', async (...operation) => {
		expect((await daysAgo(557, operation)).said).toEqual([]);
		expect((await daysAgo(560, operation)).said).toEqual([
			'Genesys Cloud keeps full details of conversations for about 558 days: what is older may be gone.',
		]);
	});

	it.each([
		['it set a shorter time', 100, 101, 'for 100 days'],
		['it set a longer time, that has passed', 700, 701, 'for 700 days'],
	])('says how long this organization keeps data, where %s', async (_, retentionDays, days, said) => {
		simulator.options.retentionDays = retentionDays;
		expect((await daysAgo(days - 2)).said.join()).not.toContain(said);
		expect((await daysAgo(days)).said).toEqual([
			`This organization keeps analytics data ${said}: what is older may be gone.`,
		]);
	});

	it('says what is known in general where the setting may not be read, or fails', async () => {
		simulator.options.deniedPermissions = ['analytics:dataRetention:view'];
		expect((await daysAgo(560)).said.join()).toContain('558');
		simulator.faults.push({ kind: 'status', status: 500, on: /dataretention/, times: 100 });
		expect((await daysAgo(560)).said.join()).toContain('558');
	});

	it('asks for nothing where it is not older than any setting', async () => {
		expect((await daysAgo(89)).asked).toBe(false);
		expect((await daysAgo(91)).asked).toBe(true);
	});
});
