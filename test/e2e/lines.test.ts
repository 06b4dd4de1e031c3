import type { IDataObject, INodeCredentials } from 'n8n-workflow';
import {
	createConversations,
	createOrganization,
	storeOf,
	type ConversationRecord,
} from '../../packages/simulator';
import { evaluationsOf } from '../../packages/simulator/data/quality/evaluations';
import { recount } from '../resources/performance/recount';
import { evaluatedAndSurveyed } from '../support/quality';
import { Receiver } from './support/receiver';
import { preparedLines } from './support/prepared';
import { PostgresServer } from './support/services';
import { credentialData, type Stack, startStack } from './support/stack';
import { analytics, chain, CREDENTIAL_TYPE, exampleOf, postTo, trigger, webhook } from './support/workflows';

const HOUR = 3_600_000;
const NOW = Date.now();
const from = Math.floor(NOW / HOUR) * HOUR - 30 * HOUR;
const organization = createOrganization();
const isOver = ({ conversationEnd }: ConversationRecord) => Date.parse(conversationEnd ?? '') < NOW - HOUR;
/** All are over, evaluated and surveyed. */
const records = [...createConversations({ count: 450, from, to: from + 24 * HOUR, organization })]
	.filter(isOver)
	.map((record, index) => evaluatedAndSurveyed(record, index, organization));
const conversations = storeOf(records);
const evaluations = records.flatMap((record) => evaluationsOf(record, organization));
const surveys = records.flatMap((record) => record.surveys as Array<{ surveyCompletedDate?: string }>);
const offered = [...recount(records, organization, [from, NOW]).values()].map((kpis) => kpis.offered);

const hasAllLines = process.env.N8N_LINES === 'all';
/**
 * The templates of a sync into PostgreSQL, with what they leave there after two runs. Unless all lines are asked for, the first
 * one stands for the others: sync.test.ts has them all, on the newest n8n.
 */
const TEMPLATES: Record<string, Record<string, number>> = {
	'sync-conversations-to-postgres': { 'count(*) from conversations': records.length },
	...(hasAllLines && {
		'sync-quality-to-postgres': {
			'count(*) from evaluations': evaluations.filter(({ released }) => released !== undefined).length,
			'count(*) from surveys': surveys.filter(({ surveyCompletedDate }) => surveyCompletedDate).length,
			// 200 a run.
			'count(*) from transcripts': 400,
		},
		'sync-kpis-to-postgres': {
			'sum(offered) from kpis': offered.reduce((sum, count) => sum + count),
		},
		'sync-dimensions-to-postgres': {
			'count(*) from users': organization.users.length,
			'count(*) from queues': organization.queues.length,
			'count(*) from wrap_up_codes': organization.wrapUpCodes.length,
			'count(*) from divisions': organization.divisions.length,
		},
	}),
};
/** The first n8n whose node makes data tables. */
const DATA_TABLES = '2.3';

/** Genesys answers a wrong secret and an id of another region alike. */
const UNKNOWN_CLIENT =
	'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).';

let postgres: PostgresServer;

beforeAll(async () => {
	postgres = await PostgresServer.start();
});

afterAll(async () => {
	await postgres?.stop();
});

