import { createConversations, createOrganization, type Simulator } from '../../packages/simulator';
import { runNode } from '../support/engine';
import { DAY } from '../support/records';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const NOBODY = '00000000-0000-4000-8000-000000000bad';
const organization = createOrganization();
const conversations = createConversations({ count: 60, from: NOW - 2 * DAY, to: NOW - DAY, organization });

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

async function hintsOf(parameters: object): Promise<string> {
	const yesterday = { timeRange: 'relative', relativeAmount: 2, relativeUnit: 'days', returnAll: true };
	const { hints, error } = await runNode(simulator, { ...yesterday, ...parameters } as never, {});
	expect(error).toBeUndefined();
	return hints.map(({ message }) => message).join('\n');
}
const byId = (value: string) => ({ mode: 'id', value });

describe('an id that nobody knows, where nothing was found', () => {
	it.each([
		[
			'a queue of conversations',
			{ resource: 'conversation', operation: 'getAll', filters: { queue: byId(NOBODY) } },
			'queue',
		],
		[
			'an agent of conversations',
			{ resource: 'conversation', operation: 'getAll', filters: { agent: byId(NOBODY) } },
			'agent',
		],
		[
			'a queue of KPIs',
			{ resource: 'performance', operation: 'getKpis', filters: { queue: byId(NOBODY) } },
			'queue',
		],
		[
			'a form of surveys',
			{ resource: 'survey', operation: 'getAll', filters: { surveyForm: byId(NOBODY) } },
			'survey form',
		],
		[
			'a form of evaluations',
			{ resource: 'evaluation', operation: 'getAll', filters: { evaluationForm: byId(NOBODY) } },
			'evaluation form',
		],
	])('is said: %s', async (_, parameters, label) => {
		expect(await hintsOf(parameters)).toContain(`There is no ${label} with the ID ${NOBODY}`);
	});

	it('is not made up of one that is known', async () => {
		const [queue] = organization.queues;
		const parameters = { resource: 'conversation', operation: 'getAll', timeRange: 'lastHour' };
		const hints = await hintsOf({ ...parameters, filters: { queue: byId(queue!.id) } });
		expect(hints).not.toContain('There is no');
	});

	it('is not made up of a form that is switched off', async () => {
		const surveyForms = organization.surveyForms.map((form) => ({ ...form, disabled: true }));
		simulator.options.organization = { ...organization, surveyForms };
		const parameters = { resource: 'survey', operation: 'getAll', timeRange: 'lastHour' };
		const filters = { surveyForm: byId(surveyForms[0]!.contextId) };
		expect(await hintsOf({ ...parameters, filters })).not.toContain('There is no');
	});

	it('nor where the catalogue can not be read', async () => {
		simulator.options.deniedPermissions = ['routing:queue:view'];
		const parameters = { resource: 'conversation', operation: 'getAll' };
		expect(await hintsOf({ ...parameters, filters: { queue: byId(NOBODY) } })).not.toContain('There is no');
	});
});