/** What a user does first, with the package's tarball installed in every line of n8n that it is said to work in. */
describe.each(preparedLines())('n8n %s', (line) => {
	let stack: Stack;
	let credentials: INodeCredentials;

	beforeAll(async () => {
		stack = await startStack({ conversations, organization }, {}, line);
		const database = await stack.client.createCredential(
			'PostgreSQL',
			'postgres',
			postgres.createDatabase(line),
		);
		credentials = { [CREDENTIAL_TYPE]: stack.credential, postgres: database };
	});

	afterAll(async () => {
		await stack?.stop();
	});

	it('is of that version', async () => {
		expect(await stack.client.version()).toBe(line);
	});

	/** What the test button of the credential dialog shows, with other values in some of the fields. */
	const test = async (fields: IDataObject) => {
		const data = { ...credentialData(stack.simulator), ...fields };
		const credential = await stack.client.createCredential('Under test', CREDENTIAL_TYPE, data);
		return await stack.client.testCredential(CREDENTIAL_TYPE, credential);
	};

	it('says that a good credential connects', async () => {
		expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(stack.simulator.requests('/api/v2/tokens/me').at(-1)).toMatchObject({ status: 200 });
	});

	it('takes hosts with a slash at their end', async () => {
		const { url } = stack.simulator;
		expect(await test({ loginBaseUrl: `${url}/`, apiBaseUrl: `${url}/` })).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong secret', { clientSecret: 'not-the-secret' }],
		['a client that the region does not know', { clientId: 'c0ffee00-9999-4222-8333-444455556666' }],
	])('refuses %s, and shows nothing secret', async (_, fields) => {
		const { status, message } = await test(fields);
		expect(status).toBe('Error');
		expect(message).toContain(UNKNOWN_CLIENT);
		expect(message).not.toMatch(/secret/i);
	});

	it('says that nothing answers at a wrong host', async () => {
		const nowhere = 'http://127.0.0.1:9';
		expect(await test({ loginBaseUrl: nowhere, apiBaseUrl: nowhere })).toEqual({
			status: 'Error',
			message: 'The service refused the connection - perhaps it is offline',
		});
	});

	it('gets many conversations, complete and with names', async () => {
		const range = {
			timeRange: 'custom',
			startTime: new Date(from).toISOString(),
			endTime: new Date(from + 24 * HOUR).toISOString(),
		};
		const workflow = await stack.client.importWorkflow(
			chain('Get many', webhook('get-many'), analytics(stack.credential, { ...range, returnAll: true })),
		);
		await stack.client.activate(workflow);

		const { status, body } = await stack.client.callWebhook<IDataObject[]>('get-many');

		expect(status).toBe(200);
		expect(new Set(body.map(({ conversationId }) => conversationId)).size).toBe(records.length);
		expect(body).toHaveLength(records.length);
		expect(body.some(({ queueName }) => queueName === 'Billing')).toBe(true);
	});

	/** Imports a template as a user does, and runs it twice: the second run finds what the first one left. */
	const runTwice = async (name: string) => {
		const workflow = await stack.client.importWorkflow(exampleOf(name, credentials, from));
		for (let runs = 0; runs < 2; runs++) {
			const { status, data } = await stack.client.run(workflow, workflow.nodes[0]!.name);
			expect({ status, data: status === 'success' ? null : data }).toEqual({ status: 'success', data: null });
		}
	};

	it.each(Object.entries(TEMPLATES))('runs %s', async (name, figures) => {
		await runTwice(name);
		for (const [figure, expected] of Object.entries(figures)) {
			const [[found]] = postgres.query(line, `select ${figure}`) as [[string]];
			expect({ [figure]: Number(found) }).toEqual({ [figure]: expected });
		}
	});

	if (hasAllLines && line.localeCompare(DATA_TABLES, 'en', { numeric: true }) >= 0) {
		it('runs sync-conversations-to-data-table', async () => {
			await runTwice('sync-conversations-to-data-table');
		});
	}

	it("starts a workflow when the trigger's queues cross their threshold", async () => {
		const receiver = await Receiver.start();
		const alarm = trigger(stack.credential, {
			event: 'queueThreshold',
			metric: 'onQueueAgents',
			comparison: 'gte',
			threshold: 0,
		});
		const workflow = await stack.client.importWorkflow(chain('Alarm', alarm, postTo(receiver.url)));
		await stack.client.activate(workflow);

		const [first] = (await receiver.bodies(1)) as Array<{ items: IDataObject[] }>;

		await stack.client.deactivate(workflow);
		await receiver.stop();
		expect(first!.items.length).toBeGreaterThan(1);
		expect(first!.items[0]).toMatchObject({
			queueName: expect.any(String),
			onQueueAgents: expect.any(Number),
		});
	});
});
